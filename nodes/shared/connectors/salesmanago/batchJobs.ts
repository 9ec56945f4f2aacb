import { ConnectorError } from '../../http/ConnectorError';
import type { Api } from './api';
import { wordsOf } from './errorTable';
import { asText, type Json } from './json';
import { JOB_PATIENCE_S, JOB_WAITS_S } from './limits';
import { BATCH_PATH, batchBody } from './requests';

export interface JobStatus {
	requestId: string;
	isDone: boolean;
	/** Where SALESmanago keeps what became of each entry; on a host of its choice, so it is shown and never fetched. */
	fileUrl?: string;
}

/** Source: contracts/salesmanago.md 4. */
export interface BatchJobs {
	/** Entries as `payload.ts` makes them, each with an e-mail address of its own; the number of the job. */
	start(entries: Json[], options?: { fireEvents?: boolean }): Promise<string>;
	status(requestId: string): Promise<JobStatus>;
	/** Waits until the job is done; `unavailable` when it takes too long. */
	finish(requestId: string): Promise<JobStatus>;
}

export const createBatchJobs = (api: Api): BatchJobs => {
	const status = async (requestId: string): Promise<JobStatus> => {
		const answer = await api.call({
			path: '/api/job/status',
			body: { requestId: Number(requestId) },
			subject: `the job ${requestId}`,
			idempotent: true,
			isRead: true,
		});
		const fileUrl = asText(answer.fileUrl);
		// While the job is under way, SALESmanago says so in words; they are never shown, they may quote a contact.
		const isSaying = wordsOf(answer) !== '';
		return {
			requestId,
			isDone: fileUrl !== undefined && !isSaying,
			...(fileUrl && { fileUrl }),
		};
	};

	return {
		async start(entries, { fireEvents } = {}) {
			const answer = await api.call({
				path: BATCH_PATH,
				body: batchBody(entries, fireEvents),
				subject: 'a batch of contacts',
				idempotent: true,
			});
			const requestId = asText(answer.requestId);
			if (requestId === undefined) {
				throw new ConnectorError(
					'unexpected',
					'SALESmanago took a batch and gave its job no number',
					{ outcomeUnknown: true },
				);
			}
			return requestId;
		},
		status,
		async finish(requestId) {
			let waited = 0;
			for (let count = 0; waited < JOB_PATIENCE_S; count += 1) {
				const seconds = JOB_WAITS_S[Math.min(count, JOB_WAITS_S.length - 1)];
				await api.wait(seconds * 1000);
				waited += seconds;
				const now = await status(requestId);
				if (now.isDone) return now;
			}
			throw new ConnectorError('unavailable', `SALESmanago has not finished the job ${requestId}`, {
				hint: 'It goes on working on it; look at the contacts later.',
				outcomeUnknown: true,
			});
		},
	};
};
