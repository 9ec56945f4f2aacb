import type { IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';
import {
	ROLL_BACK_RULES,
	RULES,
	withClearWord,
	type CellRules,
	type ConflictPolicy,
	type ConsentChanges,
	type CsvSettings,
	type Encoding,
	type Guards,
	type HeaderSettings,
	type PlanSettings,
	type RulesPreset,
	type UndoAlreadyThere,
	type ZipChoice,
} from '../shared/bulk';
import { entriesIn } from '../shared/n8n/entries';
import { authorTextIn, rawTextOf, readRaw, type Raw } from '../shared/n8n/rawParameters';
import { ConnectorError } from '../shared/http/ConnectorError';
import type { AuthorText } from '../shared/pipedText/authorText';
import { textOf } from '../shared/pipedText/textOf';
import type { KeyKind } from '../shared/records';
import { namesIn } from './chosenFields';
import type { BulkOperation, TargetSettings } from './targets/BulkProvider';

/** Whatever the target: how a file is read and what may be done with it. */
export interface FileSettings {
	operation: BulkOperation;
	keyField: string;
	csv: CsvSettings;
	/** Of a workbook; empty: the first one. */
	sheet: string;
	header: HeaderSettings;
	zip: ZipChoice;
	plan: Omit<PlanSettings, 'keyKind'> & { keyKind?: KeyKind };
	conflicts: ConflictPolicy;
	guards: Guards;
	rowsPerRun?: number;
	resumeToken: string;
	afterBrokenQuotes: 'stop' | 'goOn';
	/** Undefined: every row. */
	sampleSize?: number;
	compares: boolean;
	files: FileOptions;
}

export interface FileOptions {
	/** `edited`: every row that was edited or is wrong. */
	resultRows: 'all' | 'edited' | 'problems' | 'none';
	escapeResult: boolean;
	withAlreadyThere: UndoAlreadyThere;
	hasReport: boolean;
	maxPartBytes: number;
}

interface Options {
	delimiter?: string;
	otherDelimiter?: string;
	encoding?: string;
	quote?: string;
	sheet?: string;
	spoiltCells?: 'refuse' | 'accept';
	decimalSign?: 'field' | '.' | ',' | 'either';
	dateFormat?: string;
	keyColumn?: string;
	compareKeys?: string;
	newWithoutOld?: 'error' | 'noComparison';
	unescapeFormulas?: boolean;
	maxUnzippedMb?: number;
	maxZipRatio?: number;
	afterBrokenQuotes?: 'stop' | 'goOn';
	resultRows?: FileOptions['resultRows'];
	escapeResult?: boolean;
	undoAlreadyThere?: boolean;
	report?: boolean;
	maxFileMb?: number;
	compareWithPresent?: boolean;
	rowsPerRun?: number;
	resumeFrom?: unknown;
}

interface GuardParameters {
	maxErrorShare?: number;
	maxChangedRows?: number;
	maxChangedShare?: number;
}

const MB = 1_000_000;

/** Reads one parameter of one item. */
type Read = <T>(name: string, fallback: T) => T;

export function readFileSettings(context: IExecuteFunctions, itemIndex: number): FileSettings {
	const read: Read = <T>(name: string, fallback: T) =>
		context.getNodeParameter(name, itemIndex, fallback) as T;
	const operation = read<BulkOperation>('operation', 'validate');
	const options = read<Options>('options', {});
	const isRollBack = operation === 'rollBack';
	// Reading back changes nothing.
	const consents = operation === 'verify' ? 'allow' : read<ConsentChanges>('consents', 'refuse');
	const keyKind = options.compareKeys as KeyKind | undefined;
	const rowsPerRun = Math.floor(options.rowsPerRun ?? 0);
	// An item that comes back from a loop brings its token along.
	const { resumeFrom = context.getInputData()[itemIndex]?.json.resumeToken } = options;
	return {
		operation,
		keyField: read('keyField', ''),
		csv: dialectOf(options),
		sheet: options.sheet ?? '',
		header: {
			...(options.keyColumn?.trim() && { keyColumn: options.keyColumn }),
			...(options.newWithoutOld && { newWithoutOld: options.newWithoutOld }),
		},
		zip: zipOf(context, options),
		plan: {
			rules: isRollBack ? ROLL_BACK_RULES : readRules(context, read),
			consents,
			unescapeFormulas: options.unescapeFormulas ?? true,
			...(keyKind && { keyKind }),
			...(options.spoiltCells && { spoilt: options.spoiltCells }),
		},
		conflicts: read<ConflictPolicy>('conflicts', 'skip'),
		guards: guardsOf(read<GuardParameters>('guards', {})),
		...(rowsPerRun > 0 && { rowsPerRun }),
		resumeToken: textOf(resumeFrom).trim(),
		afterBrokenQuotes: options.afterBrokenQuotes ?? 'stop',
		...(read('rowsToCheck', 'sample') === 'sample' && {
			sampleSize: Math.max(1, Math.floor(read('sampleSize', 100))),
		}),
		compares: options.compareWithPresent ?? true,
		files: {
			resultRows: options.resultRows ?? 'edited',
			escapeResult: options.escapeResult ?? false,
			withAlreadyThere: options.undoAlreadyThere ?? undoByDefault(operation, consents),
			hasReport: options.report ?? true,
			maxPartBytes: Math.max(1, options.maxFileMb ?? 50) * MB,
		},
	};
}

/**
 * Apply: complete after a kill, but a consent that somebody withdrew meanwhile is only given back where giving consents is
 * confirmed. Roll Back mostly finds done what an earlier Roll Back did, whose own file undoes it: it only says so.
 */
function undoByDefault(operation: BulkOperation, consents: ConsentChanges): UndoAlreadyThere {
	if (operation !== 'apply') return false;
	return consents === 'allow' ? true : 'unlessItGivesConsent';
}

export function dialectOf({ delimiter, otherDelimiter, encoding, quote }: Options): CsvSettings {
	const written = delimiter === 'other' ? (otherDelimiter ?? '') : delimiter;
	return {
		...(written && written !== 'auto' && { delimiter: written === '\\t' ? '\t' : written[0] }),
		...(encoding && encoding !== 'auto' && { encoding: encoding as Encoding }),
		...(quote && quote !== 'auto' && { quote: quote === 'none' ? '' : quote }),
	};
}

export const zipOf = (
	context: IExecuteFunctions,
	{ maxUnzippedMb, maxZipRatio }: Options,
): ZipChoice => ({
	...fileInArchive(context),
	...(maxUnzippedMb && { maxSize: maxUnzippedMb * MB }),
	...(maxZipRatio && { maxRatio: maxZipRatio }),
});

function fileInArchive(context: IExecuteFunctions): Pick<ZipChoice, 'pattern'> {
	const pattern = typedOption(context, 'fileInArchive', 'File in the Archive');
	return pattern.trim() === '' ? {} : { pattern };
}

/** An option that is read as a pattern, so nothing that an n8n expression gives can be one. Empty where it is not set. */
function typedOption(context: IExecuteFunctions, name: string, label: string): AuthorText {
	const written = readRaw<Record<string, Raw> | undefined>(context, 'options', {});
	const pattern = authorTextIn(written?.[name]);
	if (pattern !== undefined) return pattern;
	throw new ConnectorError('input', `'${label}' comes from an n8n expression`, {
		hint: 'Type a fixed value. For security, a pattern cannot come from an expression.',
	});
}

/** Percentages are typed, shares are meant; zero or nothing is no limit. */
function guardsOf({ maxErrorShare, maxChangedRows, maxChangedShare }: GuardParameters): Guards {
	return {
		...(maxErrorShare !== undefined && { maxErrorShare: maxErrorShare / 100 }),
		...(maxChangedRows !== undefined && { maxChangedRows }),
		...(maxChangedShare !== undefined && { maxChangedShare: maxChangedShare / 100 }),
	};
}

export function readRules(context: IExecuteFunctions, read: Read): CellRules {
	const { decimalSign } = read<Options>('options', {});
	const { decimalSeparator, ...rules } = meaningOfCells(read);
	const decimal = decimalSign === 'field' ? undefined : (decimalSign ?? decimalSeparator);
	const dateFormat = typedOption(context, 'dateFormat', 'Date Format').trim();
	return {
		...rules,
		...(decimal && { decimalSeparator: decimal }),
		...(dateFormat !== '' && { dateFormat: dayFormat(dateFormat) }),
	};
}

/** Each of the three once, with something between them. */
function dayFormat(format: string): string {
	const parts = format.match(/d+|M+|y+/g) ?? [];
	if ([...parts].sort().join() === 'MM,dd,yyyy' && /^[dMy]+([-./ ])[dMy]+\1[dMy]+$/.test(format))
		return format;
	throw new ConnectorError('input', `'Date Format' cannot be read: ${format}`, {
		hint: 'Write dd, MM and yyyy with the same sign between them, such as dd/MM/yyyy or dd.MM.yyyy.',
	});
}

function meaningOfCells(read: Read): CellRules {
	const preset = read<RulesPreset | 'custom'>('cellRules', 'neutral');
	if (preset === 'custom') return customRules(read);
	const word = read('clearWord', 'Vide').trim();
	return preset === 'secutixSam' && word !== ''
		? withClearWord(RULES.secutixSam, word)
		: RULES[preset];
}

function customRules(read: Read): CellRules {
	const token = read('clearedBy', '');
	const booleans = read<'strict' | 'lenient'>('booleanWords', 'strict');
	return {
		empty: read<CellRules['empty']>('emptyCell', 'unchanged'),
		clearTokens: token === '' ? [] : [{ token, in: 'allFields' }],
		booleans: RULES[booleans === 'strict' ? 'secutixExtended' : 'salesforce'].booleans,
	};
}

/** What a target reads of its own parameters in a run. */
export const targetSettings = (context: IExecuteFunctions, itemIndex: number): TargetSettings => ({
	operation: context.getNodeParameter('operation', itemIndex, 'validate') as BulkOperation,
	parameter: <T>(name: string, fallback: T): T =>
		(rawTextOf(context.getNodeParameter(name, itemIndex, fallback)) ?? fallback) as T,
	names: (name) => namesIn(entriesIn(context, readRaw<Raw>(context, name, ''), itemIndex)),
	timeZone: context.getTimezone(),
});

/** The same in the editor. */
export const editorSettings = (context: ILoadOptionsFunctions): TargetSettings => {
	const parameter = <T>(name: string, fallback: T): T =>
		(rawTextOf(context.getCurrentNodeParameter(name)) ?? fallback) as T;
	return {
		operation: (context.getCurrentNodeParameter('operation') ?? 'validate') as BulkOperation,
		parameter,
		names: (name) => namesIn(parameter<string | string[]>(name, '')),
		timeZone: context.getTimezone(),
	};
};
