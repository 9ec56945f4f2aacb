import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { TrialLocale } from '../locales';
import { bounded, programNamed } from './bounded';
import type { Job, Program, TextForm } from './Program';

export const findLibreOffice = (): string | undefined => programNamed('soffice');

/** Of LibreOffice's list of character sets. */
const CHARACTER_SETS: Record<TextForm['encoding'], number> = {
	'utf-8': 76,
	'windows-1252': 1,
	'windows-1250': 33,
};

const TEXT = 'Text - txt - csv (StarCalc)';
const WORKBOOK = 'Calc MS Excel 2007 XML';
const COLUMNS = 64;
const START_MS = 60_000;
const JOB_MS = 20_000;

/**
 * Options of the text filter, as the import and export dialogs give them: separators, quotes, character set, first line, kinds of
 * columns, language (0: that of the program), quoted cells as text, special numbers.
 */
function importOptions({ delimiters, encoding, isAllText, findsSpecialNumbers }: TextForm): string {
	const separators = [...delimiters].map((sign) => sign.charCodeAt(0)).join('/');
	const kinds = isAllText
		? Array.from({ length: COLUMNS }, (_, index) => `${index + 1}/2`).join('/')
		: '';
	return `${separators},34,${CHARACTER_SETS[encoding]},1,${kinds},0,false,${findsSpecialNumbers === true}`;
}

/** As the program saves by itself: as shown, quotes where they are needed. */
const exportOptions = ({ delimiters, encoding }: TextForm): string =>
	`${delimiters.charCodeAt(0)},34,${CHARACTER_SETS[encoding]},1,,0,false,true`;

/** Signs that set things apart in a list of jobs stand for themselves by these. */
const escaped = (text: string): string =>
	text.replaceAll('\n', '\u0001').replaceAll('\t', '\u0002').replaceAll('\r', '\u0003');

function listed({ input, opens, formatsAsText, edits, output, saves }: Job): string {
	const one = [
		pathToFileURL(input).href,
		opens ? TEXT : WORKBOOK,
		opens ? importOptions(opens) : '',
		pathToFileURL(output).href,
		saves ? TEXT : WORKBOOK,
		saves ? exportOptions(saves) : '',
	];
	const typed = edits.map(({ row, column, text }) => `E\t${column}\t${row}\t${escaped(text)}`);
	const formats = formatsAsText ? ['F'] : [];
	return [`J\t${one.join('\t')}`, ...formats, ...typed, 'S'].join('\n');
}

/** LibreOffice with a profile of its own, so that neither its settings nor another one that runs make a difference. */
export class LibreOffice implements Program {
	readonly name = 'LibreOffice';

	private constructor(
		readonly locale: TrialLocale,
		private readonly folder: string,
	) {}

	static async start(locale: TrialLocale, parent: string): Promise<LibreOffice> {
		const folder = path.join(parent, `libreoffice-${locale.tag}`);
		const profile = path.join(folder, 'profile', 'user');
		mkdirSync(profile, { recursive: true });
		writeFileSync(path.join(profile, 'registrymodifications.xcu'), settingsXml(locale.tag));
		const program = new LibreOffice(locale, folder);
		// What is in a new profile is made by its first start, the library of macros among it.
		await program.call(['--terminate_after_init'], START_MS);
		writeFileSync(path.join(profile, 'basic', 'Standard', 'Module1.xba'), macroXml());
		return program;
	}

	async run(jobs: readonly Job[]): Promise<void> {
		const list = path.join(this.folder, 'jobs.txt');
		const log = path.join(this.folder, 'log.txt');
		writeFileSync(list, `${jobs.map(listed).join('\n')}\n\n\n`);
		writeFileSync(log, '');
		const macro = `macro:///Standard.Module1.Main("${pathToFileURL(list).href}","${pathToFileURL(log).href}")`;
		await this.call([macro], START_MS + jobs.length * JOB_MS);
		const missing = jobs.filter(({ output }) => !existsSync(output));
		if (missing.length === 0) return;
		const told = readFileSync(log, 'utf8');
		throw new Error(
			`LibreOffice wrote ${jobs.length - missing.length} of ${jobs.length} files: ${told}`,
		);
	}

	private async call(args: readonly string[], ms: number): Promise<void> {
		const profile = pathToFileURL(path.join(this.folder, 'profile')).href;
		const flags = ['--headless', '--nologo', '--norestore', `-env:UserInstallation=${profile}`];
		await bounded(
			[findLibreOffice() ?? 'soffice', ...flags, ...args],
			{ HOME: this.folder, LANG: 'C.UTF-8' },
			ms,
		);
	}
}

const settingsXml = (tag: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>${tag}</value></prop></item>
</oor:items>
`;

const macroXml = (): string => `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">${MACRO.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</script:module>
`;

/** FormulaLocal is what is typed: read by the rules of the cell's format and of the language. */
const MACRO = `
Sub Main(list, log)
  Dim files, source, target, line, parts, doc, sheet, text
  files = CreateUnoService("com.sun.star.ucb.SimpleFileAccess")
  source = CreateUnoService("com.sun.star.io.TextInputStream")
  source.setInputStream(files.openFileRead(list))
  source.setEncoding("UTF-8")
  target = CreateUnoService("com.sun.star.io.TextOutputStream")
  target.setOutputStream(files.openFileWrite(log))
  Dim language As New com.sun.star.lang.Locale
  On Error GoTo Failed
  Do While Not source.isEOF()
    line = source.readLine()
    parts = Split(line, Chr(9))
    If UBound(parts) >= 0 Then
      Select Case parts(0)
        Case "J"
          job = parts
          doc = StarDesktop.loadComponentFromURL(parts(1), "_blank", 0, Filter(parts(2), parts(3)))
          sheet = doc.Sheets.getByIndex(0)
        Case "F"
          sheet.NumberFormat = doc.NumberFormats.queryKey("@", language, False)
        Case "E"
          text = Join(Split(parts(3), Chr(1)), Chr(10))
          text = Join(Split(text, Chr(2)), Chr(9))
          text = Join(Split(text, Chr(3)), Chr(13))
          sheet.getCellByPosition(CLng(parts(1)), CLng(parts(2))).FormulaLocal = text
        Case "S"
          doc.storeToURL(job(4), Filter(job(5), job(6)))
          doc.close(True)
      End Select
    End If
  Loop
Ended:
  target.closeOutput()
  StarDesktop.terminate()
  Exit Sub
Failed:
  target.writeString(Error & " in line " & Erl & ": " & line & Chr(10))
  Resume Ended
End Sub

Function Filter(name, options)
  Dim all(2) As New com.sun.star.beans.PropertyValue
  all(0).Name = "FilterName"
  all(0).Value = name
  all(1).Name = "FilterOptions"
  all(1).Value = options
  all(2).Name = "Hidden"
  all(2).Value = True
  Filter = all()
End Function
`;
