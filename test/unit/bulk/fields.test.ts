import {
	fieldId,
	fieldName,
	storedFields,
	type BulkField,
} from '../../../nodes/shared/bulk/cells/fields';
import { misplacedHeader } from '../../../nodes/shared/bulk/misplacedHeader';

describe('the fields of a roll-back file', () => {
	const rest = { name: 'Field' };
	it.each<[BulkField, object]>([
		[{ ...rest, type: { kind: 'text', maxLength: 5 } }, { type: { kind: 'stored', as: 'text' } }],
		[{ ...rest, type: { kind: 'boolean' } }, { type: { kind: 'stored', as: 'boolean' } }],
		[{ ...rest, type: { kind: 'number', max: 5 } }, { type: { kind: 'stored', as: 'number' } }],
		[
			{ ...rest, type: { kind: 'code', codes: [] }, isRequired: true },
			{ type: { kind: 'stored', as: 'text' } },
		],
		[
			{ ...rest, id: 'f', type: { kind: 'boolean' }, isConsent: true, optOutValue: true },
			{ id: 'f', type: { kind: 'stored', as: 'boolean' }, isConsent: true, optOutValue: true },
		],
		[
			{ ...rest, type: { kind: 'boolean' }, isConsent: true, optOutValue: false },
			{ type: { kind: 'stored', as: 'boolean' }, isConsent: true, optOutValue: false },
		],
		[
			{ ...rest, type: { kind: 'text' }, isWildcard: true },
			{ type: { kind: 'stored', as: 'text' }, isWildcard: true },
		],
	])('%j takes back what was there, whatever the rules of today', (field, stored) => {
		expect(storedFields([field])).toStrictEqual([{ ...rest, ...stored }]);
	});

	it('are known by id and called by name', () => {
		const fields: BulkField[] = [
			{ name: 'Email', id: 'emailaddress1', type: { kind: 'email' } },
			{ name: 'city', type: { kind: 'text' } },
		];
		expect(fields.map(fieldId)).toEqual(['emailaddress1', 'city']);
		expect(['emailaddress1', 'city', 'gone'].map((id) => fieldName(fields, id))).toEqual([
			'Email',
			'city',
			'gone',
		]);
	});
});

describe('LD09 a first row that does not hold the names of the columns', () => {
	const WORDS = ['Old', 'New'];
	const names = (...given: string[]) => given;
	const line = (at: number, ...cells: string[]) => ({ line: at, cells });
	const about = (first: string[], ...below: Array<ReturnType<typeof line>>) =>
		misplacedHeader(first, WORDS, below);

	it.each([
		[names('Email;Plan [old];Plan [new]')],
		[names('Email;Plan [ OLD ];Plan [new ]', '', ' ')],
	])('%j: all columns are in one', (first) => {
		expect(about(first)).toMatch(/^All columns are in one, column A: .+ as an Excel workbook$/);
	});

	it.each([
		['names of columns', names('Email', 'Plan [old]', 'Plan [new]')],
		['one column', names('Plan [new]')],
		['a crowded name among others', names('Email;Plan [old];Plan [new]', 'City')],
		['nothing like it, here or below', names('Report of May')],
	])('%s: nothing is wrong', (_name, first) => {
		expect(about(first, line(2, 'Plan [new]'))).toBeUndefined();
	});

	it('a first row with names counts, whatever stands below it', () => {
		const below = line(2, 'Email', 'City [old]', 'City [new]');
		expect(about(names('Email', 'Plan [new]'), below)).toBeUndefined();
		expect(about(names('Email', 'Plan'), below)).toContain('in line 2');
	});

	it.each([
		['in the cells of a row', ['Email', 'Plan [old]', 'Plan [new]']],
		['in one cell', ['Email;Plan [old];Plan [new]']],
	])('the names stand below, %s', (_name, cells) => {
		expect(about(names('Report of May'), line(2, ''), line(3, ...cells))).toBe(
			'The names of the columns are in line 3, and something else stands above them: delete what is above, so that they come first',
		);
	});

	it('the first twenty rows are looked at', () => {
		const rows = (count: number) => [
			...Array.from({ length: count }, (_, index) => line(index + 2, 'x')),
			line(count + 2, 'Plan [old]', 'Plan [new]'),
		];
		expect(about(names('Report'), ...rows(19))).toContain('in line 21');
		expect(about(names('Report'), ...rows(20))).toBeUndefined();
	});
});
