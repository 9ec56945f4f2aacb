import { columnLetters } from '../../csv/problems';
import { escapeXml, hasOuterBlanks } from './escapeText';
import { listName } from './sheetWriter';
import { STYLES, stylesXml } from './styles';
import {
	CONTENT_TYPES,
	RELATION_TYPES,
	RELATIONS,
	SHEET_TYPES,
	XML_HEAD,
	XML_MAIN,
} from './xmlNames';

/** What stands in a workbook besides the sheet that is filled. */
export interface WorkbookFacts {
	/** At most 31 characters, none of `[]:*?/\`. */
	sheetName: string;
	/** Sheet of explanations: rows of texts; none if it is empty. */
	help?: readonly (readonly string[])[];
	/** What may be entered in columns that have a list: its heading and the values. */
	lists?: readonly SheetList[];
}

export interface SheetList {
	name: string;
	values: readonly string[];
}

const HELP_SHEET = 'How to';
const LISTS_SHEET = 'Lists';
/** Where the sheet that is filled stands within the archive. */
export const FILLED_SHEET = 'xl/worksheets/sheet1.xml';

/** All parts but the sheet that is filled; they do not depend on its rows. */
export function packageParts({
	sheetName,
	help = [],
	lists = [],
}: WorkbookFacts): Array<[name: string, xml: string]> {
	const sheets = [
		{ name: sheetName, xml: undefined },
		...(help.length > 0 ? [{ name: HELP_SHEET, xml: helpSheet(help) }] : []),
		...(lists.length > 0 ? [{ name: LISTS_SHEET, xml: listsSheet(lists) }] : []),
	];
	const part = (index: number): string => `xl/worksheets/sheet${index + 1}.xml`;
	const parts: Array<[string, string]> = [
		['[Content_Types].xml', contentTypes(sheets.map((_sheet, index) => part(index)))],
		['_rels/.rels', relationships([['officeDocument', 'xl/workbook.xml']])],
		[
			'xl/workbook.xml',
			workbook(
				sheets.map(({ name }) => name),
				lists,
			),
		],
		[
			'xl/_rels/workbook.xml.rels',
			relationships([
				...sheets.map((_sheet, index): [string, string] => [
					'worksheet',
					`worksheets/sheet${index + 1}.xml`,
				]),
				['styles', 'styles.xml'],
			]),
		],
		['xl/styles.xml', stylesXml()],
		...sheets.flatMap(
			({ xml }, index): Array<[string, string]> => (xml === undefined ? [] : [[part(index), xml]]),
		),
	];
	return parts.map(([name, xml]) => [name, XML_HEAD + xml]);
}

function contentTypes(sheets: readonly string[]): string {
	const override = (part: string, type: string) =>
		`<Override PartName="/${part}" ContentType="${SHEET_TYPES}.${type}+xml"/>`;
	return (
		`<Types xmlns="${CONTENT_TYPES}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
		`${override('xl/workbook.xml', 'sheet.main')}${override('xl/styles.xml', 'styles')}${sheets.map((sheet) => override(sheet, 'worksheet')).join('')}</Types>`
	);
}

const relationships = (targets: ReadonlyArray<readonly [type: string, target: string]>): string =>
	`<Relationships xmlns="${RELATIONS}">${targets
		.map(
			([type, target], index) =>
				`<Relationship Id="rId${index + 1}" Type="${RELATION_TYPES}/${type}" Target="${target}"/>`,
		)
		.join('')}</Relationships>`;

function workbook(names: readonly string[], lists: readonly SheetList[]): string {
	const sheets = names.map(
		(name, index) =>
			`<sheet name="${escapeXml(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
	);
	const ranges = lists.map(({ values }, index) => {
		const letter = columnLetters(index + 1);
		return `<definedName name="${listName(index)}">${LISTS_SHEET}!$${letter}$2:$${letter}$${Math.max(2, values.length + 1)}</definedName>`;
	});
	const defined = ranges.length === 0 ? '' : `<definedNames>${ranges.join('')}</definedNames>`;
	return `<workbook xmlns="${XML_MAIN}" xmlns:r="${RELATION_TYPES}"><bookViews><workbookView activeTab="0"/></bookViews><sheets>${sheets.join('')}</sheets>${defined}</workbook>`;
}

function helpSheet(rows: readonly (readonly string[])[]): string {
	return sheetOf(
		rows,
		'<cols><col min="1" max="1" width="30" customWidth="1"/><col min="2" max="3" width="70" customWidth="1"/></cols>',
		STYLES.wrapped,
	);
}

function listsSheet(lists: readonly SheetList[]): string {
	const longest = Math.max(...lists.map(({ values }) => values.length));
	const rows = [lists.map(({ name }) => name)];
	for (let index = 0; index < longest; index++)
		rows.push(lists.map(({ values }) => values[index] ?? ''));
	return sheetOf(rows, '', STYLES.plain);
}

function sheetOf(rows: readonly (readonly string[])[], cols: string, style: number): string {
	const made = rows.map((cells, row) => {
		const inner = cells.map((text, column) => {
			if (text === '') return '';
			const space = hasOuterBlanks(text) ? ' xml:space="preserve"' : '';
			return `<c r="${columnLetters(column + 1)}${row + 1}" s="${row === 0 ? STYLES.header : style}" t="inlineStr"><is><t${space}>${escapeXml(text)}</t></is></c>`;
		});
		return `<row r="${row + 1}">${inner.join('')}</row>`;
	});
	return `<worksheet xmlns="${XML_MAIN}">${cols}<sheetData>${made.join('')}</sheetData></worksheet>`;
}
