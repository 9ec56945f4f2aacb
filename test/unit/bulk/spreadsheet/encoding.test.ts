import {
	compilePlan,
	createTemplateFile,
	openCsv,
	parseHeader,
	RULES,
	SINGLE_BYTE,
	type BulkField,
	type SingleByte,
} from '../../../../nodes/shared/bulk';
import { decodeSingleByte, firstBeyondAscii } from '../../../../nodes/shared/bulk/csv/encoding';
import {
	chooseEncoding,
	type ChosenEncoding,
} from '../../../../nodes/shared/bulk/spreadsheet/chooseEncoding';
import { MemoryBulkTarget } from '../MemoryBulkTarget';
import { cut, pieces, rowsOf } from '../sources';

/** As a spreadsheet program saves it; a sign that the encoding lacks becomes a question mark. */
function saved(text: string, encoding: SingleByte): Buffer {
	const bytes = new Map<string, number>();
	for (let byte = 0; byte < 256; byte++) bytes.set(decodeSingleByte(byte, encoding) ?? '', byte);
	return Buffer.from([...text].map((sign) => bytes.get(sign) ?? 0x3f));
}

const fields: BulkField[] = [
	{ name: 'Name', type: { kind: 'text' } },
	{ name: 'Segment', type: { kind: 'code', codes: [{ code: 'Věrný' }, { code: 'Nový' }] } },
];
const rules = RULES.neutral;

interface Case {
	present?: Record<string, Record<string, unknown>>;
	readable?: boolean;
	fields?: BulkField[];
}

/** What the bytes are taken for. */
async function chosen(bytes: Buffer, given: Case = {}): Promise<ChosenEncoding> {
	const open = pieces(...cut(bytes, 1000));
	const { guessedEncoding } = await openCsv(open);
	if (!guessedEncoding) throw new Error('There is nothing to choose');
	const target = new MemoryBulkTarget(given.present ?? {});
	return await chooseEncoding(open, {}, guessedEncoding, {
		planFor: (names) =>
			compilePlan(parseHeader(names), given.fields ?? fields, { rules, consents: 'refuse' }),
		target: async () => await Promise.resolve(given.readable ? target : { limits: target.limits }),
	});
}

const WORDS: Record<SingleByte, string[]> = {
	'windows-1252': ['Éric Lefèvre', 'Jürgen Groß', 'Zoë Brontë'],
	'windows-1250': ['Jiří Dvořák', 'Žaneta Šťastná', 'Łukasz Wałęsa'],
	macintosh: ['Éric Lefèvre', 'Jürgen Groß', 'Zoë Brontë'],
	'x-mac-ce': ['Jiří Dvořák', 'Žaneta Šťastná', 'Łukasz Wałęsa'],
	ibm850: ['Éric Lefèvre', 'Jürgen Groß', 'Zoë Brontë'],
	ibm852: ['Jiří Dvořák', 'Žaneta Šťastná', 'Łukasz Wałęsa'],
	'iso-8859-2': ['Jiří Dvořák', 'Žaneta Šťastná', 'Łukasz Wałęsa'],
	'windows-1254': ['Işıl Doğan', 'Çağla Şahin', 'İbrahim'],
	'windows-1257': ['Žydrūnas Ilgauskas', 'Kęstutis', 'Jānis Bērziņš'],
	'windows-1251': ['Анна Каренина', 'Юрий', 'Ёлка'],
	'windows-1253': ['Ελένη Παπαδοπούλου', 'Γιώργος', 'Ζωή'],
};

const csvOf = (words: readonly string[]): string =>
	['K;[old] Name;[new] Name', ...words.map((word, index) => `k${index};${word};${word} x`)].join(
		'\r\n',
	);

describe('LD01 in which encoding a file was saved is told by what it says was there', () => {
	it.each(SINGLE_BYTE)('LD01 %s, by the check of each row', async (encoding) => {
		const template = createTemplateFile({
			keyName: 'K',
			fields: fields.slice(0, 1),
			rules,
			hasCheck: true,
			csv: { mark: false, delimiter: ';' },
		});
		const rows = WORDS[encoding].map((Name, index) =>
			template.row({ key: `k${index}`, values: { Name } }),
		);
		const bytes = saved(template.start + rows.join(''), encoding);
		expect(await chosen(bytes)).toEqual({ encoding, by: 'by what its columns hold' });
	});

	it.each(SINGLE_BYTE)('LD01 %s, by what is there now', async (encoding) => {
		const words = WORDS[encoding];
		const present = Object.fromEntries(words.map((Name, index) => [`k${index}`, { Name }]));
		const bytes = saved(csvOf(words), encoding);
		expect(await chosen(bytes, { present, readable: true })).toEqual({
			encoding,
			by: 'by comparing [old] with what is there now',
		});
	});

	it('LD01 by what was written already, after a run that was broken off', async () => {
		const words = WORDS['windows-1250'];
		const present = Object.fromEntries(
			words.map((word, index) => [`k${index}`, { Name: `${word} x` }]),
		);
		const bytes = saved(csvOf(words), 'windows-1250');
		expect(await chosen(bytes, { present, readable: true })).toMatchObject({
			encoding: 'windows-1250',
		});
	});

	it('LD01 by the names of the columns', async () => {
		const text = 'K;[old] Příjmení;[new] Příjmení\r\n1;a;b\r\n';
		const named: BulkField[] = [{ name: 'Příjmení', type: { kind: 'text' } }];
		expect(await chosen(saved(text, 'windows-1250'), { fields: named })).toMatchObject({
			encoding: 'windows-1250',
			by: expect.any(String),
		});
	});

	it('LD01 by the codes of a closed list', async () => {
		const text = 'K;[old] Segment;[new] Segment\r\n1;Věrný;Nový\r\n2;Nový;Věrný\r\n';
		expect(await chosen(saved(text, 'ibm852'))).toMatchObject({ encoding: 'ibm852' });
	});

	it('LD01 where nothing tells, it is a guess and said to be one', async () => {
		const bytes = saved(csvOf(['Jiří Dvořák']), 'windows-1250');
		expect(await chosen(bytes, {})).toEqual({ encoding: 'windows-1252' });
		expect(await chosen(bytes, { present: { other: {} }, readable: true })).toEqual({
			encoding: 'windows-1252',
		});
	});

	it('LD01 without the column of the key nobody is asked what is there', async () => {
		const text = '[old] Name;[new] Name\r\nJiří Dvořák;x\r\n';
		const target = new MemoryBulkTarget({ '': { Name: 'Jiří Dvořák' } });
		const open = pieces(saved(text, 'windows-1250'));
		const plan = compilePlan(parseHeader(['[old] Name', '[new] Name']), fields, {
			rules,
			consents: 'refuse',
		});
		expect(plan.keyColumn).toBe(-1);
		await chooseEncoding(open, {}, 'windows-1252', {
			planFor: () => plan,
			target: async () => await Promise.resolve(target),
		});
		expect(target.calls.find).toBe(0);
	});

	it('LD01 fifty rows with accents are enough, however long the file', async () => {
		const rows = Array.from({ length: 5_000 }, (_, index) => `k${index};Dvořák;x`);
		const bytes = saved(['K;[old] Name;[new] Name', ...rows].join('\r\n'), 'windows-1250');
		let read = 0;
		const target = new MemoryBulkTarget({});
		const asked: string[] = [];
		target.find = async (keys) => {
			asked.push(...keys);
			return await Promise.resolve(keys.map(() => []));
		};
		await chooseEncoding(
			async function* () {
				for (const piece of cut(bytes, 1_000)) {
					read += piece.length;
					yield piece;
				}
			},
			{},
			'windows-1252',
			{
				planFor: (names) => compilePlan(parseHeader(names), fields, { rules, consents: 'refuse' }),
				target: async () => await Promise.resolve(target),
			},
		);
		// Once to find the separator, once for the names and the rows that follow them, once for the rows.
		expect(read).toBeLessThan(bytes.length * 1.2);
		expect(asked).toEqual(Array.from({ length: 20 }, (_, index) => `k${index}`));
	});

	it('LD01 the first accent is found wherever it stands', () => {
		const bytes = Buffer.alloc(40, 'a');
		for (let from = 0; from < 5; from++) {
			for (let to = from; to < 20; to++) {
				const part = bytes.subarray(from, to);
				expect(firstBeyondAscii(part)).toBe(-1);
				for (let at = from; at < to; at++) {
					bytes[at] = 0x80 + at;
					expect(firstBeyondAscii(part)).toBe(at - from);
					bytes[at] = 0x7f;
				}
			}
		}
	});

	it('LD01 the first accent may come after any number of rows', async () => {
		const rows = Array.from({ length: 9_000 }, (_, index) => `k${index};plain;`);
		const text = ['K;[old] Name;[new] Name', ...rows, 'last;Dvořák;x'].join('\r\n');
		const bytes = saved(text, 'windows-1250');
		const file = await openCsv(pieces(...cut(bytes, 10_000)));
		expect(file.guessedEncoding).toBe('windows-1252');
		const present = { last: { Name: 'Dvořák' } };
		expect(await chosen(bytes, { present, readable: true })).toMatchObject({
			encoding: 'windows-1250',
		});
		const utf8 = await openCsv(pieces(...cut(Buffer.from(text), 10_000)));
		expect(utf8.guessedEncoding).toBeUndefined();
		expect(utf8.dialect.encoding).toBe('utf-8');
	});

	it.each(SINGLE_BYTE)('LD01 %s is read as it was saved, once it is set', async (encoding) => {
		const words = WORDS[encoding];
		const file = await openCsv(pieces(saved(csvOf(words), encoding)), { encoding });
		expect((await rowsOf(file.rows())).map(({ cells }) => cells[1])).toEqual(words);
	});
});
