import { isConnectorError, type ConnectorError } from '../../http/ConnectorError';
import type { PresentStatus } from '../../mapping';
import { sameAsText } from '../../records/diff';
import type { UpsertInput } from '../../records/fold';
import type { FoundRecord, RecordKey, RecordTarget, RecordWrite } from '../../records/RecordTarget';
import type { RequestPreview } from '../../records/RequestPreview';
import type { Shape } from '../../values/shapes';
import type { PayloadContext } from './payload';
import { findRows } from './find';
import { asText, type Json } from './json';
import { BATCHING } from './limits';
import { asGuid } from './literals';
import { createLookupFinder } from './lookups';
import { appendTo, consentIn } from './policies';
import { predicateOf, propertyOf, typeKey, type TypedKey } from './query';
import { createRecordWriter } from './recordWriter';
import { setUpTarget, type TargetOptions, type TargetParts, type TargetSetup } from './targetSetup';
import { convertValue, sameStored } from './values';

/** The records of one table, as the records floor want them. */
export interface DataverseTarget extends RecordTarget {
	readonly setup: TargetSetup;
	/** Finds what lookup columns point at, many at a time; without it, unchanged links count as changes. */
	prepare(inputs: readonly UpsertInput[]): Promise<void>;
	/** The request that each write would send: for dry runs. */
	preview(writes: readonly RecordWrite[]): Promise<Array<RequestPreview | ConnectorError>>;
	/** The record that came back with a write, where that was asked for. */
	returned(id: string): Json | undefined;
}

export const createDataverseRecordTarget = async (
	parts: TargetParts,
	options: TargetOptions,
): Promise<DataverseTarget> => {
	const setup = await setUpTarget(parts, options);
	const { columns, match, table } = setup;
	const { lookups: settings = {}, timeZone, whenTooLong = 'refuse' } = options;
	const lookups = createLookupFinder({ ...parts, settings, timeZone });
	const context: PayloadContext = {
		timeZone,
		whenTooLong,
		lookups: settings,
		found: lookups.found,
		columns,
		setNames: setup.setNames,
	};
	const partitions = new Map<string, string>();
	const writer = createRecordWriter({ parts, setup, options, context, partitions });

	const resolveLookups = async (values: Iterable<[string, unknown]>): Promise<void> => {
		const wanted = [...values].flatMap(([name, value]) => {
			const column = columns.byName.get(name);
			return column?.kind === 'lookup' && value !== null && value !== '' ? [{ column, value }] : [];
		});
		await lookups.resolve(wanted);
	};

	const toFound = (row: Json, { values: given }: RecordKey): FoundRecord[] => {
		const id = asGuid(row[table.primaryId]);
		if (id === undefined) return [];
		const partition = setup.partition && asText(row[setup.partition]);
		if (partition) partitions.set(id, partition);
		const values = Object.fromEntries(
			setup.read.map((column) => [column.name, row[propertyOf(column)] ?? null]),
		);
		// Dataverse found the record by these; as they were written they can be told from no other spelling of the same.
		for (const { column } of match) {
			if (column.kind !== 'text') values[column.name] = given[column.name];
		}
		const { dateField, consent } = options;
		const status = consent && statusOf(row[columns.get(consent.column).name]);
		return [
			{
				id,
				values,
				...(dateField !== undefined && { date: row[dateField] ?? null }),
				...(status && { status }),
				version: asText(row['@odata.etag']),
			},
		];
	};

	const statusOf = (stored: unknown): PresentStatus => {
		const { column: name, optedIn, optedOut } = options.consent!;
		const column = columns.get(name);
		if (stored === null || stored === undefined) return 'unset';
		if (sameStored(column, stored, optedOut, context)) return 'optedOut';
		return sameStored(column, stored, optedIn, context) ? 'optedIn' : 'unset';
	};

	const isDirect = (key: TypedKey): boolean =>
		setup.directKey !== undefined && predicateOf(key, match) !== undefined;

	return {
		setup,
		keysAreUnique: setup.keysAreUnique,
		batchSize: BATCHING.recordsPerRound,

		async find(keys) {
			await resolveLookups(
				keys.flatMap(({ values }) =>
					match.map(({ column }): [string, unknown] => [column.name, values[column.name]]),
				),
			);
			const typed = keys.map((key) => typeKey(key, match, context));
			const asked = typed.filter(
				(key): key is TypedKey => !isConnectorError(key) && !isDirect(key),
			);
			const rows = await findRows(parts.api, parts.batches, asked, { ...setup, match });
			let next = 0;
			return typed.map((key, index) => {
				if (isConnectorError(key)) return key;
				if (isDirect(key)) return [];
				const found = rows[next++];
				return isConnectorError(found) ? found : found.flatMap((row) => toFound(row, keys[index]));
			});
		},

		async write(writes) {
			await resolveLookups(writes.flatMap(writer.valuesOf));
			return await writer.write(writes);
		},

		sameValue(field, from, to) {
			const column = columns.byName.get(field);
			if (!column) return sameAsText(field, from, to);
			if (!column.forUpdate) return true;
			const isMatch = match.some(({ column: one }) => one === column && one.kind !== 'text');
			const before = isMatch ? convertValue(column, from, context) : { value: from };
			return !isConnectorError(before) && sameStored(column, plain(before.value), to, context);
		},

		append: (field, present, added) => appendTo(columns.get(field), present, added, context),
		consentOf: (field, value) => consentIn(columns.byName.get(field), field, value, context),

		shapeOf(field) {
			const { format = '', kind, label = field } = columns.byName.get(field) ?? {};
			const shape = kind === 'text' ? SHAPES[format.toLowerCase()] : undefined;
			return shape && { shape, label };
		},

		async prepare(inputs) {
			await resolveLookups(
				inputs.flatMap(({ fields, key = {} }) => [
					...fields.flatMap(
						({ target, action, value }): Array<[string, unknown]> =>
							action === 'set' ? [[target, value]] : [],
					),
					...Object.entries(key),
				]),
			);
		},

		async preview(writes) {
			await resolveLookups(writes.flatMap(writer.valuesOf));
			return writer.preview(writes);
		},

		returned: writer.returned,
	};
};

/** By the format of a text column. Dataverse itself looks at none of them. */
const SHAPES: Readonly<Partial<Record<string, Shape>>> = {
	email: 'email',
	phone: 'phone',
	url: 'url',
};

/** A link as the id that it is stored as. */
const plain = (value: unknown): unknown =>
	typeof value === 'object' && value !== null && 'id' in value ? value.id : value;
