import '../engine/harness/environment.cjs';
import type { IDataObject } from 'n8n-workflow';
import { setUp } from '../engine/updateDirectoryContact/setup';
import { ownNode } from './engine';
import { report, within } from './measure';

/**
 * What the documented allowance of a Qualtrics account lets through, and what two executions of one account cost each other.
 * On the real clock, against the sandbox with its limits on: some four minutes, nearly all of it waiting.
 * Run: `npm run bench accounts`.
 */
const COUNT = 600;
/** contracts/qualtrics.md 1.7: writes of contacts. */
const CEILING = 500;

const people = (name: string, count: number): IDataObject[] =>
	Array.from({ length: count }, (_, index) => ({ email: `${name}${index}@example.com` }));

const nodeTypes = {
	'n8n-nodes-survey-ops.updateDirectoryContact': ownNode('UpdateDirectoryContact'),
};

const WRITE_ONLY = { options: { bulkImportAbove: 0, checkBeforeWriting: false } };

interface Measured {
	ms: number;
	refused: number;
	/** The most writes that arrived within any minute. */
	inAMinute: number;
}

async function measure(...runs: IDataObject[][]): Promise<Measured> {
	const setup = await setUp();
	setup.sandbox.control.setRateLimits(true);
	const begun = performance.now();
	const results = await Promise.all(
		runs.map(async (items) => await setup.run(items, WRITE_ONLY, { nodeTypes })),
	);
	const ms = performance.now() - begun;
	const written = setup.contacts().length;
	const { requests } = setup.sandbox;
	await setup.sandbox.close();
	const failed = results.find(({ error }) => error !== undefined);
	if (failed || written !== COUNT)
		throw new Error(`The bench measures the wrong thing: ${written} contacts`);
	const times = requests.filter(({ method }) => method !== 'GET').map(({ at }) => at);
	const inAMinute = Math.max(
		...times.map((from) => times.filter((at) => at >= from && at < from + 60_000).length),
	);
	return { ms, refused: requests.filter(({ status }) => status === 429).length, inAMinute };
}

async function main(): Promise<void> {
	const alone = await measure(people('a', COUNT));
	const together = await measure(people('b', COUNT / 2), people('c', COUNT / 2));
	const seconds = ({ ms }: Measured) => `${(ms / 1000).toFixed(1)} s`;
	const share = alone.inAMinute / CEILING;
	report('accounts', [
		{
			what: 'Qualtrics, writes in a minute, share of the documented ceiling',
			peer: 'what the contract allows',
			peerFigure: `${CEILING} a minute`,
			us: `${alone.inAMinute} a minute, ${alone.refused} refused`,
			ratio: share,
			target: '≥ 0.9, none refused',
			isReached: share >= 0.9 && alone.refused === 0,
		},
		within(
			{
				what: `Two executions of one account at once, ${COUNT / 2} contacts each, time`,
				peer: `one execution, ${COUNT} contacts`,
				peerFigure: seconds(alone),
				us: seconds(together),
			},
			together.ms / alone.ms,
			1.1,
		),
		{
			what: 'Two executions of one account at once, answers 429 more than alone',
			peer: 'one execution',
			peerFigure: String(alone.refused),
			us: String(together.refused),
			ratio: together.refused - alone.refused,
			target: '≤ 0',
			isReached: together.refused <= alone.refused,
		},
	]);
}

void main();
