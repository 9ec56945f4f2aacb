import type { ConnectorError } from '../../../http/ConnectorError';
import { isConnectorError } from '../../../http/ConnectorError';
import { textOf } from '../../../pipedText/textOf';
import { normaliseKey, upsertRecords, type Outcome, type RecordWrite } from '../../../records';
import type { Qualtrics } from '../client';
import { fieldOfMerge, listField, matchFields } from './contactValues';
import type { ContactItem, LoadedContact, LoadOptions } from './LoadOptions';
import type { WriteNote } from './scene';
import { createContactTarget, type ContactTarget } from './target';
import { wavesOf } from './waves';

/** Contacts one by one, several at a time, each told exactly: what it was before, what changed, where it is now. */
export async function loadSingly(
	qualtrics: Qualtrics,
	items: readonly ContactItem[],
	options: LoadOptions,
): Promise<LoadedContact[]> {
	const loaded = new Array<LoadedContact>(items.length);
	const progress: Progress = { hasFailed: false, written: new Set() };
	const cancel = {
		get aborted() {
			return progress.hasFailed || (options.cancel?.aborted ?? false);
		},
	};
	for (const { members, names } of groupsOf(items, options)) {
		const group = members.map((index) => items[index]);
		const results = await runGroup(qualtrics, group, names, { ...options, cancel }, progress);
		members.forEach((index, position) => (loaded[index] = results[position]));
	}
	return loaded;
}

interface Progress {
	hasFailed: boolean;
	/** Ids of contacts. */
	written: Set<string>;
}

interface Group {
	members: number[];
	/** Fields they are matched by; none: each is a contact of its own. */
	names: readonly string[];
}

/**
 * By chosen fields all items are one group. By rules an item is matched by those of the directory's merge fields that it has a
 * value for; with several such fields, items that share one are written one after the other.
 */
function groupsOf(items: readonly ContactItem[], options: LoadOptions): Group[] {
	const all = [...items.keys()];
	if (options.operation !== 'upsertByRules') return [{ members: all, names: options.matchFields }];
	const merging = options.directory.mergeFields.map(fieldOfMerge);
	const given = items.map((item) => valuesBy(item, merging));
	const waves = merging.length > 1 ? wavesOf(all, (index) => keysOf(given[index])) : [all];
	return waves.flatMap((wave) => {
		const groups = new Map<string, Group>();
		for (const index of wave) {
			const names = Object.keys(given[index]);
			const group = groups.get(names.join()) ?? { members: [], names };
			group.members.push(index);
			groups.set(names.join(), group);
		}
		return [...groups.values()];
	});
}

function valuesBy({ fields }: ContactItem, names: string[]): Record<string, string> {
	const entries = names.flatMap((name) => {
		const field = fields.find(({ target, action }) => target === name && action === 'set');
		const value = normaliseKey('text', field?.value);
		return value === '' ? [] : [[name, value]];
	});
	return Object.fromEntries(entries) as Record<string, string>;
}

const keysOf = (values: Record<string, string>): string[] =>
	Object.entries(values).map(([name, value]) => JSON.stringify([name, value]));

async function runGroup(
	qualtrics: Qualtrics,
	items: ContactItem[],
	names: readonly string[],
	options: LoadOptions,
	progress: Progress,
): Promise<LoadedContact[]> {
	const { mailingListIds, operation, rehearsal } = options;
	const isByRules = operation === 'upsertByRules';
	const lookUp = !isByRules || mustLookUp(items, options);
	const target = createContactTarget(qualtrics, {
		...options,
		matchBy: isByRules ? 'rules' : 'fields',
		matchFields: names,
		createOnly: operation === 'create',
		written: progress.written,
		lookUp,
	});
	const writes = new Map<number, readonly RecordWrite[]>();
	const lists = mailingListIds.map(listField);
	const outcomes = await upsertRecords(
		items.map((item) => ({ ...item, fields: [...item.fields, ...lists] })),
		options.stopOnFailure ? stopping(target, progress) : target,
		{
			operation: operation === 'update' || operation === 'create' ? operation : 'createOrUpdate',
			whenAmbiguous: isByRules ? 'first' : options.whenAmbiguous,
			allowOptInAgain: options.allowOptInAgain,
			onlyIfNewer: options.dateField !== undefined,
			timeZone: options.timeZone,
			match: matchFields(names),
			dryRun: false,
			cancel: options.cancel,
			positions: items.map(({ position }) => position),
			onPlan: (record, plan) => {
				for (const member of record.members)
					writes.set(member, 'writes' in plan ? plan.writes : []);
			},
		},
	);
	return outcomes.map((outcome) => {
		const notes = (writes.get(outcome.index) ?? []).flatMap((write) => target.noteOf(write) ?? []);
		return {
			...told(outcome, items, notes),
			...(!lookUp && isWritten(outcome) && { status: 'createdOrUpdated', changes: [] }),
			warnings: [...outcome.warnings, ...(isByRules ? keyless(names, outcome, options) : [])],
			...(rehearsal && { requests: notes.flatMap(({ requests }) => requests) }),
		};
	});
}

/** Whoever is to be opted in, or compared by date, has to be looked at first. */
const mustLookUp = (items: ContactItem[], { dateField, lookUp }: LoadOptions): boolean =>
	lookUp || dateField !== undefined || items.some(({ status }) => status?.wanted === 'optIn');

const isWritten = ({ status }: Outcome): boolean => status === 'created' || status === 'updated';

/** Once a contact failed for good, no further batch is begun. */
function stopping(target: ContactTarget, progress: Progress): ContactTarget {
	const isFinal = (answer: unknown): answer is ConnectorError =>
		isConnectorError(answer) && answer.kind !== 'conflict' && answer.kind !== 'notFound';
	return {
		...target,
		write: async (writes) => {
			const answers = await target.write(writes);
			if (answers.some(isFinal)) progress.hasFailed = true;
			return answers;
		},
	};
}

function told(outcome: Outcome, items: ContactItem[], notes: WriteNote[]): LoadedContact {
	const { status, id, changes, consent, warnings, error, foldedWith } = outcome;
	return {
		status,
		...(id !== undefined && { contactId: id }),
		changes: changes.map((change) => ({ ...change, from: change.from ?? null })),
		...(consent && { consent }),
		warnings,
		...(error && { error }),
		...(foldedWith && { foldedWith: foldedWith.map((member) => items[member].position) }),
		lookupIds: Object.assign({}, ...notes.map(({ lookupIds }) => lookupIds)) as Record<
			string,
			string
		>,
	};
}

/** Qualtrics adds whom it cannot compare as a new contact, and does so again in the next run. */
function keyless(names: readonly string[], outcome: Outcome, { directory }: LoadOptions): string[] {
	if (names.length > 0 || !isWritten(outcome)) return [];
	const merging = directory.mergeFields.map(fieldOfMerge).map((name) => textOf(name));
	return [
		merging.length === 0
			? 'This directory merges no contacts: running again adds the contact again'
			: `None of the fields by which the directory merges (${merging.join(', ')}) has a value: running again adds the contact again`,
	];
}
