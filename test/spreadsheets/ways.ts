import type { Setting } from './fields';
import { delimiterOf, type TrialLocale } from './locales';
import type { TextForm } from './programs/Program';

export const GROUPS = [
	'workbook',
	'workbook saved as CSV',
	'CSV by double click',
	'CSV by double click, dates made',
	'CSV by double click, typed',
	'CSV as text, typed',
	'CSV as text, cells too, typed',
	'CSV in 8 bits',
	'CSV in one column',
] as const;

export type Group = (typeof GROUPS)[number];

/** How a file is opened, edited and saved. */
export interface Way {
	name: string;
	/** What it is counted under. */
	group: Group;
	format: 'xlsx' | 'csv';
	setting: Setting;
	hasCheck: boolean;
	opens?: TextForm;
	saves?: TextForm;
	/** New values are typed in the program, or stand in the file before it opens it; none: nothing can be typed. */
	fills: 'typed' | 'before' | 'none';
	/** All cells are formatted as text before anything is typed. */
	formatsAsText?: boolean;
	/** The file is refused as a whole, with this. */
	refused?: RegExp;
}

const UTF8 = 'utf-8';

/** What the ways have in common that begin with a CSV file. */
function csvWays(locale: TrialLocale, setting: Setting, hasCheck: boolean): Way[] {
	const delimiter = setting === 'local' ? delimiterOf(locale) : ',';
	const other = delimiter === ',' ? ';' : ',';
	const utf8: TextForm = { delimiters: delimiter, encoding: UTF8 };
	const way = (
		name: string,
		group: Group,
		opens: TextForm,
		more: Partial<Pick<Way, 'saves' | 'fills' | 'formatsAsText' | 'refused'>> = {},
	): Way => ({
		name,
		group,
		format: 'csv',
		setting,
		hasCheck,
		opens,
		saves: { ...utf8, delimiters: opens.delimiters },
		fills: 'typed',
		...more,
	});
	const before = { fills: 'before' } as const;
	/** As the dialog of LibreOffice begins: accepted as it is, all three set cells apart. */
	const all = { ...utf8, delimiters: `${delimiter}${other}\t` };
	const special = { ...utf8, findsSpecialNumbers: true };
	const eightBit = { ...utf8, encoding: locale.encoding };
	const DOUBLE_CLICK = 'CSV by double click';
	return [
		way('as it is', DOUBLE_CLICK, utf8, before),
		way('all separators', DOUBLE_CLICK, all, before),
		way('numbers and dates looked for', `${DOUBLE_CLICK}, dates made`, special, before),
		way('saved with another separator', DOUBLE_CLICK, utf8, {
			...before,
			saves: { ...utf8, delimiters: other },
		}),
		way('as it is', `${DOUBLE_CLICK}, typed`, utf8),
		way('all separators', `${DOUBLE_CLICK}, typed`, all),
		way('numbers and dates looked for', `${DOUBLE_CLICK}, typed`, special),
		way('all columns are text', 'CSV as text, typed', { ...utf8, isAllText: true }),
		way(
			'all columns are text',
			'CSV as text, cells too, typed',
			{ ...utf8, isAllText: true },
			{ formatsAsText: true },
		),
		way('saved in 8 bits', 'CSV in 8 bits', utf8, { saves: eightBit }),
		way('opened in 8 bits', 'CSV in 8 bits', eightBit, { saves: utf8 }),
		way(
			'opened with another separator',
			'CSV in one column',
			{ ...utf8, delimiters: '\t' },
			{
				fills: 'none',
				refused: /^All columns are in one/,
			},
		),
	];
}

export function waysOf(locale: TrialLocale): Way[] {
	const settings: Setting[] = ['local', 'default'];
	return settings.flatMap((setting): Way[] => {
		const book = { format: 'xlsx', setting, hasCheck: true, fills: 'typed' } as const;
		return [
			{ ...book, group: 'workbook', name: 'opened and saved' },
			{
				...book,
				group: 'workbook saved as CSV',
				name: 'saved as CSV',
				saves: { delimiters: delimiterOf(locale), encoding: UTF8 },
			},
			...csvWays(locale, setting, true),
			...csvWays(locale, setting, false),
		];
	});
}

/** Its converter opens text files in one way only, and saves them in UTF-8. */
export const gnumericCan = ({ opens, saves, fills }: Way): boolean =>
	fills !== 'none' &&
	saves?.encoding !== 'windows-1252' &&
	saves?.encoding !== 'windows-1250' &&
	(opens === undefined ||
		(opens.delimiters.length === 1 &&
			opens.encoding === UTF8 &&
			!opens.isAllText &&
			!opens.findsSpecialNumbers));
