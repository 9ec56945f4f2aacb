import {
	chooseEncoding,
	compilePlan,
	fingerprintIn,
	parseHeader,
	readAsNote,
	SINGLE_BYTE,
	storedFields,
	type BulkField,
	type BulkTarget,
	type Encoding,
	type FilePlan,
	type ParsedHeader,
	type RowFile,
} from '../shared/bulk';
import { ConnectorError } from '../shared/http/ConnectorError';
import type { FileSettings } from './settings';
import type { BulkDestination, KeyField } from './targets/BulkProvider';
import { type InputFile, type OpenedFile, openRows } from './openFile';

/** A file whose columns are known. */
export interface PlannedFile {
	file: OpenedFile;
	header: ParsedHeader;
	keyField: KeyField;
	plan: FilePlan;
	/** As they are for a file that is written like this one. */
	settings: FileSettings;
}

/** Opens the records; called for the first time while the encoding of the file is in doubt, or after. */
type OpenTarget = (planned: Pick<PlannedFile, 'plan' | 'keyField'>) => Promise<BulkTarget>;

/** Opens the file and brings its columns and the target's fields together, in the encoding that fits what the file says was there. */
export async function planFile(
	input: InputFile,
	destination: BulkDestination,
	settings: FileSettings,
	open: OpenTarget,
): Promise<PlannedFile> {
	const planIn = async (encoding?: Encoding): Promise<PlannedFile> => {
		const csv = encoding ? { ...settings.csv, encoding } : settings.csv;
		const file = await openRows(input, { csv, sheet: settings.sheet });
		return { file, ...planRows(file, file.header, destination, settings) };
	};
	const first = await planIn();
	const { guessedEncoding: guess } = first.file;
	if (!guess) return first;
	if (settings.resumeToken !== '') {
		const resumed = await planOfToken(settings.resumeToken, first, planIn);
		if (resumed) return resumed;
	}
	const { encoding, by } = await chooseEncoding(input.open, settings.csv, guess, {
		planFor: (names) =>
			planRows({ ...first.file, beginning: [] }, names, destination, settings).plan,
		target: async (plan) => await open({ ...first, plan }),
	});
	const planned = encoding === guess ? first : await planIn(encoding);
	return { ...planned, file: { ...planned.file, warnings: [readAsNote(encoding, by)] } };
}

/** A run goes on in the encoding in which it was begun: by now, less of what [old] says is there. */
async function planOfToken(
	token: string,
	first: PlannedFile,
	planIn: (encoding: Encoding) => Promise<PlannedFile>,
): Promise<PlannedFile | undefined> {
	const fingerprint = fingerprintIn(token);
	if (first.file.fingerprint === fingerprint) return first;
	for (const encoding of SINGLE_BYTE) {
		const planned = await planIn(encoding).catch(() => undefined);
		if (planned?.file.fingerprint === fingerprint) return planned;
	}
	return undefined;
}

function planRows(
	file: Pick<OpenedFile, 'beginning' | 'dialect'>,
	names: string[],
	destination: BulkDestination,
	given: FileSettings,
): Omit<PlannedFile, 'file'> {
	const header = parseHeader(names, given.header, file.beginning);
	const keyField = keyFieldOf(destination, given, header);
	const settings = asWritten(given, file, header);
	const plan = planOf(header, destination, keyField, settings, file.beginning);
	return { header, keyField, settings, plan };
}

/** What the records are found by: the chosen field, else what the target mostly goes by; its column bears the file's own name. */
function keyFieldOf(
	{ keyFields }: BulkDestination,
	{ keyField, plan }: FileSettings,
	{ names, keyColumn }: ParsedHeader,
): KeyField {
	const chosen = keyField === '' ? keyFields[0] : keyFields.find(({ id }) => id === keyField);
	if (!chosen) {
		throw new ConnectorError('input', `Records cannot be found by ${keyField || 'a key'} here`, {
			hint: "Choose another one under 'Key Field'.",
		});
	}
	return { ...chosen, name: names[keyColumn] ?? chosen.name, kind: plan.keyKind ?? chosen.kind };
}

/**
 * In a workbook a text is a text: nobody put an apostrophe in front of it to say so. Files for rolling back have their formulas
 * escaped if they carry a check; without one they are exact.
 */
function asWritten(
	settings: FileSettings,
	{ dialect }: Pick<OpenedFile, 'dialect'>,
	{ checkColumn }: ParsedHeader,
): FileSettings {
	const { operation, plan } = settings;
	const isEscaped = operation === 'rollBack' ? checkColumn !== undefined : plan.unescapeFormulas;
	const unescapeFormulas = dialect !== undefined && isEscaped === true;
	return { ...settings, plan: { ...plan, unescapeFormulas } };
}

function planOf(
	header: ParsedHeader,
	{ fields }: BulkDestination,
	{ kind }: KeyField,
	{ operation, plan }: FileSettings,
	beginning: RowFile['beginning'],
): FilePlan {
	const known: BulkField[] | undefined =
		fields && operation === 'rollBack' ? storedFields(fields) : fields;
	// What was there goes back as it was, even if it looks spoilt; its own check says whether the file is as it came out.
	const byFile = operation === 'rollBack' ? { checksNew: true } : { beginning };
	return compilePlan(header, known, { ...plan, keyKind: kind, ...byFile });
}
