import { answersInPool } from '../../http/answers';
import { asConnectorError, isConnectorError, type ConnectorError } from '../../http/ConnectorError';
import type { CancelSignal } from '../../http/types';
import { settle } from '../../http/settle';
import { textOf } from '../../pipedText/textOf';
import {
	afterWriting,
	normaliseKey,
	type DryWritten,
	type FoundRecord,
	type RecordKey,
	type RecordTarget,
	type RecordUpdate,
	type RecordWrite,
	type SameValue,
	type Written,
} from '../../records';
import type { HubSpot } from './client';
import { consentRequest, presentStatus, setConsent, type ConsentOptions } from './consents';
import { createFinder, type Matching } from './find';
import { keyKindOf, shapeOf } from './keys';
import { CONCURRENT_REQUESTS, LIMITS } from './limits';
import { keptOf, sentValues, type Sent, type Shape } from './payload';
import { appendTo, conflictsAmong, consentIn } from './policies';
import type { ObjectProperties } from './properties';
import { addressesOf, type StoredRecord } from './records';
import { sameStored } from './values';
import { createSome, moveBack, updateSome, type RowAnswer } from './writeBatch';

export interface RecordTargetOptions {
	/** Id of the kind of object, or its name. */
	type: string;
	properties: ObjectProperties;
	/** None: every item creates a record. */
	match?: Matching;
	/** Properties that the items fill. */
	fields: readonly string[];
	/** Of dates without a zone. */
	timeZone: string;
	dateField?: string;
	consent?: ConsentOptions;
	/** Stages of the life cycle may go back. */
	movesBack?: boolean;
	/** Where the search finds nobody, it is asked again before a record is created. */
	looksAgain?: boolean;
	cancel?: CancelSignal;
}

/** Records of one kind as the records floor sees them. Source: contracts/hubspot.md 3 to 7, 11. */
export interface HubSpotTarget extends RecordTarget {
	dryRun: NonNullable<RecordTarget['dryRun']>;
	/** Where the page of a record is, as far as it was seen. */
	urlOf(id: string): string | undefined;
}

type Update = { index: number; write: RecordUpdate; sent: Sent };

export function createHubSpotTarget(hubspot: HubSpot, options: RecordTargetOptions): HubSpotTarget {
	const { properties, match, fields, timeZone, dateField, consent, cancel } = options;
	const records = hubspot.records(options.type);
	const shape: Shape = { properties, context: { timeZone } };
	const known = new Map<string, StoredRecord>();
	const names = [
		...new Set([
			...fields,
			...(match && match.by !== 'id' ? [match.property.name] : []),
			...(dateField === undefined ? [] : [dateField]),
			...(properties.byName.has('hs_additional_emails') ? ['email', 'hs_additional_emails'] : []),
			...(consent ? ['hs_email_optout'] : []),
		]),
	];
	const finder =
		match &&
		createFinder(hubspot, records, match, names, {
			looksAgain: options.looksAgain ?? false,
			context: shape.context,
		});

	const recordOf = async (stored: StoredRecord, key: RecordKey): Promise<FoundRecord> => {
		known.set(stored.id, stored);
		const values = Object.fromEntries(names.map((name) => [name, stored.properties[name] ?? null]));
		if (match && match.by !== 'id') {
			// Found by another address, or another form of the same number: it is the same all the same.
			const { name } = match.property;
			const kind = keyKindOf(match.property);
			const asked = key.values[name];
			if (normaliseKey(kind, values[name]) !== normaliseKey(kind, asked)) values[name] = asked;
		}
		const isAsked = consent !== undefined && (consent.decided?.has(key.id) ?? true);
		return {
			id: stored.id,
			values,
			...(dateField !== undefined && { date: stored.properties[dateField] ?? undefined }),
			...(isAsked && { status: await presentStatus(hubspot.subscriptions, stored, consent) }),
		};
	};

	const written = async (write: RecordWrite, sent: Sent, answer: RowAnswer): Promise<Written> => {
		if (isConnectorError(answer)) throw answer;
		known.set(answer.id, {
			...answer,
			properties: { ...known.get(answer.id)?.properties, ...answer.properties },
		});
		if (match?.by === 'search') {
			const { name } = match.property;
			const value = textOf(answer.properties[name] ?? sent[name] ?? '');
			finder?.note(value, answer.id, write.kind === 'create');
		}
		const kept = keptOf(write, sent, answer, shape);
		if (!write.status || !consent) return kept;
		const stored = known.get(answer.id)!;
		const step = setConsent(hubspot.subscriptions, write, write.status, stored, consent);
		// Where only a consent changes, there was nothing to send.
		const isSent = write.kind === 'create' || Object.keys(sent).length > 0;
		const done = isSent
			? await afterWriting(`Record ${answer.id}`, step, 'its subscription was not set')
			: await step;
		const warnings = [...(kept.warnings ?? []), ...(done.warnings ?? [])];
		return { ...kept, ...done, ...(warnings.length > 0 && { warnings }) };
	};

	/** No answer came: by a key that no two have it can be told what became of it. */
	const lookAfter = async (sent: readonly Sent[], error: ConnectorError): Promise<RowAnswer[]> => {
		const key = match?.by === 'unique' ? match.property.name : undefined;
		if (error.outcomeUnknown !== true || key === undefined) return sent.map(() => error);
		const found = await settle(
			records.read(
				sent.map((values) => values[key]),
				names,
				key,
			),
		);
		return sent.map((values) => {
			const own = found.ok
				? found.value.find(
						(one) => textOf(one.properties[key]).toLowerCase() === values[key]?.toLowerCase(),
					)
				: undefined;
			return own ? { ...own, note: FOUND_AFTERWARDS } : error;
		});
	};

	const create = async (sent: readonly Sent[]): Promise<RowAnswer[]> => {
		const done = await settle(createSome(records, sent));
		return done.ok ? done.value : await lookAfter(sent, asConnectorError(done.error));
	};

	const update = async (updates: readonly Update[]): Promise<RowAnswer[]> => {
		const rows = updates.map(({ write, sent }) => ({ id: write.record.id, sent }));
		// Where only a consent changes, there is nothing to send.
		const open = rows.filter(({ sent }) => Object.keys(sent).length > 0);
		const done = open.length === 0 ? [] : await updateSome(records, open);
		const answers = options.movesBack ? await moveBack(records, open, done) : done;
		let next = 0;
		return rows.map(({ id, sent }) =>
			Object.keys(sent).length > 0
				? answers[next++]
				: { ...(known.get(id) ?? { id }), properties: known.get(id)?.properties ?? {} },
		);
	};

	/** A hundred at a time, several calls at once. */
	const inBatches = async <T>(
		entries: readonly T[],
		send: (some: readonly T[]) => Promise<RowAnswer[]>,
	): Promise<RowAnswer[]> => {
		const parts: T[][] = [];
		for (let start = 0; start < entries.length; start += LIMITS.recordsPerCall)
			parts.push(entries.slice(start, start + LIMITS.recordsPerCall));
		const answers = await answersInPool(parts, CONCURRENT_REQUESTS, send, cancel);
		return answers.flatMap((answer, index) =>
			isConnectorError(answer) ? parts[index].map(() => answer) : answer,
		);
	};

	const sentOf = (write: RecordWrite): Sent | ConnectorError =>
		sentValues(write, shape, write.kind === 'update' ? known.get(write.record.id) : undefined);

	const sameValue: SameValue = (field, from, to) => {
		const property = properties.byName.get(field);
		return property !== undefined && sameStored(property, from, to, shape.context);
	};

	return {
		keysAreUnique: match?.by !== 'search',
		batchSize: BATCH,
		sameValue,
		append: (field, present, added) =>
			appendTo(properties.byName.get(field), present, added, shape.context),
		consentOf: (field, value) =>
			consentIn(properties.byName.get(field), field, value, shape.context),
		shapeOf: (field) => shapeOf(properties.byName.get(field)),
		urlOf: (id) => known.get(id)?.url,
		async find(keys) {
			const found = await finder!.find(keys);
			return await answersInPool(found, CONCURRENT_REQUESTS, async (entry, index) => {
				if (isConnectorError(entry)) throw entry;
				return await Promise.all(entry.map(async (one) => await recordOf(one, keys[index])));
			});
		},
		async write(writes) {
			const answers = new Array<RowAnswer>(writes.length);
			const sent = writes.map(sentOf);
			const conflicts = await conflictsAmong(
				records,
				writes.filter((write) => write.kind === 'update'),
				sameValue,
			);
			const creates: Array<{ index: number; sent: Sent }> = [];
			const rounds: Update[][] = [];
			writes.forEach((write, index) => {
				const values = sent[index];
				const conflict = write.kind === 'update' && conflicts.get(write);
				if (conflict) answers[index] = conflict;
				else if (isConnectorError(values)) answers[index] = values;
				else if (write.kind === 'create') creates.push({ index, sent: values });
				else roundFor(rounds, write).push({ index, write, sent: values });
			});
			const created = await inBatches(
				creates,
				async (some) => await create(some.map((one) => one.sent)),
			);
			creates.forEach(({ index }, position) => (answers[index] = created[position]));
			for (const updates of rounds) {
				const done = await inBatches(updates, update);
				updates.forEach(({ index }, position) => (answers[index] = done[position]));
			}
			return await answersInPool(writes, CONCURRENT_REQUESTS, async (write, index) => {
				const values = sent[index];
				if (isConnectorError(values)) throw values;
				return await written(write, values, answers[index]);
			});
		},
		async dryRun(writes) {
			return await Promise.resolve(
				writes.map((write): DryWritten | ConnectorError => {
					const values = sentOf(write);
					if (isConnectorError(values)) return values;
					const isCreate = write.kind === 'create';
					const input = isCreate
						? { properties: values }
						: { id: write.record.id, properties: values };
					const stored = isCreate ? { properties: values } : known.get(write.record.id);
					const [address] = stored ? addressesOf(stored) : [];
					const isEmpty = Object.keys(values).length === 0;
					const own = {
						method: 'POST',
						path: `${records.path}/batch/${isCreate ? 'create' : 'update'}`,
						body: { inputs: [input] },
					};
					const consents =
						write.status && consent && address !== undefined
							? [consentRequest(address, write.status, consent)]
							: [];
					return { requests: [...(isEmpty ? [] : [own]), ...consents] };
				}),
			);
		},
	};
}

const FOUND_AFTERWARDS = 'The create request timed out, but the record exists: it was created';

/** Calls of each kind twice over: fewer would leave part of the allowance unused while one kind waits for the other. */
const BATCH = 2 * CONCURRENT_REQUESTS * LIMITS.recordsPerCall;

/** One record twice in a call would fail all of it (contracts/hubspot.md 3.7). */
function roundFor(rounds: Update[][], { record }: RecordUpdate): Update[] {
	const free = rounds.find((round) => round.every(({ write }) => write.record.id !== record.id));
	if (free) return free;
	const round: Update[] = [];
	rounds.push(round);
	return round;
}
