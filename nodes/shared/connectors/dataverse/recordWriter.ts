import { ConnectorError, isConnectorError } from '../../http/ConnectorError';
import type { ConsentChange } from '../../mapping';
import type { RecordUpdate, RecordWrite, Written } from '../../records/RecordTarget';
import type { RequestPreview } from '../../records/RequestPreview';
import type { Json } from './json';
import { keyPredicate } from './keyPredicate';
import { asGuid } from './literals';
import { toPayload, type PayloadContext } from './payload';
import { predicateOf, typeKey } from './query';
import { newRecordId } from './recordId';
import { createRereader, type Planned } from './reread';
import type { Answer, Operation } from './sendBatch';
import type { TargetOptions, TargetParts, TargetSetup } from './targetSetup';
import {
	createOperation,
	impersonationHeaders,
	readWritten,
	updateOperation,
	upsertOperation,
} from './write';

export interface RecordWriter {
	/** Everything that a write sets, by column. */
	valuesOf(write: RecordWrite): Array<[string, unknown]>;
	write(writes: readonly RecordWrite[]): Promise<Array<Written | ConnectorError>>;
	preview(writes: readonly RecordWrite[]): Array<RequestPreview | ConnectorError>;
	returned(id: string): Json | undefined;
}

interface WriterParts {
	parts: TargetParts;
	setup: TargetSetup;
	options: TargetOptions;
	context: PayloadContext;
	/** Partitions of elastic records that were read, by id. */
	partitions: ReadonlyMap<string, string>;
}

export const createRecordWriter = (given: WriterParts): RecordWriter => {
	const { parts, setup, options, context, partitions } = given;
	const { table, columns, match } = setup;
	const { write: writeOptions = {}, consent, onlyIfUnchanged } = options;
	const { clock } = parts.api.runtime;
	const returned = new Map<string, Json>();
	const headers = impersonationHeaders(writeOptions.impersonate);

	const consentValues = (status: ConsentChange | undefined): Array<[string, unknown]> => {
		if (!consent || !status || status.status === 'unchanged') return [];
		const { evidence } = status;
		const words = evidence && [evidence.survey, evidence.responseId, evidence.time];
		return [
			[consent.column, status.status === 'optOut' ? consent.optedOut : consent.optedIn],
			...(consent.evidenceColumn !== undefined && words
				? ([[consent.evidenceColumn, words.filter(Boolean).join(' · ')]] as Array<
						[string, unknown]
					>)
				: []),
		];
	};

	const valuesOf: RecordWriter['valuesOf'] = (write) => [
		...(write.kind === 'create'
			? Object.entries(write.values)
			: write.changes.map(({ field, to }): [string, unknown] => [field, to])),
		...consentValues(write.status),
	];

	const reread = createRereader({ parts, setup, context, valuesOf });

	const planCreate = (
		write: Extract<RecordWrite, { kind: 'create' }>,
	): Planned | ConnectorError => {
		const direct = directPredicate(write);
		if (direct !== undefined) {
			// The key stands in the address; in the body it would override it (contracts/dataverse.md 5).
			const rest = valuesOf(write).filter(([name]) => !setup.directKey?.columns.includes(name));
			const payload = toPayload('create', rest, context);
			if (isConnectorError(payload)) return payload;
			// Nobody looked whether the record is there: where it is, its old values would stay.
			const empty = (write.cleared ?? []).filter(
				(name) => !setup.directKey?.columns.includes(name),
			);
			const cleared = toPayload(
				'update',
				empty.map((name) => [name, null]),
				context,
			);
			if (isConnectorError(cleared)) return cleared;
			const body = { ...cleared.body, ...payload.body };
			const operation = upsertOperation(table, direct, body, writeOptions);
			return {
				write,
				operation,
				isDirect: true,
				warnings: [...payload.warnings, ...cleared.warnings],
			};
		}
		const payload = toPayload('create', valuesOf(write), context);
		if (isConnectorError(payload)) return payload;
		const isOurs = columns.byName.get(table.primaryId)?.forCreate;
		const id =
			asGuid(payload.body[table.primaryId]) ?? (isOurs ? newRecordId(clock.now()) : undefined);
		const body = id === undefined ? payload.body : { ...payload.body, [table.primaryId]: id };
		return {
			write,
			operation: createOperation(table, body, writeOptions),
			...(id !== undefined && { id }),
			warnings: payload.warnings,
		};
	};

	const directPredicate = ({
		key,
	}: {
		key?: Parameters<typeof typeKey>[0];
	}): string | undefined => {
		if (!setup.directKey || !key) return undefined;
		const typed = typeKey(key, match, context);
		return isConnectorError(typed) ? undefined : predicateOf(typed, match);
	};

	const planUpdate = (write: RecordUpdate): Planned | ConnectorError => {
		const { record } = write;
		const payload = toPayload('update', valuesOf(write), context);
		if (isConnectorError(payload)) return payload;
		const { body, warnings } = payload;
		const operation =
			Object.keys(body).length === 0
				? undefined
				: updateOperation(table, addressOf(record.id), body, {
						...writeOptions,
						...((onlyIfUnchanged || write.guarded) && { version: record.version }),
					});
		return { write, operation, id: record.id, warnings };
	};

	/** Elastic records are addressed together with their partition (contracts/dataverse.md 12). */
	const addressOf = (id: string): string => {
		const partition = partitions.get(id);
		if (setup.partition === undefined || partition === undefined) return id;
		const parts = [
			{ column: table.primaryId, value: id, isBare: true },
			{ column: setup.partition, value: partition },
		];
		return keyPredicate(parts) ?? id;
	};

	const plan = (write: RecordWrite): Planned | ConnectorError =>
		write.kind === 'create' ? planCreate(write) : planUpdate(write);

	const resultOf = (planned: Planned, answer: Answer): Written | ConnectorError => {
		const { write, id, warnings } = planned;
		if (isConnectorError(answer)) return explained(answer, planned, setup.directKey?.label);
		const written = readWritten(answer, table);
		const known = written.id ?? (answer.status === 204 ? id : undefined);
		if (known === undefined && id !== undefined) {
			return new ConnectorError('unexpected', 'Dataverse did not say that the record was written', {
				hint: 'A proxy may have cut the answer off.',
				outcomeUnknown: true,
			});
		}
		if (known === undefined) {
			return new ConnectorError('unexpected', 'Dataverse made a record and did not say its ID', {
				outcomeUnknown: true,
			});
		}
		if (written.record && writeOptions.returnRecord) returned.set(known, written.record);
		const isDirect = write.kind === 'create' && id === undefined && setup.directKey !== undefined;
		return {
			id: known,
			...(isDirect && written.did && { did: written.did }),
			...(warnings.length > 0 && { warnings }),
		};
	};

	const send = async (
		planned: ReadonlyArray<Planned & { operation: Operation }>,
	): Promise<Array<Written | ConnectorError>> => {
		const answers = await parts.batches.write(
			planned.map(({ operation }) => operation),
			headers,
		);
		return answers.map((answer, index) => resultOf(planned[index], answer));
	};

	return {
		valuesOf,
		returned: (id) => returned.get(id),

		async write(writes) {
			const plans = writes.map(plan);
			const sent = plans.filter(
				(one): one is Planned & { operation: Operation } =>
					!isConnectorError(one) && one.operation !== undefined,
			);
			const results = await reread(sent, await send(sent), send);
			let next = 0;
			return plans.map((one) => {
				if (isConnectorError(one)) return one;
				if (one.operation) return results[next++];
				return { id: one.id ?? '', did: 'unchanged' as const, warnings: one.warnings };
			});
		},

		preview: (writes) =>
			writes.map((write) => {
				const planned = plan(write);
				if (isConnectorError(planned)) return planned;
				const { operation, warnings } = planned;
				return {
					method: operation?.method ?? '',
					path: operation ? `${parts.api.basePath}${operation.path}` : '',
					headers: { ...headers, ...operation?.headers },
					body: operation?.body ?? {},
					warnings,
				};
			}),
	};
};

/**
 * For the steps above, `notFound` is the record itself. Where Dataverse misses another one, it is one that a link points at,
 * and looking for the record again would not help. An upsert by an alternate key misses nothing but the key itself, as long as
 * its index is not ready (contracts/dataverse.md 4.3).
 */
const explained = (
	error: ConnectorError,
	{ write: { kind }, operation, id, isDirect }: Planned,
	keyLabel: string | undefined,
): ConnectorError => {
	if (error.kind !== 'notFound') return error;
	const named = error.recordId;
	const isItself = kind === 'update' && (named === undefined || named.toLowerCase() === id);
	if (isItself) return error;
	const { status, code, requestId, logText } = error;
	if (isDirect && named === undefined && !hasLinks(operation?.body)) {
		return new ConnectorError(
			'input',
			`Dataverse does not use the alternate key "${keyLabel}": its index is not active yet, or the key was removed`,
			{
				hint: 'Wait until its status is Active (Power Apps → Tables → Keys), or switch off writing by the key without reading first.',
				status,
				code,
				requestId,
				logText,
			},
		);
	}
	return new ConnectorError('input', 'A record that a lookup column points at does not exist', {
		hint: 'Check the mapping of the lookup columns.',
		status,
		code,
		requestId,
		logText,
	});
};

const hasLinks = (body: unknown): boolean =>
	typeof body === 'object' &&
	body !== null &&
	Object.keys(body).some((name) => name.endsWith('@odata.bind'));
