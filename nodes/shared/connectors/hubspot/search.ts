import { ConnectorError } from '../../http/ConnectorError';
import { paginate } from '../../http/paginate';
import { settle } from '../../http/settle';
import { LIMITS } from './limits';
import type { Property } from './properties';
import type { Records } from './records';

type Filter = { propertyName: string; operator: string; value?: string; values?: string[] };
type Groups = Array<{ filters: Filter[] }>;

/**
 * Ids of all records that the search has for any of the values; more than are asked for do no harm. What was written a moment ago
 * may be missing. Source: contracts/hubspot.md 5.
 */
export async function searchIds(
	records: Records,
	property: Property,
	values: readonly string[],
): Promise<Set<string>> {
	const ids = new Set<string>();
	for (const filterGroups of groupsFor(property, values)) {
		const found = paginate(async (after) => {
			const page = await records.search({
				filterGroups,
				properties: ['hs_object_id'],
				sorts: [{ propertyName: 'hs_object_id', direction: 'ASCENDING' }],
				limit: LIMITS.searchPage,
				...(after !== undefined && { after }),
			});
			if (page.total >= LIMITS.searchResults) throw tooCommon(property);
			return { items: page.records, next: page.after };
		});
		for await (const { id } of found) ids.add(id);
	}
	return ids;
}

const tooCommon = ({ label, name }: Property): ConnectorError =>
	new ConnectorError('input', `Too many records have such a value in "${label}" (${name})`, {
		hint: 'Match by a property that tells records apart, best by a unique one.',
	});

/** Texts are found by small letters alone, options exactly; a telephone number is asked for by itself (contracts/hubspot.md 5.4, 5.5). */
function* groupsFor(property: Property, values: readonly string[]): Generator<Groups> {
	const { name, kind, isPhone } = property;
	const wanted = [
		...new Set(values.map((value) => (kind === 'text' ? value.toLowerCase() : value))),
	];
	if (isPhone) {
		for (let start = 0; start < wanted.length; start += LIMITS.searchGroups)
			yield wanted
				.slice(start, start + LIMITS.searchGroups)
				.map((value) => ({ filters: [{ propertyName: name, operator: 'EQ', value }] }));
		return;
	}
	const group = (some: string[]): Groups => [
		{ filters: [{ propertyName: name, operator: 'IN', values: some }] },
	];
	let part: string[] = [];
	for (const value of wanted) {
		const longer = [...part, value];
		const isTooMuch = JSON.stringify(group(longer)).length > ROOM;
		if (isTooMuch && part.length > 0) yield group(part);
		part = isTooMuch && part.length > 0 ? [value] : longer;
	}
	if (part.length > 0) yield group(part);
}

/** What is left of a body for its filters. */
const ROOM = LIMITS.searchBody - 200;

/** A key that is longer than what can be asked for would fail those that go along with it. */
export const canBeSearched = (value: string): boolean => value.length <= LONGEST_KEY;
const LONGEST_KEY = 1_000;

/** What this run has written, by key: the search may not know of it yet. */
export class WrittenKeys {
	private readonly ids = new Map<string, Set<string>>();
	private readonly unchecked = new Set<string>();

	constructor(private readonly compared: (value: unknown) => string) {}

	note(value: unknown, id: string, isNew: boolean): void {
		const key = this.compared(value);
		if (key === '') return;
		const known = this.ids.get(key) ?? new Set<string>();
		known.add(id);
		this.ids.set(key, known);
		if (isNew) this.unchecked.add(key);
	}

	/** Once for each that was created: somebody else may have done the same meanwhile. */
	isToCheck(value: unknown): boolean {
		return this.unchecked.delete(this.compared(value));
	}

	of(value: unknown): ReadonlySet<string> {
		return this.ids.get(this.compared(value)) ?? NOTHING;
	}
}

const NOTHING: ReadonlySet<string> = new Set();

/** Reads by id, as many calls as it takes; a failure is that of all. */
export const readAll = async (
	records: Records,
	ids: readonly string[],
	properties: readonly string[],
	key?: string,
) => {
	const parts: string[][] = [];
	for (let start = 0; start < ids.length; start += LIMITS.recordsPerCall)
		parts.push(ids.slice(start, start + LIMITS.recordsPerCall));
	const read = await Promise.all(
		parts.map(async (part) => await settle(records.read(part, properties, key))),
	);
	return read.flatMap((outcome) => {
		if (outcome.ok) return outcome.value;
		throw outcome.error;
	});
};
