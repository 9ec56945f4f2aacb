import { XML_MAIN } from './xmlNames';

/** Numbers of the formats in the workbook, which are all that there are. */
export const STYLES = { plain: 0, header: 1, wrapped: 2 } as const;

const KINDS = ['text', 'number', 'boolean', 'date', 'dateTime', 'time', 'percent'] as const;
/** Text; as it is; as it is; day, day with time and time as the program's language writes them; percent with decimals. */
const NUMBER_FORMATS: Record<(typeof KINDS)[number], number> = {
	text: 49,
	number: 0,
	boolean: 0,
	date: 14,
	dateTime: 22,
	time: 21,
	percent: 10,
};
const FIRST_KIND = 3;

/** Open cells first, then locked ones. */
export const styleOf = (kind: (typeof KINDS)[number], isLocked: boolean): number =>
	FIRST_KIND + KINDS.indexOf(kind) + (isLocked ? KINDS.length : 0);

const kindStyle = (kind: (typeof KINDS)[number], isLocked: boolean): string =>
	`<xf numFmtId="${NUMBER_FORMATS[kind]}" fontId="${isLocked ? 2 : 0}" fillId="${isLocked ? 2 : 0}" borderId="0" xfId="0" applyNumberFormat="1" applyProtection="1"><protection locked="${isLocked ? 1 : 0}"/></xf>`;

/** Locked cells are grey, so that it is seen where to write. */
export const stylesXml = (): string =>
	`<styleSheet xmlns="${XML_MAIN}"><fonts count="3"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font><font><sz val="11"/><color rgb="FF595959"/><name val="Calibri"/></font></fonts>` +
	'<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFF2F2F2"/></patternFill></fill></fills>' +
	'<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>' +
	`<cellXfs count="${FIRST_KIND + KINDS.length * 2}"><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyNumberFormat="1"/>` +
	'<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment wrapText="1" vertical="top"/></xf>' +
	`${KINDS.map((kind) => kindStyle(kind, false)).join('')}${KINDS.map((kind) => kindStyle(kind, true)).join('')}</cellXfs>` +
	'<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>';
