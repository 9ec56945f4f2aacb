import type { Answer, AnswerType } from '../../survey/SurveyResponse';
import { answerKeyOf } from './answerKey';
import type { QualtricsChoice } from './choices';
import { newFrame } from './frames';
import { contentOf, isAnswered, wordsOf, type AnswerContent } from './entries';
import { filesOf } from './files';
import { asNumber, type Json } from './json';
import type { ReadKey } from './keyReader';
import { groupContent, isNpsGroup, npsGroupOf } from './ranksAndGroups';
import { typeFromValue } from './typeFromValue';
import type { QualtricsQuestion } from './surveyQuestions';

/** All that a response holds of one question in one loop pass. */
export interface QuestionEntries {
	entries: Array<{ name: string; key: ReadKey; value: unknown }>;
	labels: Json;
}

interface Draft {
	key: ReadKey;
	/** Key of `values` that the answer's value stands under. */
	name?: string;
	value?: unknown;
	texts: Map<string, string>;
	parts: Array<{ name: string; key: ReadKey; value: unknown }>;
}

/** The answers of one question. Source: contracts/qualtrics.md 3.2, the table of representations. */
export const answersOf = (
	{ entries, labels }: QuestionEntries,
	question: QualtricsQuestion | undefined,
): Answer[] => {
	const present = entries.filter(({ value }) => isAnswered(value));
	const drafts = draftsOf(present, question);
	const group = present.find(({ key }) => key.kind === 'npsGroup');
	return [...drafts.values()].map((draft) => {
		const isNps = group !== undefined || question?.type === 'nps';
		const type = typeOfDraft(draft, question, labels, isNps);
		const content = contentOfDraft(draft, type, question, labels);
		const answer: Answer = Object.assign(newFrame(draft.key, question, type), content);
		const scale = question?.scale ?? (isNps ? NPS_SCALE : undefined);
		if (scale && content.numeric !== undefined) answer.scale = scale;
		if (isNps && draft.key.kind === 'main') {
			const reported = npsGroupOf(answer, group?.value, group && labels[group.name]);
			if (reported) answer.npsGroup = reported;
		}
		return answer;
	});
};

const NPS_SCALE = { min: 0, max: 10, direction: 'up' } as const;

const draftsOf = (
	present: QuestionEntries['entries'],
	question: QualtricsQuestion | undefined,
): Map<string, Draft> => {
	const drafts = new Map<string, Draft>();
	const draftFor = (id: string, key: ReadKey): Draft => {
		const draft = drafts.get(id) ?? { key, texts: new Map<string, string>(), parts: [] };
		drafts.set(id, draft);
		return draft;
	};
	const late: QuestionEntries['entries'] = [];
	for (const entry of present) {
		const { key, name, value } = entry;
		if (key.kind === 'text' || key.kind === 'npsGroup' || key.kind === 'mainText') {
			late.push(entry);
			continue;
		}
		const draft = draftFor(key.answerKey, key);
		if (key.kind === 'file' || key.kind === 'rank') draft.parts.push(entry);
		else Object.assign(draft, { key, name, value });
	}
	for (const entry of late) addLate(entry, drafts, draftFor, question);
	return drafts;
};

/** Texts and NPS groups belong to an answer that is known only once all others are. */
const addLate = (
	entry: QuestionEntries['entries'][number],
	drafts: Map<string, Draft>,
	draftFor: (id: string, key: ReadKey) => Draft,
	question: QualtricsQuestion | undefined,
): void => {
	const { key, name, value } = entry;
	const main = drafts.get(key.question);
	if (key.kind === 'npsGroup') {
		// A group without a score, or one that is none, is an answer of its own.
		if (!main || !isNpsGroup(value)) Object.assign(draftFor(name, key), { name, value });
		return;
	}
	if (key.kind === 'mainText') {
		if (main) main.texts.set('', wordsOf(value));
		else Object.assign(draftFor(key.question, key), { name, value });
		return;
	}
	const owner = ownerOfText(key, drafts, question);
	if (owner) owner.draft.texts.set(owner.choice, wordsOf(value));
	else Object.assign(draftFor(key.answerKey, key), { name, value });
};

/** `QID4_2_TEXT` is typed into row 2 if there is such a row, else into choice 2; `QID4_2_3_TEXT` into choice 3 of row 2. */
const ownerOfText = (
	key: ReadKey,
	drafts: Map<string, Draft>,
	question: QualtricsQuestion | undefined,
): { draft: Draft; choice: string } | undefined => {
	const whole = drafts.get(key.answerKey);
	if (whole) return { draft: whole, choice: '' };
	const [row, choice] = (key.part ?? '').split('_');
	const rowKey = answerKeyOf({ ...key, kind: 'row', part: row });
	const rowDraft = choice === undefined ? undefined : drafts.get(rowKey);
	if (rowDraft) return { draft: rowDraft, choice };
	const isRow = question?.rows.some(({ id }) => id === row) === true;
	const main = drafts.get(key.question);
	return main && !isRow && key.column === undefined
		? { draft: main, choice: key.part ?? '' }
		: undefined;
};

const choicesFor = (
	question: QualtricsQuestion | undefined,
	key: ReadKey,
): readonly QualtricsChoice[] => {
	if (!question) return [];
	const column = question.columns?.find(({ id }) => id === key.column);
	return column ? column.choices : question.choices;
};

const typeOfDraft = (
	draft: Draft,
	question: QualtricsQuestion | undefined,
	labels: Json,
	isNps: boolean,
): AnswerType => {
	const { kind } = draft.key;
	if (kind === 'part' || kind === 'npsGroup') return 'other';
	if (kind === 'file') return question?.type === 'signature' ? 'signature' : 'file';
	if (kind === 'group' || kind === 'rank') return 'ranking';
	if (kind === 'main' && isNps) return 'nps';
	const known = kind === 'row' || kind === 'text' ? question?.rowType : question?.type;
	if (known && known !== 'matrix') return known;
	return typeFromValue(
		draft.value,
		draft.name === undefined ? undefined : labels[draft.name],
		kind,
	);
};

const contentOfDraft = (
	draft: Draft,
	type: AnswerType,
	question: QualtricsQuestion | undefined,
	labels: Json,
): Partial<Answer> & AnswerContent => {
	const label = draft.name === undefined ? undefined : labels[draft.name];
	const choices = choicesFor(question, draft.key);
	if (draft.key.kind === 'file') return filesOf(draft.parts);
	if (draft.key.kind === 'group' || draft.key.kind === 'rank') {
		return groupContent({ value: draft.value, label }, draft.parts, choices);
	}
	const own = draft.texts.get('');
	const texts = new Map([...draft.texts].filter(([choice]) => choice !== ''));
	const content = contentOf({ value: draft.value, label, texts }, type, choices);
	if (!content.choices && texts.size > 0) content.comment = [...texts.values()].join(', ');
	if (own !== undefined) content.comment = [content.comment, own].filter(Boolean).join(', ');
	const { column } = draft.key;
	if (column !== undefined)
		content.choices = content.choices?.map((choice) => ({ ...choice, column }));
	if (draft.key.kind === 'row' && type === 'ranking') {
		const rank = asNumber(draft.value);
		if (rank !== undefined) content.choices = [{ ...rankedItem(draft.key, question), rank }];
	}
	return content;
};

const rankedItem = ({ part = '' }: ReadKey, question: QualtricsQuestion | undefined) => {
	const item = question?.rows.find(({ id }) => id === part);
	return { id: part, code: part, ...(item && { label: item.label }) };
};
