import { normaliseKey, type Part, type UpsertInput } from '../../../records';
import { chooseWriting } from './chooseWriting';
import { matchFields } from './contactValues';
import type { DirectoryOptions } from './DirectoryOptions';
import { mergeFieldsOf } from './directoryRun';
import { roundsOf } from './rounds';

/** Contacts that are written in one way and matched by the same fields. */
export interface ContactPart extends Part {
	way: 'import' | 'single';
	/** Fields they are matched by; none: each is a contact of its own. */
	names: readonly string[];
}

/** First those that go through the import job, then the others, as far as they may go out side by side. */
export function contactParts(
	inputs: readonly UpsertInput[],
	options: DirectoryOptions,
): ContactPart[] {
	const ways = inputs.map((input) => chooseWriting(input, inputs.length, options));
	const membersOf = (way: ContactPart['way']): number[] =>
		[...inputs.keys()].filter((index) => ways[index].way === way);
	const notes = new Map(
		ways.flatMap(({ note }, index) => (note === undefined ? [] : [[index, note] as const])),
	);
	const imported = membersOf('import');
	return [
		...(imported.length > 0 ? [importPart(imported, options)] : []),
		...singleParts(inputs, membersOf('single'), options).map((part) => ({ ...part, notes })),
	];
}

/** With several merge fields nobody but the directory knows who is the same; it takes the rows in their order. */
function importPart(members: number[], options: DirectoryOptions): ContactPart {
	const merging = mergeFieldsOf(options);
	const names = merging.length === 1 ? merging : [];
	return { way: 'import', members, names, match: matchFields(names), whenKeyless: 'alone' };
}

/**
 * By chosen fields all contacts are one part. By rules a contact is matched by those of the directory's merge fields that it
 * has a value for; with several such fields, contacts that share one are written one after the other.
 */
function singleParts(
	inputs: readonly UpsertInput[],
	members: number[],
	options: DirectoryOptions,
): ContactPart[] {
	if (members.length === 0) return [];
	if (options.operation !== 'upsertByRules') return [singlePart(members, options.matchFields)];
	const merging = mergeFieldsOf(options);
	const given = inputs.map((input) => valuesBy(input, merging));
	const rounds =
		merging.length > 1 ? roundsOf(members, (index) => keysOf(given[index])) : [members];
	return rounds.flatMap((round) => {
		const groups = new Map<string, ContactPart>();
		for (const index of round) {
			const names = Object.keys(given[index]);
			const group = groups.get(names.join()) ?? singlePart([], names);
			group.members.push(index);
			groups.set(names.join(), group);
		}
		return [...groups.values()];
	});
}

const singlePart = (members: number[], names: readonly string[]): ContactPart => ({
	way: 'single',
	members,
	names,
	match: matchFields(names),
});

function valuesBy({ fields }: UpsertInput, names: string[]): Record<string, string> {
	const entries = names.flatMap((name) => {
		const field = fields.find(({ target, action }) => target === name && action === 'set');
		const value = normaliseKey('text', field?.value);
		return value === '' ? [] : [[name, value]];
	});
	return Object.fromEntries(entries) as Record<string, string>;
}

const keysOf = (values: Record<string, string>): string[] =>
	Object.entries(values).map(([name, value]) => JSON.stringify([name, value]));
