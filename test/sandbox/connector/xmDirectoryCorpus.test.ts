import { createDirectoryRecordTarget } from '../../../nodes/shared/connectors/qualtrics/directory/recordTarget';
import type { HttpRequest } from '../../../nodes/shared/http/types';
import type { FoundRecord, RecordTarget, RecordWrite } from '../../../nodes/shared/records';
import { guardedInWords, knowledgeInWords } from '../../corpora/records/inWords';
import { describeCorpus } from '../../corpora/records/runCorpus';
import type {
	Capability,
	CorpusSubject,
	CorpusWorld,
	Meanwhile,
	Scenario,
	Values,
	WorldRecord,
} from '../../corpora/records/scenario';
import {
	mainDirectoryId,
	startQualtricsSandbox,
	type QualtricsSandbox,
	type SandboxOptions,
} from '../qualtrics';
import type { ContactKey } from '../qualtrics/directory/state';
import { connectTo } from './connectTo';

const DATE_FIELD = 'lastAnswerAt';

/** The corpus' fields in XM Directory. */
const NAMES: Record<string, string> = {
	externalId: 'extRef',
	note: 'embeddedData.note',
	// A field of any name comes to exist by being given.
	ignored: 'embeddedData.ignored',
};
const toDirectory = (field: string): string => NAMES[field] ?? field;
const toCorpus = (field: string): string =>
	Object.keys(NAMES).find((name) => NAMES[name] === field) ?? field;
const renamed = <T>(values: Record<string, T>, rename: (field: string) => string) =>
	Object.fromEntries(Object.entries(values).map(([field, value]) => [rename(field), value]));

const sandboxes: QualtricsSandbox[] = [];
afterEach(async () => {
	for (const sandbox of sandboxes.splice(0)) await sandbox.close();
});

/** A fresh sandbox per scenario, whose directory merges by the scenario's match fields or not at all. */
function subject({ merges, byRules }: Manner, readings: Readings): CorpusSubject {
	const can = new Set<Capability>(['status', 'date', merges ? 'uniqueKeys' : 'sharedKeys']);
	return {
		can,
		createWorld: async (scenario) => await worldOf(scenario, merges, byRules, readings),
	};
}

interface Manner {
	merges: boolean;
	byRules: boolean;
}

type Readings = Partial<SandboxOptions>;

/** Where the contract leaves more than one reading, a contact is written rightly under each. */
const READINGS: Array<[name: string, readings: Readings]> = [
	['as recorded', {}],
	[
		'as otherwise documented',
		{
			putEmbeddedData: 'merge',
			emptyString: 'clears',
			listUnsubscribedType: 'string',
			listPostUnsubscribed: 'directory',
			unknownList: 'GP_0',
			errorShape: 'old',
			proxiedTo: 'az1',
		},
	],
];

async function worldOf(
	scenario: Scenario,
	merges: boolean,
	byRules: boolean,
	readings: Readings,
): Promise<CorpusWorld> {
	const fields = scenario.match.map(({ field }) => toDirectory(field));
	const rule = fields.map((field) =>
		field === 'extRef' ? 'externalDataReference' : field,
	) as ContactKey[];
	// Contacts come to be one after the other, as far as dates in whole seconds can tell.
	let time = Date.UTC(2024, 0, 1);
	const sandbox = await startQualtricsSandbox({
		dedupeRules: merges ? [rule] : [],
		now: () => (time += 250),
		...readings,
	});
	sandboxes.push(sandbox);
	const ids: Record<string, string> = {};
	for (const { ref, ...record } of scenario.world) {
		ids[ref] = addContact(sandbox, record);
		time += 1_000;
	}

	const qualtrics = connectTo(sandbox, (request) => refusalOf(request, scenario));
	const [directory] = await qualtrics.directories.list();
	const operation = scenario.options?.operation ?? 'createOrUpdate';
	const target = createDirectoryRecordTarget(qualtrics, {
		directory,
		mailingListIds: [],
		operation:
			operation !== 'createOrUpdate' ? operation : byRules ? 'upsertByRules' : 'upsertByFields',
		matchFields: fields,
		statusLevel: 'directory',
		allowOptInAgain: scenario.options?.allowOptInAgain ?? false,
		lookUp: true,
		...(scenario.options?.onlyIfNewer && { dateField: DATE_FIELD }),
	});
	const meanwhile = [...(scenario.meanwhile ?? [])];
	return {
		ids,
		target: inCorpusWords(target, () => {
			for (const act of meanwhile.splice(0)) happen(sandbox, act, ids);
		}),
		read: () => Promise.resolve(contactsIn(sandbox)),
	};
}

function inCorpusWords(target: RecordTarget, beforeWriting: () => void): RecordTarget {
	const toRecord = (record: FoundRecord) => ({
		...record,
		values: renamed(record.values, toCorpus),
	});
	const toWrite = (write: RecordWrite): RecordWrite =>
		write.kind === 'create'
			? { ...write, values: renamed(write.values, toDirectory) }
			: {
					...write,
					...guardedInWords(write, toDirectory),
					changes: write.changes.map((change) => ({
						...change,
						field: toDirectory(change.field),
					})),
				};
	return {
		...target,
		...knowledgeInWords(target, toDirectory),
		async find(keys) {
			const found = await target.find(
				keys.map((key) => ({ ...key, values: renamed(key.values, toDirectory) })),
			);
			return found.map((entry) => (Array.isArray(entry) ? entry.map(toRecord) : entry));
		},
		async write(writes) {
			beforeWriting();
			const written = await target.write(writes.map(toWrite));
			return written.map((entry) =>
				'changes' in entry && entry.changes
					? {
							...entry,
							changes: entry.changes.map((change) => ({
								...change,
								field: toCorpus(change.field),
							})),
						}
					: entry,
			);
		},
	};
}

function addContact(sandbox: QualtricsSandbox, { values, status, date }: WorldRecord): string {
	const { note, externalId, ...texts } = values as Record<string, string | undefined>;
	const embeddedData = { ...(note && { note }), ...(date && { [DATE_FIELD]: date }) };
	return sandbox.control.addContact({
		...texts,
		...(externalId !== undefined && { extRef: externalId }),
		embeddedData,
		...(status === 'optedOut' && { unsubscribed: true }),
	});
}

function happen(sandbox: QualtricsSandbox, act: Meanwhile, ids: Record<string, string>): void {
	if ('create' in act) addContact(sandbox, act.create);
	else if ('remove' in act) sandbox.control.removeContact(ids[act.remove.ref]);
	else {
		const { note, ...texts } = act.change.values as Record<string, string>;
		const contact = sandbox.state.directories
			.get(mainDirectoryId)!
			.contacts.get(ids[act.change.ref])!;
		Object.assign(contact, texts);
		Object.assign(contact.embeddedData, { note });
	}
}

/** What the sandbox would have no reason to refuse is refused on the way there. */
function refusalOf({ method, body }: HttpRequest, { refuse = [] }: Scenario) {
	if (method === 'GET') return undefined;
	const values = (body ?? {}) as Values;
	const rule = refuse.find((entry) =>
		Object.entries(entry.values).every(([field, value]) => values[toDirectory(field)] === value),
	);
	return rule && { status: rule.kind === 'unavailable' ? 503 : 400, headers: {}, body: {} };
}

const contactsIn = ({ state }: QualtricsSandbox): WorldRecord[] =>
	[...state.directories.get(mainDirectoryId)!.contacts.values()].map((contact) => ({
		values: {
			email: contact.email,
			externalId: contact.extRef,
			phone: contact.phone,
			firstName: contact.firstName,
			lastName: contact.lastName,
			note: contact.embeddedData.note,
			ignored: contact.embeddedData.ignored,
		},
		status: contact.unsubscribed ? 'optedOut' : 'optedIn',
	}));

const MANNERS: Array<[name: string, manner: Manner]> = [
	['matched by fields it merges by', { merges: true, byRules: false }],
	['matched by fields it does not merge by', { merges: false, byRules: false }],
	["by the directory's rules", { merges: true, byRules: true }],
];

for (const [shape, readings] of READINGS) {
	for (const [name, manner] of MANNERS)
		describeCorpus(`XM Directory, ${shape}, ${name}`, subject(manner, readings));
}
