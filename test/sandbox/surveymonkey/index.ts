import { createMisbehaviourEngine, type Misbehaviour } from '../http/misbehaviour';
import { createRequestLog, type LoggedRequest } from '../http/requestLog';
import { startLocalServer } from '../http/server';
import { jsonReply, ReplyNow, type Exchange, type Reply } from '../http/types';
import { authorize, createLimits, errorBody } from './access';
import { dispatch } from './api';
import type { StoredWebhook, World } from './calls';
import { quizSurvey, storeSurvey, type Json, type ModelSurvey } from './model';
import { withDefaults, type SurveyMonkeySandboxOptions } from './options';
import { written, type Given, type ResponseMeta, type StoredResponse } from './responses';
import { announce } from './webhooks';

export type { Given, ModelSurvey, ResponseMeta, SurveyMonkeySandboxOptions };
export { Q, quizSurveyId, storeSurveyId } from './model';
export { ALL_SCOPES } from './options';

export interface SurveyMonkeyControl {
	addSurvey(survey: ModelSurvey): void;
	/** A response among the others; nobody is told. Its id. */
	addResponse(surveyId: string, given?: Given, meta?: ResponseMeta): string;
	/** The same, and webhooks are called; resolves when they were answered. */
	submit(surveyId: string, given?: Given, meta?: ResponseMeta): Promise<string>;
	/** Changes what a response holds: its last change is now, or as `meta` says. */
	edit(id: string, given: Given, meta?: ResponseMeta): void;
	remove(id: string): void;
	/** Calls webhooks of an event once more, signed with another secret if one is given. */
	announce(id: string, event: string, secret?: string): Promise<number[]>;
	getResponse(id: string): Json;
	webhooks(): StoredWebhook[];
	forgetWebhooks(): void;
	/** Status of every call of a webhook so far. */
	calls(): number[];
	revokeToken(): void;
	grant(scopes: readonly string[], available?: readonly string[]): void;
	exhaustDay(): void;
	usedToday(): number;
	misbehave(misbehaviour: Misbehaviour): void;
	clearMisbehaviour(): void;
}

export interface SurveyMonkeySandbox {
	url: string;
	port: number;
	token: string;
	clientId: string;
	clientSecret: string;
	control: SurveyMonkeyControl;
	/** Newest last; without the token. */
	requests: LoggedRequest[];
	close(): Promise<void>;
}

const EVENT_OF: Readonly<Record<string, string>> = {
	completed: 'response_completed',
	partial: 'response_updated',
	disqualified: 'response_disqualified',
	overquota: 'response_overquota',
};
const FIRST_ID = 5007154325;
const TOOK_MS = 144_000;

/** Starts a stand-in for SurveyMonkey's API on the loopback interface. */
export async function startSurveyMonkeySandbox(
	given: Partial<SurveyMonkeySandboxOptions> = {},
): Promise<SurveyMonkeySandbox> {
	const options = withDefaults(given);
	const world: World = {
		options,
		surveys: new Map([storeSurvey, quizSurvey].map((survey) => [survey.id, survey])),
		responses: [],
		webhooks: [],
		isRevoked: false,
		url: '',
		now: options.now,
	};
	const limits = createLimits(options, world.now);
	const log = createRequestLog();
	const misbehaviour = createMisbehaviourEngine();
	const calls: number[] = [];
	let made = 0;

	const add = (surveyId: string, answers: Given = {}, meta: ResponseMeta = {}): StoredResponse => {
		if (!world.surveys.has(surveyId)) throw new Error(`There is no survey ${surveyId}`);
		const modifiedAt = meta.modifiedAt ?? world.now();
		const response: StoredResponse = {
			id: String(FIRST_ID + made),
			surveyId,
			given: answers,
			createdAt: meta.createdAt ?? modifiedAt - TOOK_MS,
			modifiedAt,
			status: meta.status ?? 'completed',
			more: meta.more ?? {},
		};
		made += 1;
		world.responses.push(response);
		return response;
	};
	const find = (id: string): StoredResponse => {
		const found = world.responses.find((one) => one.id === id);
		if (!found) throw new Error(`There is no response ${id}`);
		return found;
	};
	const tell = async (response: StoredResponse, event: string, secret?: string) => {
		const statuses = await announce(world, response, event, secret);
		calls.push(...statuses);
		return statuses;
	};
	const control: SurveyMonkeyControl = {
		addSurvey: (survey) => void world.surveys.set(survey.id, survey),
		addResponse: (surveyId, answers, meta) => add(surveyId, answers, meta).id,
		async submit(surveyId, answers, meta) {
			const response = add(surveyId, answers, meta);
			await tell(response, EVENT_OF[response.status]);
			return response.id;
		},
		edit(id, answers, meta = {}) {
			const response = find(id);
			response.given = { ...response.given, ...answers };
			response.modifiedAt = meta.modifiedAt ?? world.now();
			response.status = meta.status ?? response.status;
		},
		remove: (id) => void world.responses.splice(world.responses.indexOf(find(id)), 1),
		announce: async (id, event, secret) => await tell(find(id), event, secret),
		getResponse(id) {
			const response = find(id);
			return written(response, world.surveys.get(response.surveyId)!, true);
		},
		webhooks: () => structuredClone(world.webhooks),
		forgetWebhooks: () => void world.webhooks.splice(0),
		calls: () => [...calls],
		revokeToken: () => void (world.isRevoked = true),
		grant: (granted, available = options.available) =>
			void Object.assign(options, { granted, available }),
		exhaustDay: () => limits.exhaustDay(),
		usedToday: () => limits.usedToday(),
		misbehave: (rule) => misbehaviour.add(rule),
		clearMisbehaviour: () => misbehaviour.clear(),
	};

	const handle = async (exchange: Exchange): Promise<Reply> => {
		try {
			authorize(exchange, options, world.isRevoked);
			limits.take();
			return await dispatch(world, exchange);
		} catch (error) {
			if (error instanceof ReplyNow) return error.reply;
			throw error;
		}
	};
	const answer = async (exchange: Exchange): Promise<Reply> => {
		const started = Date.now();
		const { reply, misbehaved } = await misbehaviour.run(
			exchange,
			() => handle(exchange),
			(status, message, details) =>
				jsonReply(status, errorBody(status, details?.code ?? '1050', message)),
		);
		log.add({
			at: started,
			method: exchange.method,
			path: exchange.path,
			query: Object.fromEntries(exchange.query),
			status: reply.status,
			took: Date.now() - started,
			...(misbehaved && { misbehaved }),
		});
		const scopes = {
			'x-oauth-scopes-granted': options.granted.join(','),
			'x-oauth-scopes-available': options.available.join(','),
		};
		return { ...reply, headers: { ...limits.headers(), ...scopes, ...reply.headers } };
	};

	const server = await startLocalServer(answer, options.port);
	world.url = server.url;
	const { token, clientId, clientSecret } = options;
	return {
		url: server.url,
		port: server.port,
		token,
		clientId,
		clientSecret,
		control,
		requests: log.entries,
		close: server.close,
	};
}
