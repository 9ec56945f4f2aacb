import { ConnectorError } from '../../http/ConnectorError';
import type { Api } from './api';
import { asRecord, asRecords, asText, asTexts, type Json } from './json';
import { LIMITS, VERSION } from './limits';

export interface AssociationLabel {
	category: string;
	typeId: number;
	label?: string;
}

export interface Pair {
	from: string;
	to: string;
}

/** Lists that records belong to, and records that they are joined with. Source: contracts/hubspot.md 8 and 10. */
export interface Memberships {
	/** Those that take members. */
	lists(objectTypeId: string): Promise<Array<{ id: string; name: string }>>;
	/** Rejects for all of them at once. */
	change(listId: string, action: 'add' | 'remove', ids: readonly string[]): Promise<void>;
	labels(from: string, to: string): Promise<AssociationLabel[]>;
	/** One answer for each pair, in order; without a label the usual one. */
	associate(request: AssociateRequest): Promise<Array<undefined | ConnectorError>>;
}

export interface AssociateRequest {
	from: string;
	to: string;
	pairs: readonly Pair[];
	label?: AssociationLabel;
}

export const membershipPath = (listId: string, action: 'add' | 'remove'): string =>
	`/crm/lists/${VERSION}/${encodeURIComponent(listId)}/memberships/${action}`;

const pairPath = (from: string, to: string): string =>
	`/crm/associations/${VERSION}/${encodeURIComponent(from)}/${encodeURIComponent(to)}`;

export const associationPath = (from: string, to: string, label?: AssociationLabel): string =>
	`${pairPath(from, to)}/batch/${label ? 'create' : 'associate/default'}`;

export const pairInput = ({ from, to }: Pair, types?: object[]): Json => ({
	from: { id: from },
	to: { id: to },
	...(types && { types }),
});

export const createMemberships = (api: Api): Memberships => ({
	async lists(objectTypeId) {
		const found = new Map<string, string>();
		for (let offset = 0; ; ) {
			const answer = await api.call({
				method: 'POST',
				path: `/crm/lists/${VERSION}/search`,
				body: {
					query: '',
					offset,
					count: LIMITS.listsPerPage,
					processingTypes: ['MANUAL', 'SNAPSHOT'],
					objectTypeId,
				},
				idempotent: true,
				isRead: true,
				subject: 'the lists',
			});
			const page = asRecords(answer.lists);
			const before = found.size;
			for (const { listId, name } of page) {
				const id = asText(listId);
				if (id !== undefined) found.set(id, asText(name) ?? id);
			}
			offset += page.length;
			// A page that comes again would come without end.
			if (answer.hasMore !== true || found.size === before)
				return [...found].map(([id, name]) => ({ id, name }));
		}
	},
	async change(listId, action, ids) {
		for (let start = 0; start < ids.length; start += LIMITS.membersPerCall)
			await api.call({
				method: 'PUT',
				path: membershipPath(listId, action),
				body: ids.slice(start, start + LIMITS.membersPerCall),
				subject: 'list',
			});
	},
	async labels(from, to) {
		const path = `${pairPath(from, to)}/labels`;
		const { results } = await api.call({ path, subject: 'the kinds of associations' });
		return asRecords(results).flatMap(({ category, typeId, label }) => {
			const [kind, text] = [asText(category), asText(label)];
			if (kind === undefined || typeof typeId !== 'number') return [];
			return { category: kind, typeId, ...(text !== undefined && { label: text }) };
		});
	},
	async associate(request) {
		const answers: Array<undefined | ConnectorError> = [];
		for (let start = 0; start < request.pairs.length; start += LIMITS.pairsPerCall) {
			const pairs = request.pairs.slice(start, start + LIMITS.pairsPerCall);
			answers.push(...(await associateSome(api, { ...request, pairs })));
		}
		return answers;
	},
});

/** A label is added to those that a pair has: what is left out would be lost (contracts/hubspot.md 8.2). */
async function associateSome(
	api: Api,
	{ from, to, pairs, label }: AssociateRequest,
): Promise<Array<undefined | ConnectorError>> {
	const present = label ? await presentTypes(api, from, to, pairs) : undefined;
	const inputs = pairs.map((pair) =>
		label ? pairInput(pair, typesOf(label, present?.get(nameOf(pair)))) : pairInput(pair),
	);
	const answer = await api.call({
		method: 'POST',
		path: associationPath(from, to, label),
		body: { inputs },
		resource: 'associations',
		idempotent: true,
		subject: 'associations',
	});
	const errors = asRecords(answer.errors);
	return pairs.map((pair) =>
		errors.some((error) => isAbout(error, pair)) ? refused() : undefined,
	);
}

const nameOf = ({ from, to }: Pair): string => `${from} ${to}`;

async function presentTypes(
	api: Api,
	from: string,
	to: string,
	pairs: readonly Pair[],
): Promise<Map<string, Json[]>> {
	const { results } = await api.call({
		method: 'POST',
		path: `${pairPath(from, to)}/batch/read`,
		body: { inputs: [...new Set(pairs.map((pair) => pair.from))].map((id) => ({ id })) },
		resource: 'associations',
		idempotent: true,
		isRead: true,
		subject: 'associations',
	});
	return new Map(
		asRecords(results).flatMap((entry) =>
			asRecords(entry.to).map((other): [string, Json[]] => [
				`${asText(asRecord(entry.from).id)} ${asText(other.toObjectId)}`,
				asRecords(other.associationTypes),
			]),
		),
	);
}

export const typesOf = (label: AssociationLabel, present: Json[] = []): object[] => [
	...present
		.filter(({ typeId, label: text }) => typeId !== label.typeId && asText(text) !== undefined)
		.map(({ category, typeId }) => ({ associationCategory: category, associationTypeId: typeId })),
	{ associationCategory: label.category, associationTypeId: label.typeId },
];

/** Which pair failed stands in the context, or nowhere: then it is said of every pair that names the id (contracts/hubspot.md 8.5). */
function isAbout({ context }: Json, { from, to }: Pair): boolean {
	const { fromObjectId, toObjectId, id } = asRecord(context);
	const [froms, tos, ids] = [fromObjectId, toObjectId, id].map(asTexts);
	if (froms.length > 0 || tos.length > 0)
		return (froms.length === 0 || froms.includes(from)) && (tos.length === 0 || tos.includes(to));
	return ids.length === 0 || ids.includes(from) || ids.includes(to);
}

const refused = (): ConnectorError =>
	new ConnectorError('input', 'HubSpot did not associate the record', {
		hint: 'The record was written. The one that it was to be associated with is not there, or an association of this kind is not allowed.',
	});
