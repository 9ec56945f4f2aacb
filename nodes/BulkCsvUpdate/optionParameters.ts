import type { INodeProperties } from 'n8n-workflow';
import { choicesOf } from '../shared/n8n/systems/System';
import { DELIMITERS, readingOptions } from './readingOptions';
import { targets } from './targets/registry';

const maxFileMb: INodeProperties = {
	displayName: 'Split Files Above (MB)',
	name: 'maxFileMb',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 50,
	description: 'Starts a new file above this packed size. Each part is a complete file.',
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
			'How dates are written in the file: dd, MM and yyyy with separators. Default: the format of the target system. Workbooks have real dates.',
	},
	{
		displayName: 'Decimal Sign',
		name: 'decimalSign',
		type: 'options',
		options: [
			{ name: 'As in the Target System', value: 'field' },
			{ name: 'Comma', value: ',' },
			{ name: 'Comma or Point', value: 'either' },
			{ name: 'Point', value: '.' },
		],
		default: 'either',
		description:
			'The decimal sign in the file. Default: comma or point with Meaning of Cells set to Neutral (ambiguous numbers are refused), otherwise a point.',
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
		description: 'What to do with a [new] column without its [old] column',
		type: 'options',
		options: [
			{ name: 'Is an Error', value: 'error' },
			{ name: 'Write Without Comparing', value: 'noComparison' },
		],
		default: 'error',
	},
	{
		displayName: 'After Broken Quotes',
		name: 'afterBrokenQuotes',
		type: 'options',
		options: [
			{ name: 'Continue With the Next Line', value: 'goOn' },
			{ name: 'Stop', value: 'stop' },
		],
		default: 'stop',
		description:
			'What to do after a row with broken quotes, as the next lines may belong to the same cell',
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
		description: 'How to compare keys. Default: as the target system does.',
	},
	{
		displayName: 'Compare With Current Values',
		name: 'compareWithPresent',
		type: 'boolean',
		default: true,
		description:
			'Whether Validate also reads the records. When off, it only checks the file, which takes seconds.',
		displayOptions: { show: { '/operation': ['validate'] } },
	},
	{
		displayName: 'Escape Formulas in the Result File',
		name: 'escapeResult',
		type: 'boolean',
		default: false,
		description:
			'Whether to put an apostrophe before input cells that look like formulas. The reason column always gets one.',
	},
	{
		displayName: 'Report',
		name: 'report',
		type: 'boolean',
		default: true,
		description: 'Whether to add an HTML report to the Done output',
	},
	{
		displayName: 'Resume Token',
		name: 'resumeFrom',
		type: 'string',
		default: '={{ $json.resumeToken }}',
		description:
			'Token of the last progress item, to continue from there. Without this option, that of the input item, as in a loop. If empty, the run starts at the first row.',
	},
	{
		displayName: 'Rows per Run',
		name: 'rowsPerRun',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 0,
		hint: '0: the whole file at once',
		description:
			'Outputs a progress item after this many rows. Connect the Progress output back to the input of this node, directly or through other nodes, to continue the run.',
	},
	{
		displayName: 'Rows in the Result File',
		name: 'resultRows',
		type: 'options',
		options: [
			{ name: 'All', value: 'all' },
			{ name: 'All Except Unchanged Rows', value: 'edited' },
			{ name: 'No File', value: 'none' },
			{ name: 'Only Rows to Fix', value: 'problems' },
		],
		default: 'edited',
	},
	maxFileMb,
	{
		displayName: 'Also Undo Existing Values',
		name: 'undoAlreadyThere',
		type: 'boolean',
		default: true,
		description:
			'Whether the roll-back file also restores cells that already had the [new] value, for example from a run that was killed. This also undoes the same change made by someone else. On by default for Apply (except for withdrawn consents if giving consent is not allowed), off for Roll Back.',
		displayOptions: { show: { '/operation': ['apply', 'rollBack'] } },
	},
];

/** What only one target has, shown while it is chosen. */
const targetOptions: INodeProperties[] = targets.systems.flatMap((system) =>
	(system.options ?? []).map((property) => ({
		...property,
		displayOptions: { show: { '/target': choicesOf(system).map(({ id }) => id) } },
	})),
);

const byName = (properties: INodeProperties[]): INodeProperties[] =>
	[...properties].sort((left, right) => left.displayName.localeCompare(right.displayName, 'en'));

export const fileOptionsProperty: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	displayOptions: { show: { operation: ['validate', 'apply', 'rollBack', 'verify'] } },
	options: byName([...readingOptions, ...writingOptions, ...runOptions, ...targetOptions]),
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
			description:
				'Whether to start the file with a byte order mark, so that spreadsheet programs detect UTF-8',
		},
		{
			displayName: 'Check Column',
			name: 'checkColumn',
			type: 'boolean',
			default: true,
			description:
				'Whether to add a [check] column with a short code, which shows rows damaged by a spreadsheet program',
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
			description: 'How to name fields in the header. Both are accepted when the file is read.',
		},
		{
			displayName: 'File Name',
			name: 'fileName',
			type: 'string',
			default: 'template',
			description: 'Without the extension',
		},
		{
			displayName: 'Escape Formulas',
			name: 'escapeTemplate',
			type: 'boolean',
			default: true,
			description:
				'Whether to put an apostrophe before text that looks like a formula. It is removed when the file is read.',
		},
		maxFileMb,
		...writingOptions,
		...targetOptions,
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
