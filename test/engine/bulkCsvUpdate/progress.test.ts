import type { IConnections, IDataObject, INodeParameters } from 'n8n-workflow';
import { runWorkflow } from '../harness';
import { dynamicsCredentials } from '../crmUpsert/setup';
import { CONTACTS, csv, fileItem, linesOf, NODE, setUp, textOf, TYPE, type Setup } from './setup';

let setup: Setup;
beforeEach(async () => {
	setup = await setUp();
	setup.sandbox.control.addRecords('contact', 25);
});
afterEach(async () => await setup.sandbox.close());

const FILE = csv(
	'Email,[old] Job Title,[new] Job Title',
	...Array.from({ length: 25 }, (_, index) => `person${index + 1}@example.com,,Boss ${index + 1}`),
);

/** Progress goes over another node back to the input. */
const LOOP: IConnections = {
	[NODE]: {
		main: [[{ node: 'Done', type: 'main', index: 0 }], [{ node: 'Back', type: 'main', index: 0 }]],
	},
	Back: { main: [[{ node: NODE, type: 'main', index: 0 }]] },
};

const loop = async (parameters: IDataObject = {}, input = [fileItem(FILE)]) =>
	await runWorkflow({
		nodes: [
			{ name: NODE, type: TYPE, parameters: { ...CONTACTS, ...parameters } as INodeParameters },
			{ name: 'Back', type: 'n8n-nodes-base.noOp' },
			{ name: 'Done', type: 'n8n-nodes-base.noOp' },
		],
		connections: LOOP,
		credentials: dynamicsCredentials(setup.sandbox),
		mode: 'trigger',
		input,
	});

const bosses = (): number =>
	setup.sandbox.control.findRecords('contact', "startswith(jobtitle,'Boss')").length;

describe('Rows per Run', () => {
	it('S24 the run is seen to advance, and ends as one that was not divided', async () => {
		const whole = await setup.done(FILE, { operation: 'validate' });
		const result = await loop({ options: { rowsPerRun: 10 } });
		expect(result.error).toBeUndefined();
		const progress = result.runData[NODE].map(({ data }) => data?.main?.[1]?.[0]?.json);
		expect(progress.slice(0, 2)).toMatchObject([
			{ state: 'running', rows: 10, counts: { ok: 10 }, percent: expect.any(Number) },
			{ state: 'running', rows: 20, counts: { ok: 20 }, resumeToken: expect.any(String) },
		]);
		expect(Number(progress[1]?.percent)).toBeGreaterThan(Number(progress[0]?.percent));
		const [done] = result.items('Done');
		expect(done.json).toMatchObject({
			state: 'done',
			rows: 25,
			counts: { ok: 25 },
			fields: [{ field: 'Job Title', changed: 25 }],
			sample: whole.json.sample,
		});
		expect(bosses()).toBe(25);
	});

	it('roll-back rows come with each progress item, and all files are on the item at the end', async () => {
		const result = await loop({ options: { rowsPerRun: 10 } });
		const parts = result.runData[NODE].map(({ data }) => data?.main?.[1]?.[0]?.binary?.rollBack);
		expect(linesOf(parts[0]!)).toHaveLength(11);
		expect(linesOf(parts[1]!)[1]).toMatch(/^person11@example.com,Boss 11,/);
		expect(parts[1]?.fileName).toBe('contacts-roll-back-from-line-12.zip');
		const { binary = {} } = result.items('Done')[0];
		expect(Object.keys(binary).sort()).toEqual([
			'data',
			'report',
			'result',
			'result_2',
			'result_3',
			'rollBack',
			'rollBack_2',
			'rollBack_3',
		]);
		const undone: IDataObject[] = [];
		for (const name of ['rollBack', 'rollBack_2', 'rollBack_3']) {
			const item = await setup.done(textOf(binary[name]), { operation: 'rollBack' });
			undone.push(item.json.counts as IDataObject);
		}
		expect(undone.map(({ ok }) => ok)).toEqual([10, 10, 5]);
		expect(bosses()).toBe(0);
	});

	it('a file that comes in under the name of one that is made keeps its place in the loop', async () => {
		const applied = await setup.done(FILE);
		const { rollBack } = applied.binary!;
		const result = await loop(
			{ operation: 'rollBack', inputDataFieldName: 'rollBack', options: { rowsPerRun: 10 } },
			[{ json: {}, binary: { rollBack } }],
		);
		expect(result.error).toBeUndefined();
		const [done] = result.items('Done');
		expect(done.json.counts).toMatchObject({ ok: 25 });
		expect(bosses()).toBe(0);
		const parts = Object.entries(done.binary ?? {}).filter(([name]) => name.startsWith('rollBack'));
		const undone = parts.flatMap(([, binary]) => linesOf(binary).slice(1));
		expect(undone).toHaveLength(25);
	});

	it('a token goes on where the run stopped, in another execution too', async () => {
		const first = await setup.run(FILE, { options: { rowsPerRun: 10 } });
		const token = String(first.json(NODE, 1)[0].resumeToken);
		setup.sandbox.control.clearRequests();
		const rest = await setup.done([fileItem(FILE)], { options: { resumeFrom: token } });
		expect(rest.json).toMatchObject({ state: 'done', rows: 25, counts: { ok: 25 } });
		expect(setup.writes()).toHaveLength(15);
		const other = await setup.run(csv('Email,[old] Gender,[new] Gender', 'x,,'), {
			options: { resumeFrom: token },
		});
		expect(other.error?.message).toContain('belongs to another file');
	});

	it('S22 Validate in steps gives the same counts, and the guards look at all of it', async () => {
		const result = await loop({
			operation: 'validate',
			options: { rowsPerRun: 4 },
			guards: { maxChangedRows: 20 },
		});
		expect(result.items('Done')[0].json).toMatchObject({
			counts: { ok: 25 },
			wouldStop: expect.stringContaining('20 allowed'),
		});
		expect(setup.writes()).toEqual([]);
	});

	it('several files go through the loop side by side', async () => {
		const other = csv('Email,[old] Job Title,[new] Job Title', 'nobody@example.com,,A');
		const result = await loop({ options: { rowsPerRun: 10 } }, [
			fileItem(FILE),
			fileItem(other, 'other.csv'),
		]);
		const done = result.runData[NODE].flatMap(({ data }) => data?.main?.[0] ?? []);
		expect(done.map(({ json }) => [json.fileName, json.rows])).toEqual([
			['other.csv', 1],
			['contacts.csv', 25],
		]);
	});
});

describe('interrupted run', () => {
	it('a run that was cancelled at any batch ends in the same state when it is run again', async () => {
		const slow = await setUp({ latencyMs: 20 });
		try {
			slow.sandbox.control.addRecords('contact', 3000);
			const big = csv(
				'Email,[old] Job Title,[new] Job Title',
				...Array.from({ length: 3000 }, (_, index) => `person${index + 1}@example.com,,Boss`),
			);
			const result = await slow.run(
				big,
				{},
				{
					onStarted: (cancel) => {
						const timer = setInterval(() => {
							if (slow.writes().length === 0) return;
							clearInterval(timer);
							cancel();
						}, 2);
					},
				},
			);
			expect(result.status).toBe('canceled');
			const told = result.run.data.resultData.metadata?.Bulk_CSV_Update ?? '';
			const [, written, more = '0'] = /^(\d+) rows written(?:, up to (\d+) more)?/.exec(told) ?? [];
			const settled = async (): Promise<number> => {
				for (let last = -1; ; ) {
					const now = slow.writes().length;
					if (now === last) return now;
					last = now;
					await new Promise((resolve) => setTimeout(resolve, 300));
				}
			};
			const really = await settled();
			expect(really).toBeGreaterThan(0);
			expect(really).toBeLessThan(3000);
			expect(really).toBeGreaterThanOrEqual(Number(written));
			expect(really).toBeLessThanOrEqual(Number(written) + Number(more));
			const again = await slow.done(big);
			expect(again.json).toMatchObject({
				state: 'done',
				counts: { ok: 3000 - really, unchanged: really },
			});
			expect(slow.sandbox.control.findRecords('contact', "jobtitle eq 'Boss'")).toHaveLength(3000);
			expect(linesOf(again.binary?.rollBack)).toHaveLength(3001);
		} finally {
			await slow.sandbox.close();
		}
	}, 60_000);

	it('what was written before access was lost is handed out, with its roll-back file and a token', async () => {
		const { control } = setup.sandbox;
		control.addRecords('contact', 2500, { from: 26 });
		const many = csv(
			'Email,[old] Job Title,[new] Job Title',
			...Array.from({ length: 2525 }, (_, index) => `person${index + 1}@example.com,,Boss`),
		);
		// Two look-ups and twenty writes for the first two thousand rows.
		control.misbehave({
			match: /POST .*\$batch/,
			kind: 'error',
			status: 401,
			after: 22,
			times: Infinity,
		});
		const lost = await setup.done(many);
		expect(lost.json).toMatchObject({
			state: 'failed',
			counts: { ok: 1900, failed: 0, notProcessed: 625 },
			resumeToken: expect.any(String),
		});
		expect(linesOf(lost.binary?.rollBack)).toHaveLength(1901);
		setup.sandbox.control.behave();
		const rest = await setup.done(many, { options: { resumeFrom: lost.json.resumeToken } });
		expect(rest.json).toMatchObject({ state: 'done' });
		expect(bosses()).toBe(2525);
	}, 60_000);
});
