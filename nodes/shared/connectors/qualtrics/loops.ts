import { asRecord, asText, isRecord, type Json } from './json';

/**
 * Passes of the loops of a survey by block (`loopAndMerge`, contracts/qualtrics.md 2.2.7). The fields of a loop, each with a value
 * for each pass, stand beside `loopQuestionMeta` or in it. Empty: looped, and how often is not known; a loop over the choices of a
 * question runs as often as the respondent chose, and a loop of an unknown shape is one all the same.
 */
export const loopsByBlock = (loopAndMerge: unknown): ReadonlyMap<string, string[]> =>
	new Map(
		entriesOf(loopAndMerge)
			.filter(([, loop]) => loop !== undefined && loop !== null && loop !== false)
			.map(([blockId, loop]) => [blockId, passesOf(asRecord(loop))]),
	);

/** A list names its block in each entry; the empty list stands for the empty map. */
const entriesOf = (loopAndMerge: unknown): Array<[string, unknown]> => {
	if (!Array.isArray(loopAndMerge)) return Object.entries(asRecord(loopAndMerge));
	return loopAndMerge.flatMap((loop: unknown): Array<[string, unknown]> => {
		const { blockId, id } = asRecord(loop);
		const block = asText(blockId) ?? asText(id);
		return block === undefined ? [] : [[block, loop]];
	});
};

const passesOf = (loop: Json): string[] => {
	const meta = asRecord(loop.loopQuestionMeta);
	const isOverQuestion =
		asText(loop.loopType)?.toLowerCase() === 'question' || asText(meta.questionId) !== undefined;
	if (isOverQuestion) return [];
	const fields = [loop.columnNames, meta.columnNames].map(asRecord).flatMap(Object.values);
	const passes = new Set<string>();
	for (const values of fields) for (const pass of passesIn(values)) passes.add(pass);
	return [...passes].sort((left, right) => Number(left) - Number(right));
};

/** Passes count from 1; a field without values for passes (its name, say) tells nothing. */
const passesIn = (values: unknown): string[] => {
	if (Array.isArray(values)) return values.map((_value, index) => String(index + 1));
	return isRecord(values) ? Object.keys(values).filter((pass) => /^x?\d{1,9}$/.test(pass)) : [];
};
