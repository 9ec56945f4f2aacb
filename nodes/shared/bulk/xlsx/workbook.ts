import { ConnectorError } from '../../http/ConnectorError';
import { fold } from '../../values/text';
import { shown } from '../zip/chooseEntry';
import { onOpen, type Parts } from './parts';
import type { DateSystem } from './serials';
import { brokenXml } from './xml/brokenXml';
import { readWhole } from './xml/readXml';

/** Which parts of a workbook are to be read. */
export interface WorkbookParts {
	sheetName: string;
	sheet: string;
	sharedStrings?: string;
	styles?: string;
	dateSystem: DateSystem;
	/** As the program calls itself that wrote the workbook; empty where it does not. */
	program: string;
}

interface ListedSheet {
	name: string;
	/** Of its relationship. */
	id: string;
	isHidden: boolean;
}

const USUAL_PLACE = 'xl/workbook.xml';

/** Finds the sheet by its name, without regard to case; without a name the first one that is not hidden. */
export async function findSheet(parts: Parts, wanted?: string): Promise<WorkbookParts> {
	const ofArchive = await parts.relationshipsOf('');
	const workbook = ofArchive.find(({ type }) => type === 'officeDocument')?.part ?? USUAL_PLACE;
	const { sheets, dateSystem } = await readWorkbook(parts, workbook);
	const relationships = await parts.relationshipsOf(workbook);
	const worksheets = new Map(
		relationships.filter(({ type }) => type === 'worksheet').map(({ id, part }) => [id, part]),
	);
	const listed = sheets.filter(({ id }) => worksheets.has(id));
	const { name, id } = chooseSheet(listed, wanted);
	const partOf = (wantedType: string) =>
		relationships.find(({ type }) => type === wantedType)?.part;
	const sharedStrings = partOf('sharedStrings');
	const styles = partOf('styles');
	return {
		sheetName: name,
		sheet: worksheets.get(id) ?? '',
		...(sharedStrings !== undefined && { sharedStrings }),
		...(styles !== undefined && { styles }),
		dateSystem,
		program: await programOf(parts, ofArchive),
	};
}

async function programOf(
	parts: Parts,
	ofArchive: Awaited<ReturnType<Parts['relationshipsOf']>>,
): Promise<string> {
	const part = ofArchive.find(({ type }) => type === 'extended-properties')?.part;
	const file = part === undefined ? undefined : parts.file(part);
	let program = '';
	if (!file || file.size > MOST_ABOUT) return program;
	const handler = {
		wantsText: false,
		open(name: string) {
			handler.wantsText = name === 'Application';
		},
		close() {
			handler.wantsText = false;
		},
		text(piece: string) {
			program += piece;
		},
	};
	await readWhole(await file.open(), handler);
	return program;
}

/** Bytes of what a workbook tells of itself. */
const MOST_ABOUT = 1_000_000;

async function readWorkbook(
	parts: Parts,
	part: string,
): Promise<{ sheets: ListedSheet[]; dateSystem: DateSystem }> {
	const sheets: ListedSheet[] = [];
	let dateSystem: DateSystem = 1900;
	const handler = onOpen((name, attributes) => {
		if (name === 'workbookPr' && isTrue(attributes.get('date1904'))) dateSystem = 1904;
		if (name !== 'sheet') return;
		sheets.push({
			name: attributes.get('name') ?? '',
			id: attributes.prefixed('id') ?? '',
			isHidden: (attributes.get('state') ?? 'visible') !== 'visible',
		});
	});
	await readWhole(await parts.needed(part).open(), handler);
	return { sheets, dateSystem };
}

const isTrue = (written: string | undefined): boolean =>
	written === '1' || written === 'true' || written === 'on';

function chooseSheet(sheets: readonly ListedSheet[], wanted = ''): ListedSheet {
	if (sheets.length === 0) throw brokenXml('it holds no sheet with cells');
	if (wanted.trim() === '') return sheets.find(({ isHidden }) => !isHidden) ?? sheets[0];
	const found = sheets.find(({ name }) => fold(name) === fold(wanted));
	if (found) return found;
	const names = sheets.slice(0, 10).map(({ name }) => shown(name));
	const more = sheets.length > 10 ? ` and ${sheets.length - 10} more` : '';
	throw new ConnectorError('input', `The workbook has no sheet “${shown(wanted)}”`, {
		hint: `It has ${names.join(', ')}${more}. Set the name of one of them, or none for the first.`,
	});
}
