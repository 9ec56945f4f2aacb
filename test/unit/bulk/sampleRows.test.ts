import type { FilePosition } from '../../../nodes/shared/bulk/rows';
import {
	compilePlan,
	openCsv,
	parseHeader,
	RULES,
	sampleRows,
	SummaryBuilder,
} from '../../../nodes/shared/bulk';
import { MemoryBulkTarget } from './MemoryBulkTarget';
import { outcomes, reasonsOf, run } from './runs';
import { pieces } from './sources';

const fileOf = async (rows: number) => {
	const lines = Array.from({ length: rows }, (_, index) => `${index},a,${index % 2 ? 'b' : ''}`);
	const file = await openCsv(pieces(['K,[old] F,[new] F', ...lines, ''].join('\n')));
	const plan = compilePlan(parseHeader(file.header), undefined, {
		rules: RULES.secutixSam,
		consents: 'refuse',
	});
	return { file, plan };
};

async function keysOf(rows: number, size: number, from?: FilePosition): Promise<string[]> {
	const { file, plan } = await fileOf(rows);
	const sample = await sampleRows(file, plan, size);
	const keys: string[] = [];
	for await (const rows of sample.file.rows(from && { from }))
		for (const { cells } of rows) keys.push(cells[0]);
	return keys;
}

describe('a sample of a file', () => {
	it('is made of edited rows, from all over the file, and always the same ones', async () => {
		const keys = await keysOf(4000, 200);
		expect(keys.every((key) => Number(key) % 2 === 1)).toBe(true);
		expect(keys.length).toBeGreaterThan(140);
		expect(keys.length).toBeLessThan(260);
		for (const quarter of [0, 1, 2, 3]) {
			const inIt = keys.filter((key) => Math.floor(Number(key) / 1000) === quarter);
			expect(inIt.length).toBeGreaterThan(20);
		}
		expect(await keysOf(4000, 200)).toEqual(keys);
	});

	it('is everything that was edited where there is no more', async () => {
		expect(await keysOf(10, 5)).toEqual(['1', '3', '5', '7', '9']);
	});

	it('has no rows that are wrong anyway, but those that the record may settle', async () => {
		const rows = ['a,1,2', ',1,2', 'c,1,x', 'd,"1,5","2,345"', 'e,1,2,3', 'f,1,1', 'g,1,'];
		const file = await openCsv(pieces(['K,[old] F,[new] F', ...rows, ''].join('\n')));
		const fields = [{ name: 'F', type: { kind: 'number' as const } }];
		const rules = { rules: RULES.neutral, consents: 'refuse' as const };
		const sample = await sampleRows(file, compilePlan(parseHeader(file.header), fields, rules), 9);
		const keys: string[] = [];
		for await (const block of sample.file.rows()) keys.push(...block.map(({ cells }) => cells[0]));
		expect(keys).toEqual(['a', 'd']);
		expect(sample).toMatchObject({ edited: 2, isPart: false });
	});

	it('is the same in the middle of the file', async () => {
		const { file } = await fileOf(4000);
		let middle: FilePosition | undefined;
		for await (const rows of file.rows()) {
			for (const row of rows) if (row.cells[0] === '2000') middle = row.next;
		}
		const keys = await keysOf(4000, 200);
		expect(await keysOf(4000, 200, middle)).toEqual(keys.filter((key) => Number(key) > 2000));
	});
});

describe('a run that goes on', () => {
	it('adds to what the earlier ones add up to', async () => {
		const { rows } = await run(
			'K,[old] F,[new] F\na,x,y\nb,x,y\nc,x,y\n',
			new MemoryBulkTarget({ a: { F: 'x' }, b: { F: 'q' } }),
		);
		const whole = new SummaryBuilder();
		whole.add(rows);
		const first = new SummaryBuilder();
		first.add(rows.slice(0, 1));
		const rest = new SummaryBuilder(20, structuredClone(first.finish()));
		rest.add(rows.slice(1));
		expect(rest.finish()).toEqual(whole.finish());
	});
});

describe('consents', () => {
	const field = (optOutValue?: boolean) => ({
		name: 'F',
		type: { kind: 'boolean' as const },
		isConsent: true,
		...(optOutValue !== undefined && { optOutValue }),
	});

	it.each<[string, boolean | undefined, string[]]>([
		['false takes it away', undefined, ['a: invalid', 'b: ok', 'c: ok']],
		['true takes it away', true, ['a: ok', 'b: invalid', 'c: invalid']],
	])('only taking away: %s', async (_what, optOutValue, wanted) => {
		const target = new MemoryBulkTarget({ a: { F: false }, b: { F: true }, c: { F: true } });
		const done = await run('K,[old] F,[new] F\na,f,t\nb,t,f\nc,t,=\n', target, {
			fields: [field(optOutValue)],
			consents: 'optOutOnly',
		});
		expect(outcomes(done)).toEqual(wanted);
	});
});

it('a key that a spreadsheet has eaten is seen however keys are compared', async () => {
	const target = new MemoryBulkTarget({ '33610': { F: 'x' } });
	const done = await run('K,[old] F,[new] F\n3.36E+10,x,y\n', target, { keyKind: 'phone' });
	expect(reasonsOf(done)).toEqual(['mangledKey']);
});
