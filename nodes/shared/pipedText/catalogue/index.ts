import type { Question, SurveyDefinition } from '../../survey/SurveyDefinition';
import type { SurveyResponse } from '../../survey/SurveyResponse';
import { foldText } from '../foldText';
import { shortTitle } from '../lookup/surveyIndex';
import { formatToken } from '../printTemplate';
import { CONTACT_FIELDS } from '../resolve/contact';
import { RESPONSE_FIELDS } from '../resolve/responseMetadata';
import type { CatalogueEntry, CatalogueGroup } from './CatalogueEntry';
import { questionsOfSample } from './questionsOfSample';
import { offersOf } from './wording';

export { mostLikelyFirst, type WantedField } from './mostLikely';
export { searchCatalogue } from './searchCatalogue';

export interface CatalogueSource {
	survey?: SurveyDefinition;
	sample?: SurveyResponse;
}

/** Whatever a field can be filled with, in the order of the survey: what the {a} picker lists. */
export function catalogue(source: CatalogueSource): CatalogueEntry[] {
	const { survey, sample } = source;
	const questions = survey?.questions ?? (sample ? questionsOfSample(sample) : []);
	return [
		...questions.flatMap(questionEntries),
		...embeddedDataEntries(source),
		...Object.entries(CONTACT_FIELDS).map(([name, field]) =>
			entry('Contact', [sentence(field.label)], 'm', [name]),
		),
		...Object.entries(RESPONSE_FIELDS).map(([name, field]) =>
			entry('Response', [sentence(field.label)], 'r', [name]),
		),
		...(sample?.scores ?? []).map((score) =>
			entry('Response', [`Score ${score.name}`], 'gr', [score.name, score.method ?? 'Score']),
		),
		...DATES.map(({ name, path, words }) => entry('Date', [name], 'date', path, words)),
	];
}

function questionEntries(question: Question): CatalogueEntry[] {
	const passes = question.loops?.length ? question.loops : [undefined];
	const tag = question.ref ?? (question.id.length <= 12 ? question.id : '');
	const words = shortTitle(question.title);
	const title = words === '' ? tag : words;
	const behind = words === '' || tag === '' ? '' : ` (${tag})`;
	const facts = factsOf(question);
	return passes.flatMap((loop) =>
		offersOf(question).map((offer, index) => ({
			...entry(
				'Question',
				[
					title,
					...(loop === undefined ? [] : [`Loop ${loop}`]),
					`${shortTitle(offer.name, 80)}${behind}`,
				],
				'q',
				[loop === undefined ? question.id : `${loop}_${question.id}`, ...offer.path],
				`${question.id} ${question.title} ${offer.name}`,
			),
			...facts[index],
		})),
	);
}

/** By the places of what the question is offered by. */
function factsOf(question: Question): Array<Pick<CatalogueEntry, 'names' | 'question'>> {
	const seen = new Set<string>();
	return offersOf(question).map(({ path }) => {
		const [form] = path;
		const last = path.at(-1);
		const row = path.length > 1 ? question.rows.find(({ id }) => id === last) : undefined;
		const isOfChoice = !row && question.choices.some(({ id }) => path.length > 1 && id === last);
		const part = row?.id ?? '';
		const isMain = !isOfChoice && !seen.has(part);
		if (!isOfChoice) seen.add(part);
		const names = row ? [row.label] : [question.title, question.ref ?? ''];
		return { names, question: { type: row?.type ?? question.type, form, isMain } };
	});
}

function embeddedDataEntries({ survey, sample }: CatalogueSource): CatalogueEntry[] {
	const declared = (survey?.contextFields ?? []).map(({ name, label }) => ({ name, label }));
	const seen = new Set(declared.map(({ name }) => name));
	const found = Object.keys(sample?.context ?? {}).filter((name) => !seen.has(name));
	return [...declared, ...found.map((name) => ({ name, label: undefined }))].map(
		({ name, label }) => ({
			...entry('Embedded Data', [label && label !== name ? `${label} (${name})` : name], 'e', [
				'Field',
				name,
			]),
			names: [name, label ?? ''],
		}),
	);
}

function entry(
	group: CatalogueGroup,
	names: string[],
	scheme: string,
	path: string[],
	words = '',
): CatalogueEntry {
	// What people look for are the questions: their own words come first. The other groups say what they are.
	const name = (group === 'Question' ? names : [group, ...names]).join(' · ');
	const token = formatToken({ scheme, path });
	return {
		group,
		name,
		token,
		names,
		keywords: foldText(`${group} ${name} ${words} ${path.join(' ')} ${token}`),
	};
}

function sentence(label: string): string {
	return label[0].toUpperCase() + label.slice(1);
}

const DATES: Array<{ name: string; path: string[]; words?: string }> = [
	{ name: 'Today (2025-12-31)', path: ['CurrentDate', 'Y-m-d'], words: 'current date iso' },
	{ name: 'Today (31/12/2025)', path: ['CurrentDate', 'd/m/Y'], words: 'current date day first' },
	{ name: 'Today (12/31/2025)', path: ['CurrentDate', 'm/d/Y'], words: 'current date month first' },
	{ name: 'Today (31.12.2025)', path: ['CurrentDate', 'd.m.Y'], words: 'current date day first' },
	{
		name: 'Today (December 31, 2025)',
		path: ['CurrentDate', 'F j, Y'],
		words: 'current date words',
	},
	{
		name: 'Now (ISO 8601, with time zone)',
		path: ['CurrentDate', 'c'],
		words: 'current date time timestamp',
	},
	{
		name: 'Now (seconds since 1970)',
		path: ['CurrentDate', 'U'],
		words: 'current date time timestamp epoch unix',
	},
	{ name: 'Time (23:59)', path: ['CurrentTime', 'H:i'], words: 'current time now' },
	{ name: 'Time (11:59 PM)', path: ['CurrentTime', 'g:i A'], words: 'current time now' },
	{ name: 'Yesterday', path: ['OtherDate', 'Y-m-d', '-1 day'], words: 'other date' },
	{ name: 'Tomorrow', path: ['OtherDate', 'Y-m-d', '+1 day'], words: 'other date' },
	{ name: 'In one week', path: ['OtherDate', 'Y-m-d', '+1 week'], words: 'other date' },
	{ name: 'One month ago', path: ['OtherDate', 'Y-m-d', '-1 month'], words: 'other date' },
	{ name: 'One year ago', path: ['OtherDate', 'Y-m-d', '-1 year'], words: 'other date' },
	{ name: 'Year', path: ['CurrentDate', 'Y'], words: 'current date' },
	{ name: 'Month', path: ['CurrentDate', 'F'], words: 'current date name' },
	{ name: 'Weekday', path: ['CurrentDate', 'l'], words: 'current date day name' },
];
