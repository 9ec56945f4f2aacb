import { ConnectorError } from '../../http/ConnectorError';
import type { ZipEntry } from '../zip/directory';

const SAVE_AS =
	'In the spreadsheet program, save it as an Excel workbook (.xlsx), or as CSV UTF-8.';

/**
 * What an archive is by the files in it: a workbook to be read, or an archive that holds some file. Spreadsheets of other kinds
 * are refused with what to do.
 */
export function recogniseArchive(
	entries: readonly Pick<ZipEntry, 'name'>[],
): 'workbook' | 'archive' {
	const names = new Set(entries.map(({ name }) => name.replaceAll('\\', '/').toLowerCase()));
	const has = (name: string): boolean => names.has(name);
	const refused = (what: string): ConnectorError =>
		new ConnectorError('input', `The file is ${what}, which is not supported`, { hint: SAVE_AS });
	if (has('content.xml') && (has('mimetype') || has('meta-inf/manifest.xml')))
		throw refused('an OpenDocument file (.ods)');
	if (has('index/document.iwa')) throw refused('a Numbers document');
	if (!has('[content_types].xml')) return 'archive';
	if (has('xl/workbook.bin')) throw refused('a binary workbook (.xlsb)');
	if (has('word/document.xml')) throw refused('a Word document');
	if (has('ppt/presentation.xml')) throw refused('a presentation');
	return 'workbook';
}

const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0];

/** The old formats of Excel, and workbooks with a password: both are compound files. Looked at in the first bytes. */
export function refuseCompoundFile(first: Uint8Array): void {
	if (!COMPOUND.every((byte, index) => first[index] === byte)) return;
	const isEncrypted = Buffer.from(first).includes(Buffer.from('EncryptedPackage', 'utf16le'));
	if (isEncrypted) {
		throw new ConnectorError('input', 'The workbook is protected by a password', {
			hint: 'In the spreadsheet program, save it without a password (File, Info, Protect Workbook).',
		});
	}
	throw new ConnectorError(
		'input',
		'The file is an old Excel workbook (.xls), or one with a password; neither is supported',
		{
			hint: `${SAVE_AS} Take off the password if it has one.`,
		},
	);
}
