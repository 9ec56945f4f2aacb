import { DateTime } from 'luxon';
import { jsonReply, ReplyNow, type Exchange, type Reply } from '../http/types';
import type { ModelSurvey } from './model';
import type { StartquestionSandboxOptions } from './options';
import type { Sheet } from './sheets';

export interface World {
	options: StartquestionSandboxOptions;
	surveys: Map<number, ModelSurvey>;
	sheets: Sheet[];
	revoked: boolean;
	now(): number;
}

type Handler = (world: World, query: URLSearchParams, ids: string[]) => Reply;

const refuse = (status: number, message: string): ReplyNow =>
	new ReplyNow(jsonReply(status, { message }));

const dates = (survey: ModelSurvey) => ({
	date_created: '2024-09-19 13:22:06',
	date_published: survey.status === 0 ? null : '2024-09-19 13:23:10',
	date_modified: null,
	date_end: survey.status === 2 ? '2024-12-31 23:00:00' : null,
});

const listed = (world: World, survey: ModelSurvey) => ({
	id: survey.id,
	title: survey.title,
	internal_title: survey.internalTitle,
	user_title: survey.internalTitle,
	url_title: 'pruzkum',
	...dates(survey),
	answers_count: world.sheets.filter(({ surveyId }) => surveyId === survey.id).length,
	status: survey.status,
	type: 0,
});

const wholeNumber = (query: URLSearchParams, name: string, fallback: number, most: number) => {
	const text = query.get(name);
	if (text === null) return fallback;
	if (!/^\d+$/.test(text) || Number(text) > most) throw refuse(400, `Wrong parameter: ${name}`);
	return Number(text);
};

const surveyList =
	(first: number): Handler =>
	(world, query) => {
		const limit = wholeNumber(query, 'limit', 20, 20);
		const start = wholeNumber(query, 'offset', first, 1e6) - first;
		const all = [...world.surveys.values()].map((survey) => listed(world, survey));
		return jsonReply(200, all.slice(start, start + limit));
	};

function surveyOf(world: World, id: string): ModelSurvey {
	const survey = world.surveys.get(Number(id));
	if (!survey) throw refuse(404, 'Survey not found');
	return survey;
}

const option = (text: string, index: number) => ({ id: index + 1, content: text });

const surveyDetails: Handler = (world, _query, [id]) => {
	const found = surveyOf(world, id);
	return jsonReply(200, {
		...listed(world, found),
		pages: [
			{
				id: 1539098,
				number: 1,
				questions: found.questions.map(({ id: questionId, type, text, rows, choices }, index) => ({
					id: questionId,
					number: index + 1,
					type,
					text,
					desc: '',
					required: false,
					...(rows && { rows: rows.map(option) }),
					...(choices &&
						(rows ? { columns: choices.map(option) } : { answers: choices.map(option) })),
				})),
			},
		],
	});
};

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Days are compared as the account counts them; both ends are open. */
function matching(world: World, query: URLSearchParams, id: string): Sheet[] {
	const { options, now } = world;
	const survey = surveyOf(world, id);
	const day = (sheet: Sheet): string =>
		DateTime.fromMillis(sheet.endedAt ?? sheet.createdAt, { zone: options.timeZone }).toFormat(
			'yyyy-MM-dd',
		);
	const lower = query.get('lowerResponseDate');
	const upper = query.get('upperResponseDate');
	for (const bound of [lower, upper])
		if (bound !== null && !DAY.test(bound)) throw refuse(400, 'Dates must be YYYY-MM-DD');
	if (query.has('id_response') && query.has('respondentToken'))
		throw refuse(400, 'Either id_response or a token');
	const sheets = world.sheets.filter(
		(sheet) =>
			sheet.surveyId === survey.id &&
			(sheet.endedAt !== undefined || query.get('includeUnfinished') === '1') &&
			sheet.createdAt + options.lagMs <= now() &&
			(!query.has('id_response') || String(sheet.id) === query.get('id_response')) &&
			(!query.has('externalKey') || sheet.externalKey === query.get('externalKey')) &&
			(lower === null || day(sheet) > lower) &&
			(upper === null || day(sheet) < upper),
	);
	return options.order === 'newest first' ? sheets.reverse() : sheets;
}

const singleSheets =
	(version: 2 | 3): Handler =>
	(world, query, [id]) => {
		const { options } = world;
		const all = matching(world, query, id);
		if (version === 2)
			return jsonReply(
				200,
				all.map(({ body }) => body),
			);
		const limit = Math.min(wholeNumber(query, 'limit', options.pageSize, 1000), options.pageSize);
		const page = wholeNumber(query, 'page', 1, 1e6);
		if (page < 1) throw refuse(400, 'Wrong parameter: page');
		const start = (page - 1) * limit;
		return jsonReply(200, {
			[options.v3.total]: all.length,
			[options.v3.list]: all.slice(start, start + limit).map(({ body }) => body),
		});
	};

const resultsMeta: Handler = (world, query, [id]) =>
	jsonReply(
		200,
		matching(world, query, id).map(({ body }) => body.meta),
	);

const WEEK = 7 * 24 * 3_600_000;

const recent: Handler = (world) =>
	jsonReply(
		200,
		world.sheets
			.filter(({ endedAt }) => endedAt !== undefined && endedAt > world.now() - WEEK)
			.map(({ id, surveyId, token, body }) => ({
				id_response: id,
				id_survey: surveyId,
				token,
				date_survey_open: null,
				date_survey_answer: (body.meta as { endDate: string }).endDate,
			})),
	);

const FILTERS = [
	'id_response',
	'externalKey',
	'lowerResponseDate',
	'upperResponseDate',
	'includeUnfinished',
];

const ROUTES: ReadonlyArray<[path: RegExp, query: string[], handle: Handler]> = [
	[/^\/api\/v2\/surveys$/, ['limit', 'offset'], surveyList(0)],
	[/^\/api\/v2\/surveys\/(\d+)$/, [], surveyDetails],
	[/^\/api\/v2\/results\/single-sheets\/(\d+)$/, FILTERS, singleSheets(2)],
	[/^\/api\/v3\/results\/single-sheets\/(\d+)$/, [...FILTERS, 'page', 'limit'], singleSheets(3)],
	[/^\/api\/v2\/results\/meta\/(\d+)$/, FILTERS, resultsMeta],
	[/^\/api\/v2\/user\/responses$/, [], recent],
];

export function answer(world: World, exchange: Exchange): Reply {
	try {
		if (exchange.method !== 'GET') throw refuse(405, 'Method not allowed');
		const webhook = /^\/webhooks\/([^/]+)\/([^/]+)\/([^/]+)\/survey-list$/.exec(exchange.path);
		if (webhook) {
			const [accountId, token, secret] = webhook.slice(1).map(decodeURIComponent);
			if (accountId !== world.options.accountId || !isKnown(world, token, secret))
				throw refuse(world.options.refusedStatus, 'Unauthorized');
			return surveyList(1)(world, exchange.query, []);
		}
		const { query } = exchange;
		if (!isKnown(world, query.get('token'), query.get('token_secret')))
			throw refuse(world.options.refusedStatus, 'Unauthorized');
		for (const [path, names, handle] of ROUTES) {
			const match = path.exec(exchange.path);
			if (!match) continue;
			const allowed = new Set([...names, 'token', 'token_secret']);
			const odd = [...query.keys()].find((name) => !allowed.has(name));
			if (odd !== undefined) throw refuse(400, `Unknown parameter: ${odd}`);
			return handle(world, query, match.slice(1));
		}
		throw refuse(404, 'Not found');
	} catch (error) {
		if (error instanceof ReplyNow) return error.reply;
		throw error;
	}
}

const isKnown = ({ options, revoked }: World, token: string | null, secret: string | null) =>
	!revoked && token === options.token && secret === options.tokenSecret;
