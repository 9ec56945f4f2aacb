import { ConnectorError } from '../../http/ConnectorError';
import { revisionOf } from '../../survey/revisionOf';
import type { Answer, SurveyResponse } from '../../survey/SurveyResponse';
import { compileAnswers, keyOf, unanswered } from './answers';
import { compileContext, compileScores } from './extras';
import { asFlag, asNumber, asText } from './json';
import { compileList, compileOneValue, type Note, type OneFinder } from './jsonPath';
import { entryReader, questionReader, type PayloadQuestion } from './questions';
import { isReadable, withJsonFields } from './readBody';
import { DELIVERY_HEADERS, givenId, standInId } from './responseId';
import { compileResponsesIn } from './responsesIn';
import type { Path, WebhookSpec, WordPath } from './spec';
import { readTime } from './times';

export interface PayloadExtras {
	/** Of times without one, unless the spec names it. */
	timeZone: string;
	/** Names in lower case. */
	headers?: Record<string, string | string[] | undefined>;
	/** Names this call; the same when its execution is retried. */
	call?: string;
	note?: Note;
	connectionLabel?: string;
	event?: SurveyResponse['event'];
	/** IP address, browser, referring page, which are personal. */
	includeMeta?: boolean;
	includeRaw?: boolean;
}

export interface MappedPayload {
	response: SurveyResponse;
	/** The payload or its call says which response it is; else each call counts as another one. */
	isIdentified: boolean;
}

/** The responses of one call, most often one. */
export type PayloadMapper = (payload: unknown, extras: PayloadExtras) => MappedPayload[];

/** Paths are read once. A path that cannot be followed is an error that names it. */
export function compileSpec(spec: WebhookSpec): PayloadMapper {
	const faultless = attempt(() => compile(spec));
	if (typeof faultless === 'string')
		throw new ConnectorError(
			'input',
			`The mapping of the webhook has a path that cannot be followed: ${faultless}`,
			{
				hint: 'Paths begin with $ and go down by names, for example $.answers[*].value.',
			},
		);
	return faultless;
}

function attempt<T extends object>(work: () => T): T | string {
	try {
		return work();
	} catch (error) {
		return error instanceof Error ? error.message : 'it cannot be read';
	}
}

function compile(spec: WebhookSpec): PayloadMapper {
	const responsesIn = compileResponsesIn(spec);
	const map = compileOne(spec);
	return (posted, extras) => {
		const payload = withJsonFields(posted, spec.jsonFields);
		return responsesIn(payload, extras.note).map((one, index) => {
			if (isReadable(one)) return map(one, extras, index);
			throw new ConnectorError('input', 'The call holds more than can be a survey response', {
				hint: 'Let the survey tool send one response at a time.',
			});
		});
	};
}

type OneMapper = (payload: unknown, extras: PayloadExtras, index: number) => MappedPayload;

function compileOne(spec: WebhookSpec): OneMapper {
	const survey = compileTexts(spec.survey, spec.notKnown && { language: spec.notKnown.language });
	const { status, test, ...responsePaths } = spec.response ?? {};
	const response = compileFinders(responsePaths);
	const statusOf = compileWord(status);
	const testOf = compileWord(test);
	const eventOf = compileWord(spec.event);
	const respondent = compileTexts(spec.respondent, spec.notKnown);
	const meta = compileTexts(spec.meta);
	const deliveryOf = compileDelivery(spec);
	const identifiers = (spec.identifiers ?? []).map(({ path, ...named }) => ({
		...named,
		find: compileOneValue(path),
	}));
	const tags = spec.tags === undefined ? undefined : compileList(spec.tags);
	const context = compileContext(spec.context ?? []);
	const scores = compileScores(spec.scores ?? []);
	const answers = spec.answers.map((rule) => compileAnswers(rule, spec.types));
	const questions = spec.questions && {
		entries: entryReader(spec.questions),
		read: questionReader(spec.questions),
	};

	return (payload, extras, index) => {
		const { note } = extras;
		const timeZone = spec.timeZone ?? extras.timeZone;
		const known = new Map<string, PayloadQuestion>();
		for (const entry of questions?.entries(payload) ?? []) {
			const question = questions!.read(entry);
			if (question) known.set(question.id, question);
		}
		const mapped = answers.map((read) => read(payload, known, note));
		const all = inOrder(
			mapped.flatMap((part) => part.answers),
			known,
			spec.types,
		);
		const found = respondent(payload, note);
		const named = identifiers.flatMap(({ find, ...name }) => {
			const value = asText(find(payload, note));
			return value === undefined ? [] : [{ ...name, value }];
		});
		const delivery = deliveryOf(payload, extras);
		const info = survey(payload, note);
		const facts = response(payload, note);
		const id = givenId(asText(facts.id));
		const result: SurveyResponse = {
			schemaVersion: '1',
			provider: spec.provider,
			...(extras.connectionLabel !== undefined && { connectionLabel: extras.connectionLabel }),
			event: extras.event ?? eventOf(payload, note) ?? 'completed',
			...(delivery !== undefined && { deliveryId: delivery }),
			survey: { ...info, id: info.id ?? '' },
			response: {
				...responseInfo(facts, timeZone),
				id: id ?? standInId(payload, { delivery, call: extras.call, index }),
				status: statusOf(payload, note) ?? 'complete',
				isTest: testOf(payload, note) !== undefined || (asFlag(facts.isTest) ?? false),
				rawTimeZone: timeZone,
			},
			respondent: {
				...found,
				anonymous: !Object.keys(found).some(identifies) && named.length === 0,
				identifiers: named,
			},
			context: Object.fromEntries([...context(payload), ...mapped.flatMap((part) => part.context)]),
			consents: [],
			answers: byKey(all),
			scores: scores(payload, note),
			tags: (tags?.(payload) ?? []).flatMap((tag) => asText(tag) ?? []),
			...(extras.includeMeta && { meta: meta(payload, note) }),
			...(extras.includeRaw && { raw: rawOf(payload) }),
		};
		result.response.revision = revisionOf(result);
		const isIdentified = id !== undefined || delivery !== undefined;
		return { response: result, isIdentified };
	};
}

/** The language of an answer does not say who it was. */
const identifies = (name: string): boolean => name !== 'language';

const rawOf = (payload: unknown): Record<string, unknown> =>
	typeof payload === 'object' && payload !== null ? { ...payload } : { value: payload };

/** In the order of the survey where the payload tells it; what was left open stands in its place. */
function inOrder(
	answers: Answer[],
	known: ReadonlyMap<string, PayloadQuestion>,
	types: WebhookSpec['types'],
): Answer[] {
	const byQuestion = new Map<string, Answer[]>();
	for (const answer of answers)
		byQuestion.set(answer.questionId, [...(byQuestion.get(answer.questionId) ?? []), answer]);
	const listed = [...known.values()].flatMap(
		(question) => byQuestion.get(question.id) ?? [unanswered(question, types)],
	);
	return [...listed, ...answers.filter(({ questionId }) => !known.has(questionId))];
}

/** A key that is taken gives way to the question's own id, then to a number. */
function byKey(answers: Answer[]): Record<string, Answer> {
	const keyed = new Map<string, Answer>();
	for (const answer of answers) {
		let key = answer.key;
		if (keyed.has(key))
			key = answer.row ? `${keyOf(answer.questionId)}_${answer.row.id}` : keyOf(answer.questionId);
		for (let count = 2; keyed.has(key); count += 1) key = `${answer.key}-${count}`;
		keyed.set(key, { ...answer, key });
	}
	return Object.fromEntries(keyed);
}

/** What the sender calls this delivery, in its payload or in a header. */
function compileDelivery(
	spec: WebhookSpec,
): (payload: unknown, extras: PayloadExtras) => string | undefined {
	const find = spec.deliveryId === undefined ? undefined : compileOneValue(spec.deliveryId);
	const names = spec.deliveryIdHeader ? [spec.deliveryIdHeader] : DELIVERY_HEADERS;
	return (payload, { headers, note }) => {
		const named = asText(find?.(payload, note));
		if (named !== undefined) return named;
		const given = names.map((name) => headers?.[name.toLowerCase()]).find(Boolean);
		return asText(Array.isArray(given) ? given[0] : given);
	};
}

const TIMES = ['startedAt', 'submittedAt', 'updatedAt'] as const;
const NUMBERS = ['durationSeconds', 'progressPercent'] as const;

function responseInfo(found: Record<string, unknown>, timeZone: string) {
	const times = TIMES.flatMap((name) => {
		const time = readTime(found[name], timeZone);
		return time === undefined ? [] : [[name, time] as const];
	});
	const numbers = NUMBERS.flatMap((name) => {
		const number = asNumber(found[name]);
		return number === undefined ? [] : [[name, number] as const];
	});
	const url = asText(found.url);
	return { ...Object.fromEntries([...times, ...numbers]), ...(url !== undefined && { url }) };
}

function compileFinders<T extends string>(
	paths: Partial<Record<T, Path>> = {},
): (json: unknown, note?: Note) => Partial<Record<T, unknown>> {
	const finders = (Object.entries(paths) as Array<[T, Path]>).map(
		([name, path]): [T, OneFinder] => [name, compileOneValue(path)],
	);
	return (json, note) =>
		Object.fromEntries(finders.map(([name, find]) => [name, find(json, note)])) as Partial<
			Record<T, unknown>
		>;
}

function compileTexts<T extends string>(
	paths: Partial<Record<T, Path>> | undefined,
	notKnown: Partial<Record<string, readonly string[]>> = {},
): (json: unknown, note?: Note) => Partial<Record<T, string>> {
	const find = compileFinders(paths);
	return (json, note) =>
		Object.fromEntries(
			Object.entries(find(json, note)).flatMap(([name, value]) => {
				const text = asText(value)?.trim();
				return text === undefined || notKnown[name]?.includes(text) ? [] : [[name, text] as const];
			}),
		) as Partial<Record<T, string>>;
}

function compileWord<T extends string>(
	word: WordPath<T> | undefined,
): (json: unknown, note?: Note) => T | undefined {
	if (!word) return () => undefined;
	const find = compileOneValue(word.path);
	const words = new Map(
		Object.entries(word.words).map(([name, meaning]) => [name.toLowerCase(), meaning]),
	);
	return (json, note) =>
		words.get(asText(find(json, note))?.trim().toLowerCase() ?? '') ?? word.otherwise;
}
