import { createMisbehaviourEngine, type Misbehaviour } from '../http/misbehaviour';
import { createRequestLog, type LoggedRequest } from '../http/requestLog';
import { startLocalServer } from '../http/server';
import { jsonReply, type Exchange, type Reply } from '../http/types';
import { answer, type World } from './api';
import { formPage } from './form';
import { closedSurvey, netquestSurvey, type Given, type ModelSurvey } from './model';
import { withDefaults, type StartquestionSandboxOptions } from './options';
import { makeSheet, type Sheet, type SheetMeta } from './sheets';

export type { Given, ModelSurvey, SheetMeta, StartquestionSandboxOptions };
export { closedSurveyId, netquestSurveyId } from './model';

export interface StartquestionControl {
	addSurvey(survey: ModelSurvey): void;
	/** A sheet among the results; nobody is told. Answers by question id, see model.ts. Its id. */
	addSheet(surveyId: number, given?: Given, meta?: SheetMeta): number;
	/** The same, and its RESThook is called; resolves when that was answered. */
	submit(surveyId: number, given?: Given, meta?: SheetMeta): Promise<number>;
	/** The sheet as it is posted and listed. */
	getSheet(id: number): Record<string, unknown> | undefined;
	/** Where completed sheets go, all surveys alike. */
	setResthook(url: string | undefined, headers?: Record<string, string>): void;
	/** Status of every call of a RESThook so far. */
	calls(): number[];
	revokeToken(): void;
	misbehave(misbehaviour: Misbehaviour): void;
	clearMisbehaviour(): void;
	setNow(ms: number): void;
}

export interface StartquestionSandbox {
	url: string;
	port: number;
	accountId: string;
	token: string;
	tokenSecret: string;
	control: StartquestionControl;
	/** Newest last; without the token. */
	requests: LoggedRequest[];
	close(): Promise<void>;
}

/** Starts a stand-in for the platform behind Startquestion, Netquest and Webankieta on the loopback interface. */
export async function startStartquestionSandbox(
	given: Partial<StartquestionSandboxOptions> = {},
): Promise<StartquestionSandbox> {
	const options = withDefaults(given);
	const surveys = [netquestSurvey, closedSurvey].map((survey) => [survey.id, survey] as const);
	let clock = options.now;
	const world: World = {
		options,
		surveys: new Map(surveys),
		sheets: [],
		revoked: false,
		now: () => clock(),
	};
	const log = createRequestLog();
	const misbehaviour = createMisbehaviourEngine();
	const calls: number[] = [];
	let hook: { url: string; headers: Record<string, string> } | undefined;

	const add = (surveyId: number, answers: Given = {}, meta: SheetMeta = {}): Sheet => {
		const survey = world.surveys.get(surveyId);
		if (!survey) throw new Error(`There is no survey ${surveyId}`);
		const id = options.firstId + world.sheets.length;
		const sheet = makeSheet({ ...options, now: world.now }, survey, id, answers, meta);
		world.sheets.push(sheet);
		return sheet;
	};
	/** One call, no signature, no second try. */
	const announce = async ({ body, endedAt }: Sheet): Promise<void> => {
		if (!hook || endedAt === undefined) return;
		const called = await fetch(hook.url, {
			method: 'POST',
			headers: { 'content-type': 'application/json', ...hook.headers },
			body: JSON.stringify(body),
		}).catch(() => undefined);
		calls.push(called?.status ?? 0);
	};
	const control: StartquestionControl = {
		addSurvey: (survey) => void world.surveys.set(survey.id, survey),
		addSheet: (surveyId, answers, meta) => add(surveyId, answers, meta).id,
		async submit(surveyId, answers, meta) {
			const sheet = add(surveyId, answers, meta);
			await announce(sheet);
			return sheet.id;
		},
		getSheet: (id) => structuredClone(world.sheets.find((sheet) => sheet.id === id)?.body),
		setResthook: (url, headers = {}) => void (hook = url ? { url, headers } : undefined),
		calls: () => [...calls],
		revokeToken: () => void (world.revoked = true),
		misbehave: (rule) => misbehaviour.add(rule),
		clearMisbehaviour: () => misbehaviour.clear(),
		setNow: (ms) => void (clock = () => ms),
	};

	const answerApi = async (exchange: Exchange): Promise<Reply> => {
		const started = Date.now();
		const { reply, misbehaved } = await misbehaviour.run(
			exchange,
			() => Promise.resolve(answer(world, exchange)),
			(status, message) => jsonReply(status, { message }),
		);
		const { token: _token, token_secret: _secret, ...query } = Object.fromEntries(exchange.query);
		log.add({
			at: started,
			method: exchange.method,
			path: exchange.path.replace(/^\/webhooks\/.*\//, '/webhooks/…/'),
			query,
			status: reply.status,
			took: Date.now() - started,
			...(misbehaved && { misbehaved }),
		});
		return reply;
	};

	const server = await startLocalServer(async (exchange) => {
		if (exchange.path === '/sandbox/control') return await pull(control, exchange);
		if (exchange.path === '/sandbox/state')
			return jsonReply(200, { sheets: world.sheets.map(({ body }) => body), calls });
		if (exchange.path.startsWith('/form/')) {
			const survey = world.surveys.get(Number(exchange.path.slice('/form/'.length)));
			return formPage(survey, exchange, (answers, meta) => {
				const sheet = add(survey!.id, answers, meta);
				void announce(sheet);
				return sheet.id;
			});
		}
		return await answerApi(exchange);
	}, options.port);
	const { accountId, token, tokenSecret } = options;
	return {
		url: server.url,
		port: server.port,
		accountId,
		token,
		tokenSecret,
		control,
		requests: log.entries,
		close: server.close,
	};
}

/** `POST /sandbox/control` with `{"action": "submit", "args": [347232, {…}]}`; `GET` lists the names. */
async function pull(control: StartquestionControl, exchange: Exchange): Promise<Reply> {
	if (exchange.method === 'GET') return jsonReply(200, { actions: Object.keys(control) });
	try {
		const { action, args = [] } = JSON.parse(exchange.body.toString('utf8')) as {
			action: keyof StartquestionControl;
			args?: unknown[];
		};
		if (!Object.hasOwn(control, action)) throw new Error(`There is no action ${action}`);
		const lever = control[action] as (...given: unknown[]) => unknown;
		return jsonReply(200, { result: (await lever(...args)) ?? null });
	} catch (error) {
		return jsonReply(400, { error: error instanceof Error ? error.message : String(error) });
	}
}
