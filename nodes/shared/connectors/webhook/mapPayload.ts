import { createHash } from 'crypto';
import { ConnectorError } from '../../http/ConnectorError';
import { revisionOf } from '../../survey/revisionOf';
import type { Answer, SurveyResponse } from '../../survey/SurveyResponse';
import { compileAnswers, keyOf, unanswered } from './answers';
import { compileContext, compileScores } from './extras';
import { asFlag, asNumber, asText } from './json';
import { compileList, compilePath, isReadable, type Finder } from './jsonPath';
import { entryReader, questionReader, type PayloadQuestion } from './questions';
import { withJsonFields } from './readBody';
import type { Path, WebhookSpec, WordPath } from './spec';
import { readTime } from './times';

export interface PayloadExtras {
	/** Of times without one, unless the spec names it. */
	timeZone: string;
	/** Names in lower case. */
	headers?: Record<string, string | string[] | undefined>;
	connectionLabel?: string;
	event?: SurveyResponse['event'];
	/** IP address, browser, referring page, which are personal. */
	includeMeta?: boolean;
	includeRaw?: boolean;
}

export interface MappedPayload {
	response: SurveyResponse;
	/** Everything the payload says of the questions, choices that were not chosen included. */
	questions: PayloadQuestion[];
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
	const deliveries = spec.deliveries === undefined ? undefined : compileList(spec.deliveries);
	const map = compileOne(spec);
	return (posted, extras) => {
		const payload = withJsonFields(posted, spec.jsonFields);
		if (!isReadable(payload)) {
			throw new ConnectorError('input', 'The call holds more than can be a survey response', {
				hint: 'Let the survey tool send one response at a time.',
			});
		}
		const found = deliveries?.(payload) ?? [];
		return (found.length > 0 ? found : [payload]).map((one) => map(one, extras));
	};
}

function compileOne(spec: WebhookSpec): (payload: unknown, extras: PayloadExtras) => MappedPayload {
	const survey = compileTexts(spec.survey);
	const { status, ...responsePaths } = spec.response ?? {};
	const response = compileFinders(responsePaths);
	const statusOf = compileWord(status);
	const eventOf = compileWord(spec.event);
	const respondent = compileTexts(spec.respondent);
	const meta = compileTexts(spec.meta);
	const deliveryId = spec.deliveryId === undefined ? undefined : compilePath(spec.deliveryId);
	const identifiers = (spec.identifiers ?? []).map(({ path, ...named }) => ({
		...named,
		find: compilePath(path),
	}));
	const tags = spec.tags === undefined ? undefined : compileList(spec.tags);
	const context = compileContext(spec.context ?? []);
	const scores = compileScores(spec.scores ?? []);
	const answers = spec.answers.map((rule) => compileAnswers(rule, spec.types));
	const questions = spec.questions && {
		entries: entryReader(spec.questions),
		read: questionReader(spec.questions),
	};

	return (payload, extras) => {
		const timeZone = spec.timeZone ?? extras.timeZone;
		const known = new Map<string, PayloadQuestion>();
		for (const entry of questions?.entries(payload) ?? []) {
			const question = questions!.read(entry);
			if (question) known.set(question.id, question);
		}
		const mapped = answers.map((read) => read(payload, known));
		const all = inOrder(
			mapped.flatMap((part) => part.answers),
			known,
			spec.types,
		);
		const found = respondent(payload);
		const named = identifiers.flatMap(({ find, ...name }) => {
			const value = asText(find(payload));
			return value === undefined ? [] : [{ ...name, value }];
		});
		const header = spec.deliveryIdHeader && extras.headers?.[spec.deliveryIdHeader.toLowerCase()];
		const delivery =
			asText(deliveryId?.(payload)) ?? asText(Array.isArray(header) ? header[0] : header);
		const info = survey(payload);
		const result: SurveyResponse = {
			schemaVersion: '1',
			provider: spec.provider,
			...(extras.connectionLabel !== undefined && { connectionLabel: extras.connectionLabel }),
			event: extras.event ?? eventOf(payload) ?? 'completed',
			...(delivery !== undefined && { deliveryId: delivery }),
			survey: { ...info, id: info.id ?? '' },
			response: {
				...responseInfo(response(payload), timeZone),
				id: asText(response(payload).id) ?? fingerprint(payload),
				status: statusOf(payload) ?? 'complete',
				isTest: asFlag(response(payload).isTest) ?? false,
				rawTimeZone: timeZone,
			},
			respondent: {
				...found,
				anonymous: Object.keys(found).length === 0 && named.length === 0,
				identifiers: named,
			},
			context: Object.fromEntries([...context(payload), ...mapped.flatMap((part) => part.context)]),
			consents: [],
			answers: byKey(all),
			scores: scores(payload),
			tags: (tags?.(payload) ?? []).flatMap((tag) => asText(tag) ?? []),
			...(extras.includeMeta && { meta: meta(payload) }),
			...(extras.includeRaw && { raw: rawOf(payload) }),
		};
		result.response.revision = revisionOf(result);
		return { response: result, questions: [...known.values()] };
	};
}

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

/** What stands in for an id where the payload has none: the same call again has the same. */
const fingerprint = (payload: unknown): string =>
	createHash('sha256')
		.update(JSON.stringify(payload) ?? '')
		.digest('hex')
		.slice(0, 32);

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
): (json: unknown) => Partial<Record<T, unknown>> {
	const finders = (Object.entries(paths) as Array<[T, Path]>).map(([name, path]): [T, Finder] => [
		name,
		compilePath(path),
	]);
	return (json) =>
		Object.fromEntries(finders.map(([name, find]) => [name, find(json)])) as Partial<
			Record<T, unknown>
		>;
}

function compileTexts<T extends string>(
	paths: Partial<Record<T, Path>> | undefined,
): (json: unknown) => Partial<Record<T, string>> {
	const find = compileFinders(paths);
	return (json) =>
		Object.fromEntries(
			Object.entries(find(json)).flatMap(([name, value]) => {
				const text = asText(value)?.trim();
				return text === undefined ? [] : [[name, text] as const];
			}),
		) as Partial<Record<T, string>>;
}

function compileWord<T extends string>(
	word: WordPath<T> | undefined,
): (json: unknown) => T | undefined {
	if (!word) return () => undefined;
	const find = compilePath(word.path);
	const words = new Map(
		Object.entries(word.words).map(([name, meaning]) => [name.toLowerCase(), meaning]),
	);
	return (json) => words.get(asText(find(json))?.trim().toLowerCase() ?? '') ?? word.otherwise;
}
