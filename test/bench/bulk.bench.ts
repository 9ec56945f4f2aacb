import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { WorkflowInput } from '../e2e/harness';
import { COLUMNS, writeFileOf } from './bulk/rows';
import { reading, usual } from './bulk/peers';
import { NODE, Setup, startFakeDataverse, type Measured } from './bulk/Setup';
import { faster, median, report, shown, within, type Comparison } from './measure';

/**
 * A file of changes applied by Bulk CSV Update, beside what an expert builds today (Read File → Extract From File → Code → HTTP
 * Request, in chunks of a thousand rows) and the usual workflow with an IF node; each called by a webhook of a real n8n, the way
 * there and back included. Ours hands the changed rows on as items, as the peers' filters do; it also checks every cell and
 * writes a result file, a roll-back file and a report, and the peers do none of that.
 * Beside them, without a peer that does as much: Dynamics, with present values read and records written one by one in batches,
 * against a Dataverse that takes no time of its own. Then the large file in an n8n of its own with a heap of 512 MB: validated,
 * applied to Dynamics at once and in a loop; and a template of as many contacts beside a script that reads the same pages.
 * Run: `npm run bench bulk`. Fewer rows for a trial: `SURVEY_OPS_BENCH_FEW`, `SURVEY_OPS_BENCH_MANY`, `SURVEY_OPS_BENCH_IF`.
 */
const FEW = Number(process.env.SURVEY_OPS_BENCH_FEW ?? 100_000);
const MANY = Number(process.env.SURVEY_OPS_BENCH_MANY ?? 1_000_000);
/** One expression for each row takes a millisecond: so many are enough to know what more of them would take. */
const IF_ROWS = Number(process.env.SURVEY_OPS_BENCH_IF ?? 10_000);
const ROUNDS = { few: 5, many: 3 };
const HEAP = '--max-old-space-size=512';
const LOOP_ROWS = Math.ceil(MANY / 10);

const folder = mkdtempSync(path.join(tmpdir(), 'survey-ops-bench-'));
const script = (name: string): string => path.join(__dirname, `bulk/${name}.ts`);

const file = (rows: number): string => path.join(folder, `${rows}.csv`);
const read = (rows: number): WorkflowInput['nodes'][number] => ({
	name: 'Read File',
	type: 'n8n-nodes-base.readWriteFile',
	typeVersion: 1,
	parameters: { operation: 'read', fileSelector: file(rows) },
});

const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
const megabytes = (mb: number): string => `${Math.round(mb)} MB`;

/** The part of the time that no way of deciding could do without. */
const bound = (alone: string, what: string, ms: number, boundMs: number): Comparison =>
	shown(
		{
			what: `${what}: ${alone}`,
			peer: 'the whole',
			peerFigure: seconds(ms),
			us: seconds(boundMs),
		},
		boundMs / ms,
	);

const medianOf = (runs: Measured[]): Measured => ({
	...runs[0],
	ms: median(runs.map(({ ms }) => ms)),
	addedMb: Math.max(...runs.map(({ addedMb }) => addedMb)),
});

function check({ answer }: Measured, rows: number, edited: number): void {
	const counts = answer.counts as Record<string, number> | undefined;
	if (answer.rows !== rows || counts?.ok !== edited) {
		throw new Error(
			`${rows} rows with ${edited} edited became ${JSON.stringify(answer).slice(0, 300)}`,
		);
	}
}

/** Milliseconds that a script of its own took. */
const scripted = (name: string, ...args: string[]): number =>
	Number(
		execFileSync(process.execPath, ['--import', 'tsx', script(name), ...args], {
			encoding: 'utf8',
		}),
	);

const LOOP = { [NODE]: { main: [[], [{ node: NODE, type: 'main' as const, index: 0 }]] } };

async function main(): Promise<void> {
	const dataverse = await startFakeDataverse(MANY);
	const lines: Comparison[] = [];
	try {
		const edited = {
			few: await writeFileOf(file(FEW), FEW),
			many: await writeFileOf(file(MANY), MANY),
		};
		await writeFileOf(file(IF_ROWS), IF_ROWS);
		const toItems = { operation: 'apply', target: 'items' };
		const toDynamics = { operation: 'apply' };
		const setup = await Setup.open(dataverse, folder);
		await writeFileOf(file(100), 100);
		await setup.measure('warm-items', [read(100), setup.ours(toItems)]);
		await setup.measure('warm-dynamics', [read(100), setup.ours(toDynamics)]);
		await setup.measure('warm-expert', [read(100), ...setup.expert()]);
		const few: Record<'expert' | 'items' | 'dynamics', Measured[]> = {
			expert: [],
			items: [],
			dynamics: [],
		};
		const bounds: Record<'apply' | 'validate' | 'template' | 'oneField', number[]> = {
			apply: [],
			validate: [],
			template: [],
			oneField: [],
		};
		for (let round = 0; round < ROUNDS.few; round++) {
			few.expert.push(await setup.measure(`expert-${round}`, [read(FEW), ...setup.expert()]));
			few.items.push(await setup.measure(`items-${round}`, [read(FEW), setup.ours(toItems)]));
			few.dynamics.push(await setup.measure(`crm-${round}`, [read(FEW), setup.ours(toDynamics)]));
			const alone = await setup.measure(`alone-${round}`, [read(FEW)]);
			bounds.apply.push(alone.ms + scripted('bound', 'apply', file(FEW), '3'));
		}
		for (const one of [...few.items, ...few.dynamics]) check(one, FEW, edited.few);
		const [expert, items, dynamics] = [few.expert, few.items, few.dynamics].map(
			(runs) => medianOf(runs).ms,
		);
		const one = await setup.measure('if', [read(IF_ROWS), ...usual]);
		const usualMs = (one.ms / IF_ROWS) * FEW;
		await setup.close();
		const small = await Setup.open(dataverse, folder, { NODE_OPTIONS: HEAP });
		await small.measure('warm', [read(100), small.ours(toDynamics)]);
		const toCheck = { operation: 'validate', target: 'items' };
		const fewChecked = await small.measure('few', [read(FEW), small.ours(toCheck)]);
		// Before n8n comes to rest: V8 then gives back what it took to start, and any work at all makes it grow again.
		const manyChecked = await small.measure('many', [read(MANY), small.ours(toCheck)]);
		const many: Record<'expert' | 'checked', Measured[]> = { expert: [], checked: [] };
		const expertOf = (rows: number) => (one: Setup) => [read(rows), ...one.expert()];
		const peer = { warm: expertOf(100), nodes: expertOf(MANY) };
		for (let round = 0; round < ROUNDS.many; round++) {
			const name = (what: string) => `${what}-large-${round}`;
			many.expert.push(await Setup.alone(dataverse, folder, name('expert'), peer));
			many.checked.push(await small.measure(name('check'), [read(MANY), small.ours(toCheck)]));
			const alone = await small.measure(name('alone'), [read(MANY)]);
			bounds.validate.push(alone.ms + scripted('bound', 'validate', file(MANY)));
		}
		const [large, checked] = [medianOf(many.expert), medianOf(many.checked)];
		const whole = await small.measure('whole', [read(MANY), small.ours(toDynamics)]);
		const looped = await small.measure(
			'looped',
			[read(MANY), small.ours({ ...toDynamics, options: { rowsPerRun: LOOP_ROWS } })],
			LOOP,
		);
		for (const run of [manyChecked, ...many.checked, whole, looped]) check(run, MANY, edited.many);
		const what = (operation: string, rows: number) => `Bulk ${operation}, ${rows} rows`;
		const codeNode = { peer: 'Code-node workflow', peerFigure: seconds(expert) };
		lines.push(
			faster(
				{ what: `${what('apply', FEW)}, as items`, ...codeNode, us: seconds(items) },
				expert / items,
				8,
			),
			faster(
				{
					what: `${what('apply', FEW)}, as items`,
					peer: `IF with one expression, by ${IF_ROWS} rows`,
					peerFigure: seconds(usualMs),
					us: seconds(items),
				},
				usualMs / items,
				80,
			),
			bound(
				'n8n without the node, reading the file twice, writing both files and making the items',
				`${what('apply', FEW)}, as items`,
				items,
				median(bounds.apply),
			),
			shown(
				{ what: `${what('apply', FEW)}, to Dynamics`, ...codeNode, us: seconds(dynamics) },
				expert / dynamics,
			),
			faster(
				{
					what: `${what('validate', MANY)}, heap of 512 MB`,
					peer: 'Code-node workflow, heap of 4 GB',
					peerFigure: `${seconds(large.ms)}, + ${megabytes(large.addedMb)}`,
					us: seconds(checked.ms),
				},
				large.ms / checked.ms,
				12,
			),
			bound(
				'n8n without the node, reading the file twice and writing the result file, nothing else',
				what('validate', MANY),
				checked.ms,
				median(bounds.validate),
			),
			shown(
				{
					what: `${what('apply', MANY)}, to Dynamics, heap of 512 MB`,
					peer: 'Code-node workflow, heap of 4 GB',
					peerFigure: seconds(large.ms),
					us: seconds(whole.ms),
				},
				large.ms / whole.ms,
			),
			...[
				{ name: what('validate', MANY), run: manyChecked },
				{ name: `${what('apply', MANY)}, to Dynamics`, run: whole },
			].map(({ name, run }) =>
				within(
					{
						what: `${name}, added memory`,
						peer: 'allowed',
						peerFigure: '150 MB',
						us: megabytes(run.addedMb),
					},
					run.addedMb / 150,
					1,
				),
			),
			within(
				{
					what: `${what('validate', MANY)}, added memory`,
					peer: `${FEW} rows`,
					peerFigure: megabytes(fewChecked.addedMb),
					us: megabytes(manyChecked.addedMb),
				},
				manyChecked.addedMb / fewChecked.addedMb,
				1.2,
			),
			within(
				{
					what: `${what('apply', MANY)}, in a loop of ${LOOP_ROWS}`,
					peer: 'at once',
					peerFigure: seconds(whole.ms),
					us: seconds(looped.ms),
				},
				looped.ms / whole.ms,
				1.5,
			),
		);
		const template = {
			operation: 'downloadTemplate',
			targetGroup: 'all',
			dataKind: 'fields',
			fields: COLUMNS,
		};
		// The pages hold all columns, whichever are asked for.
		const oneField = {
			...template,
			fields: COLUMNS.slice(0, 1),
			options: { checkColumn: false },
		};
		const contacts = `${dataverse.url}/api/data/v9.2/contacts`;
		const reader = { warm: () => reading(contacts, 1), nodes: () => reading(contacts) };
		const templates: Measured[] = [];
		const byHands: number[] = [];
		const reads: Measured[] = [];
		for (let round = 0; round < ROUNDS.many; round++) {
			const made = await small.measure(`template-${round}`, [small.ours(template)]);
			if (made.answer.rows !== MANY) throw new Error(JSON.stringify(made.answer).slice(0, 300));
			templates.push(made);
			const single = await small.measure(`one-field-${round}`, [small.ours(oneField)]);
			bounds.oneField.push(single.ms);
			byHands.push(scripted('byHand', contacts, file(0)));
			bounds.template.push(scripted('bound', 'template', contacts));
			reads.push(await Setup.alone(dataverse, folder, `pages-${round}`, reader));
		}
		await small.close();
		const readAlone = medianOf(reads);
		const [made, byHand] = [medianOf(templates), median(byHands)];
		lines.push(
			within(
				{
					what: `Download Template, ${MANY} contacts`,
					peer: 'same pages, CSV by hand',
					peerFigure: seconds(byHand),
					us: seconds(made.ms),
				},
				made.ms / byHand,
				1.5,
			),
			bound(
				'the same pages, CSV by hand, compressed',
				`Download Template, ${MANY} contacts`,
				made.ms,
				median(bounds.template),
			),
			bound(
				'the same pages through n8n, one of the fields written, without a check',
				`Download Template, ${MANY} contacts`,
				made.ms,
				median(bounds.oneField),
			),
			shown(
				{
					what: `Download Template, ${MANY} contacts`,
					peer: 'n8n HTTP Request, reading the same pages and nothing else',
					peerFigure: `${seconds(readAlone.ms)}, + ${megabytes(readAlone.addedMb)}`,
					us: seconds(made.ms),
				},
				readAlone.ms / made.ms,
			),
			within(
				{
					what: `Download Template, ${MANY} contacts, added memory`,
					peer: 'allowed',
					peerFigure: '150 MB',
					us: megabytes(made.addedMb),
				},
				made.addedMb / 150,
				1,
			),
		);
		report('bulk', lines);
	} finally {
		dataverse.close();
		rmSync(folder, { recursive: true, force: true });
	}
}

void main();
