import {
	codesAsCsv,
	createChangesFile,
	createResultFile,
	createRollBackFile,
	createUploadFile,
	listCodes,
	parseHeader,
	RULES,
	SummaryBuilder,
	createTemplateFile,
	type TemplateRecord,
	type BulkField,
} from '../../../nodes/shared/bulk';
import { MemoryBulkTarget } from './MemoryBulkTarget';
import { run } from './runs';

const fields: BulkField[] = [
	{ name: 'Colour', type: { kind: 'code', codes: [{ code: 'R', label: 'Red' }, { code: '=G' }] } },
	{ name: 'Mail', id: 'mail_ok', type: { kind: 'boolean' } },
];
const header = ['Contact', '[old] Colour', '[new] Colour', '[old] Mail', '[new] Mail'];
const rules = RULES.secutixSam;

const records = (count: number): TemplateRecord[] =>
	Array.from({ length: count }, (_, n) => ({
		key: `000${n}`,
		values: { Colour: n % 2 ? 'R' : null, mail_ok: [true, false, null][n % 3] },
	}));

function templateOf(all: TemplateRecord[]): string {
	const file = createTemplateFile({ keyName: 'Contact', fields, rules });
	return file.start + all.map((record) => file.row(record)).join('');
}

describe('S16 S17 templates', () => {
	it('hold key, [old] and an empty [new]', async () => {
		const csv = templateOf(records(3));
		expect(csv).toBe(
			'\ufeffContact,[old] Colour,[new] Colour,[old] Mail,[new] Mail\r\n' +
				'0000,,,TRUE,\r\n0001,R,,FALSE,\r\n0002,,,Vide,\r\n',
		);
	});
});

describe('S26 S27 lists of codes', () => {
	it('are items, and CSV for people', () => {
		const codes = listCodes(fields);
		expect(codes).toEqual([
			{ field: 'Colour', code: 'R', label: 'Red' },
			{ field: 'Colour', code: '=G' },
		]);
		expect(codesAsCsv(codes, { mark: false })).toBe(
			"Field,Code,Label\r\nColour,R,Red\r\nColour,'=G,\r\n",
		);
	});
});

const text = [
	header.join(','),
	'a,R,=G,TRUE,f',
	'b,R,X,TRUE,1',
	'c,R,=G,TRUE',
	'd,,,,Vide',
	'e,R,=G,TRUE,f,,more',
	'f,,R,,',
].join('\n');

const target = () =>
	new MemoryBulkTarget({
		a: { Colour: 'R', mail_ok: true },
		b: {},
		c: {},
		d: { mail_ok: null },
		f: { Colour: '=G' },
	});

describe('S35 result files', () => {
	it('hold the input and the reason; ragged rows keep their shape and say so', async () => {
		const { rows } = await run(text, target(), { fields, rules });
		const file = createResultFile(header, { mark: false, lineEnd: '\n' });
		const lines = (file.start + rows.map((row) => file.row(row)).join('')).split('\n');
		expect(lines).toEqual([
			`${header.join(',')},[result] Outcome,[result] Reason,[result] Line`,
			'a,R,=G,TRUE,f,ok,,2',
			expect.stringMatching(/^b,R,X,TRUE,1,invalid,".*not one of the codes.*; .*write TRUE.*",3$/),
			'c,R,=G,TRUE,,invalid,"The row has 4 cells, the header 5 cells",4,4 of 5 cells',
			'd,,,,Vide,unchanged,,5',
			'e,R,=G,TRUE,f,invalid,"The row has 7 cells, the header 5 cells",6,7 of 5 cells,,more',
			'f,,R,,,conflict,Colour was changed meanwhile: it is no longer [old],7',
			'',
		]);
	});

	it('are guarded against formulas when they are only looked at', async () => {
		const { rows } = await run(text, target(), { fields, rules });
		const row = createResultFile(header, { isForPeople: true, mark: false }).row(rows[0]);
		expect(row).toBe("a,R,'=G,TRUE,f,ok,,2\r\n");
	});

	it('the file for upload is exact, in the rules of whoever reads it, and holds what changes', async () => {
		const { rows } = await run(text, target(), { fields, rules });
		const settings = { header: parseHeader(header), fields };
		const sam = createUploadFile({ ...settings, rules });
		expect(sam.start + rows.map((row) => sam.row(row) ?? '').join('')).toBe(
			`${header.join(',')}\r\na,R,=G,TRUE,FALSE\r\n`,
		);
		const cleared = await run('K,[old] Mail,[new] Mail\na,true,#N/A\n', target(), {
			fields,
			rules: RULES.salesforce,
		});
		const upload = createUploadFile({
			header: parseHeader(['K', '[old] Mail', '[new] Mail']),
			fields,
			rules,
		});
		expect(cleared.rows.map((row) => upload.row(row))).toEqual(['a,TRUE,Vide\r\n']);
	});
});

describe('the full diff', () => {
	it('has a line for every change, guarded for people', async () => {
		const { rows } = await run(text, target(), { fields, rules });
		const file = createChangesFile({ mark: false });
		expect(file.start + rows.flatMap((row) => file.rows(row)).join('')).toBe(
			"Line,Key,Field,From,To\r\n2,a,Colour,R,'=G\r\n2,a,Mail,true,false\r\n",
		);
	});
});

describe('roll-back files', () => {
	it('hold the cells that were written, swapped', async () => {
		const { rows } = await run(text, target(), { fields, rules, conflicts: 'overwrite' });
		const file = createRollBackFile('Contact', fields, { mark: false });
		expect(file.start).toBe(`${header.join(',')}\r\n`);
		expect(rows.flatMap((row) => file.row(row) ?? [])).toEqual([
			'a,=G,R,false,true\r\n',
			'f,R,=G,,\r\n',
		]);
	});

	it('say where nothing was', async () => {
		const { rows } = await run(
			'K,[old] Colour,[new] Colour\na,,R\n',
			new MemoryBulkTarget({ a: {} }),
			{ fields, rules },
		);
		expect(createRollBackFile('K', fields).row(rows[0])).toBe('a,R,[clear],,\r\n');
	});
});

describe('the summary of a run', () => {
	it('counts outcomes, fields and reasons, and shows some changes', async () => {
		const { rows } = await run(text, target(), { fields, rules });
		const builder = new SummaryBuilder(1);
		builder.add(rows.slice(0, 2));
		builder.add(rows.slice(2));
		const summary = builder.finish();
		expect(summary).toMatchObject({
			rows: 6,
			counts: { ok: 1, unchanged: 1, conflict: 1, invalid: 3 },
			fields: [
				{ field: 'Colour', changed: 1, cleared: 0, conflicts: 1, invalid: 1 },
				{ field: 'Mail', changed: 1, cleared: 0, conflicts: 0, invalid: 1 },
			],
			sample: [{ line: 2, key: 'a', field: 'Colour', from: 'R', to: '=G' }],
		});
		expect(
			summary.reasons.map(({ kind, rows: count, firstLine }) => [kind, count, firstLine]),
		).toEqual([
			['unknownCode', 1, 3],
			['notABoolean', 1, 3],
			['shortRow', 1, 4],
			['longRow', 1, 6],
			['conflict', 1, 7],
		]);
	});
});
