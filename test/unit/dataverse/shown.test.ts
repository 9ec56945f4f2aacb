import { tableColumns } from '../../../nodes/shared/connectors/dataverse/columns';
import type { ColumnInfo } from '../../../nodes/shared/connectors/dataverse/ColumnInfo';
import { displayValue, showRecord } from '../../../nodes/shared/connectors/dataverse/display';
import { toFilter, type FilterCondition } from '../../../nodes/shared/connectors/dataverse/filters';
import type { Table } from '../../../nodes/shared/connectors/dataverse/tables';
import { isConnectorError } from '../../../nodes/shared/http/ConnectorError';
import { columnOf, context, guid, optionOf } from './columnsOf';

const options = [optionOf(1, 'Gold'), optionOf(0, 'None')];

describe('a stored value in words', () => {
	it.each<[ColumnInfo, unknown, string]>([
		[columnOf('choice', 'a', { options }), true, 'true'],
		[columnOf('choice', 'a', { options }), '1', '1'],
		[columnOf('choice', 'a', { options }), undefined, ''],
		[columnOf('choice', 'a'), 1, '1'],
		[columnOf('integer', 'a', { options }), 1, '1'],
		[columnOf('boolean', 'a', { options }), true, 'Gold'],
		[columnOf('boolean', 'a', { options }), 'maybe', 'maybe'],
		[columnOf('boolean', 'a', { options: [] }), false, 'false'],
		[columnOf('text', 'a', { options }), true, 'true'],
		[columnOf('choices', 'a', { options }), '1, 0', 'Gold, None'],
		[columnOf('choices', 'a', { options }), '1,9', 'Gold, 9'],
		[columnOf('choices', 'a', { options }), '-1', '-1'],
		[columnOf('choices', 'a', { options }), 'Gold, 1x', 'Gold, 1x'],
		[columnOf('choices', 'a', { options }), 'x1, 1', 'x1, Gold'],
		[columnOf('choices', 'a', { options }), 1, '1'],
		[columnOf('text', 'a', { options }), '1,0', '1,0'],
	])('%j %j → %s', (column, value, words) => expect(displayValue(column, value)).toBe(words));
});

describe('a record to look at', () => {
	const table: Table = {
		name: 'contact',
		setName: 'contacts',
		label: 'Contact',
		primaryId: 'contactid',
		primaryName: 'fullname',
		type: 'standard',
	};
	const columns = tableColumns('contact', [
		columnOf('id', 'contactid', { isPrimaryId: true }),
		columnOf('text', 'fullname'),
		columnOf('choice', 'segment', { options }),
		columnOf('lookup', 'store'),
		columnOf('decimal', 'credit'),
		columnOf('text', 'unread'),
	]);
	const shown = (row: object, more: Partial<Table> = {}) =>
		showRecord(
			{ contactid: guid(1).toUpperCase(), ...row },
			{ ...table, ...more },
			columns,
			'https://contoso.crm4.dynamics.com',
		);
	const FORMATTED = '@OData.Community.Display.V1.FormattedValue';

	it('has its values as stored, and words where those say something else', () => {
		expect(
			shown({
				fullname: 'Ann Lee',
				segment: 1,
				_store_value: guid(2),
				[`_store_value${FORMATTED}`]: 'Paris',
				credit: 5,
				[`credit${FORMATTED}`]: '5',
			}),
		).toEqual({
			id: guid(1),
			table: 'contact',
			name: 'Ann Lee',
			url: `https://contoso.crm4.dynamics.com/main.aspx?pagetype=entityrecord&etn=contact&id=${guid(1)}`,
			values: { fullname: 'Ann Lee', segment: 1, store: guid(2), credit: 5 },
			display: { segment: 'Gold', store: 'Paris' },
		});
	});

	it.each<[string, object, object, object]>([
		[
			'what is empty has no words',
			{ segment: null, [`segment${FORMATTED}`]: 'x' },
			{ segment: null },
			{},
		],
		[
			'an empty wording is none',
			{ segment: 1, [`segment${FORMATTED}`]: '' },
			{ segment: 1 },
			{ segment: 'Gold' },
		],
		['what is not known is left out', { shadow: 1 }, {}, {}],
	])('%s', (_name, row, values, display) => {
		expect(shown(row)).toMatchObject({ values, display });
		expect(shown(row).values).toEqual(values);
		expect(shown(row).display).toEqual(display);
	});

	it('need not be called anything', () => {
		expect(shown({ fullname: 'Ann' }, { primaryName: undefined }).name).toBeUndefined();
		expect(shown({ fullname: null }).name).toBeUndefined();
		expect(shown({ contactid: 'none' }).id).toBe('');
	});
});

describe('conditions as a filter', () => {
	const columns = tableColumns('contact', [
		columnOf('text', 'name'),
		columnOf('integer', 'score'),
		columnOf('boolean', 'active', { options }),
		columnOf('choice', 'segment', { options }),
		columnOf('choices', 'interests', { options }),
		columnOf('other', 'image'),
		columnOf('dateTime', 'visit', { dateBehavior: 'UserLocal' }),
		columnOf('id', 'contactid'),
		columnOf('lookup', 'store', { targets: [{ table: 'new_store', navigation: 's' }] }),
	]);
	const filterOf = (combine: 'and' | 'or', ...conditions: FilterCondition[]) =>
		toFilter(conditions, combine, columns, context);

	it.each<[FilterCondition, string]>([
		[{ column: 'name', operator: 'eq', value: "O'Hara" }, "name eq 'O''Hara'"],
		[{ column: 'name', operator: 'contains', value: "a'b" }, "contains(name,'a''b')"],
		[{ column: 'name', operator: 'startsWith', value: 5 }, "startswith(name,'5')"],
		[{ column: 'name', operator: 'endsWith' }, "endswith(name,'')"],
		[{ column: 'name', operator: 'isEmpty', value: 'x' }, 'name eq null'],
		[{ column: 'name', operator: 'eq', value: '' }, 'name eq null'],
		[{ column: 'score', operator: 'gt', value: '5' }, 'score gt 5'],
		[{ column: 'score', operator: 'le', value: 5 }, 'score le 5'],
		[{ column: 'active', operator: 'ne', value: 'Gold' }, 'active ne true'],
		[{ column: 'segment', operator: 'eq', value: 'gold' }, 'segment eq 1'],
		[{ column: 'interests', operator: 'isNotEmpty' }, 'interests ne null'],
		[{ column: 'image', operator: 'isEmpty' }, 'image eq null'],
		[{ column: 'store', operator: 'isNotEmpty' }, '_store_value ne null'],
		[{ column: 'store', operator: 'eq', value: guid(2) }, `_store_value eq ${guid(2)}`],
		[{ column: 'contactid', operator: 'eq', value: guid(2) }, `contactid eq ${guid(2)}`],
		[
			{ column: 'visit', operator: 'ge', value: '2024-07-01 10:00' },
			'visit ge 2024-07-01T08:00:00Z',
		],
	])('%j: %s', (condition, filter) => expect(filterOf('and', condition)).toBe(filter));

	it('several are joined, none is no filter', () => {
		const [one, two]: FilterCondition[] = [
			{ column: 'score', operator: 'lt', value: 5 },
			{ column: 'name', operator: 'isNotEmpty' },
		];
		expect(filterOf('and', one, two)).toBe('score lt 5 and name ne null');
		expect(filterOf('or', one, two)).toBe('score lt 5 or name ne null');
		expect(filterOf('and')).toBeUndefined();
	});

	const VIEW = 'Use a saved view for such a condition.';
	const DIGITS =
		'Digits with one decimal sign are read; units, currencies and other words are not.';
	it.each<[FilterCondition, string, string | undefined]>([
		[
			{ column: 'score', operator: 'contains', value: '5' },
			'is no text, so it cannot be searched within',
			undefined,
		],
		[{ column: 'interests', operator: 'eq', value: 'Gold' }, 'cannot be compared', VIEW],
		[{ column: 'image', operator: 'eq', value: 'x' }, 'cannot be compared', VIEW],
		[{ column: 'score', operator: 'eq', value: 'five' }, 'needs a number', DIGITS],
	])('%j is refused: %s', (condition, why, hint) => {
		const refused = filterOf('and', { column: 'name', operator: 'isEmpty' }, condition);
		expect(refused).toMatchObject({ kind: 'input', message: expect.stringContaining(why) });
		expect(isConnectorError(refused) && refused.hint).toBe(hint);
	});
});
