import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { KpiBook, type KpiPlan } from '../../nodes/shared/survey/kpi';
import type { Answer, SurveyResponse } from '../../nodes/shared/survey/SurveyResponse';
import { surveyItself } from './kpi/surveyItself';
import { each, inTurns, report, within } from './measure';

/**
 * Five KPIs by stage, plan and week over 100,000 responses of ten answers, against one pass of JSON parsing over the same
 * NDJSON; and the memory held, which must not follow the number of responses unless their ids are remembered.
 * Then the Survey node on a survey of that size. Run: `npm run bench kpi`.
 */
const SIZES = [10_000, 100_000];
const ROUNDS = 9;
const scale = { min: 0, max: 10, direction: 'up' as const };
const five = { min: 1, max: 5, direction: 'up' as const };
const start = Date.parse('2026-01-01T00:00:00Z');

const answer = (key: string, more: Partial<Answer>): Answer => ({
	key,
	questionId: key,
	title: `How do you find ${key}, all in all, when you think of your last visit?`,
	type: 'scale',
	state: 'answered',
	value: null,
	label: '',
	text: '',
	...more,
});
const numeric = (key: string, value: number, own: Answer['scale']) =>
	answer(key, { value, numeric: value, label: String(value), text: String(value), scale: own });
const chosen = (key: string, code: number) =>
	answer(key, {
		type: 'singleChoice',
		value: String(code),
		label: `Choice ${code}`,
		text: `Choice ${code}`,
		choices: [{ id: String(code), code: String(code), label: `Choice ${code}` }],
	});

function responseAt(index: number): SurveyResponse {
	// The same weeks whatever the size.
	const at = new Date(start + (index % 10_000) * 3_000_000).toISOString();
	const answers = [
		numeric('QID1', (index * 7) % 11, scale),
		numeric('QID2', 1 + ((index * 3) % 5), five),
		numeric('QID3', 1 + ((index * 5) % 7), { ...five, max: 7 }),
		chosen('QID4', index % 6),
		answer('QID5', { type: 'text', value: `Remark ${index}`, text: `Remark ${index}` }),
		...[6, 7, 8, 9, 10].map((number) => chosen(`QID${number}`, (index + number) % 4)),
	];
	return {
		schemaVersion: '1',
		provider: 'qualtrics',
		event: 'backfill',
		survey: { id: `SV_${index % 3}`, name: `Survey ${index % 3}` },
		response: {
			id: `R_${index}`,
			revision: at,
			status: index % 20 ? 'complete' : 'partial',
			isTest: index % 50 === 1,
			startedAt: at,
			submittedAt: at,
			updatedAt: at,
		},
		respondent: { anonymous: true, identifiers: [] },
		context: { plan: index % 2 ? 'gold' : 'free', spent: (index % 1000) / 10, source: 'mail' },
		consents: [],
		answers: Object.fromEntries(answers.map((one) => [one.key, one])),
		scores: [],
		tags: [],
	};
}

const plan: KpiPlan = {
	measures: [
		{
			name: 'NPS',
			metric: 'nps',
			sources: ['SV_0', 'SV_1', 'SV_2'].map((surveyId, index) => ({
				surveyId,
				stage: `Stage ${index}`,
				from: 'answer',
				key: 'QID1',
			})),
		},
		{ name: 'CSAT', metric: 'csat', sources: [{ from: 'answer', key: 'QID2' }] },
		{ name: 'Effort', metric: 'cesShare', sources: [{ from: 'answer', key: 'QID3' }] },
		{ name: 'Why', metric: 'distribution', sources: [{ from: 'answer', key: 'QID4' }] },
		{ name: 'Spent', metric: 'average', sources: [{ from: 'context', key: 'spent' }] },
	],
	groupBy: [{ by: 'stage' }, { by: 'context', key: 'plan' }],
	period: 'week',
	timeZone: 'Europe/Paris',
};

function* linesOf(file: string): Generator<string> {
	const descriptor = openSync(file, 'r');
	const chunk = Buffer.alloc(1 << 18);
	let rest = '';
	for (let size = readSync(descriptor, chunk); size > 0; size = readSync(descriptor, chunk)) {
		const lines = (rest + chunk.toString('latin1', 0, size)).split('\n');
		rest = lines.pop()!;
		yield* lines;
	}
	closeSync(descriptor);
}

function write(folder: string, size: number): string {
	const file = path.join(folder, `${size}.ndjson`);
	const descriptor = openSync(file, 'w');
	for (let index = 0; index < size; index++) {
		writeSync(descriptor, `${JSON.stringify(responseAt(index))}\n`);
	}
	closeSync(descriptor);
	return file;
}

function parsed(file: string): number {
	let counted = 0;
	for (const line of linesOf(file)) {
		if (!(JSON.parse(line) as SurveyResponse).response.isTest) counted++;
	}
	return counted;
}

function bookOf(file: string, remember: boolean): KpiBook {
	const book = new KpiBook(plan, { remember });
	for (const line of linesOf(file)) book.add(JSON.parse(line) as SurveyResponse);
	return book;
}

const view = { asOf: new Date(start).toISOString(), withTotal: true };
function kpis(file: string, remember: boolean): void {
	if (bookOf(file, remember).results(view).length < 100)
		throw new Error('The bench measures nothing');
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Heap that a book still holds once everything was read, in MB. */
function heldBy(file: string, remember: boolean): number {
	collect();
	const before = process.memoryUsage().heapUsed;
	const book = bookOf(file, remember);
	collect();
	const held = (process.memoryUsage().heapUsed - before) / 1e6;
	if (book.results(view).length === 0) throw new Error('The bench measures nothing');
	return held;
}

async function main(): Promise<void> {
	const folder = mkdtempSync(path.join(tmpdir(), 'kpi-bench-'));
	const [small, large] = SIZES.map((size) => write(folder, size));
	// Warm.
	parsed(small);
	kpis(small, false);
	kpis(small, true);
	const ms = await inTurns(ROUNDS, {
		parsing: () => parsed(large),
		streamed: () => kpis(large, false),
		remembered: () => kpis(large, true),
	});
	const held = [small, large].map((file) => heldBy(file, false));
	const remembered = heldBy(large, true);
	rmSync(folder, { recursive: true });

	const size = SIZES[1];
	const peer = { peer: 'JSON parsing alone', peerFigure: each(ms.parsing, size) };
	const what = 'KPI over 100k responses';
	const mb = (number: number) => `${number.toFixed(1)} MB`;
	report('kpi', [
		within({ what, ...peer, us: each(ms.streamed, size) }, ms.streamed / ms.parsing, 1.5),
		within(
			{
				what: `${what}, ids remembered (${mb(remembered)})`,
				...peer,
				us: each(ms.remembered, size),
			},
			ms.remembered / ms.parsing,
			2,
		),
		within(
			{
				what: 'KPI, memory held after 100k responses',
				peer: 'after 10k',
				peerFigure: mb(held[0]),
				us: mb(held[1]),
			},
			held[1] / held[0],
			1.2,
		),
		...(await surveyItself()),
	]);
}

void main();
