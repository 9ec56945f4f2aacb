import { hasNoAnswer } from '../../survey/questionKinds';
import type { SurveyDefinition } from '../../survey/SurveyDefinition';
import type { Answer, ContextValue, SurveyResponse } from '../../survey/SurveyResponse';
import type { KeyKind } from './answerKey';
import { answersOf, type QuestionEntries } from './answers';
import { asNumber, asRecord, asText, isRecord, type Json } from './json';
import { isMetadata, readMetadata } from './metadata';
import { emptyAnswer, emptyType, planOf, type SurveyPlan } from './surveyPlan';

/** What is known of a response beside itself: it does not even name its survey (contracts/qualtrics.md 3.2). */
export interface ResponseExtras {
	surveyId?: string;
	surveyName?: string;
	/** Default `completed` when finished, else `created`. */
	event?: SurveyResponse['event'];
	connectionLabel?: string;
	deliveryId?: string;
	/** From the announcement: the contact's membership in a mailing list. */
	recipientId?: string;
	/** IP address and place, which are personal. */
	includeMeta?: boolean;
	includeRaw?: boolean;
}

/**
 * A response as the API or an export gives it (contracts/qualtrics.md 3.2) as a Survey Response. Never throws, and loses nothing but the
 * orders in which choices were displayed: what belongs to no question and is no metadata becomes context.
 */
export const toSurveyResponse = (
	raw: unknown,
	definition?: SurveyDefinition,
	extras: ResponseExtras = {},
): SurveyResponse => {
	const record = asRecord(raw);
	const values = asRecord(record.values);
	const labels = asRecord(record.labels);
	const plan = planOf(definition);
	const { metadata, left } = readMetadata(values);
	const sorted = sortKeys(values, labels, plan, new Set(left));
	const status = statusOf(metadata.response.status, sorted.context);
	const { respondent } = metadata;
	const identified = [
		respondent.email,
		respondent.externalId,
		respondent.phone,
		respondent.lastName,
	];
	const id = asText(record.responseId) ?? metadata.responseId ?? '';
	const name = extras.surveyName ?? definition?.name;
	return {
		schemaVersion: '1',
		provider: 'qualtrics',
		...(extras.connectionLabel !== undefined && { connectionLabel: extras.connectionLabel }),
		event: extras.event ?? (status === 'complete' ? 'completed' : 'created'),
		...(extras.deliveryId !== undefined && { deliveryId: extras.deliveryId }),
		survey: {
			id: extras.surveyId ?? definition?.id ?? '',
			...(name !== undefined && { name }),
			...metadata.survey,
		},
		response: { id, isTest: false, ...metadata.response, status },
		respondent: {
			...(extras.recipientId !== undefined && { id: extras.recipientId }),
			...respondent,
			anonymous: ![...identified, respondent.firstName, extras.recipientId].some(Boolean),
			identifiers: identifiersOf(respondent.externalId),
		},
		context: Object.fromEntries(sorted.context),
		consents: [],
		answers: Object.fromEntries(answersInOrder(record, sorted.questions, plan)),
		scores: sorted.scores,
		tags: [],
		...(extras.includeMeta && Object.keys(metadata.meta).length > 0 && { meta: metadata.meta }),
		...(extras.includeRaw && isRecord(raw) && { raw }),
	};
};

interface Sorted {
	questions: Map<string, QuestionEntries>;
	context: Map<string, ContextValue>;
	scores: SurveyResponse['scores'];
}

const sortKeys = (values: Json, labels: Json, plan: SurveyPlan, left: Set<string>): Sorted => {
	const sorted: Sorted = { questions: new Map(), context: new Map(), scores: [] };
	for (const name of Object.keys(values)) {
		const value = values[name];
		if (isMetadata(name)) {
			if (left.has(name)) sorted.context.set(name, contextValue(value));
			continue;
		}
		const key = plan.readKey(name);
		if (key) {
			if (key.kind === 'displayOrder') continue;
			const question = sorted.questions.get(key.question) ?? { entries: [], labels };
			sorted.questions.set(key.question, question);
			question.entries.push({ name, key, value });
			continue;
		}
		const score = name.startsWith('SC_') ? asNumber(value) : undefined;
		if (score !== undefined) sorted.scores.push({ name, value: score });
		else sorted.context.set(name, contextValue(value));
	}
	return sorted;
};

const contextValue = (value: unknown): ContextValue => {
	if (value === null || value === undefined) return null;
	if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
		return value;
	if (Array.isArray(value))
		return value.map((entry) => asText(entry) ?? JSON.stringify(entry) ?? '');
	return JSON.stringify(value) ?? null;
};

/** Finished or not says most; a flag that survey flows set tells why somebody was sent away. */
const TERMINATED: Readonly<Record<string, SurveyResponse['response']['status']>> = {
	screened: 'screened',
	quotamet: 'overquota',
};

const statusOf = (
	status: SurveyResponse['response']['status'] | undefined,
	context: Sorted['context'],
): SurveyResponse['response']['status'] => {
	const flag = asText(context.get('Q_TerminateFlag'))?.toLowerCase();
	return TERMINATED[flag ?? ''] ?? status ?? 'unknown';
};

const identifiersOf = (
	externalId: string | undefined,
): SurveyResponse['respondent']['identifiers'] =>
	externalId === undefined
		? []
		: [{ system: 'qualtrics', type: 'externalDataReference', value: externalId }];

const answersInOrder = (
	record: Json,
	questions: Sorted['questions'],
	plan: SurveyPlan,
): Map<string, Answer> => {
	const ordered = new Map<string, Answer>();
	const put = (answer: Answer): void => void ordered.set(answer.key, answer);
	const shown = displayed(record.displayedFields, plan);
	const seen = new Set<string>();
	for (const { key, question, empty } of plan.passes) {
		seen.add(key);
		const entries = questions.get(key);
		const answers = entries ? answersOf(entries, question) : [];
		const found = new Map(answers.map((answer) => [answer.key, answer]));
		for (const blank of empty) {
			const { answerKey } = blank.key;
			const answer = found.get(answerKey);
			found.delete(answerKey);
			put(answer ?? emptyAnswer(blank, question, shown(answerKey)));
		}
		for (const answer of found.values()) put(answer);
	}
	for (const [key, entries] of questions) {
		if (seen.has(key)) continue;
		const question = plan.questions.get(entries.entries[0].key.questionId);
		answersOf(entries, question).forEach(put);
	}
	addSkipped(record.displayedFields, plan, ordered);
	return ordered;
};

/** Whether an answer that is not there was shown; nobody knows when the response does not list what was. */
const displayed = (fields: unknown, plan: SurveyPlan): ((answerKey: string) => Answer['state']) => {
	if (!Array.isArray(fields)) return () => 'unknown';
	const shown = new Set<string>();
	for (const field of fields as unknown[]) {
		if (typeof field !== 'string') continue;
		shown.add(field);
		const key = plan.readKey(field);
		if (!key) continue;
		shown.add(key.answerKey);
		// A text stands for the choice it is typed into, and so for the whole question.
		if (key.kind === 'text') shown.add(key.question);
	}
	return (answerKey) => (shown.has(answerKey) ? 'skipped' : 'notShown');
};

/**
 * Without a definition, and in loops of which nobody knows how often they run, what was shown and left out is known from the
 * response alone.
 */
const addSkipped = (fields: unknown, plan: SurveyPlan, answers: Map<string, Answer>): void => {
	const isPlanned = plan.passes.length > 0;
	if (!Array.isArray(fields) || (isPlanned && !plan.hasOpenLoops)) return;
	for (const field of fields as unknown[]) {
		const key = typeof field === 'string' ? plan.readKey(field) : undefined;
		if (!key || FOLDED.has(key.kind) || answers.has(key.answerKey)) continue;
		const question = plan.questions.get(key.questionId);
		if (isPlanned && question?.loops?.length !== 0) continue;
		if (question && hasNoAnswer(question)) continue;
		const type = question ? emptyType(key, question) : 'other';
		answers.set(key.answerKey, emptyAnswer({ key, type }, question, 'skipped'));
	}
};

/** Keys that never are an answer of their own. */
const FOLDED: ReadonlySet<KeyKind> = new Set(['displayOrder', 'text', 'rank', 'npsGroup']);
