import { cutText, nameFields, type NamingRules } from '../../mapping';
import { textOf } from '../../pipedText/textOf';
import type { SurveyDefinition } from '../../survey/SurveyDefinition';
import type { Answer, SurveyResponse } from '../../survey/SurveyResponse';
import { LIMITS } from './limits';

/** Prefixes of the tool's language versions; any other may be typed. */
const DETAIL_NAME_PREFIXES = ['dotaznik.', 'ankieta.', 'survey.', ''] as const;

export interface CustomDetailOptions {
	prefix?: string;
	/** What a longer answer comes to: cut with a warning, or cut and carried whole beside it. */
	whenTooLong?: 'cut' | 'carry';
	/** Tells questions that this response does not mention, so that names never depend on who answered what. */
	survey?: SurveyDefinition;
}

export interface CustomDetail {
	/** Of the custom detail, without `details.`. */
	name: string;
	value: string;
	answerKey: string;
}

/** An answer that is longer than a custom detail. */
export interface CarriedAnswer {
	answerKey: string;
	name: string;
	title: string;
	text: string;
}

export interface CustomDetails {
	details: CustomDetail[];
	/** Only with `carry`: see carryAnswers.ts. */
	carried: CarriedAnswer[];
	warnings: string[];
	/** Questions whose names fold to one: true of the survey, whoever answers. */
	collisions: string[];
}

/** Prefix, spaces to hyphens, no diacritics, nothing else changed; whether case counts is not known, so it never tells two apart. */
const RULES: NamingRules = {
	space: '-',
	removeDiacritics: true,
	maxLength: LIMITS.detailName,
	caseInsensitive: true,
};

interface Wording {
	key: string;
	words: string;
}

/** *Send all answers*: every answered question as a custom detail. `0` is an answer. Source: contracts/salesmanago.md 9, contracts/salesmanago.md 8. */
export function customDetails(
	response: SurveyResponse,
	{ prefix = DETAIL_NAME_PREFIXES[0], whenTooLong = 'cut', survey }: CustomDetailOptions = {},
): CustomDetails {
	const answers = Object.values(response.answers);
	const texts = [
		...answers.map((answer) => ({ answer, title: answer.title, text: answerText(answer) })),
		...answers.flatMap((answer) => {
			const title = `${wordsOf(answer)}.comment`;
			return answer.comment ? [{ answer, title, text: answer.comment, isComment: true }] : [];
		}),
	];
	const wordings = questionWordings(answers, survey);
	const comments = texts.filter((entry) => 'isComment' in entry);
	const named = nameFields(
		[...wordings.map(({ words }) => words), ...comments.map(({ title }) => title)],
		{ ...RULES, prefix },
	);
	const names = new Map(wordings.map(({ key }, index) => [key, named[index].name]));
	const collisions = named
		.slice(0, wordings.length)
		.flatMap(({ name, collidesWith }, index) =>
			collidesWith === undefined
				? []
				: [
						`The questions ${wordings[collidesWith].key} and ${wordings[index].key} come to one name; the answer to ${wordings[index].key} goes into "${name}"`,
					],
		);
	const result: CustomDetails = { details: [], carried: [], warnings: [], collisions };
	let comment = wordings.length;
	for (const entry of texts) {
		const { key } = entry.answer;
		const name = 'isComment' in entry ? named[comment++].name : names.get(key)!;
		if (entry.text === '') continue;
		const value = cutText(entry.text, LIMITS.detailValue);
		result.details.push({ name, value, answerKey: key });
		if (value === entry.text) continue;
		if (whenTooLong === 'carry')
			result.carried.push({ answerKey: key, name, title: entry.title, text: entry.text });
		else
			result.warnings.push(
				`The answer ${key} was cut to ${LIMITS.detailValue} characters, the limit of a custom detail`,
			);
	}
	return result;
}

const wordsOf = ({ title, row, key }: Pick<Answer, 'title' | 'row' | 'key'>): string =>
	[title || key, row?.label].filter(Boolean).join(' ');

/** Every question that could have been answered, in the order of the survey; then what only the response knows. */
function questionWordings(answers: Answer[], survey: SurveyDefinition | undefined): Wording[] {
	const known = (survey?.questions ?? []).flatMap((question): Wording[] =>
		question.answerKeys.map((key) => {
			const row = question.rows.find(({ id }) => key.endsWith(`_${id}`));
			return { key, words: wordsOf({ title: question.title, row, key }) };
		}),
	);
	const keys = new Set(known.map(({ key }) => key));
	const others = answers.filter(({ key }) => !keys.has(key));
	return [...known, ...others.map((answer) => ({ key: answer.key, words: wordsOf(answer) }))];
}

const answerText = ({ state, text, label, value }: Answer): string =>
	state === 'answered' ? text || label || textOf(value) : '';
