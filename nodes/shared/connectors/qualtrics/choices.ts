import { htmlToText } from '../../survey/htmlToText';
import type { Choice, Question } from '../../survey/SurveyDefinition';
import { asFlag, asList, asNumber, asRecord, asText, isRecord } from './json';

/** A choice with what its entry in a response looks like, where a response schema says so and it is not the recode. */
export interface QualtricsChoice extends Choice {
	wire?: string;
	/** `Don’t know` and the like: no point of a scale. */
	excluded?: boolean;
}

/** `choices` and `subQuestions` of `GET /surveys/{id}` (contracts/qualtrics.md 2.2), in their order. */
export const choicesOf = (value: unknown): QualtricsChoice[] =>
	Object.entries(asRecord(value)).map(([id, entry]) => {
		const raw = isRecord(entry) ? entry : { choiceText: entry };
		const label = htmlToText(
			asText(raw.choiceText) ?? asText(raw.description) ?? asText(raw.imageDescription) ?? '',
		);
		return {
			id,
			code: asText(raw.recode) ?? id,
			label: label || asText(raw.variableName) || id,
			...(hasTextEntry(raw.textEntry) && { hasText: true }),
			...(asFlag(raw.analyze) === false && { excluded: true }),
		};
	});

/** Its shape is not documented: a map, a flag or a word. */
const hasTextEntry = (value: unknown): boolean =>
	value !== undefined && value !== null && asFlag(value) !== false;

export interface SchemaOption {
	code: string;
	label: string;
}

/** The finite domain of a schema property (contracts/qualtrics.md 2.4); for arrays that of their items. */
export const schemaOptions = (property: unknown): SchemaOption[] => {
	const { oneOf, anyOf, items } = asRecord(property);
	const found = asList(oneOf ?? anyOf).flatMap((entry) => {
		const { label, const: value, title } = asRecord(entry);
		const code = asText(value);
		return code === undefined
			? []
			: [{ code, label: htmlToText(asText(label) ?? asText(title) ?? code) }];
	});
	return found.length > 0 || items === undefined ? found : schemaOptions(items);
};

/** Choices of the survey, told how the response schema names them; those that only the schema knows are added. */
export const withSchema = (
	choices: QualtricsChoice[],
	options: SchemaOption[],
): QualtricsChoice[] => {
	if (choices.length === 0) return options.map(({ code, label }) => ({ id: code, code, label }));
	const named = new Set<QualtricsChoice>();
	const extra: QualtricsChoice[] = [];
	const wires = new Map<QualtricsChoice, string>();
	for (const { code, label } of options) {
		const same = choices.filter((choice) => choice.label === label && !named.has(choice));
		const found =
			same.find((choice) => choice.code === code) ??
			same.find((choice) => choice.id === code) ??
			same[0] ??
			choices.find((choice) => choice.code === code && !named.has(choice));
		if (!found) {
			extra.push({ id: code, code, label });
			continue;
		}
		named.add(found);
		if (found.code !== code) wires.set(found, code);
	}
	const known = choices.map((choice) => {
		const wire = wires.get(choice);
		return wire === undefined ? choice : { ...choice, wire };
	});
	return [...known, ...extra];
};

/** The range of the recodes, when every choice that counts has a number. */
export const scaleOf = (choices: readonly QualtricsChoice[]): Question['scale'] => {
	const codes = choices.filter((choice) => !choice.excluded).map((choice) => asNumber(choice.code));
	if (codes.length < 2 || codes.includes(undefined)) return undefined;
	const numbers = codes as number[];
	const min = Math.min(...numbers);
	const max = Math.max(...numbers);
	return min < max ? { min, max, direction: 'up' } : undefined;
};

/** Labels that begin with rising or falling numbers (`1 – Not at all`, `2`, `3`) make a question a rating. */
export const isNumbered = (choices: readonly QualtricsChoice[]): boolean => {
	const numbers = choices
		.filter((choice) => !choice.excluded)
		.map((choice) => /^\d{1,3}(?![\d.,])/.exec(choice.label)?.[0]);
	if (numbers.length < 3 || numbers.includes(undefined)) return false;
	const steps = numbers.slice(1).map((number, index) => Number(number) - Number(numbers[index]));
	return steps.every((step) => step === 1) || steps.every((step) => step === -1);
};

/** The choice that an entry of a response stands for: by its words, then as the schema names it, then by recode, then by id. */
export const findChoice = (
	choices: readonly QualtricsChoice[],
	entry: string,
	label: string | undefined,
): QualtricsChoice | undefined => {
	const same = label === undefined ? [] : choices.filter((choice) => choice.label === label);
	if (same.length === 1) return same[0];
	const among = same.length > 1 ? same : choices;
	return (
		among.find((choice) => choice.wire === entry) ??
		among.find((choice) => choice.wire === undefined && choice.code === entry) ??
		among.find((choice) => choice.id === entry) ??
		same[0]
	);
};
