import { catchUp, edits, type CatchUpState } from '../../../nodes/shared/delivery/catchUp';
import { RecentIds } from '../../../nodes/shared/delivery/recentIds';
import type { ResponseWindow, SurveySource } from '../../../nodes/shared/delivery/SurveySource';
import { isConnectorError } from '../../../nodes/shared/http/ConnectorError';
import { settle } from '../../../nodes/shared/http/settle';
import type { VirtualClock } from '../../unit/http/virtualClock';
import type { Misbehaviour } from '../http/misbehaviour';
import type { LoggedRequest } from '../http/requestLog';
import type { Fault } from './faults';

/** A survey with twelve responses, asked for by checks in batches of four. */
export interface CheckStage {
	surveyId: string;
	/** As each check opens it anew. */
	source(): SurveySource;
	overlapMs: number;
	/** Id and time of each response, oldest first. */
	responses: Array<{ id: string; at: number }>;
	clock: VirtualClock;
	misbehave(rule: Misbehaviour): void;
	behave(): void;
	requests: LoggedRequest[];
	close(): Promise<void>;
}

export type Look = ResponseWindow['by'] & string;

const MINUTE = 60_000;
const BATCH = 4;
/** After the fault has passed, one check has to be enough. */
const CHECKS = 2;

interface Seen {
	state: CatchUpState;
	out: string[];
}

async function check(
	stage: CheckStage,
	by: Look,
	seen: Seen,
	delivered: RecentIds,
): Promise<unknown> {
	const source = stage.source();
	const list = (window: ResponseWindow) =>
		by === 'modified' ? edits(source.list(window)) : source.list(window);
	const outcome = await settle(
		catchUp(
			seen.state,
			{ surveyId: stage.surveyId, by, batchSize: BATCH, youngMs: 0, overlapMs: stage.overlapMs },
			{
				source: { ...source, list },
				clock: stage.clock,
				delivered,
				// As the trigger does it: each is read into the model, and keys known already are dropped.
				deliver: async ({ responses, missing }) => {
					for (const { id, toResponse } of responses) {
						if (toResponse().response.id !== id) throw new Error(`${id} is another response`);
						if (!seen.out.includes(id)) seen.out.push(id);
					}
					seen.out.push(...missing.map((id) => `${id} is missing`));
					return await Promise.resolve('done');
				},
				progress: (state) => (seen.state = state),
			},
		),
	);
	if (outcome.ok) seen.state = outcome.value.state;
	return outcome.ok ? undefined : outcome.error;
}

export async function cleanCheck(start: () => Promise<CheckStage>, by: Look): Promise<string[]> {
	const stage = await start();
	try {
		const seen: Seen = { state: { start: {}, upTo: {} }, out: [] };
		const error = await check(stage, by, seen, new RecentIds());
		if (error !== undefined || seen.out.length !== stage.responses.length)
			throw error ?? new Error(`${seen.out.length} came out`);
		return stage.requests.map(({ method, path }) => `${method} ${path}`);
	} finally {
		await stage.close();
	}
}

/** What is wrong with a check that met the fault at this request, and with those that follow when it has passed. */
export async function checkProblems(
	start: () => Promise<CheckStage>,
	by: Look,
	fault: Fault,
	position: number,
): Promise<string[]> {
	const stage = await start();
	const problems: string[] = [];
	try {
		fault.rules.forEach((rule, index) =>
			stage.misbehave({ match: /./, ...rule, ...(index === 0 && { after: position }) }),
		);
		const seen: Seen = { state: { start: {}, upTo: {} }, out: [] };
		const error = await check(stage, by, seen, new RecentIds());
		const upTo = Date.parse(seen.state.upTo.upTo ?? '1970-01-01T00:00:00Z');
		for (const { id, at } of stage.responses)
			if (at < upTo && !seen.out.includes(id))
				problems.push(`the mark is behind ${id}, which did not come out`);
		if (error === undefined && seen.out.length < stage.responses.length)
			problems.push(`ended well with ${seen.out.length}`);
		if (error !== undefined && !(isConnectorError(error) && error.message !== '' && error.hint))
			problems.push(`failed without advice: ${(error as Error).stack}`);
		stage.behave();
		for (let count = 0; count < CHECKS; count++) {
			await stage.clock.sleep(30 * MINUTE);
			const later = await check(stage, by, seen, new RecentIds());
			if (later !== undefined)
				problems.push(`fails when all is well again: ${(later as Error).message}`);
		}
		const wanted = stage.responses.map(({ id }) => id);
		if (seen.out.join() !== wanted.join()) problems.push(`came out: ${seen.out.join()}`);
	} finally {
		await stage.close();
	}
	return problems;
}
