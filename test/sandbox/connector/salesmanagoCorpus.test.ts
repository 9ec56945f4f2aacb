import { createSalesManagoRecordTarget } from '../../../nodes/shared/connectors/salesmanago/recordTarget';
import type { HttpRequest } from '../../../nodes/shared/http/types';
import type { FoundRecord, RecordTarget, RecordWrite } from '../../../nodes/shared/records';
import { guardedInWords, knowledgeInWords } from '../../corpora/records/inWords';
import { checkScenario, loadCorpus } from '../../corpora/records/runCorpus';
import type {
	Capability,
	CorpusSubject,
	CorpusWorld,
	Meanwhile,
	Scenario,
	Values,
	WorldRecord,
} from '../../corpora/records/scenario';
import type { SalesManagoSandbox, SalesManagoSandboxOptions, StoredContact } from '../salesmanago';
import { startSalesManago } from './salesmanagoAccount';

const DATE_FIELD = 'details.lastAnswerAt';

/** The corpus' fields in SALESmanago; its other key is the contact id. */
const NAMES: Record<string, string> = {
	externalId: 'contactId',
	firstName: 'name',
	lastName: 'company',
	note: 'details.note',
};
const toContact = (field: string): string => NAMES[field] ?? field;
const toCorpus = (field: string): string =>
	Object.keys(NAMES).find((name) => NAMES[name] === field) ?? field;
const renamed = <T>(values: Record<string, T>, rename: (field: string) => string) =>
	Object.fromEntries(Object.entries(values).map(([field, value]) => [rename(field), value]));

const sandboxes: SalesManagoSandbox[] = [];
afterEach(async () => {
	for (const sandbox of sandboxes.splice(0)) await sandbox.close();
});

const can = new Set<Capability>(['status', 'date', 'uniqueKeys']);

type Mode = 'single' | 'batch';
type CardAs = SalesManagoSandboxOptions['cardAs'];

const subject = (mode: Mode, cardAs: CardAs): CorpusSubject => ({
	can,
	createWorld: async (scenario) => await worldOf(scenario, mode, cardAs),
});

async function worldOf(scenario: Scenario, mode: Mode, cardAs: CardAs): Promise<CorpusWorld> {
	const { sandbox, salesmanago } = await startSalesManago({ cardAs }, (request) =>
		refusalOf(request, scenario),
	);
	sandboxes.push(sandbox);
	const ids: Record<string, string> = {};
	for (const { ref, ...record } of scenario.world) ids[ref] = addContact(sandbox, record);
	const target = createSalesManagoRecordTarget(salesmanago, {
		matchBy: scenario.match[0].field === 'email' ? 'email' : 'contactId',
		operation: scenario.options?.operation ?? 'createOrUpdate',
		mode,
		allowOptInAgain: scenario.options?.allowOptInAgain ?? false,
		...(scenario.options?.onlyIfNewer && { dateField: DATE_FIELD }),
	});
	const meanwhile = [...(scenario.meanwhile ?? [])];
	return {
		ids,
		target: inCorpusWords(target, () => {
			for (const act of meanwhile.splice(0)) happen(sandbox, act, ids);
		}),
		read: () => Promise.resolve(sandbox.control.contacts().map(recordOf)),
	};
}

function inCorpusWords(target: RecordTarget, beforeWriting: () => void): RecordTarget {
	const toRecord = ({ values, ...record }: FoundRecord) => {
		const { externalId: _own, ...others } = values;
		return { ...record, values: renamed(others, toCorpus) };
	};
	const toWrite = (write: RecordWrite): RecordWrite =>
		write.kind === 'create'
			? { ...write, values: renamed(write.values, toContact) }
			: {
					...write,
					...guardedInWords(write, toContact),
					changes: write.changes.map((change) => ({ ...change, field: toContact(change.field) })),
				};
	return {
		...target,
		...knowledgeInWords(target, toContact),
		sameValue: (field, from, to) => target.sameValue!(toContact(field), from, to),
		async find(keys) {
			const found = await target.find(
				keys.map((key) => ({ ...key, values: renamed(key.values, toContact) })),
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

function addContact(sandbox: SalesManagoSandbox, { values, status, date }: WorldRecord): string {
	const {
		email = '',
		externalId,
		firstName,
		lastName,
		note,
		phone,
	} = values as Record<string, string>;
	return sandbox.control.addContact({
		email,
		...(externalId !== undefined && { contactId: externalId }),
		...(firstName !== undefined && { name: firstName }),
		...(lastName !== undefined && { company: lastName }),
		...(phone !== undefined && { phone }),
		properties: { ...(note !== undefined && { note }), ...(date && { lastAnswerAt: date }) },
		optedOut: status !== 'optedIn',
	});
}

const recordOf = (contact: StoredContact): WorldRecord => ({
	values: {
		email: contact.email,
		externalId: contact.contactId,
		phone: contact.phone,
		firstName: contact.name,
		lastName: contact.company,
		note: contact.properties.note,
	},
	status: contact.optedOut ? 'optedOut' : 'optedIn',
});

function happen(sandbox: SalesManagoSandbox, act: Meanwhile, ids: Record<string, string>): void {
	if ('create' in act) addContact(sandbox, act.create);
	else if ('remove' in act) sandbox.control.removeContact(ids[act.remove.ref]);
	else {
		const { firstName, note } = act.change.values as Record<string, string>;
		sandbox.control.changeContact(ids[act.change.ref], { name: firstName, properties: { note } });
	}
}

/** What the sandbox would have no reason to refuse is refused on the way there. */
function refusalOf({ url, body }: HttpRequest, { refuse = [] }: Scenario) {
	if (!/(insert|upsert|update)$/.test(url)) return undefined;
	const { contact = {} } = body as { contact?: Values };
	const rule = refuse.find((entry) =>
		Object.entries(entry.values).every(([field, value]) => contact[toContact(field)] === value),
	);
	if (!rule) return undefined;
	return rule.kind === 'unavailable'
		? { status: 503, headers: {}, body: 'down' }
		: { status: 200, headers: {}, body: { success: false, message: ['Refused'] } };
}

/** What SALESmanago cannot do, with the reason; everything else is played. */
const IMPOSSIBLE: Record<string, string> = {
	'clear.json': 'a field cannot be emptied',
	'fold-in-order.json': 'a field cannot be emptied',
	'odd-characters.json': 'a contact is created by its e-mail address alone',
};

/** A job tells neither who refused nor who was there first. */
const IMPOSSIBLE_IN_BATCH: Record<string, string> = {
	...IMPOSSIBLE,
	'race-create-unique.json': 'a job merges without telling',
	'race-removed.json': 'a job creates again without telling',
	'partial-failure.json': 'a job is refused elsewhere',
	'partial-failure-unavailable.json': 'a job is refused elsewhere',
	'key-changed.json': 'matched by contact id, so it goes singly',
};

describe.each([
	['single', 'recorded', IMPOSSIBLE],
	['single', 'documented', IMPOSSIBLE],
	['batch', 'recorded', IMPOSSIBLE_IN_BATCH],
	['batch', 'documented', IMPOSSIBLE_IN_BATCH],
] as const)('LC24 SALESmanago, %s, card as %s: upsert corpus', (mode, cardAs, impossible) => {
	const scenarios = loadCorpus().filter(({ scenario }) =>
		(scenario.needs ?? []).every((need) => can.has(need)),
	);
	const played = scenarios.filter(({ file }) => !Object.hasOwn(impossible, file));

	it.each(
		played.map(
			({ file, scenario }) =>
				[scenario.proves?.join(' ') ?? '', scenario.title, file, scenario] as const,
		),
	)('%s %s (%s)', async (_proves, _title, _file, scenario) => {
		expect(await checkScenario(scenario, subject(mode, cardAs))).toEqual([]);
	});

	it('leaves out nothing but what the system cannot do', () => {
		const files = scenarios.map(({ file }) => file);
		expect(files).toEqual(expect.arrayContaining(Object.keys(impossible)));
		expect(played).toHaveLength(files.length - Object.keys(impossible).length);
	});
});
