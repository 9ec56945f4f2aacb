import { answersInPool } from '../../http/answers';
import { asConnectorError, ConnectorError } from '../../http/ConnectorError';
import { settle } from '../../http/settle';
import type { CancelSignal } from '../../http/types';
import { textOf } from '../../pipedText/textOf';
import {
	changedMeanwhile,
	type FieldChange,
	type FoundRecord,
	type RecordTarget,
	type RecordUpdate,
	type RecordWrite,
	type RequestPreview,
	type Written,
} from '../../records';
import { cleanText } from '../../values/text';
import { API_PATH } from './api';
import type { Ghost } from './client';
import { asRecords, type Json } from './json';
import { CONCURRENT_REQUESTS, LIMITS } from './limits';
import { isMemberId, memberPath, type Member } from './members';
import {
	appendTo,
	labelOf,
	presentStatus,
	sameValue,
	shapeOf,
	STANDARD_FIELDS,
	valueOf,
} from './memberValues';
import { canBeAskedFor } from './nql';
import { bodyOf, labelsToAdd, valuesOf, type Site } from './payload';

export interface MemberTargetOptions {
	matchBy: 'email' | 'id';
	/** Fields beside the standard ones that the items fill. */
	fields: readonly string[];
	/** Consents are about this newsletter; none: about all of them. */
	newsletter?: string;
	cancel?: CancelSignal;
}

/** Members of a Ghost site as the records floor sees them: one for each e-mail address. Source: contracts/ghost.md 3 and 4. */
export interface MemberTarget extends RecordTarget {
	/** The request that each write would send: for dry runs. */
	preview(writes: readonly RecordWrite[]): Promise<RequestPreview[]>;
}

export function createGhostRecordTarget(
	{ members }: Ghost,
	{ matchBy, fields, newsletter, cancel }: MemberTargetOptions,
): MemberTarget {
	const known = new Map<string, Member>();
	const names = [...new Set([...STANDARD_FIELDS.map(({ name }) => name), ...fields])];
	const siteFor = async (writes: readonly RecordWrite[]): Promise<Site> => ({
		labels: await members.labels(labelsToAdd(writes).filter(canBeAskedFor)),
		newsletters: writes.some(({ status }) => status?.status === 'optIn')
			? await members.newsletters()
			: [],
		...(newsletter !== undefined && { newsletter }),
	});

	const recordOf = (member: Member): FoundRecord => ({
		id: member.id,
		values: Object.fromEntries([
			['id', member.id],
			...names.map((name) => [name, valueOf(member, name)]),
		]),
		status: presentStatus(member, newsletter),
	});

	const create = async (write: RecordWrite, site: Site): Promise<Written> => {
		const body = bodyOf(write, undefined, site);
		const done = await settle(members.add(body));
		if (done.ok) return kept(write, body, done.value);
		const error = asConnectorError(done.error);
		if (error.kind !== 'input' && error.outcomeUnknown !== true) throw error;
		// One status stands for a wrong value and for an address that somebody has: only looking tells.
		const found = await settle(members.find('email', [body.email].filter(isAddress)));
		const [there] = found.ok ? found.value : [];
		if (there === undefined) throw error;
		if (!sameValue('email', there.email, body.email)) throw otherAddress();
		if (error.outcomeUnknown !== true) throw existsMeanwhile();
		const note = 'The create request timed out, but the member exists: it was created';
		return { id: there.id, warnings: [note] };
	};

	const update = async (write: RecordUpdate, site: Site): Promise<Written> => {
		const { id } = write.record;
		// Lists are replaced whole: what somebody else put there since it was found must stay.
		const hasLists = write.status || write.changes.some(({ field }) => labelOf(field));
		const present = hasLists || write.guarded ? await members.read(id) : known.get(id);
		const conflict =
			present && changedMeanwhile(write, (field) => valueOf(present, field), sameValue);
		if (conflict) throw conflict;
		const body = bodyOf(write, present, site);
		return kept(write, body, await members.edit(id, body));
	};

	return {
		keysAreUnique: true,
		batchSize: LIMITS.membersPerRead,
		sameValue,
		append: appendTo,
		shapeOf,
		async find(keys) {
			const wanted = keys.map(({ values }) => values[matchBy]?.trim() ?? '');
			const asked = wanted.filter(
				(name) => name !== '' && (matchBy === 'email' || isMemberId(name)),
			);
			const found = asked.length === 0 ? [] : await members.find(matchBy, asked);
			for (const member of found) known.set(member.id, member);
			const byKey = new Map(found.map((member) => [member[matchBy].toLowerCase(), member]));
			return wanted.map((name) => {
				if (matchBy === 'email' && !isAddress(name)) return notAnAddress();
				const member = byKey.get(name.toLowerCase());
				return member ? [recordOf(member)] : [];
			});
		},
		async write(writes) {
			const site = await siteFor(writes);
			return await answersInPool(
				writes,
				CONCURRENT_REQUESTS,
				async (write) =>
					write.kind === 'create' ? await create(write, site) : await update(write, site),
				cancel,
			);
		},
		async preview(writes) {
			const site = await siteFor(writes);
			return writes.map((write): RequestPreview => {
				const id = write.kind === 'update' ? write.record.id : undefined;
				return {
					method: id === undefined ? 'POST' : 'PUT',
					path: `${API_PATH}${id === undefined ? 'members/' : memberPath(id)}`,
					headers: {},
					body: {
						members: [bodyOf(write, id === undefined ? undefined : known.get(id), site)],
					},
					warnings: [],
				};
			});
		},
	};
}

/**
 * Ghost answers 200 to a field that it does not know and ignores it, so what was sent is compared with the member that came back.
 * Blanks and invisible signs it may tidy as it likes. Source: contracts/ghost.md 3.6.
 */
function kept(write: RecordWrite, body: Json, member: Member): Written {
	const { id } = member;
	const sent = valuesOf(write);
	const isKept = (field: string): boolean => {
		const now = valueOf(member, field);
		return sameValue(field, now, sent[field]) || tidied(now) === tidied(sent[field]);
	};
	const lost = Object.keys(sent).filter((field) => !isKept(field));
	const warnings = lost.map(
		(field) => `Ghost accepted "${labelOf(field) ?? field}" and did not keep the value`,
	);
	const wanted = asRecords(body.newsletters).map((newsletter) => newsletter.id);
	const isDecided = write.status === undefined || isSameSet(wanted, member.newsletters);
	if (!isDecided) warnings.push('Ghost accepted the newsletters and did not keep them');
	if (warnings.length === 0) return { id };
	const changes = changesOf(write, sent).filter(({ field }) => !lost.includes(field));
	const isUntouched =
		write.kind === 'update' && changes.length === 0 && (!write.status || !isDecided);
	return {
		id,
		changes,
		warnings,
		...(isUntouched && { did: 'unchanged' as const }),
		...(!isDecided && { consent: 'unchanged' as const }),
	};
}

const isSameSet = (one: readonly unknown[], other: readonly unknown[]): boolean =>
	one.length === other.length && one.every((entry) => other.includes(entry));

const tidied = (value: unknown): string => cleanText(textOf(value));

const changesOf = (write: RecordWrite, sent: Json): FieldChange[] =>
	write.kind === 'update'
		? write.changes
		: Object.entries(sent).map(([field, to]) => ({ field, from: null, to }));

const existsMeanwhile = (): ConnectorError =>
	new ConnectorError('conflict', 'Somebody else created the member meanwhile');

/** The database behind a site does not tell letters with accents from those without (contracts/ghost.md 4.6). */
const otherAddress = (): ConnectorError =>
	new ConnectorError(
		'input',
		'Ghost takes this email address for the same as that of another member',
		{
			hint: 'The two differ in accents or the like. Nothing was written; correct one of them.',
		},
	);

const isAddress = (value: unknown): value is string =>
	typeof value === 'string' && canBeAskedFor(value);

const notAnAddress = (): ConnectorError =>
	new ConnectorError('input', 'Ghost cannot look for this email address', {
		hint: 'It is empty, or there is a backslash in it.',
	});
