import type { HttpRequest, HttpResponse, Runtime } from '../../../nodes/shared/http/types';
import { createVirtualClock, type VirtualClock } from './virtualClock';

export type Reply = Partial<HttpResponse> | Error;
export type Handler = (request: HttpRequest, call: number) => Reply | Promise<Reply>;

export interface FakeSystem {
	runtime: Runtime & { clock: VirtualClock; cancel: { aborted: boolean } };
	requests: HttpRequest[];
	/** Everything logged, as one text. */
	logged(): string;
}

export const socketFailure = (code: string): Error =>
	Object.assign(new Error(`connect ${code} with token secret-token-of-the-user`), { code });

/** A system that answers as told; an `Error` is a request without an answer. */
export const fakeSystem = (handler: Handler, random = 0.5): FakeSystem => {
	const requests: HttpRequest[] = [];
	const log: unknown[] = [];
	const clock = createVirtualClock();
	return {
		requests,
		logged: () => JSON.stringify(log),
		runtime: {
			clock,
			cancel: { aborted: false },
			random: () => random,
			logger: {
				debug: (message, meta) => void log.push([message, meta]),
				warn: (message, meta) => void log.push([message, meta]),
			},
			send: async (request) => {
				requests.push(request);
				const reply = await handler(request, requests.length);
				if (reply instanceof Error) throw reply;
				return { status: 200, headers: {}, body: undefined, ...reply };
			},
		},
	};
};

/** Answers one after the other; the last one again and again. */
export const inTurn =
	(...replies: Reply[]): Handler =>
	(_request, call) =>
		replies[Math.min(call, replies.length) - 1];

export const failureOf = async (work: Promise<unknown>): Promise<unknown> =>
	await work.then(
		(value) => {
			throw new Error(`expected a failure, got ${JSON.stringify(value)}`);
		},
		(error: unknown) => error,
	);
