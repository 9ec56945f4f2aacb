import type { Matching } from '../../../nodes/shared/connectors/hubspot/find';
import {
	createHubSpotTarget,
	type HubSpotTarget,
} from '../../../nodes/shared/connectors/hubspot/recordTarget';
import { ConnectorError } from '../../../nodes/shared/http/ConnectorError';
import type { FoundRecord, RecordTarget, RecordWrite } from '../../../nodes/shared/records';
import { guardedInWords, knowledgeInWords } from '../../corpora/records/inWords';
import { describeCorpus } from '../../corpora/records/runCorpus';
import type {
	Capability,
	CorpusSubject,
	CorpusWorld,
	Meanwhile,
	Scenario,
	WorldRecord,
} from '../../corpora/records/scenario';
import type { HubSpotOptions, HubSpotSandbox } from '../hubspot';
import { startHubSpotAccount } from './hubspotAccount';

const DATE_FIELD = 'last_survey';
const SUBSCRIPTION = '101';

interface Manner {
	by: 'unique' | 'search';
	/** The corpus' fields among the properties of a contact. */
	names: Record<string, string>;
	options: Partial<HubSpotOptions>;
}

const COMMON = {
	phone: 'phone',
	firstName: 'firstname',
	lastName: 'lastname',
	note: 'survey_note',
	ignored: 'ignored',
};
const BY_UNIQUE = { email: 'email', externalId: 'external_ref', ...COMMON };
/** No two contacts have the same address, so another property stands for it. */
const BY_SEARCH = { email: 'work_email', externalId: 'crm_ref', ...COMMON };

/** Where the contract leaves more than one reading, a record is written rightly under each. */
const OTHERWISE: Partial<HubSpotOptions> = {
	details: 'in the message',
	scopesIn: 'context',
	partialStatus: 200,
	echoesTraceIds: true,
	takenStatus: 409,
	numbersAs: 'decimals',
	dataPrivacy: false,
};

const sandboxes: HubSpotSandbox[] = [];
afterEach(async () => {
	for (const sandbox of sandboxes.splice(0)) await sandbox.close();
});

const subject = (manner: Manner): CorpusSubject => ({
	can: new Set<Capability>(
		manner.by === 'unique' ? ['status', 'date', 'uniqueKeys'] : ['date', 'sharedKeys'],
	),
	createWorld: async (scenario) => await worldOf(scenario, manner),
});

async function worldOf(scenario: Scenario, manner: Manner): Promise<CorpusWorld> {
	const { sandbox, hubspot } = await startHubSpotAccount(manner.options);
	sandboxes.push(sandbox);
	const { names } = manner;
	const ids: Record<string, string> = {};
	for (const { ref, ...record } of scenario.world) ids[ref] = put(sandbox, record, names);
	const properties = await hubspot.properties('contacts');
	const property = properties.byName.get(names[scenario.match[0].field])!;
	const match: Matching = { by: manner.by, property };
	const target = createHubSpotTarget(hubspot, {
		type: 'contacts',
		properties,
		match,
		fields: Object.values(names),
		timeZone: 'UTC',
		dateField: DATE_FIELD,
		looksAgain: manner.by === 'search',
		...(manner.by === 'unique' && {
			consent: {
				subscription: { id: SUBSCRIPTION, legalBasis: 'CONSENT_WITH_NOTICE' },
				allowOptInAgain: scenario.options?.allowOptInAgain ?? false,
			},
		}),
	});
	const meanwhile = [...(scenario.meanwhile ?? [])];
	return {
		ids,
		target: inCorpusWords(target, scenario, names, () => {
			for (const act of meanwhile.splice(0)) happen(sandbox, act, ids, names);
		}),
		read: () => Promise.resolve(contactsIn(sandbox, names)),
	};
}

const renamed = <T>(values: Record<string, T>, rename: (field: string) => string) =>
	Object.fromEntries(Object.entries(values).map(([field, value]) => [rename(field), value]));

function inCorpusWords(
	target: HubSpotTarget,
	{ refuse = [] }: Scenario,
	names: Record<string, string>,
	beforeWriting: () => void,
): RecordTarget {
	const toName = (field: string): string => names[field] ?? field;
	const toCorpus = (name: string): string =>
		Object.keys(names).find((field) => names[field] === name) ?? name;
	const toRecord = (record: FoundRecord): FoundRecord => ({
		...record,
		values: Object.fromEntries(
			Object.entries(names)
				.filter(([, name]) => Object.hasOwn(record.values, name))
				.map(([field, name]) => [field, record.values[name]]),
		),
	});
	const toWrite = (write: RecordWrite): RecordWrite =>
		write.kind === 'create'
			? { ...write, values: renamed(write.values, toName) }
			: {
					...write,
					...guardedInWords(write, toName),
					changes: write.changes.map((change) => ({ ...change, field: toName(change.field) })),
				};
	/** What the stand-in would have no reason to refuse is refused on the way there. */
	const refusal = (write: RecordWrite): ConnectorError | undefined => {
		const values =
			write.kind === 'create'
				? write.values
				: Object.fromEntries(write.changes.map(({ field, to }) => [field, to]));
		const rule = refuse.find((entry) =>
			Object.entries(entry.values).every(([field, value]) => values[field] === value),
		);
		return rule && new ConnectorError(rule.kind, 'HubSpot refused this record');
	};
	return {
		keysAreUnique: target.keysAreUnique,
		batchSize: target.batchSize,
		...knowledgeInWords(target, toName),
		sameValue: (field, from, to) => target.sameValue?.(toName(field), from, to) ?? false,
		async find(keys) {
			const found = await target.find(
				keys.map((key) => ({
					...key,
					values: renamed(key.values, toName),
					...(key.asGiven && { asGiven: renamed(key.asGiven, toName) }),
				})),
			);
			return found.map((entry) => (Array.isArray(entry) ? entry.map(toRecord) : entry));
		},
		async write(writes) {
			beforeWriting();
			const allowed = writes.filter((write) => !refusal(write));
			const written = await target.write(allowed.map(toWrite));
			let next = 0;
			return writes.map((write) => refusal(write) ?? inWords(written[next++], toCorpus));
		},
	};
}

const inWords = <T extends object>(answer: T, toCorpus: (name: string) => string): T => {
	const { changes } = answer as { changes?: Array<{ field: string }> };
	if (!changes) return answer;
	return { ...answer, changes: changes.map((one) => ({ ...one, field: toCorpus(one.field) })) };
};

function put(
	sandbox: HubSpotSandbox,
	{ values, status, date }: WorldRecord,
	names: Record<string, string>,
): string {
	const filled = Object.entries(values).filter(([, value]) => value !== '' && value !== null);
	const { id, values: stored } = sandbox.add('contacts', {
		...(renamed(Object.fromEntries(filled), (field) => names[field]) as Record<string, string>),
		...(date && { [DATE_FIELD]: date }),
	});
	if (stored.email && (status === 'optedIn' || status === 'optedOut'))
		sandbox.world.statuses.set(
			stored.email,
			new Map([[SUBSCRIPTION, { status: status === 'optedIn' ? 'SUBSCRIBED' : 'UNSUBSCRIBED' }]]),
		);
	return id;
}

function happen(
	sandbox: HubSpotSandbox,
	act: Meanwhile,
	ids: Record<string, string>,
	names: Record<string, string>,
): void {
	if ('create' in act) put(sandbox, act.create, names);
	else if ('remove' in act) sandbox.remove('contacts', ids[act.remove.ref]);
	else
		sandbox.change(
			'contacts',
			ids[act.change.ref],
			renamed(act.change.values, (field) => names[field]) as Record<string, string>,
		);
}

const STATUSES = { SUBSCRIBED: 'optedIn', UNSUBSCRIBED: 'optedOut' } as const;

const contactsIn = (sandbox: HubSpotSandbox, names: Record<string, string>): WorldRecord[] =>
	sandbox.records('contacts').map(({ values }) => {
		const stored = sandbox.world.statuses.get(values.email ?? '')?.get(SUBSCRIPTION);
		return {
			values: Object.fromEntries(
				Object.entries(names).map(([field, name]) => [field, values[name]]),
			),
			status: stored ? STATUSES[stored.status] : 'unset',
		};
	});

for (const [reading, options] of [
	['as recorded', {}],
	['as otherwise documented', OTHERWISE],
] as const) {
	describeCorpus(
		`HubSpot, ${reading}, matched by a unique property`,
		subject({
			by: 'unique',
			names: BY_UNIQUE,
			options: { contactsNeedName: false, ...options },
		}),
	);
	describeCorpus(
		`HubSpot, ${reading}, matched by the search`,
		subject({
			by: 'search',
			names: BY_SEARCH,
			options: { contactsNeedName: false, searchLagMs: 5_000, ...options },
		}),
	);
}
