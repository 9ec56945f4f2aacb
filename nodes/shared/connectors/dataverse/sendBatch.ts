import { cancelled } from '../../http/cancel';
import {
	asConnectorError,
	ConnectorError,
	isConnectorError,
	ofNoRecord,
} from '../../http/ConnectorError';
import { parseRetryAfter } from '../../http/retryAfter';
import { runPool } from '../../http/runPool';
import { STATUS_TABLE, type FailureMeaning } from '../../http/retryTable';
import { settle } from '../../http/settle';
import { ownPauseMs, PATIENCE_MS } from '../../http/throttle';
import type { HttpMethod, HttpResponse } from '../../http/types';
import { ODATA_HEADERS, type Api } from './api';
import { BATCH_ACCEPT, batchContentType, parseBatch, recordJson, writeBatch } from './batch';
import { describeError } from './errorTable';
import { BATCHING, BATCH_TIMEOUT_MS, LIMITS, LONGEST_WAIT_MS } from './limits';

/** One request, to be sent alone or within a batch. */
export interface Operation {
	method: HttpMethod;
	/** After the API's base, encoded, query included. */
	path: string;
	headers?: Record<string, string>;
	body?: unknown;
	/** For error texts; never personal data. */
	subject: string;
}

/** An answer of 2xx, or why there is none; errors carry `outcomeUnknown` where the operation may have been carried out. */
export type Answer = HttpResponse | ConnectorError;

/** One answer for each operation, in order; what goes wrong with one of them is its own. */
export interface Batches {
	read(operations: readonly Operation[]): Promise<Answer[]>;
	write(operations: readonly Operation[], headers?: Record<string, string>): Promise<Answer[]>;
}

type Kind = 'read' | 'write';
type Indexed = { operation: Operation; index: number };

/** Answers that end the matter when a request goes alone; the others are retried or described by the requester. */
const FINAL_STATUSES = [400, 403, 404, 405, 409, 412, 413, 415, 422, 501];

export const createBatches = (api: Api): Batches => {
	const { runtime, requester, basePath } = api;

	const boundary = (): string => {
		const part = (): string => Math.floor(runtime.random() * 2 ** 40).toString(36);
		return `batch_${runtime.clock.now().toString(36)}_${part()}${part()}`;
	};

	const sendAlone = async (operation: Operation, kind: Kind): Promise<Answer[]> => {
		const { method, path, headers, body, subject } = operation;
		const sent = await settle(
			api.send({
				method,
				path,
				headers,
				body: withoutExponents(body),
				subject,
				idempotent: kind === 'read',
				acceptStatus: FINAL_STATUSES,
			}),
		);
		const now = runtime.clock.now();
		return [sent.ok ? answerOf(sent.value, operation, kind, now) : asConnectorError(sent.error)];
	};

	const sendTogether = async (
		operations: readonly Operation[],
		kind: Kind,
		headers: Record<string, string>,
	): Promise<Answer[]> => {
		const mark = boundary();
		const parts = operations.map(({ method, path, headers: own, body }) => ({
			method,
			url: `${basePath}${path}`,
			headers: own,
			body,
		}));
		const sent = await settle(
			api.send({
				method: 'POST',
				path: '/$batch',
				headers: {
					...ODATA_HEADERS,
					...headers,
					Accept: BATCH_ACCEPT,
					Prefer: 'odata.continue-on-error',
					'Content-Type': batchContentType(mark),
				},
				body: writeBatch(parts, mark),
				expect: 'text',
				idempotent: kind === 'read',
				isRead: kind === 'read',
				timeoutMs: BATCH_TIMEOUT_MS,
				operations: operations.length,
				subject: `a batch of ${operations.length}`,
			}),
		);
		if (!sent.ok) {
			const error = ofNoRecord(
				asConnectorError(sent.error),
				'Dataverse does not know the address for batches',
				'Try again later. If it stays, check the environment URL in the credential.',
			);
			return operations.map(() => error);
		}
		const { body, headers: answered } = sent.value;
		const answers = parseBatch(typeof body === 'string' ? body : '', answered['content-type']);
		return operations.map((operation, index) =>
			index < answers.length && answers.length <= operations.length
				? answerOf(answers[index], operation, kind, runtime.clock.now())
				: unanswered(operation, kind),
		);
	};

	const sendChunk = async (
		chunk: readonly Operation[],
		kind: Kind,
		headers: Record<string, string>,
	): Promise<Answer[]> =>
		chunk.length === 1 && chunk[0].path.length <= LIMITS.directUrlLength
			? await sendAlone({ ...chunk[0], headers: { ...headers, ...chunk[0].headers } }, kind)
			: await sendTogether(chunk, kind, headers);

	const sendAll = async (
		operations: readonly Operation[],
		kind: Kind,
		headers: Record<string, string>,
	): Promise<Answer[]> => {
		const answers = new Array<Answer>(operations.length);
		let open: Indexed[] = operations.map((operation, index) => ({ operation, index }));
		const begun = runtime.clock.now();
		for (let turn = 1, failures = 0; open.length > 0; turn += 1) {
			const chunks = chunkOf(open, kind);
			const outcomes = await runPool(
				chunks,
				BATCHING.batchesAtOnce,
				async (chunk) =>
					await sendChunk(
						chunk.map(({ operation }) => operation),
						kind,
						headers,
					),
				{ cancel: runtime.cancel },
			);
			outcomes.forEach((outcome, position) => {
				chunks[position].forEach(({ index }, offset) => {
					answers[index] = outcome.status === 'done' ? outcome.value[offset] : notRun(outcome);
				});
			});
			const again = open.filter(({ index }) => mayGoAgain(answers[index], kind));
			if (again.length === 0 || runtime.cancel?.aborted) break;
			const errors = again.map(({ index }) => answers[index] as ConnectorError);
			const refused = errors.filter((error) => error.kind === 'rateLimited');
			// Refusals for too much are waited out, like those of whole requests; only other failures use up rounds.
			if (refused.length < errors.length) failures += 1;
			const ownMs = ownPauseMs(turn, runtime.random());
			const waitMs = Math.max(
				Math.min(LONGEST_WAIT_MS, Math.max(askedMs(errors), ownMs)),
				refused.length > 0 ? requester.refusedWithin(askedMs(refused)) : 0,
			);
			const isTooLong = runtime.clock.now() + waitMs - begun > PATIENCE_MS;
			if (failures >= BATCHING.rounds || (refused.length > 0 && isTooLong)) break;
			const stopped = await settle(requester.wait(waitMs));
			if (!stopped.ok) break;
			open = again;
		}
		return answers;
	};

	return {
		read: async (operations) => await sendAll(operations, 'read', {}),
		write: async (operations, headers = {}) => await sendAll(operations, 'write', headers),
	};
};

/** A record goes out as it is, or as a text where JSON would write one of its numbers with an exponent. */
const withoutExponents = (body: unknown): unknown => {
	if (body === undefined) return undefined;
	const written = recordJson(body);
	return written === JSON.stringify(body) ? body : written;
};

const notRun = (
	outcome: { status: 'failed'; error: unknown } | { status: string },
): ConnectorError =>
	'error' in outcome
		? asConnectorError(outcome.error)
		: cancelled('The run was cancelled before this was sent');

const unanswered = ({ subject }: Operation, kind: Kind): ConnectorError =>
	new ConnectorError('unexpected', `Dataverse gave no answer of its own for ${subject}`, {
		hint: 'A proxy may have cut the answer off.',
		outcomeUnknown: kind === 'write',
	});

const within = Symbol('answered within a batch');
/** The errors of single operations; those of a whole request were retried by the request layer already. */
type PartError = ConnectorError & { [within]?: true };

const answerOf = (
	response: HttpResponse,
	operation: Operation,
	kind: Kind,
	now: number,
): Answer => {
	const { status } = response;
	if (status >= 200 && status < 300) return response;
	const error: PartError = describeError(response, operation);
	const retryAfterMs = parseRetryAfter(response.headers['retry-after'], now);
	const mayHaveRun = meaningOf(error) === 'mayHaveRun';
	return Object.assign(error, {
		[within]: true as const,
		...(retryAfterMs !== undefined && { retryAfterMs }),
		...(mayHaveRun && kind === 'write' && { outcomeUnknown: true }),
	});
};

const mayGoAgain = (answer: Answer, kind: Kind): boolean => {
	if (!isConnectorError(answer) || !(answer as PartError)[within]) return false;
	const meaning = meaningOf(answer);
	return meaning === 'neverRan' || (meaning === 'mayHaveRun' && kind === 'read');
};

/** Dataverse may refuse for too much with other statuses than 429 (contracts/dataverse.md 11). */
const meaningOf = ({ kind, status }: ConnectorError): FailureMeaning | undefined =>
	kind === 'rateLimited' ? 'neverRan' : STATUS_TABLE[status ?? 0]?.meaning;

/** The longest that one of them was told to wait. */
const askedMs = (errors: readonly ConnectorError[]): number =>
	Math.max(0, ...errors.map(({ retryAfterMs = 0 }) => retryAfterMs));

const OPERATIONS: Readonly<Record<Kind, number>> = {
	read: BATCHING.readsPerBatch,
	write: BATCHING.writesPerBatch,
};

/** By number and by size: a batch of long texts is a large request. */
export const chunkOf = (operations: readonly Indexed[], kind: Kind): Indexed[][] => {
	const chunks: Indexed[][] = [];
	let size = 0;
	for (const entry of operations) {
		const length = sizeOf(entry.operation);
		const last = chunks.at(-1);
		const hasRoom =
			last !== undefined &&
			last.length < OPERATIONS[kind] &&
			size + length <= BATCHING.charactersPerBatch;
		if (hasRoom) {
			last.push(entry);
			size += length;
		} else {
			chunks.push([entry]);
			size = length;
		}
	}
	return chunks;
};

/** Texts make the size; the rest is small. */
const sizeOf = ({ path, body }: Operation): number => {
	const values = typeof body === 'object' && body !== null ? Object.values(body) : [];
	const texts = values.reduce<number>(
		(sum, value) => sum + (typeof value === 'string' ? value.length : 20),
		0,
	);
	return path.length + texts + 500;
};
