import { ConnectorError } from '../../http/ConnectorError';
import type { AuthorText } from '../../pipedText/authorText';
import type { ZipEntry } from './directory';
import { createWildcard, LONGEST_NAME, LONGEST_PATTERN } from './wildcard';

/** The one file of an archive that is meant: by a pattern, else the only text file in it. */
export function chooseEntry(entries: readonly ZipEntry[], pattern?: AuthorText): ZipEntry {
	const written = pattern?.trim() ?? '';
	if (written.length > LONGEST_PATTERN) {
		throw new ConnectorError(
			'input',
			`The name pattern is longer than ${LONGEST_PATTERN} characters`,
			{ hint: 'Use a shorter one, with * for any characters.' },
		);
	}
	const files = entries.filter(isFile);
	for (const { name } of files) if (name.length > LONGEST_NAME) throw nameTooLong(name);
	const fits = written === '' ? undefined : createWildcard(written);
	const wanted = files.filter(({ name }) =>
		fits ? fits(name) || fits(baseOf(name)) : /\.(csv|tsv|txt)$/i.test(name),
	);
	if (wanted.length === 1) return wanted[0];
	const what = fits ? `files that match “${shown(written)}”` : 'CSV files';
	throw wanted.length === 0 ? noneOf(files, what, fits !== undefined) : severalOf(wanted, what);
}

/** Folders, and what other systems put beside the files, do not count. */
const isFile = ({ name }: ZipEntry): boolean =>
	!name.endsWith('/') && !/(^|\/)(__MACOSX\/|\.)/.test(name);

const baseOf = (name: string): string => name.slice(name.lastIndexOf('/') + 1);

function severalOf(wanted: readonly ZipEntry[], what: string): ConnectorError {
	const isTwice = wanted.every(({ name }) => name === wanted[0].name);
	return new ConnectorError(
		'input',
		`The archive holds ${wanted.length} ${what}: ${listed(wanted)}`,
		{
			hint: isTwice
				? 'No pattern tells files of one name apart: pack the right one alone.'
				: 'Set a name pattern that only one of them matches.',
		},
	);
}

function noneOf(files: readonly ZipEntry[], what: string, byPattern: boolean): ConnectorError {
	const names = listed(files);
	return new ConnectorError(
		'input',
		`The archive holds no ${what}${names ? `; it holds ${names}` : ''}`,
		{ hint: hintFor(files, byPattern) },
	);
}

function hintFor(files: readonly ZipEntry[], byPattern: boolean): string {
	if (byPattern) return 'Check the name pattern.';
	return files.some(({ name }) => /\.xls[xm]$/i.test(name))
		? 'Give the workbook itself, without packing it.'
		: 'Pack the .csv file itself.';
}

const nameTooLong = (name: string): ConnectorError =>
	new ConnectorError(
		'input',
		`The archive holds a file whose name is longer than ${LONGEST_NAME} characters: ${shown(name)}`,
		{ hint: 'Put the CSV file alone into an archive.' },
	);

function listed(entries: readonly ZipEntry[]): string {
	const names = entries.slice(0, 10).map(({ name }) => shown(name));
	return names.join(', ') + (entries.length > 10 ? ` and ${entries.length - 10} more` : '');
}

const MOST_SHOWN = 100;

/** A name as it may stand in a sentence: of one line, without signs that cannot be seen or that turn the text around. */
export function shown(name: string): string {
	const seen = name.slice(0, MOST_SHOWN * 2).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '�');
	return seen.length > MOST_SHOWN ? `${seen.slice(0, MOST_SHOWN)}…` : seen;
}
