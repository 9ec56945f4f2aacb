import type { TrialLocale } from '../locales';

/** What a person types into a cell; both from 0. */
export interface Edit {
	row: number;
	column: number;
	text: string;
}

/** How a text file is taken apart or written. */
export interface TextForm {
	/** Which signs set cells apart; of several, the first is written. */
	delimiters: string;
	encoding: 'utf-8' | 'windows-1252' | 'windows-1250';
	/** Every cell is a text, as the import dialog offers for each column. */
	isAllText?: boolean;
	/** Numbers with signs, dates and percentages are looked for too. */
	findsSpecialNumbers?: boolean;
}

/** Opens a file as a person would, types, and saves it. */
export interface Job {
	input: string;
	/** Undefined: a workbook. */
	opens?: TextForm;
	/** All cells are formatted as text before anything is typed. */
	formatsAsText?: boolean;
	edits: readonly Edit[];
	output: string;
	saves?: TextForm;
}

/** A spreadsheet program, as it is set up in one country. */
export interface Program {
	readonly name: string;
	readonly locale: TrialLocale;
	/** All of the jobs; rejects where one of them gave no file. */
	run(jobs: readonly Job[]): Promise<void>;
}
