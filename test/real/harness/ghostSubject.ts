import { ghostToken } from '../../../credentials/ghostToken';
import { createGhost } from '../../../nodes/shared/connectors/ghost/client';
import { labelField, labelOf } from '../../../nodes/shared/connectors/ghost/memberValues';
import {
	createGhostRecordTarget,
	type MemberTarget,
} from '../../../nodes/shared/connectors/ghost/recordTarget';
import type { HttpRequest, HttpResponse } from '../../../nodes/shared/http/types';
import type {
	FieldChange,
	FoundRecord,
	RecordTarget,
	RecordWrite,
} from '../../../nodes/shared/records';
import { guardedInWords, knowledgeInWords } from '../../corpora/records/inWords';
import type {
	Capability,
	CorpusSubject,
	CorpusWorld,
	Meanwhile,
	Scenario,
	Values,
	WorldRecord,
} from '../../corpora/records/scenario';
import { fetchSend } from '../../sandbox/connector/sandboxAccount';
import { createVirtualClock } from '../../unit/http/virtualClock';
import {
	addMember,
	changeMember,
	empty,
	membersOf,
	removeMember,
	type GhostSite,
} from './adminApi';

/** What Ghost cannot do, with the reason; everything else is played. */
export const IMPOSSIBLE: Record<string, string> = {
	'odd-characters.json': 'a member is created by its address alone',
};

const can = new Set<Capability>(['status', 'uniqueKeys', 'ignoresFields']);

const FIELDS: Record<string, string> = {
	firstName: 'name',
	externalId: 'id',
};
/** A member has no places for these; each value is a label: `lastName Lee`. */
const AS_LABELS = ['lastName', 'phone'];

const toMember = (field: string): string => FIELDS[field] ?? field;
const labelFor = (field: string, value: unknown): string => labelField(`${field} ${String(value)}`);
const isThere = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

/** The corpus before members of a Ghost site; each scenario begins with an empty one. */
export const ghostSubject = (siteOf: () => GhostSite): CorpusSubject => ({
	can,
	createWorld: async (scenario) => await worldOf(siteOf(), scenario),
});

async function worldOf(site: GhostSite, scenario: Scenario): Promise<CorpusWorld> {
	await empty(site);
	const ids: Record<string, string> = {};
	const aliases = new Map<string, string>();
	for (const { ref, ...record } of scenario.world) {
		ids[ref] = await add(site, record);
		if (isThere(record.values.externalId)) aliases.set(String(record.values.externalId), ids[ref]);
	}
	const target = createGhostRecordTarget(connect(site, scenario), {
		matchBy: scenario.match[0].field === 'email' ? 'email' : 'id',
		// Ghost has no field of the name, and says nothing.
		fields: [...labelsOf(scenario), 'ignored'],
	});
	const meanwhile = [...(scenario.meanwhile ?? [])];
	return {
		ids,
		target: inCorpusWords(target, aliases, async () => {
			for (const act of meanwhile.splice(0)) await happen(site, act, ids);
		}),
		read: async () => (await membersOf(site)).map((member) => recordOf(member, aliases)),
	};
}

/** Every label that the scenario can give. */
function labelsOf({ world, input, meanwhile = [] }: Scenario): string[] {
	const others = meanwhile.flatMap((act) => ('create' in act ? [act.create] : []));
	return [...world, ...input, ...others].flatMap(({ values }) =>
		AS_LABELS.flatMap((field) => (isThere(values[field]) ? [labelFor(field, values[field])] : [])),
	);
}

function connect(site: GhostSite, { refuse = [] }: Scenario) {
	const send = fetchSend(() => ({
		Authorization: `Ghost ${ghostToken(site.adminApiKey, Date.now())}`,
	}));
	/** What Ghost would have no reason to refuse is refused on the way there. */
	const refusalOf = ({ body }: HttpRequest): HttpResponse | undefined => {
		const [member = {}] = (body as { members?: Values[] } | undefined)?.members ?? [];
		const rule = refuse.find(({ values }) =>
			Object.entries(values).every(([field, value]) => member[toMember(field)] === value),
		);
		return rule && { status: rule.kind === 'unavailable' ? 503 : 422, headers: {}, body: {} };
	};
	const runtime = {
		send: async (request: HttpRequest) => refusalOf(request) ?? (await send(request)),
		clock: createVirtualClock(),
		random: () => 0.1,
	};
	return createGhost(runtime, { site: site.url });
}

function inCorpusWords(
	target: MemberTarget,
	aliases: Map<string, string>,
	beforeWriting: () => Promise<void>,
): RecordTarget {
	return {
		keysAreUnique: target.keysAreUnique,
		batchSize: target.batchSize,
		...knowledgeInWords(target, toMember),
		sameValue: (field, from, to) => target.sameValue!(toMember(field), from, to),
		async find(keys) {
			const found = await target.find(
				keys.map((key) => ({ ...key, values: keyValues(key.values, aliases) })),
			);
			return found.map((entry) =>
				Array.isArray(entry) ? entry.map((record) => toRecord(record, aliases)) : entry,
			);
		},
		async write(writes) {
			await beforeWriting();
			const written = await target.write(writes.map(toWrite));
			return written.map((entry) =>
				'changes' in entry && entry.changes
					? { ...entry, changes: toCorpusChanges(entry.changes) }
					: entry,
			);
		},
	};
}

const keyValues = (values: Record<string, string>, aliases: Map<string, string>) =>
	values.externalId === undefined
		? values
		: { id: aliases.get(values.externalId) ?? values.externalId };

function toRecord(record: FoundRecord, aliases: Map<string, string>): FoundRecord {
	const { email, name, note } = record.values;
	const labels = Object.entries(record.values).flatMap(([field, has]) =>
		has === true ? (labelOf(field) ?? []) : [],
	);
	return {
		...record,
		values: { email, firstName: name, note, ...unlabelled(labels), ...alias(record.id, aliases) },
	};
}

/** Of `lastName Lee` the field and its value. */
const unlabelled = (labels: string[]): Values =>
	Object.fromEntries(
		labels.flatMap((label) => {
			const field = AS_LABELS.find((one) => label.startsWith(`${one} `));
			return field === undefined ? [] : [[field, label.slice(field.length + 1)]];
		}),
	);

const alias = (id: string, aliases: Map<string, string>): Values =>
	Object.fromEntries(
		[...aliases].flatMap(([name, other]) => (other === id ? [['externalId', name]] : [])),
	);

function toWrite(write: RecordWrite): RecordWrite {
	if (write.kind === 'create') {
		const values = Object.entries(write.values).map(([field, value]) =>
			AS_LABELS.includes(field) ? [labelFor(field, value), true] : [toMember(field), value],
		);
		return { ...write, values: Object.fromEntries(values) as Values };
	}
	const changes = write.changes.flatMap((change): FieldChange[] => {
		const { field, from, to } = change;
		if (!AS_LABELS.includes(field)) return [{ ...change, field: toMember(field) }];
		return [
			...(isThere(from) ? [{ field: labelFor(field, from), from: true, to: false }] : []),
			...(isThere(to) ? [{ field: labelFor(field, to), from: false, to: true }] : []),
		];
	});
	return { ...write, ...guardedInWords(write, toMember), changes };
}

function toCorpusChanges(changes: FieldChange[]): FieldChange[] {
	const named = changes.map((change) => {
		const [field = ''] = Object.keys(unlabelled([labelOf(change.field) ?? '']));
		const known = Object.keys(FIELDS).find((name) => FIELDS[name] === change.field);
		return { ...change, field: field || (known ?? change.field) };
	});
	return named.filter(
		({ field }, index) => named.findIndex((other) => other.field === field) === index,
	);
}

async function add(site: GhostSite, { values, status }: WorldRecord): Promise<string> {
	const { firstName, note } = values;
	const { id } = await addMember(site, {
		// Nobody is without one there.
		email: isThere(values.email) ? values.email : 'nameless@example.com',
		...(isThere(firstName) && { name: firstName }),
		...(isThere(note) && { note }),
		labels: AS_LABELS.flatMap((field) =>
			isThere(values[field]) ? [{ name: `${field} ${String(values[field])}` }] : [],
		),
		...(status !== 'optedIn' && { newsletters: [] }),
	});
	return id;
}

async function happen(site: GhostSite, act: Meanwhile, ids: Record<string, string>): Promise<void> {
	if ('create' in act) await add(site, act.create);
	else if ('remove' in act) await removeMember(site, ids[act.remove.ref]);
	else {
		const { firstName, note } = act.change.values;
		await changeMember(site, ids[act.change.ref], { name: firstName, note });
	}
}

const recordOf = (
	{ id, email, name, note, labels, subscribed }: Awaited<ReturnType<typeof membersOf>>[number],
	aliases: Map<string, string>,
): WorldRecord => ({
	values: {
		email,
		firstName: name,
		note,
		...unlabelled(labels.map((label) => label.name)),
		...alias(id, aliases),
	},
	status: subscribed ? 'optedIn' : 'optedOut',
});
