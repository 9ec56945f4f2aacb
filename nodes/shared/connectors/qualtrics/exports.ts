import { ConnectorError, isConnectorError } from '../../http/ConnectorError';
import type { ResponseWindow } from '../../delivery/SurveySource';
import { settle } from '../../http/settle';
import { path, resultOf, type Api } from './api';
import { asNumber, asText, type Json } from './json';
import { CONTINUATION_LIFE_MS, DOWNLOAD_TIMEOUT_MS } from './limits';
import { readResponses } from './responseStream';

/** Where an earlier export stopped. Source: contracts/qualtrics.md 3.3. */
export interface Continuation {
	token: string;
	/** When it was handed out, milliseconds; a token lives for a week. */
	issuedAt: number;
}

export interface ExportRequest extends ResponseWindow {
	/** Only ids, dates and state of the responses. */
	metadataOnly?: boolean;
	/** Only the answers to these questions; embedded data and metadata come along. */
	questionIds?: readonly string[];
	/** Go on where this one stopped. When it is too old or refused, the window serves instead. */
	continuation?: Continuation;
	/** Ask for a token to go on from. */
	allowContinuation?: boolean;
	/** `json` only for systems that cannot read lines. Default `ndjson`. */
	format?: 'ndjson' | 'json';
}

export interface ResponseExport {
	/** One by one, as the API gives them (contracts/qualtrics.md 3.2). */
	records: AsyncIterable<Json>;
	continuation?: Continuation;
	/** The token was of no use: the records are those of the window and may repeat earlier ones. */
	restarted: boolean;
}

export interface Exports {
	/** Starts an export, waits until it is ready, and reads its file as the records are asked for. */
	open(request: ExportRequest): Promise<ResponseExport>;
}

const POLL_MS = [500, 1000, 2000, 4000, 8000] as const;
const LONGEST_EXPORT_MS = 60 * 60 * 1000;
const DOWNLOADS = 3;

export const createExports = (api: Api): Exports => {
	const start = async (request: ExportRequest, token: string | undefined): Promise<Json> =>
		await api.result({
			method: 'POST',
			path: path`/surveys/${request.surveyId}/export-responses`,
			body: exportBody(request, token),
			resource: 'exportStart',
			subject: `survey ${request.surveyId}`,
			// An export that nobody fetches does no harm.
			idempotent: true,
			isRead: true,
		});

	const begin = async (request: ExportRequest): Promise<{ job: Json; restarted: boolean }> => {
		const { continuation } = request;
		if (!continuation) return { job: await start(request, undefined), restarted: false };
		const age = api.runtime.clock.now() - continuation.issuedAt;
		if (age < CONTINUATION_LIFE_MS) {
			const outcome = await settle(start(request, continuation.token));
			if (outcome.ok) return { job: outcome.value, restarted: false };
			const isRefused =
				isConnectorError(outcome.error) &&
				(outcome.error.kind === 'input' || outcome.error.kind === 'notFound');
			if (!isRefused) throw outcome.error;
		}
		return { job: await start(request, undefined), restarted: true };
	};

	const untilReady = async (surveyId: string, progressId: string): Promise<Json> => {
		const deadline = api.runtime.clock.now() + LONGEST_EXPORT_MS;
		for (let poll = 0; ; poll += 1) {
			const answer = await api.send({
				method: 'GET',
				path: path`/surveys/${surveyId}/export-responses/${progressId}`,
				resource: 'exportProgress',
				subject: `survey ${surveyId}`,
			});
			const job = resultOf(answer);
			// The percentage reads 100 on failures too; only the status tells.
			const status = asText(job.status)?.toLowerCase();
			if (status === 'complete' && asText(job.fileId)) return job;
			if (status === 'failed' || status === 'cancelled') throw failed(surveyId, answer.body);
			if (api.runtime.clock.now() > deadline) throw tooLong(surveyId);
			await api.requester.wait(POLL_MS[Math.min(poll, POLL_MS.length - 1)]);
		}
	};

	const download = async (surveyId: string, fileId: string): Promise<AsyncIterable<Uint8Array>> => {
		const { body } = await api.send({
			method: 'GET',
			path: path`/surveys/${surveyId}/export-responses/${fileId}/file`,
			resource: 'exportFile',
			subject: `survey ${surveyId}`,
			expect: 'stream',
			timeoutMs: DOWNLOAD_TIMEOUT_MS,
		});
		return asChunks(body);
	};

	/** A file that breaks off is fetched again, and what was already handed on is passed over. */
	async function* records(surveyId: string, fileId: string): AsyncGenerator<Json, void, undefined> {
		let handedOn = 0;
		for (let tries = 1; ; tries += 1) {
			const reader = readResponses(withPlainErrors(await download(surveyId, fileId)));
			let broken: unknown;
			try {
				for (let position = 1; ; position += 1) {
					const step = await settle(reader.next());
					if (!step.ok) {
						broken = step.error;
						break;
					}
					if (step.value.done) return;
					if (position <= handedOn) continue;
					handedOn = position;
					yield step.value.value;
				}
			} finally {
				// Lets go of the connection when the reader stops early.
				await reader.return();
			}
			const isTransient = isConnectorError(broken) && broken.kind === 'unavailable';
			if (!isTransient || tries >= DOWNLOADS) throw broken;
			await api.requester.wait(POLL_MS[tries]);
		}
	}

	return {
		async open(request) {
			const { surveyId } = request;
			const { job, restarted } = await begin(request);
			const progressId = asText(job.progressId);
			if (progressId === undefined) throw failed(surveyId, job);
			const ready = await untilReady(surveyId, progressId);
			const token = asText(ready.continuationToken) ?? asText(job.continuationToken);
			const issuedAt = api.runtime.clock.now();
			return {
				records: records(surveyId, String(ready.fileId)),
				...(token !== undefined && { continuation: { token, issuedAt } }),
				restarted,
			};
		},
	};
};

/** Only `format` is required; labels, time zone and the like may not go with JSON (contracts/qualtrics.md 3.3). */
export const exportBody = (request: ExportRequest, token: string | undefined): Json => {
	const byModified = request.by === 'modified';
	return {
		format: request.format ?? 'ndjson',
		compress: false,
		...(byModified && { sortByLastModifiedDate: true }),
		...(request.limit !== undefined && { limit: asNumber(request.limit) }),
		...(request.questionIds !== undefined && { questionIds: [...request.questionIds] }),
		...(request.metadataOnly && METADATA_ONLY),
		...(token !== undefined
			? { continuationToken: token }
			: {
					...(request.from !== undefined && { startDate: request.from }),
					...(request.to !== undefined && { endDate: request.to }),
					...(request.allowContinuation && { allowContinuation: true }),
				}),
	};
};

/** Empty lists leave questions and embedded data out. */
const METADATA_ONLY = {
	questionIds: [],
	embeddedDataIds: [],
	surveyMetadataIds: ['recordedDate', 'status', 'finished'],
};

const asChunks = (body: unknown): AsyncIterable<Uint8Array> => {
	if (typeof body === 'object' && body !== null && Symbol.asyncIterator in body) {
		return body as AsyncIterable<Uint8Array>;
	}
	const whole = Buffer.isBuffer(body)
		? body
		: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body ?? ''));
	return (async function* () {
		yield whole;
	})();
};

/** A stream that breaks rejects with a socket's error, which is no text for anybody. */
async function* withPlainErrors(
	chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
	const iterator = chunks[Symbol.asyncIterator]();
	let finished = false;
	try {
		for (;;) {
			const step = await settle(iterator.next());
			if (!step.ok || step.value.done) finished = true;
			if (!step.ok) {
				throw isConnectorError(step.error)
					? step.error
					: new ConnectorError('unavailable', 'The connection broke while the export was read', {
							hint: 'The next run reads it again.',
						});
			}
			if (step.value.done) return;
			yield step.value.value;
		}
	} finally {
		if (!finished) await iterator.return?.();
	}
}

const failed = (surveyId: string, body: unknown): ConnectorError => {
	const meta = (body as { meta?: { requestId?: unknown } } | undefined)?.meta;
	return new ConnectorError(
		'unavailable',
		`Qualtrics could not export the responses of survey ${surveyId}`,
		{
			requestId: asText(meta?.requestId),
			hint: 'The next run tries again. If it fails again, the date range may be too large for one export (1.8 GB): choose a shorter one.',
		},
	);
};

const tooLong = (surveyId: string): ConnectorError =>
	new ConnectorError(
		'unavailable',
		`The export of survey ${surveyId} was not ready within an hour`,
		{
			hint: 'Choose a shorter date range.',
		},
	);
