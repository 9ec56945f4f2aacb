import type { DataverseTarget } from '../../../nodes/shared/connectors/dataverse/recordTarget';
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
import { startDataverseSandbox, type DataverseOptions, type DataverseSandbox } from '../dataverse';
import { connectDataverse } from './dataverseEnvironment';

const DATE_FIELD = 'new_lastvisit';
const CONSENT = { column: 'donotemail', optedIn: false, optedOut: true };

/** The corpus' fields in the contact table. */
const NAMES: Record<string, string> = {
	email: 'emailaddress1',
	externalId: 'new_externalref',
	phone: 'mobilephone',
	firstName: 'firstname',
	lastName: 'lastname',
	note: 'description',
};
const toColumn = (field: string): string => NAMES[field] ?? field;
const toCorpus = (column: string): string =>
	Object.keys(NAMES).find((name) => NAMES[name] === column) ?? column;
const renamed = <T>(values: Record<string, T>, rename: (field: string) => string) =>
	Object.fromEntries(Object.entries(values).map(([field, value]) => [rename(field), value]));

const sandboxes: DataverseSandbox[] = [];
afterEach(async () => {
	for (const sandbox of sandboxes.splice(0)) await sandbox.close();
});

interface Manner {
	/** Alternate keys exist on e-mail and external reference. */
	hasKeys: boolean;
}

type Readings = Partial<DataverseOptions>;

/** Where the contract leaves more than one reading, a record is written rightly under each. */
const READINGS: Array<[name: string, readings: Readings]> = [
	['as recorded', {}],
	[
		'as otherwise documented',
		{
			waitingKeys: '400',
			segmentCode: '0x80060888',
			nextLinks: 'at the API',
			batchAccept: 'any',
			batchLineEnds: 'any',
			batchFailureBody: 'multipart',
			exponents: 'taken',
			duplicateStatus: 409,
			duplicateRuleStatus: 500,
			unknownChoiceCode: '0x80040203',
			pageSize: 3,
		},
	],
];

function subject(manner: Manner, readings: Readings): CorpusSubject {
	const can = new Set<Capability>(['status', 'date', manner.hasKeys ? 'uniqueKeys' : 'sharedKeys']);
	return { can, createWorld: async (scenario) => await worldOf(scenario, manner, readings) };
}

async function worldOf(
	scenario: Scenario,
	{ hasKeys }: Manner,
	readings: Readings,
): Promise<CorpusWorld> {
	const sandbox = await startDataverseSandbox(readings);
	sandboxes.push(sandbox);
	if (!hasKeys) {
		for (const key of ['new_emailkey', 'new_externalrefkey'])
			sandbox.control.removeKey('contact', key);
	}
	const ids: Record<string, string> = {};
	for (const { ref, ...record } of scenario.world) {
		ids[ref] = addContact(sandbox, record);
		// Dataverse dates records in whole seconds.
		sandbox.control.advance(1_000);
	}
	const target = await connectDataverse(sandbox).target({
		table: 'contact',
		operation: scenario.options?.operation ?? 'createOrUpdate',
		match: scenario.match.map(({ field, kind }) => ({ field: toColumn(field), kind })),
		fields: Object.values(NAMES),
		timeZone: 'UTC',
		order: 'oldest',
		dateField: DATE_FIELD,
		consent: CONSENT,
	});
	const meanwhile = [...(scenario.meanwhile ?? [])];
	return {
		ids,
		target: inCorpusWords(target, scenario, () => {
			for (const act of meanwhile.splice(0)) happen(sandbox, act, ids);
		}),
		read: () => Promise.resolve(contactsIn(sandbox)),
	};
}

function inCorpusWords(
	target: DataverseTarget,
	{ refuse = [] }: Scenario,
	beforeWriting: () => void,
): RecordTarget {
	const toRecord = (record: FoundRecord) => ({
		...record,
		values: renamed(record.values, toCorpus),
	});
	const toWrite = (write: RecordWrite): RecordWrite =>
		write.kind === 'create'
			? { ...write, values: renamed(write.values, toColumn) }
			: {
					...write,
					...guardedInWords(write, toColumn),
					changes: write.changes.map((change) => ({ ...change, field: toColumn(change.field) })),
				};
	/** What the sandbox would have no reason to refuse is refused on the way there. */
	const refusal = (write: RecordWrite): ConnectorError | undefined => {
		const values =
			write.kind === 'create'
				? write.values
				: Object.fromEntries(write.changes.map(({ field, to }) => [field, to]));
		const rule = refuse.find((entry) =>
			Object.entries(entry.values).every(([field, value]) => values[field] === value),
		);
		return rule && new ConnectorError(rule.kind, 'The environment refused this record');
	};
	return {
		keysAreUnique: target.keysAreUnique,
		batchSize: target.batchSize,
		...knowledgeInWords(target, toColumn),
		sameValue: (field, from, to) => target.sameValue?.(toColumn(field), from, to) ?? false,
		async find(keys) {
			const found = await target.find(
				keys.map((key) => ({ ...key, values: renamed(key.values, toColumn) })),
			);
			return found.map((entry) => (Array.isArray(entry) ? entry.map(toRecord) : entry));
		},
		async write(writes) {
			beforeWriting();
			const allowed = writes.filter((write) => !refusal(write));
			const written = await target.write(allowed.map(toWrite));
			let next = 0;
			return writes.map((write) => refusal(write) ?? written[next++]);
		},
	};
}

const bodyOf = ({ values, status, date }: WorldRecord): Record<string, unknown> => ({
	...renamed(
		Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '')),
		toColumn,
	),
	...(date && { [DATE_FIELD]: date }),
	...(status && { donotemail: status === 'optedOut' }),
});

const addContact = (sandbox: DataverseSandbox, record: WorldRecord): string =>
	sandbox.control.addRecord('contact', bodyOf(record));

function happen(sandbox: DataverseSandbox, act: Meanwhile, ids: Record<string, string>): void {
	if ('create' in act) addContact(sandbox, act.create);
	else if ('remove' in act) sandbox.control.removeRecord('contact', ids[act.remove.ref]);
	else {
		const body = renamed(act.change.values, toColumn);
		sandbox.control.updateRecord('contact', ids[act.change.ref], body);
	}
}

const contactsIn = (sandbox: DataverseSandbox): WorldRecord[] =>
	sandbox.control.findRecords('contact').map((record) => ({
		values: Object.fromEntries(
			Object.entries(NAMES).map(([field, column]) => [field, record[column]]),
		),
		status: record.donotemail === true ? 'optedOut' : 'optedIn',
	}));

for (const [shape, readings] of READINGS) {
	describeCorpus(
		`Dataverse, ${shape}, matched by an alternate key`,
		subject({ hasKeys: true }, readings),
	);
	describeCorpus(
		`Dataverse, ${shape}, matched by any columns`,
		subject({ hasKeys: false }, readings),
	);
}
