import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { KpiBook, type KpiPlan } from '../../nodes/shared/survey/kpi';
import type { Answer, SurveyResponse } from '../../nodes/shared/survey/SurveyResponse';

/**
 * Five KPIs by stage, plan and week over 100,000 responses of ten answers, against one pass of JSON parsing over the same
 * NDJSON; and the memory of both, which must not follow the number of responses.
 * Run: `tsx --expose-gc test/bench/kpi.bench.ts`. Medians of interleaved rounds; figures are for comparison within one run only.
 */
const SIZES = [10_000, 100_000];
const ROUNDS = 5;
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

const view = { asOf: new Date(start).toISOString(), withTotal: true };
const collect = (globalThis as { gc?: () => void }).gc ?? (() => undefined);

interface Run {
	lines: number;
	/** Kept until the memory is read. */
	kept?: unknown;
}

function parseOnly(file: string): Run {
	let lines = 0;
	for (const line of linesOf(file)) {
		lines += (JSON.parse(line) as SurveyResponse).response.isTest ? 0 : 1;
	}
	return { lines };
}

function kpis(file: string, remember: boolean): Run {
	const book = new KpiBook(plan, { remember });
	for (const line of linesOf(file)) book.add(JSON.parse(line) as SurveyResponse);
	return { lines: book.results(view).length, kept: book };
}

const ways: Record<string, (file: string) => Run> = {
	'JSON parsing alone': parseOnly,
	'KPI, streamed': (file) => kpis(file, false),
	'KPI, ids remembered': (file) => kpis(file, true),
};

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1];

const folder = mkdtempSync(path.join(tmpdir(), 'kpi-bench-'));
const files = SIZES.map((size) => write(folder, size));
const times = new Map<string, number[]>();
const memory = new Map<string, number>();
for (let round = 0; round <= ROUNDS; round++) {
	for (const [name, run] of Object.entries(ways)) {
		for (const [at, file] of files.entries()) {
			collect();
			const heap = process.memoryUsage().heapUsed;
			const before = performance.now();
			const result = run(file);
			const took = performance.now() - before;
			collect();
			if (result.lines === 0) throw new Error('The bench measures nothing');
			const key = `${name} ${SIZES[at]}`;
			// The first round warms up.
			if (round > 0) times.set(key, [...(times.get(key) ?? []), took]);
			if (result.kept) memory.set(key, (process.memoryUsage().heapUsed - heap) / 1e6);
		}
	}
}
rmSync(folder, { recursive: true });

console.log('way                    responses   ms      ratio   held MB');
for (const name of Object.keys(ways)) {
	for (const size of SIZES) {
		const ms = median(times.get(`${name} ${size}`)!);
		const ratio = ms / median(times.get(`JSON parsing alone ${size}`)!);
		const cells = [ms.toFixed(0).padEnd(7), ratio.toFixed(2).padEnd(7)];
		const mb = (memory.get(`${name} ${size}`) ?? 0).toFixed(1);
		console.log(`${name.padEnd(22)} ${String(size).padEnd(11)} ${cells.join(' ')} ${mb}`);
	}
}
