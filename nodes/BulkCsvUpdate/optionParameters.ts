import type { INodeProperties } from 'n8n-workflow';
import { DELIMITERS, readingOptions } from './readingOptions';

const maxFileMb: INodeProperties = {
	displayName: 'Split Files Above (MB)',
	name: 'maxFileMb',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 50,
	description: 'Packed size above which a file goes on in another one; each part is a whole file',
};

/** Of the template that is made, and of the file that is read. */
const writingOptions: INodeProperties[] = [
	{
		displayName: 'Date Format',
		name: 'dateFormat',
		type: 'string',
		default: '',
		placeholder: 'e.g. dd/MM/yyyy',
		description:
			'How days are written in the file: dd, MM and yyyy with separators. By default as the target writes them. A workbook has real dates.',
	},
	{
		displayName: 'Decimal Sign',
		name: 'decimalSign',
		type: 'options',
		options: [
			{ name: 'As the Target Writes It', value: 'field' },
			{ name: 'Comma', value: ',' },
			{ name: 'Comma or Point', value: 'either' },
			{ name: 'Point', value: '.' },
		],
		default: 'either',
		description:
			'What stands before the decimals of a number in the file. By default either sign where the meaning of cells is neutral, and what can be read in two ways is refused; else a point.',
	},
];

const runOptions: INodeProperties[] = [
	{
		displayName: 'Cells That a Spreadsheet Changed',
		name: 'spoiltCells',
		type: 'options',
		options: [
			{ name: 'Are Errors', value: 'refuse' },
			{ name: 'Are Taken as They Are', value: 'accept' },
		],
		default: 'refuse',
		description:
			'Lost leading zeros, numbers in scientific notation, codes that became dates and the like, in texts, codes, phone numbers and keys',
	},
	{
		displayName: 'Missing Old Column',
		name: 'newWithoutOld',
		description: 'What it means that a [new] column has no [old] beside it',
		type: 'options',
		options: [
			{ name: 'Is an Error', value: 'error' },
			{ name: 'Is Written Without Comparing', value: 'noComparison' },
		],
		default: 'error',
	},
	{
		displayName: 'After Broken Quotes',
		name: 'afterBrokenQuotes',
		type: 'options',
		options: [
			{ name: 'Go On With the Next Line', value: 'goOn' },
			{ name: 'Stop', value: 'stop' },
		],
		default: 'stop',
		description: 'What follows a row with broken quotes may be the inside of a cell',
	},
	{
		displayName: 'Compare Keys',
		name: 'compareKeys',
		type: 'options',
		options: [
			{ name: 'As E-Mail Addresses', value: 'email' },
			{ name: 'As Phone Numbers', value: 'phone' },
			{ name: 'Exactly', value: 'exact' },
			{ name: 'Without Regard to Case', value: 'text' },
		],
		default: 'text',
		description: 'By default as the key field is compared in the target',
	},
	{
		displayName: 'Compare With Present Values',
		name: 'compareWithPresent',
		type: 'boolean',
		default: true,
		description:
			'Whether Validate reads the records; without, it checks the file alone and takes seconds',
		displayOptions: { show: { '/operation': ['validate'] } },
	},
	{
		displayName: 'Escape Formulas in the Result File',
		name: 'escapeResult',
		type: 'boolean',
		default: false,
		description:
			'Whether cells of the input that a spreadsheet takes for formulas get an apostrophe in the result file. Reasons always do.',
	},
	{
		displayName: 'Report',
		name: 'report',
		type: 'boolean',
		default: true,
		description: 'Whether Done carries a page to look at (HTML)',
	},
	{
		displayName: 'Rows in the Result File',
		name: 'resultRows',
		type: 'options',
		options: [
			{ name: 'All', value: 'all' },
			{ name: 'All but the Unchanged', value: 'edited' },
			{ name: 'No File', value: 'none' },
			{ name: 'Only Those to Be Mended', value: 'problems' },
		],
		default: 'edited',
	},
	maxFileMb,
	{
		displayName: 'Undo What Was There Already',
		name: 'undoAlreadyThere',
		type: 'boolean',
		default: true,
		description:
			'Whether the roll-back file also puts cells back to [old] that were found to be [new] already: they may have been written by a run that was killed before it could hand out its files. What somebody else wrote with the same result is put back too. By default so for Apply, except for consents that were taken away where giving them is not allowed; not for Roll Back.',
		displayOptions: { show: { '/operation': ['apply', 'rollBack'] } },
	},
];

const byName = (properties: INodeProperties[]): INodeProperties[] =>
	[...properties].sort((left, right) => left.displayName.localeCompare(right.displayName, 'en'));

export const fileOptionsProperty: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	displayOptions: { show: { operation: ['validate', 'apply', 'rollBack', 'verify'] } },
	options: byName([...readingOptions, ...writingOptions, ...runOptions]),
};

export const templateOptionsProperty: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	displayOptions: { show: { operation: ['downloadTemplate'] } },
	options: byName([
		...readingOptions
			.filter(({ name }) => !['unescapeFormulas'].includes(name))
			.map((property) => ({
				...property,
				displayName: `List of Keys: ${property.displayName}`,
			})),
		{
			displayName: 'Byte Order Mark',
			name: 'templateMark',
			type: 'boolean',
			default: true,
			description: 'Whether the file begins with the mark by which spreadsheets recognise UTF-8',
		},
		{
			displayName: 'Check Column',
			name: 'checkColumn',
			type: 'boolean',
			default: true,
			description:
				'Whether the last column of the file, [check], holds a short code by which rows that a spreadsheet spoilt are told from rows that people changed',
		},
		{
			displayName: 'Column Names',
			name: 'columnNames',
			type: 'options',
			options: [
				{ name: 'API Names', value: 'names', description: 'The same in every language' },
				{ name: 'Labels', value: 'labels' },
			],
			default: 'labels',
			description: 'How fields are named in the header; both are understood when the file is read',
		},
		{
			displayName: 'File Name',
			name: 'fileName',
			type: 'string',
			default: 'template',
			description: 'Without an ending',
		},
		{
			displayName: 'Escape Formulas',
			name: 'escapeTemplate',
			type: 'boolean',
			default: true,
			description:
				'Whether texts that a spreadsheet takes for formulas get an apostrophe, which is taken off again when the file is read',
		},
		maxFileMb,
		...writingOptions,
		{
			displayName: 'Template Delimiter',
			name: 'templateDelimiter',
			type: 'options',
			options: DELIMITERS,
			default: ',',
			description: 'Spreadsheets in French, Czech, Polish or German expect a semicolon',
		},
	]),
};
