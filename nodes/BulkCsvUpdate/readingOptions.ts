import type { INodeProperties } from 'n8n-workflow';

export const DELIMITERS = [
	{ name: 'Comma', value: ',' },
	{ name: 'Pipe', value: '|' },
	{ name: 'Semicolon', value: ';' },
	{ name: 'Tab', value: '\t' },
];

/** How a file is written that is read. */
export const readingOptions: INodeProperties[] = [
	{
		displayName: 'Delimiter',
		name: 'delimiter',
		type: 'options',
		options: [{ name: 'Detect', value: 'auto' }, ...DELIMITERS, { name: 'Other', value: 'other' }],
		default: 'auto',
	},
	{
		displayName: 'Delimiter Character',
		name: 'otherDelimiter',
		type: 'string',
		default: '^',
		displayOptions: { show: { delimiter: ['other'] } },
	},
	{
		displayName: 'Encoding',
		name: 'encoding',
		type: 'options',
		options: [
			{ name: 'Detect', value: 'auto' },
			{ name: 'DOS 850 (Western European)', value: 'ibm850' },
			{ name: 'DOS 852 (Central European)', value: 'ibm852' },
			{ name: 'ISO 8859-2 (Central European)', value: 'iso-8859-2' },
			{ name: 'Mac Central European', value: 'x-mac-ce' },
			{ name: 'Mac Roman', value: 'macintosh' },
			{ name: 'UTF-16 BE', value: 'utf-16be' },
			{ name: 'UTF-16 LE', value: 'utf-16le' },
			{ name: 'UTF-8', value: 'utf-8' },
			{ name: 'Windows-1250 (Central European)', value: 'windows-1250' },
			{ name: 'Windows-1251 (Cyrillic)', value: 'windows-1251' },
			{ name: 'Windows-1252 (Western European)', value: 'windows-1252' },
			{ name: 'Windows-1253 (Greek)', value: 'windows-1253' },
			{ name: 'Windows-1254 (Turkish)', value: 'windows-1254' },
			{ name: 'Windows-1257 (Baltic)', value: 'windows-1257' },
		],
		default: 'auto',
	},
	{
		displayName: 'File in the Archive',
		name: 'fileInArchive',
		type: 'string',
		default: '',
		placeholder: 'e.g. contacts*.csv',
		description: 'Which file to read from a .zip with several files. Use * for any characters.',
	},
	{
		displayName: 'Unescape Formulas',
		name: 'unescapeFormulas',
		type: 'boolean',
		default: true,
		description:
			'Whether to remove an apostrophe before =, +, -, @, | or %, which the template added',
	},
	{
		displayName: 'Key Column',
		name: 'keyColumn',
		type: 'string',
		default: '',
		placeholder: 'e.g. Email',
		description:
			'Name of the key column in the header. Default: the first column that is neither [old] nor [new].',
	},
	{
		displayName: 'Max Compression Ratio',
		name: 'maxZipRatio',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 100,
		description: 'Refuse a .zip with a higher compression ratio. Checked from 10 MB.',
	},
	{
		displayName: 'Max Unpacked Size (MB)',
		name: 'maxUnzippedMb',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 4295,
		description: 'Refuse a .zip with a larger unpacked size',
	},
	{
		displayName: 'Quotes',
		name: 'quote',
		type: 'options',
		options: [
			{ name: 'Detect', value: 'auto' },
			{ name: 'Double', value: '"' },
			{ name: 'None', value: 'none' },
			{ name: 'Single', value: "'" },
		],
		default: 'auto',
	},
	{
		displayName: 'Sheet',
		name: 'sheet',
		type: 'string',
		default: '',
		placeholder: 'e.g. Contacts',
		description: 'The sheet of an Excel workbook to read. Default: the first one.',
	},
];
