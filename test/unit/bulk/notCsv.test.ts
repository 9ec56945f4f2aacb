import { openCsv, refuseCompoundFile } from '../../../nodes/shared/bulk';
import { pieces } from './sources';

const AS_CSV = 'In the spreadsheet program, save it as “CSV UTF-8”.';
const AS_WORKBOOK =
	'Open it in a spreadsheet program, and save it as an Excel workbook (.xlsx), or as CSV UTF-8.';

describe('LD08 a file that is no CSV is named as what it is, with what to do', () => {
	it.each<[string, Buffer | string]>([
		['an archive', Buffer.from('PK\u0003\u0004rest', 'latin1')],
		['an old workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])],
	])('LD08 %s', async (_what, content) => {
		await expect(openCsv(pieces(content))).rejects.toMatchObject({
			kind: 'input',
			message: 'The file is not CSV but an archive or a spreadsheet',
			hint: AS_CSV,
		});
	});

	it.each([
		['a page', '<!DOCTYPE html><html><table><tr><td>K</td></tr></table>'],
		['a page without a type', '\r\n <HTML><table>'],
		['a table', '\ufeff<table border=1><tr><td>K</td></tr>'],
		['a page of which the encoding comes first', '<meta charset="utf-8"><table>'],
		['a workbook of 2003', '<?xml version="1.0"?><Workbook></Workbook>'],
	])('LD08 %s that is called a spreadsheet', async (_what, text) => {
		await expect(openCsv(pieces(text))).rejects.toMatchObject({
			kind: 'input',
			message: 'The file is not CSV but HTML or XML, which some programs call a spreadsheet',
			hint: AS_WORKBOOK,
		});
	});

	it.each(['[{"Email":"ada@example.com"}]', '\ufeff{\n  "rows": [] }', ' [ {"a":1}]', '{"a":1}'])(
		'LD08 JSON: %j',
		async (text) => {
			await expect(openCsv(pieces(text))).rejects.toMatchObject({
				kind: 'input',
				message: 'The file is not CSV but JSON',
				hint: 'Make a table of it first, for example with Convert to File (CSV or XLSX) in n8n.',
			});
		},
	);

	it.each([
		['a sign < in the first name', '<Key>,[old] A,[new] A\r\n1,a,b\r\n', '<Key>'],
		['a tag that comes later', 'Key <html>,[old] A,[new] A\r\n1,a,b\r\n', 'Key <html>'],
		['PK as the first name', 'PK,[old] A,[new] A\r\n1,a,b\r\n', 'PK'],
		['JSON in a later name', 'Key {"a":1},[old] A,[new] A\r\n1,a,b\r\n', undefined],
	])('LD08 but %s makes it none of these', async (_what, text, name) => {
		const opened = openCsv(pieces(text), { delimiter: ',', quote: name === undefined ? "'" : '"' });
		expect((await opened).header[0]).toBe(name ?? 'Key {"a":1}');
	});
});

describe('LD08 old workbooks, and those with a password', () => {
	const old = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);

	it.each<[string, Buffer, string, string]>([
		[
			'an old workbook',
			old,
			'The file is an old Excel workbook (.xls), or one with a password; neither is supported',
			'In the spreadsheet program, save it as an Excel workbook (.xlsx), or as CSV UTF-8. Take off the password if it has one.',
		],
		[
			'one that is known to have a password',
			Buffer.concat([old, Buffer.from('EncryptedPackage', 'utf16le')]),
			'The workbook is protected by a password',
			'In the spreadsheet program, save it without a password (File, Info, Protect Workbook).',
		],
	])('LD08 %s is refused with what to do', (_what, bytes, message, hint) => {
		expect(() => refuseCompoundFile(bytes)).toThrow(
			expect.objectContaining({ kind: 'input', message, hint }),
		);
	});

	it.each<[string, Buffer]>([
		['text', Buffer.from('K,[old] A,[new] A')],
		['what only begins like one', Buffer.from([0xd0, 0xcf, 0x11, 0xe1])],
		['what is shorter', old.subarray(0, 3)],
	])('LD08 %s is let through', (_what, bytes) => {
		expect(() => refuseCompoundFile(bytes)).not.toThrow();
	});
});
