import { ConnectorError } from '../../http/ConnectorError';
import type { Api } from './api';
import { asRecords, asText, type Json } from './json';
import { LIMITS } from './limits';
import { filtersFor } from './nql';

/** A member as Ghost shows it. Source: contracts/ghost.md 3. */
export interface Member {
	id: string;
	email: string;
	/** Names, as they are written there. */
	labels: string[];
	/** Ids of the newsletters that the member gets. */
	newsletters: string[];
	/** Everything that was shown. */
	raw: Json;
}

export interface Newsletter {
	id: string;
	name: string;
	/** Whether Ghost gives it to whoever signs up. */
	isDefault: boolean;
}

/** Source: contracts/ghost.md 3 and 4. */
export interface Members {
	/** Those that are there, in no particular order. */
	find(by: 'email' | 'id', values: readonly string[]): Promise<Member[]>;
	/** Rejects with `notFound` where there is none (any more). */
	read(id: string): Promise<Member>;
	/** The member as Ghost keeps it. */
	add(body: Json): Promise<Member>;
	/** Changes what is sent and nothing else; lists are replaced whole. */
	edit(id: string, body: Json): Promise<Member>;
	newsletters(): Promise<Newsletter[]>;
	/** Names of labels that are there; `named`: those that the site takes for one of these. */
	labels(named?: readonly string[]): Promise<string[]>;
}

/** Ids come from data too: anything else would ask for another path. */
export const isMemberId = (text: string): boolean => /^[0-9a-f]{24}$/i.test(text);

const SUBJECT = 'member';

export const memberPath = (id: string): string => `members/${encodeURIComponent(id)}/`;

export const createMembers = (api: Api): Members => {
	const one = async (call: Parameters<Api['call']>[0]): Promise<Member> => {
		const [member] = (await api.call(call)).map(readMember);
		if (member) return member;
		throw new ConnectorError('unexpected', 'Ghost answered without the member', {
			outcomeUnknown: true,
		});
	};
	const all = async (list: string, filter?: string): Promise<Json[]> => {
		const query = { limit: LIMITS.mostPerPage, ...(filter && { filter }) };
		return await api.call({ path: `${list}/`, list, query, subject: `the ${list}` });
	};
	/** One after another; the values of each filter come back on one page. */
	const each = async (list: string, field: string, values: readonly string[]): Promise<Json[]> => {
		const found: Json[] = [];
		for (const filter of filtersFor(field, values, LIMITS.membersPerRead))
			found.push(...(await all(list, filter)));
		return found;
	};
	return {
		find: async (by, values) => {
			const found = await each('members', by, values);
			return found.flatMap((raw) => readMember(raw) ?? []);
		},
		read: async (id) => await one({ path: memberPath(id), list: 'members', subject: SUBJECT }),
		add: async (body) =>
			await one({
				method: 'POST',
				path: 'members/',
				body: { members: [body] },
				list: 'members',
				subject: SUBJECT,
			}),
		edit: async (id, body) =>
			await one({
				method: 'PUT',
				path: memberPath(id),
				body: { members: [body] },
				list: 'members',
				subject: SUBJECT,
			}),
		async newsletters() {
			const found = await all('newsletters', 'status:active');
			return found.flatMap((raw) => {
				const id = asText(raw.id);
				const isDefault = raw.subscribe_on_signup === true && raw.visibility === 'members';
				return id === undefined ? [] : [{ id, name: asText(raw.name) ?? id, isDefault }];
			});
		},
		async labels(named) {
			const found = named ? await each('labels', 'name', named) : await all('labels');
			return found.flatMap(({ name }) => asText(name) ?? []);
		},
	};
};

const readMember = (raw: Json): Member | undefined => {
	const id = asText(raw.id);
	if (id === undefined) return undefined;
	const texts = (list: unknown, key: string): string[] =>
		asRecords(list).flatMap((entry) => asText(entry[key]) ?? []);
	return {
		id,
		email: asText(raw.email) ?? '',
		labels: texts(raw.labels, 'name'),
		newsletters: texts(raw.newsletters, 'id'),
		raw,
	};
};
