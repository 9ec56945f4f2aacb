import type { Exchange, Reply } from './types';
import { htmlReply } from './types';

export const misbehaviourKinds = [
	'429',
	'429-retry-after',
	'5xx-html',
	'drop',
	'slow',
	'404',
	'garbage-json',
	/** Success with nothing in it, although nothing was done. */
	'empty',
	'done-but-no-answer',
	/** Carried out only after the next request, long after the caller was told nothing. */
	'done-late',
	'done-but-5xx-html',
	'done-but-cut-short',
	'done-but-empty',
	/** The imitated system's own error: `status`, `code`, `message`, `retryAfter`. */
	'error',
] as const;

export type MisbehaviourKind = (typeof misbehaviourKinds)[number];

export interface Misbehaviour {
	/** Tested against `METHOD /path`, both as sent. A string is read as a regular expression. */
	match: RegExp | string;
	kind: MisbehaviourKind;
	/** How many matching requests are hit. Default 1; `Infinity` (over HTTP: -1) until cleared. */
	times?: number;
	/** Let this many matching requests pass first. Default 0. */
	after?: number;
	/** For `5xx-html` (default 503) and `error` (default 500). */
	status?: number;
	/** For `error` and the 429s: the code in the imitated system's error body. */
	code?: string;
	/** For `error`. */
	message?: string;
	/** For `429-retry-after` (default 1) and `error` (default none): seconds, or an HTTP date as text. */
	retryAfter?: number | string;
	/** For `slow`. Default 2000. */
	delayMs?: number;
	/** What somebody else does once the request has come in and before it is handled. */
	meanwhile?: () => void;
}

type ErrorWording = (status: number, message: string, details?: { code?: string }) => Reply;

interface Active extends Misbehaviour {
	pattern: RegExp;
	left: number;
	pass: number;
}

export interface MisbehaviourEngine {
	add(misbehaviour: Misbehaviour): void;
	clear(): void;
	/** Rules that still have something to do. */
	pending(): Misbehaviour[];
	/**
	 * Runs a request through the rules: answers in place of `handle`, around it, or not at all.
	 * `errorReply` words an error as the imitated system would (its envelope).
	 */
	run(
		exchange: Exchange,
		handle: () => Promise<Reply>,
		errorReply: ErrorWording,
	): Promise<{ reply: Reply; misbehaved?: MisbehaviourKind }>;
}

export function createMisbehaviourEngine(): MisbehaviourEngine {
	let rules: Active[] = [];
	let late: Array<() => Promise<Reply>> = [];

	const take = (exchange: Exchange): Active | undefined => {
		const line = `${exchange.method} ${exchange.path}`;
		const rule = rules.find((candidate) => candidate.left > 0 && candidate.pattern.test(line));
		if (!rule) return undefined;
		if (rule.pass > 0) {
			rule.pass -= 1;
			return undefined;
		}
		rule.left -= 1;
		rules = rules.filter((candidate) => candidate.left > 0);
		return rule;
	};

	return {
		add(misbehaviour) {
			const { match, times = 1, after = 0 } = misbehaviour;
			const source = match instanceof RegExp ? match : new RegExp(match);
			rules.push({
				...misbehaviour,
				pattern: new RegExp(source.source, source.flags.replace(/[gy]/g, '')),
				left: times < 0 ? Infinity : times,
				pass: after,
			});
		},
		clear() {
			rules = [];
		},
		pending: () =>
			rules.map(({ match, kind, left }) => ({ match: String(match), kind, times: left })),
		async run(exchange, handle, errorReply) {
			const rule = take(exchange);
			const due = late;
			late = rule?.kind === 'done-late' ? [handle] : [];
			rule?.meanwhile?.();
			const reply = rule ? await behave(rule, handle, errorReply) : await handle();
			for (const each of due) await each();
			return { reply, ...(rule && { misbehaved: rule.kind }) };
		},
	};
}

async function behave(
	rule: Active,
	handle: () => Promise<Reply>,
	errorReply: ErrorWording,
): Promise<Reply> {
	const coded = rule.code === undefined ? undefined : { code: rule.code };
	switch (rule.kind) {
		case '429':
			return errorReply(429, 'Too many requests.', coded);
		case '429-retry-after': {
			const reply = errorReply(429, 'Too many requests.', coded);
			return {
				...reply,
				headers: { ...reply.headers, 'retry-after': String(rule.retryAfter ?? 1) },
			};
		}
		case '5xx-html':
			return htmlReply(rule.status ?? 503, gatewayPage(rule.status ?? 503));
		case 'drop':
		case 'done-late':
			return { status: 0, hangUp: true };
		case 'slow':
			await new Promise((resolve) => setTimeout(resolve, rule.delayMs ?? 2_000));
			return await handle();
		case '404':
			return errorReply(404, 'The requested resource does not exist.');
		case 'garbage-json':
			return CUT_SHORT;
		case 'empty':
			return EMPTY;
		case 'done-but-no-answer':
			await handle();
			return { status: 0, hangUp: true };
		case 'done-but-5xx-html':
			await handle();
			return htmlReply(rule.status ?? 504, gatewayPage(rule.status ?? 504));
		case 'done-but-cut-short':
			await handle();
			return CUT_SHORT;
		case 'done-but-empty':
			await handle();
			return EMPTY;
		case 'error': {
			const reply = errorReply(rule.status ?? 500, rule.message ?? 'An error occurred.', coded);
			if (rule.retryAfter === undefined) return reply;
			return {
				...reply,
				headers: { ...reply.headers, 'retry-after': String(rule.retryAfter) },
			};
		}
	}
}

const CUT_SHORT: Reply = {
	status: 200,
	headers: { 'content-type': 'application/json' },
	body: '{"result":{"elements":[{"id":"SV_',
};
const EMPTY: Reply = { status: 200, headers: { 'content-type': 'application/json' }, body: '' };

const gatewayPage = (status: number): string =>
	`<html>\r\n<head><title>${status} Service Temporarily Unavailable</title></head>\r\n<body>\r\n` +
	`<center><h1>${status} Service Temporarily Unavailable</h1></center>\r\n<hr><center>gateway</center>\r\n` +
	'</body>\r\n</html>\r\n';
