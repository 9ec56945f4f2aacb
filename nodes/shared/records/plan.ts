import { ConnectorError } from '../http/ConnectorError';
import { decideNewer, decideConsent, type ConsentChange } from '../mapping';
import type { SameValue } from './diff';
import type { FoldedRecord } from './fold';
import { decideFields, decideNewFields, type TargetKnowledge } from './policies';
import type { FieldChange, FoundRecord, RecordUpdate, RecordWrite } from './RecordTarget';

export type Operation = 'createOrUpdate' | 'update' | 'create';

export interface PlanOptions {
	operation: Operation;
	/** When several records match: an error that lists them, the first, or all of them. */
	whenAmbiguous: 'error' | 'first' | 'all';
	allowOptInAgain: boolean;
	/** The record has a date to go by: of all fields, or where rows say so of theirs alone. */
	onlyIfNewer: boolean;
	/** Of dates without a zone. */
	timeZone: string;
}

export type Plan =
	| { action: 'create'; writes: RecordWrite[]; warnings: string[] }
	| {
			action: 'update';
			writes: RecordWrite[];
			warnings: string[];
			changes: FieldChange[];
			id: string;
			/** Fields that stay as they are by the policy of their rows, each with the reason. */
			kept?: string[];
	  }
	| { action: 'unchanged' | 'skip'; id?: string; warnings: string[]; kept?: string[] }
	| { action: 'ambiguous' | 'error'; error: ConnectorError };

/** What to do with one record, given what is there. Pure: the same findings give the same plan. */
export function planRecord(
	folded: FoldedRecord,
	found: FoundRecord[],
	options: PlanOptions,
	sameValue: SameValue,
	knowledge: TargetKnowledge,
): Plan {
	const { operation, whenAmbiguous } = options;
	if (found.length === 0) {
		return operation === 'update'
			? skip('No record matches, and this operation creates none')
			: planCreate(folded, options, knowledge);
	}
	if (operation === 'create') return skip('A record with this key exists already', found[0].id);
	if (found.length > 1 && whenAmbiguous === 'error')
		return { action: 'ambiguous', error: ambiguous(found) };
	const records = whenAmbiguous === 'all' ? found : found.slice(0, 1);
	const plan = planUpdates(folded, records, options, sameValue, knowledge);
	if (found.length > 1 && 'warnings' in plan) {
		plan.warnings.push(`${found.length} records match: ${found.map(({ id }) => id).join(', ')}`);
	}
	return plan;
}

const skip = (reason: string, id?: string): Plan => ({
	action: 'skip',
	warnings: [reason],
	...(id && { id }),
});

const ambiguous = (found: FoundRecord[]): ConnectorError =>
	new ConnectorError(
		'conflict',
		`${found.length} records match: ${found.map(({ id }) => id).join(', ')}`,
		{
			hint: "Match by more fields, merge the records, or change the option 'When Several Match'.",
		},
	);

function planCreate(
	{ key, fields: given, status }: FoldedRecord,
	options: PlanOptions,
	knowledge: TargetKnowledge,
): Plan {
	const { fields, refused } = decideNewFields(given, knowledge);
	const keyValues = key?.values ?? {};
	const set = fields
		.filter(({ action }) => action === 'set')
		.map(({ target, value }) => [
			target,
			isText(value) && Object.hasOwn(keyValues, target) ? keyValues[target] : value,
		]);
	const values = Object.fromEntries([...Object.entries(keyValues), ...set]) as Record<
		string,
		unknown
	>;
	const cleared = fields.flatMap(({ action, target }) => (action === 'clear' ? [target] : []));
	const consent =
		status &&
		decideConsent({ ...status, present: 'none', allowOptInAgain: options.allowOptInAgain });
	const write: RecordWrite = {
		kind: 'create',
		...(key && { key }),
		values,
		...(cleared.length > 0 && { cleared }),
		...changed(consent),
	};
	return { action: 'create', writes: [write], warnings: [...refused, ...notesOf(consent)] };
}

const isText = (value: unknown): boolean => typeof value === 'string';

function planUpdates(
	folded: FoldedRecord,
	records: FoundRecord[],
	options: PlanOptions,
	sameValue: SameValue,
	knowledge: TargetKnowledge,
): Plan {
	const writes: RecordUpdate[] = [];
	const warnings: string[] = [];
	const kept = new Set<string>();
	// Rows that say so themselves are compared each; the others then write by their own policy.
	const isWhole =
		options.onlyIfNewer && !folded.fields.some(({ policy }) => policy === 'onlyIfNewer');
	let older = 0;
	for (const record of records) {
		const newer = isWhole
			? decideNewer(record.date, folded.time, options.timeZone)
			: { apply: true };
		if (!newer.apply) {
			older++;
			warnings.push(newer.note!);
			continue;
		}
		const consent = consentFor(folded, record, options);
		warnings.push(...notesOf(consent));
		const decided = decideFields(folded, record, options.timeZone, sameValue, knowledge);
		const { changes, guarded } = decided;
		warnings.push(...decided.refused);
		for (const reason of decided.kept) kept.add(reason);
		const status = changed(consent);
		if (changes.length === 0 && !status) continue;
		writes.push({
			kind: 'update',
			record,
			changes,
			...(guarded.length > 0 && { guarded }),
			...status,
		});
	}
	const [{ id }] = records;
	const told = { warnings, ...(kept.size > 0 && { kept: [...kept] }) };
	if (writes.length === 0)
		return { action: older === records.length ? 'skip' : 'unchanged', id, ...told };
	return {
		action: 'update',
		writes,
		changes: writes.flatMap(({ changes }) => changes),
		id,
		...told,
	};
}

function consentFor(
	{ status }: FoldedRecord,
	record: FoundRecord,
	{ allowOptInAgain }: PlanOptions,
): ConsentChange | undefined {
	if (!status) return undefined;
	const present = record.status ?? 'unknown';
	const isOptedOut = present === 'optedOut' && !record.isOptedOutInPart;
	if (status.wanted === 'optOut' && isOptedOut) return { status: 'unchanged' };
	return decideConsent({ ...status, present, allowOptInAgain });
}

const changed = (consent: ConsentChange | undefined): { status: ConsentChange } | undefined =>
	consent && consent.status !== 'unchanged' ? { status: consent } : undefined;

const notesOf = (consent: ConsentChange | undefined): string[] =>
	consent?.note ? [consent.note] : [];
