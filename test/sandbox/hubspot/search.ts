import { jsonReply, type Reply } from '../http/types';
import { invalid } from './errors';
import { shown } from './records';
import { isThere, type StoredObject, type Values, type World } from './state';

interface Filter {
	propertyName?: string;
	operator?: string;
	value?: unknown;
	values?: unknown[];
}

/** Source: contracts/hubspot.md 5.1. */
const MOST = { characters: 3_000, groups: 5, filters: 6, all: 18, page: 200, results: 10_000 };

/** Source: contracts/hubspot.md 5.4, 5.5. */
function meets(object: StoredObject, values: Values, filter: Filter): boolean {
	const property = object.properties.find(({ name }) => name === filter.propertyName);
	if (!property) throw invalid(`There was a problem with the request: ${filter.propertyName}`);
	const stored = values[property.name] ?? '';
	const isExact = property.type === 'enumeration';
	const digits = (text: string): string => text.replace(/\D/g, '').slice(-9);
	const isSame = (wanted: string): boolean => {
		if (property.fieldType === 'phonenumber') return digits(stored) === digits(wanted);
		if (property.type === 'number') return stored !== '' && Number(stored) === Number(wanted);
		return isExact ? stored === wanted : stored.toLowerCase() === wanted.toLowerCase();
	};
	switch (filter.operator) {
		case 'EQ':
			return stored !== '' && isSame(String(filter.value ?? ''));
		case 'IN':
			return (filter.values ?? []).some((one) => {
				const wanted = String(one);
				const isLower = isExact || property.type !== 'string' || wanted === wanted.toLowerCase();
				return stored !== '' && isLower && isSame(wanted);
			});
		case 'HAS_PROPERTY':
			if (filter.value !== undefined) throw invalid('HAS_PROPERTY takes no value');
			return stored !== '';
		default:
			throw invalid(`operator ${filter.operator} is not one of the operators`);
	}
}

export function search(world: World, object: StoredObject, body: Record<string, unknown>): Reply {
	if (JSON.stringify(body).length > MOST.characters)
		throw invalid('The request body is longer than 3000 characters');
	const {
		filterGroups = [],
		properties = [],
		limit = 10,
		after = '0',
		sorts = [],
	} = body as {
		filterGroups?: Array<{ filters?: Filter[] }>;
		properties?: string[];
		limit?: number;
		after?: string;
		sorts?: unknown[];
	};
	const counts = filterGroups.map(({ filters = [] }) => filters.length);
	const all = counts.reduce((sum, count) => sum + count, 0);
	if (counts.length > MOST.groups || counts.some((count) => count > MOST.filters) || all > MOST.all)
		throw invalid('Too many filters were given');
	if (sorts.length > 1) throw invalid('Only one sort is allowed');
	if (limit > MOST.page) throw invalid('limit must be at most 200');
	if (!/^\d+$/.test(String(after))) throw invalid('Cannot deserialize value of type `int`');
	const start = Number(after);
	if (start + limit > MOST.results) throw invalid('The maximum of 10000 results was exceeded');
	const now = world.options.now();
	const found = [...object.records.values()].filter((record) => {
		const known = record.versions.filter(({ at }) => at <= now).at(-1);
		if (!isThere(record) || !known) return false;
		return filterGroups.some(({ filters = [] }) =>
			filters.every((filter) => meets(object, known.values, filter)),
		);
	});
	const page = found.slice(start, start + limit);
	return jsonReply(200, {
		total: found.length,
		results: page.map((record) => shown(object, record, properties)),
		...(start + limit < found.length && { paging: { next: { after: String(start + limit) } } }),
	});
}
