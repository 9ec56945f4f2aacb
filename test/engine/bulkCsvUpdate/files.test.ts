import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { writeZip } from '../../unit/bulk/writeZip';
import { csv, fileItem, linesOf, setUp, textOf, type Setup } from './setup';

let setup: Setup;
beforeAll(async () => {
	setup = await setUp();
});
afterAll(async () => await setup.sandbox.close());

const check = async (content: string | Buffer, options = {}, fileName = 'contacts.csv') =>
	await setup.done([fileItem(content, fileName)], {
		operation: 'validate',
		target: 'items',
		options,
	});

const zipOf = async (files: Array<{ name: string; content: string }>): Promise<Buffer> =>
	await writeZip(
		files.map(({ name, content }) => ({ name, pieces: [content] })),
		new Date(),
	);

const TEXT = csv('Clé;[old] Město;[new] Město', 'a;Brno;Plzeň', 'b;;Žďár');

describe('the input file', () => {
	it.each<[string, Buffer]>([
		['UTF-8', Buffer.from(TEXT)],
		['UTF-8 with mark', Buffer.from(`\ufeff${TEXT}`)],
		['UTF-16 LE', Buffer.from(`\ufeff${TEXT}`, 'utf16le')],
		['UTF-16 BE', Buffer.from(`\ufeff${TEXT}`, 'utf16le').swap16()],
	])('%s, semicolons and line ends are found out', async (_name, bytes) => {
		const done = await check(bytes);
		expect(done.json).toMatchObject({
			counts: { ok: 2 },
			sample: [
				{ key: 'a', field: 'Město', from: 'Brno', to: 'Plzeň' },
				{ key: 'b', from: null, to: 'Žďár' },
			],
		});
		expect(linesOf(done.binary?.result)[0]).toMatch(/^Clé;\[old\] Město;\[new\] Město;/);
	});

	it('Windows-1250 is set, since it cannot be told from 1252', async () => {
		const bytes = Buffer.from([
			...Buffer.from('K;[old] A;[new] A\na;;P'),
			0xf8,
			...Buffer.from('ibyslav\n'),
		]);
		expect((await check(bytes, { encoding: 'windows-1250' })).json.sample).toMatchObject([
			{ to: 'Přibyslav' },
		]);
		const guessed = await check(bytes);
		expect(guessed.json.sample).toMatchObject([{ to: 'Pøibyslav' }]);
		expect(guessed.json.warnings).toEqual([expect.stringMatching(/1250/)]);
	});

	it('delimiter and quotes can be set', async () => {
		const done = await check("K^[old] A^[new] A\na^^'x^y'\n", {
			delimiter: 'other',
			otherDelimiter: '^',
			quote: "'",
		});
		expect(done.json.sample).toMatchObject([{ to: 'x^y' }]);
	});

	it('keeps leading zeros, plus signs, long digits and line breaks', async () => {
		const values = ['0042', '+33612345678', '12345678901234567890', 'a\nb', '-5', '=1+1'];
		const text = csv('K,[old] A,[new] A', ...values.map((value, index) => `${index},,"${value}"`));
		const done = await check(text);
		expect((done.json.sample as Array<{ to: string }>).map(({ to }) => to)).toEqual(values);
		expect(linesOf(done.binary?.changes).at(-1)).toBe("8,5,A,,'=1+1");
		expect(textOf(done.binary?.result)).toContain('5,,"=1+1",ok');
		const escaped = await check(text, { escapeResult: true });
		expect(textOf(escaped.binary?.result)).toContain("5,,'=1+1,ok");
	});

	it('S21 a .zip with the file in it, or with several of which one is named', async () => {
		const one = await zipOf([{ name: 'contacts.csv', content: TEXT }]);
		expect((await check(one, {}, 'contacts.zip')).json).toMatchObject({
			fileName: 'contacts.csv',
			counts: { ok: 2 },
		});
		const two = await zipOf([
			{ name: 'a.csv', content: TEXT },
			{ name: 'b.csv', content: csv('K,[old] A,[new] A', '1,,2') },
		]);
		const refused = await setup.run([fileItem(two)], { operation: 'validate', target: 'items' });
		expect(refused.error?.message).toContain('2 CSV files: a.csv, b.csv');
		expect((await check(two, { fileInArchive: 'b*' })).json.counts).toMatchObject({ ok: 1 });
		expect((await check(two, { fileInArchive: '=b*' })).json.counts).toMatchObject({ ok: 1 });
		const limited = await setup.run([fileItem(one)], {
			operation: 'validate',
			target: 'items',
			options: { maxUnzippedMb: 0.00001 },
		});
		expect(limited.error).toBeDefined();
	});

	it('LA03 File in the Archive: what an expression gives is no pattern', async () => {
		const two = await zipOf([
			{ name: 'a.csv', content: TEXT },
			{ name: 'b.csv', content: TEXT },
		]);
		const refused = await setup.run([fileItem(two, 'x.zip', { name: 'b*' })], {
			operation: 'validate',
			target: 'items',
			options: { fileInArchive: '={{ $json.name }}' },
		});
		expect(refused.error?.message).toContain("'File in the Archive' comes from an n8n expression");
	});

	it('a result file that grows too large goes on in another one', async () => {
		const rows = Array.from({ length: 60_000 }, (_, index) => {
			const noise = (index * 2654435761) % 4294967296;
			return `${index},${noise.toString(36)}${(noise * 7).toString(36)},${(noise * 13).toString(36)}x`;
		});
		const done = await check(csv('K,[old] A,[new] A', ...rows), {
			maxFileMb: 1,
			resultRows: 'all',
		});
		expect(done.json.rows).toBe(60_000);
		const parts = Object.entries(done.binary ?? {}).filter(([name]) => name.startsWith('result'));
		expect(parts.length).toBeGreaterThan(1);
		const lines = parts.map(([, binary]) => linesOf(binary).length - 1);
		expect(lines.reduce((sum, count) => sum + count, 0)).toBe(60_000);
		for (const [, binary] of parts) expect(linesOf(binary)[0]).toMatch(/^K,\[old\] A/);
	}, 60_000);

	it('only the rows to be mended, or no file, and no report', async () => {
		const text = csv('K,[old] A,[new] A', 'a,,b', ',,c');
		const some = await check(text, { resultRows: 'problems' });
		expect(linesOf(some.binary?.result)).toHaveLength(2);
		const none = await check(text, { resultRows: 'none', report: false });
		expect(Object.keys(none.binary ?? {})).toEqual(['data', 'changes']);
	});

	it('nothing is in the item', async () => {
		const result = await setup.run([{ json: {} }], { operation: 'validate', target: 'items' });
		expect(result.error?.message).toMatch(/binary/i);
	});
});

interface Expected {
	header?: string[];
	rows?: string[][];
	error?: unknown;
}

const corpus = path.join(__dirname, '../../corpora/csv');
const names = readdirSync(corpus).filter((name) => name.endsWith('.json'));

/** Files of the corpus that have an [old]/[new] header can go through the node as they are. */
const usable = names.flatMap((name): Array<[string, Expected]> => {
	const expected = JSON.parse(readFileSync(path.join(corpus, name), 'utf8')) as Expected;
	const isPair = expected.header?.some((cell) => /^\[new\]/i.test(cell)) ?? false;
	return isPair && expected.rows ? [[name.replace('.json', ''), expected]] : [];
});

describe('ugly files of the corpus', () => {
	it('the corpus has more than five that can be read', () =>
		expect(usable.length).toBeGreaterThan(5));

	it.each(usable)(
		'%s: every row has an outcome, and the result file its cells',
		async (name, expected) => {
			const bytes = readFileSync(path.join(corpus, `${name}.csv`));
			const result = await setup.run([fileItem(bytes)], {
				operation: 'validate',
				target: 'items',
				options: { newWithoutOld: 'noComparison' },
			});
			if (result.error) {
				expect(result.error.message).toMatch(/header|column/i);
				return;
			}
			const [done] = result.items('Bulk CSV Update');
			expect(done.json.rows).toBe(expected.rows?.length);
		},
	);
});
