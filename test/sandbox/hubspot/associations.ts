import { jsonReply, type Reply } from '../http/types';
import { invalid } from './errors';
import { isThere, type StoredAssociation, type StoredObject, type World } from './state';

interface Kind {
	category: string;
	typeId: number;
	label: string | null;
}

/** By direction. Source: contracts/hubspot.md 8.3. */
const KINDS: Record<string, Kind[]> = {
	'0-1 0-2': [
		{ category: 'HUBSPOT_DEFINED', typeId: 1, label: 'Primary' },
		{ category: 'HUBSPOT_DEFINED', typeId: 279, label: null },
		{ category: 'USER_DEFINED', typeId: 37, label: 'Billing contact' },
	],
	'0-2 0-1': [{ category: 'HUBSPOT_DEFINED', typeId: 280, label: null }],
	'0-1 0-5': [{ category: 'HUBSPOT_DEFINED', typeId: 15, label: null }],
	'0-5 0-1': [{ category: 'HUBSPOT_DEFINED', typeId: 16, label: null }],
	'0-5 0-2': [{ category: 'HUBSPOT_DEFINED', typeId: 339, label: null }],
};

const directionOf = (from: StoredObject, to: StoredObject): string => `${from.typeId} ${to.typeId}`;

const kindsOf = (from: StoredObject, to: StoredObject): Kind[] =>
	KINDS[directionOf(from, to)] ?? [{ category: 'HUBSPOT_DEFINED', typeId: 449, label: null }];

export const labels = (from: StoredObject, to: StoredObject): Reply =>
	jsonReply(200, { results: kindsOf(from, to) });

interface Pair {
	from?: { id?: unknown };
	to?: { id?: unknown };
	types?: Array<{ associationCategory?: string; associationTypeId?: number }>;
}

/** Source: contracts/hubspot.md 8.1, 8.2, 8.5. */
export function associate(
	world: World,
	from: StoredObject,
	to: StoredObject,
	body: Record<string, unknown>,
	isDefault: boolean,
): Reply {
	const { inputs } = body as { inputs?: Pair[] };
	if (!Array.isArray(inputs) || inputs.length === 0 || inputs.length > 2_000)
		throw invalid('inputs must hold 1 to 2000 entries');
	const stored = pairsOf(world, from, to);
	const results: object[] = [];
	const errors: object[] = [];
	for (const pair of inputs) {
		const [fromId, toId] = [String(pair.from?.id ?? ''), String(pair.to?.id ?? '')];
		const bad = [
			isThere(from.records.get(fromId)) ? [] : [fromId],
			isThere(to.records.get(toId)) ? [] : [toId],
		].flat();
		if (bad.length > 0) {
			errors.push({
				status: 'error',
				category: 'VALIDATION_ERROR',
				subCategory: 'crm.associations.INVALID_IDENTIFIER',
				message: `${bad.join(', ')} is not a valid ID`,
				context: { id: bad, fromObjectId: [fromId], toObjectId: [toId] },
			});
			continue;
		}
		const types = isDefault
			? kindsOf(from, to).filter(({ label }) => label === null)
			: named(pair, from, to);
		const known = stored.find((one) => one.from === fromId && one.to === toId);
		const entry: StoredAssociation = { from: fromId, to: toId, types };
		if (known) known.types = isDefault ? union(known.types, types) : types;
		else stored.push(entry);
		results.push({ from: { id: fromId }, to: { id: toId } });
	}
	return jsonReply(errors.length > 0 ? 207 : 200, {
		status: 'COMPLETE',
		results,
		...(errors.length > 0 && { numErrors: errors.length, errors }),
	});
}

const union = (one: StoredAssociation['types'], other: StoredAssociation['types']) => [
	...one,
	...other.filter(({ typeId }) => !one.some((known) => known.typeId === typeId)),
];

function named({ types = [] }: Pair, from: StoredObject, to: StoredObject) {
	return types.map(({ associationCategory, associationTypeId }) => {
		const kind = kindsOf(from, to).find(
			({ category, typeId }) => category === associationCategory && typeId === associationTypeId,
		);
		if (kind) return kind;
		throw invalid(`associationTypeId ${associationTypeId} is not valid in this direction`);
	});
}

const pairsOf = (world: World, from: StoredObject, to: StoredObject): StoredAssociation[] => {
	const direction = directionOf(from, to);
	const known = world.associations.get(direction) ?? [];
	world.associations.set(direction, known);
	return known;
};

/** Source: contracts/hubspot.md 8.4. */
export function readAssociations(
	world: World,
	from: StoredObject,
	to: StoredObject,
	body: Record<string, unknown>,
): Reply {
	const { inputs } = body as { inputs?: Array<{ id?: unknown }> };
	if (!Array.isArray(inputs) || inputs.length > 1_000) throw invalid('at most 1000 inputs');
	const stored = pairsOf(world, from, to);
	const results = inputs.flatMap(({ id }) => {
		const mine = stored.filter((one) => one.from === String(id));
		if (mine.length === 0) return [];
		return {
			from: { id },
			to: mine.map((one) => ({ toObjectId: one.to, associationTypes: one.types })),
		};
	});
	return jsonReply(200, { status: 'COMPLETE', results });
}
