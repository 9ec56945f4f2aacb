import { builtInFormat, formatOf, type FormatKind } from './numberFormats';
import { onOpen, type Parts } from './parts';
import { brokenXml } from './xml/brokenXml';
import { readWhole } from './xml/readXml';

const NUMBER: FormatKind = { kind: 'number' };
/** Excel itself allows 65,490. */
const MOST_STYLES = 100_000;

/** What number format each style of a workbook has, by the style's number. */
export async function readStyles(parts: Parts, part: string | undefined): Promise<FormatKind[]> {
	const file = part === undefined ? undefined : parts.file(part);
	if (!file) return [];
	const own = new Map<number, FormatKind>();
	const formats: FormatKind[] = [];
	let isCellStyles = false;
	const handler = {
		...onOpen((name, attributes) => {
			if (name === 'numFmt' && own.size < MOST_STYLES)
				own.set(Number(attributes.get('numFmtId')), formatOf(attributes.get('formatCode') ?? ''));
			else if (name === 'cellXfs') isCellStyles = true;
			else if (name === 'xf' && isCellStyles) {
				if (formats.length === MOST_STYLES) throw brokenXml('it has too many cell formats');
				const id = Number(attributes.get('numFmtId') ?? 0);
				formats.push(own.get(id) ?? builtInFormat(id));
			}
		}),
		close(name: string) {
			if (name === 'cellXfs') isCellStyles = false;
		},
	};
	await readWhole(await file.open(), handler);
	return formats;
}

export const formatAt = (formats: readonly FormatKind[], style: string | undefined): FormatKind =>
	style === undefined ? (formats[0] ?? NUMBER) : (formats[Number(style)] ?? NUMBER);
