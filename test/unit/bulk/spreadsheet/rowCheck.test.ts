import {
	compilePlan,
	createTemplateFile,
	openCsv,
	parseHeader,
	RULES,
	type BulkField,
} from '../../../../nodes/shared/bulk';
import { checkReason } from '../../../../nodes/shared/bulk/check/checkRow';
import { isCheckedKey, type CheckVerdict } from '../../../../nodes/shared/bulk/check/checkText';
import { pieces, rowsOf } from '../sources';

const fields: BulkField[] = [
	{ name: 'Code', type: { kind: 'text' } },
	{ name: 'Price', type: { kind: 'number' } },
	{ name: 'Born', type: { kind: 'date' } },
	{ name: 'Seen', type: { kind: 'dateTime', timeZone: 'UTC' } },
];
const values = { Code: '007', Price: 1234.5, Born: '1980-02-01', Seen: '2025-03-04T09:30:00.000Z' };
const template = createTemplateFile({
	keyName: 'K',
	fields,
	rules: RULES.salesforce,
	hasCheck: true,
	csv: { mark: false, delimiter: ';' },
});

/** How a row of the template fits its check after something happened to it. */
async function verdictOn(
	key: string,
	change: (row: string) => string,
	header = template.start,
): Promise<CheckVerdict | undefined> {
	const file = await openCsv(pieces(header + change(template.row({ key, id: 'r1', values }))), {
		delimiter: ';',
	});
	const plan = compilePlan(parseHeader(file.header), fields, {
		rules: RULES.salesforce,
		consents: 'refuse',
	});
	return plan.verdictOn?.((await rowsOf(file.rows()))[0]);
}

const replaced =
	(...pairs: Array<[string, string]>) =>
	(row: string): string =>
		pairs.reduce((text, [from, to]) => {
			expect(text).toContain(from);
			return text.replace(from, to);
		}, row);

describe('LD03 whether a row of a template is still its own', () => {
	it.each<[string, string, Array<[string, string]>, CheckVerdict]>([
		['nothing happened', '00123', [], 'fits'],
		['a [new] cell was filled', '00123', [['007;', '007;008']], 'fits'],
		['the key lost its zeros', '00123', [['00123', '123']], 'keyChanged'],
		['a value changed', '00123', [['007', '7']], 'oldChanged'],
		[
			'the key lost its zeros, and a value too',
			'00123',
			[
				['00123', '123'],
				['007', '7'],
			],
			'keyChanged',
		],
		[
			'the key lost its plus, and a value its zeros',
			'+33612',
			[
				['+33612', '33612'],
				['007', '7'],
			],
			'keyChanged',
		],
		[
			'the key lost twelve zeros',
			`${'0'.repeat(12)}9`,
			[
				[`${'0'.repeat(12)}9`, '9'],
				['007', '7'],
			],
			'keyChanged',
		],
		[
			'the key lost more zeros than keys have',
			`${'0'.repeat(13)}9`,
			[
				[`${'0'.repeat(13)}9`, '9'],
				['007', '7'],
			],
			'otherRow',
		],
		[
			'of a key of zeros one is left',
			'000',
			[
				['000', '0'],
				['007', '7'],
			],
			'keyChanged',
		],
		[
			'the key is another one, and a value too',
			'00123',
			[
				['00123', '124'],
				['007', '7'],
			],
			'otherRow',
		],
		[
			'a key that is no number lost something',
			'00A',
			[
				['00A', 'A'],
				['007', '7'],
			],
			'otherRow',
		],
		[
			'a key with zeros lost some',
			'00123',
			[
				['00123', '0123'],
				['007', '7'],
			],
			'otherRow',
		],
		['the number stands as in France', '00123', [['1234.5', '"1234,50"']], 'fits'],
		['the day stands day first', '00123', [['1980-02-01', '01.02.1980']], 'fits'],
		['the day stands month first', '00123', [['1980-02-01', '2/1/1980']], 'fits'],
		[
			'the moment stands day first',
			'00123',
			[['2025-03-04T09:30:00.000Z', '04/03/2025 09:30']],
			'fits',
		],
		[
			'the moment stands month first',
			'00123',
			[['2025-03-04T09:30:00.000Z', '3/4/2025 9:30']],
			'fits',
		],
		[
			'both stand as in the States',
			'00123',
			[
				['1980-02-01', '2/1/1980'],
				['2025-03-04T09:30:00.000Z', '3/4/2025 9:30'],
			],
			'fits',
		],
		[
			'so do they, and the key lost its zeros',
			'00123',
			[
				['00123', '123'],
				['1980-02-01', '2/1/1980'],
			],
			'keyChanged',
		],
		['it is another day', '00123', [['1980-02-01', '03.02.1980']], 'oldChanged'],
		['it is another number', '00123', [['1234.5', '"1234,6"']], 'oldChanged'],
	])('LD03 %s', async (_what, key, pairs, verdict) => {
		expect(await verdictOn(key, replaced(...pairs))).toBe(verdict);
	});

	it.each<[string, (row: string) => string]>([
		['is empty', (row) => row.replace(/[a-z]{10}:r1/, '')],
		['is something else', (row) => row.replace(/[a-z]{10}:r1/, 'seen by Ada')],
		['is a part of one', (row) => row.replace(/[a-z]([a-z]{9}):r1/, '$1')],
	])('LD03 of a row whose check %s nothing is known', async (_what, change) => {
		expect(await verdictOn('00123', change)).toBe('unknown');
	});

	it('LD03 nothing is known of a file without checks, or without keys', async () => {
		const without = template.start.replace(';[check]', ';Note');
		expect(await verdictOn('00123', (row) => row, without)).toBeUndefined();
		const keyless = template.start.replace('K;', '[old] Key;');
		expect(await verdictOn('00123', (row) => row, keyless)).toBeUndefined();
	});

	it('LD03 a check tells by itself whether it was made for a key', () => {
		const check = template.row({ key: 'é 1', values }).trimEnd().split(';').pop()!;
		expect(isCheckedKey(check, 'é 1')).toBe(true);
		expect(isCheckedKey(` ${check} `, ' e\u0301 1')).toBe(true);
		expect(isCheckedKey(check, 'é 2')).toBe(false);
		expect(isCheckedKey('Ada', 'é 1')).toBe(false);
	});
});

describe('LD03 why a row is refused whose check does not fit', () => {
	const KEY =
		'The key is not the one for which the row was made: a spreadsheet may have changed it (as in 123 for 00123), or the column was sorted on its own. Take the row from the template again';
	const ROW =
		'The row was changed since the file was made, by a spreadsheet or by hand, so it would not put back what was there. Take the file as it came out of the run';
	const OTHER =
		'Neither the key nor [old] is that for which the [check] of the row was made: a spreadsheet may have changed both (as in 123 for 00123), columns may have been sorted on their own, or the row comes from another file. Take the row from the template again';

	it.each<[CheckVerdict, boolean | undefined, object | undefined]>([
		['fits', false, undefined],
		['fits', true, undefined],
		['unknown', true, undefined],
		['oldChanged', false, undefined],
		['oldChanged', undefined, undefined],
		['oldChanged', true, { kind: 'rowChanged', column: 0, message: ROW }],
		['keyChanged', false, { kind: 'keyChanged', column: 3, message: KEY }],
		['keyChanged', true, { kind: 'keyChanged', column: 3, message: KEY }],
		['otherRow', false, { kind: 'otherRow', column: 3, message: OTHER }],
		['otherRow', true, { kind: 'otherRow', column: 3, message: OTHER }],
	])('LD03 %s, in a file for rolling back: %s', (verdict, checksNew, reason) => {
		expect(checkReason(verdict, 2, checksNew)).toEqual(reason);
	});
});
