import {
	compilePlan,
	openCsv,
	parseHeader,
	RULES,
	type BulkField,
	type BulkTarget,
} from '../../../../nodes/shared/bulk';
import { chooseEncoding } from '../../../../nodes/shared/bulk/spreadsheet/chooseEncoding';
import { ConnectorError } from '../../../../nodes/shared/http/ConnectorError';
import { MemoryBulkTarget } from '../MemoryBulkTarget';
import { pieces } from '../sources';

const NAME: BulkField = { name: 'Name', type: { kind: 'text' } };
const CODE: BulkField = { name: 'Code', type: { kind: 'code', codes: [{ code: 'Věrný' }] } };
const BY_VALUES = 'by comparing [old] with what is there now';
const BY_FILE = 'by what its columns hold';

/** Windows-1250 of the letters that are used here. */
const BYTES = new Map(
	Object.entries({ ř: 0xf8, á: 0xe1, ě: 0xec, ý: 0xfd, ž: 0x9e, Ž: 0x8e, é: 0xe9 }),
);
const saved = (lines: string[]): Buffer =>
	Buffer.from([...lines.join('\r\n')].map((sign) => BYTES.get(sign) ?? sign.charCodeAt(0)));

type Reader = Pick<BulkTarget, 'find' | 'limits'>;

async function chosen(lines: string[], target: Reader, fields: BulkField[] = [NAME, CODE]) {
	const open = pieces(saved(lines));
	const { guessedEncoding = 'windows-1252' } = await openCsv(open);
	let asked = 0;
	const choice = await chooseEncoding(open, {}, guessedEncoding, {
		planFor: (names) =>
			compilePlan(parseHeader(names), fields, { rules: RULES.neutral, consents: 'refuse' }),
		target: async () => {
			asked++;
			return await Promise.resolve(target);
		},
	});
	return { ...choice, asked };
}

const HEADER = 'K;[old] Name;[new] Name';
const WITH_CODE = 'K;[old] Name;[new] Name;[old] Code;[new] Code';
const present = { k: { Name: 'Dvořák' } };

describe('LD01 what tells in which encoding a file was saved', () => {
	it('LD01 where its codes tell, nobody is asked what is there', async () => {
		const lines = [WITH_CODE, 'k;Dvořák;x;Věrný;'];
		expect(await chosen(lines, new MemoryBulkTarget(present))).toEqual({
			encoding: 'windows-1250',
			by: BY_FILE,
			asked: 0,
		});
	});

	it('LD01 the names of its columns count for more than its codes', async () => {
		const named: BulkField = { name: 'Jméno', type: { kind: 'text' } };
		const odd: BulkField = { name: 'Code', type: { kind: 'code', codes: [{ code: 'Vìrný' }] } };
		const lines = ['K;[old] Příjmení;[new] Příjmení;[old] Code;[new] Code', 'k;a;b;Věrný;'];
		const fields = [{ ...named, name: 'Pøíjmení' }, CODE];
		expect((await chosen(lines, new MemoryBulkTarget(), fields)).encoding).not.toBe('windows-1250');
		const own = [{ ...named, name: 'Příjmení' }, odd];
		expect((await chosen(lines, new MemoryBulkTarget(), own)).encoding).not.toBe('windows-1252');
	});

	it.each<[string, string[], Record<string, Record<string, unknown>>, string, string | undefined]>([
		['[old] says what is there', ['k;Dvořák;x'], present, 'windows-1250', BY_VALUES],
		['[new] says what is there', ['k;x;Dvořák'], present, 'windows-1250', BY_VALUES],
		['in one row of several', ['j;ž;x', 'k;Dvořák;x'], present, 'windows-1250', BY_VALUES],
		[
			'the key has an accent',
			['Žofie;á;x', 'é;Dvořák;'],
			{ é: { Name: 'Dvořák' } },
			'windows-1250',
			BY_VALUES,
		],
		[
			'encodings that say the same are one',
			['k;René;x'],
			{ k: { Name: 'René' } },
			'windows-1252',
			BY_VALUES,
		],
		[
			'cells without accents tell nothing',
			['k;Ada;x', 'l;ř;x'],
			{ k: { Name: 'Ada' } },
			'windows-1252',
			undefined,
		],
		[
			'a record that is not there tells nothing',
			['k;Dvořák;x'],
			{ l: { Name: 'Dvořák' } },
			'windows-1252',
			undefined,
		],
		[
			'a record without the field tells nothing',
			['k;Dvořák;x'],
			{ k: {} },
			'windows-1252',
			undefined,
		],
		[
			'another value tells nothing',
			['k;Dvořák;x'],
			{ k: { Name: 'Novák' } },
			'windows-1252',
			undefined,
		],
		[
			'a row without a key tells nothing',
			[';Dvořák;x'],
			{ '': { Name: 'Dvořák' } },
			'windows-1252',
			undefined,
		],
		['a broken row tells nothing', ['k;Dvořák', 'l;ř;x'], present, 'windows-1252', undefined],
	])('LD01 by what is there now: %s', async (_what, rows, records, encoding, by) => {
		const { asked, ...choice } = await chosen([HEADER, ...rows], new MemoryBulkTarget(records));
		expect(choice).toEqual({ encoding, ...(by !== undefined && { by }) });
		expect(asked).toBe(1);
	});

	it('LD01 a key that several records have tells nothing', async () => {
		const target = new MemoryBulkTarget(present);
		target.double.add('k');
		expect(await chosen([HEADER, 'k;Dvořák;x'], target)).toEqual({
			encoding: 'windows-1252',
			asked: 1,
		});
	});

	it('LD01 what cannot be read now tells nothing, and does not end the run', async () => {
		const target: Reader = {
			limits: { findBatch: 1, writeBatch: 1, callsAtOnce: 1 },
			find: async ([key]) =>
				await (key === 'k'
					? Promise.reject(new ConnectorError('unavailable', 'Not now'))
					: Promise.resolve([[{ id: key, values: { Name: 'Dvořák' } }]])),
		};
		expect((await chosen([HEADER, 'k;Dvořák;x'], target)).by).toBeUndefined();
		expect((await chosen([HEADER, 'k;Dvořák;x', 'l;Dvořák;x'], target)).encoding).toBe(
			'windows-1250',
		);
	});

	it('LD01 each record is asked for once, with the fields of the file', async () => {
		const asked: Array<[string[], string[]]> = [];
		const target: Reader = {
			limits: { findBatch: 10, writeBatch: 1, callsAtOnce: 1 },
			find: async (keys, ids) => {
				asked.push([keys, ids]);
				return await Promise.resolve(keys.map(() => []));
			},
		};
		await chosen([HEADER, 'k;ř;x', 'k;á;x', ';é;x', 'l;á;x'], target);
		expect(asked).toEqual([[['k', 'l'], ['Name']]]);
	});
});
