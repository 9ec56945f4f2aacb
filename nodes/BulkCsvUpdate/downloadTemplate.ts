import {
	sleep,
	type IBinaryKeyData,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';
import {
	createTemplateBook,
	createTemplateFile,
	GrowingFile,
	type FilePart,
	templateEscapes,
	type BulkField,
	type TemplateRecord,
} from '../shared/bulk';
import { cancelSignalOf } from '../shared/n8n/cancelSignal';
import { throwIfCancelled } from '../shared/http/cancel';
import { ConnectorError } from '../shared/http/ConnectorError';
import { chosenFields } from './chosenFields';
import {
	keysFromFile,
	keysFromItems,
	recordsOfItems,
	recordsOfKeys,
	type KeyTrouble,
} from './keyLists';
import { putUnder } from './outputFiles';
import { readRules, targetSettings } from './settings';
import type { BulkDestination, KeyField } from './targets/BulkProvider';
import { targets } from './targets/registry';

interface TemplateOptions {
	columnNames?: 'labels' | 'names';
	checkColumn?: boolean;
	escapeTemplate?: boolean;
	templateDelimiter?: string;
	templateMark?: boolean;
	fileName?: string;
	maxFileMb?: number;
}

/**
 * Cells written before n8n may do something else. Some 5 ms of work: a request for the next page is on its way only after several
 * turns, since n8n reads the credential first, and the system should be at work on it while this page is written. Shorter turns are
 * slower again: each pause takes up to a millisecond.
 */
const CELLS_AT_A_TIME = 5_000;

/** The file to edit: the key, and `[old]` and `[new]` of each field, as a .csv in a .zip. */
export async function downloadTemplate(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const provider = targets.systemOf(context.getNodeParameter('target', 0, ''));
	const destination = await provider.connect(context, targetSettings(context, 0));
	const options = context.getNodeParameter('options', 0, {}) as TemplateOptions;
	const fields = chosenFields(context, destination);
	const keyField = keyFieldOf(context, destination);
	const named = fields.map((field) => ({ ...field, name: nameOf(field, options) }));
	const trouble: KeyTrouble = { withoutKey: 0, notFound: 0, ambiguous: 0 };
	const records = recordsFor(context, destination, keyField, fields, trouble);
	const template = templateOf(context, keyField, named, options);
	const cancel = cancelSignalOf(context);
	const binary: IBinaryKeyData = {};
	const atATime = Math.ceil(CELLS_AT_A_TIME / (1 + fields.length));
	let rows = 0;
	let seen = 0;
	for await (const some of records) {
		for (const record of some) {
			if (seen++ % atATime === 0) {
				await sleep(0);
				throwIfCancelled(cancel);
				await store(context, binary, template.mimeType, await template.file.take());
			}
			if (record.key.trim() === '') trouble.withoutKey++;
			else {
				template.add(record);
				rows++;
			}
		}
	}
	await store(context, binary, template.mimeType, await template.file.finish());
	const cut = template.cutTexts();
	return [
		{
			json: {
				operation: 'downloadTemplate',
				target: destination.description,
				summary: `Template with ${rows} ${rows === 1 ? 'record' : 'records'} and ${fields.length} ${fields.length === 1 ? 'field' : 'fields'} (${destination.description}).`,
				rows,
				keyField: keyField.name,
				fields: named.map(({ name }) => name),
				...troubleTold(trouble, cut),
			},
			binary,
			pairedItem: { item: 0 },
		},
	];
}

interface Template {
	file: GrowingFile;
	mimeType: string;
	add(record: TemplateRecord): void;
	/** Texts that did not fit into a cell. */
	cutTexts(): number;
}

function templateOf(
	context: IExecuteFunctions,
	keyField: KeyField,
	named: readonly BulkField[],
	options: TemplateOptions,
): Template {
	const read = <T>(name: string, fallback: T) => context.getNodeParameter(name, 0, fallback) as T;
	const made = (
		read<string>('fileFormat', 'csv') === 'xlsx' ? createTemplateBook : createTemplateFile
	)({
		keyName: keyField.name,
		fields: named.map((field) => ({ ...field, id: field.id ?? field.name })),
		rules: readRules(context, read),
		hasCheck: options.checkColumn ?? true,
		csv: {
			delimiter: options.templateDelimiter ?? ',',
			mark: options.templateMark ?? true,
			escapeFormulas: (options.escapeTemplate ?? true) && templateEscapes(named),
		},
	});
	const { format, row, cutTexts } = made;
	const file = new GrowingFile({
		name: (options.fileName ?? '').trim() || 'template',
		format,
		maxPartBytes: Math.max(1, options.maxFileMb ?? 50) * 1_000_000,
		time: new Date(),
	});
	const add = (record: TemplateRecord) => file.add(row(record));
	return { file, mimeType: format.mimeType, add, cutTexts };
}

async function store(
	context: IExecuteFunctions,
	binary: IBinaryKeyData,
	mimeType: string,
	parts: FilePart[],
): Promise<void> {
	for (const { fileName, bytes } of parts) {
		putUnder(binary, 'data', await context.helpers.prepareBinaryData(bytes, fileName, mimeType));
	}
}

const nameOf = ({ name, id }: BulkField, { columnNames = 'labels' }: TemplateOptions): string =>
	columnNames === 'labels' ? name : (id ?? name);

function troubleTold({ withoutKey, notFound, ambiguous }: KeyTrouble, cut: number) {
	const left = [
		...(withoutKey > 0 ? [`${withoutKey} records without a key were left out`] : []),
		...(notFound > 0 ? [`${notFound} keys were not found`] : []),
		...(ambiguous > 0 ? [`${ambiguous} keys that several records have were left out`] : []),
		...(cut > 0
			? [
					`${cut} texts are longer than a cell of Excel can be and were cut: leave these fields alone`,
				]
			: []),
	];
	return left.length > 0 ? { warnings: left } : {};
}

function keyFieldOf(context: IExecuteFunctions, { keyFields, fields }: BulkDestination): KeyField {
	const chosen = String(context.getNodeParameter('keyField', 0, '') ?? '').trim();
	if (fields === undefined || keyFields[0]?.id === 'key') {
		const name = String(context.getNodeParameter('keyInItems', 0, '')).trim();
		return { id: 'key', name: name === '' ? 'key' : name, kind: 'exact' };
	}
	const found = chosen === '' ? keyFields[0] : keyFields.find(({ id }) => id === chosen);
	if (found) return found;
	throw new ConnectorError('input', `Records cannot be found by ${chosen} here`, {
		hint: "Choose another one under 'Key Field'.",
	});
}

function recordsFor(
	context: IExecuteFunctions,
	destination: BulkDestination,
	keyField: KeyField,
	fields: BulkField[],
	trouble: KeyTrouble,
): AsyncIterable<TemplateRecord[]> {
	const kind = context.getNodeParameter('targetGroup', 0, 'items') as string;
	if (kind === 'items') return recordsOfItems(context, keyField, fields);
	const isFile = kind === 'keysFromFile';
	if (!isFile && kind !== 'keysFromItems') return destination.group!(kind, { keyField, fields });
	const keys = isFile ? keysFromFile(context, keyField) : keysFromItems(context);
	return recordsOfKeys(keys, destination, keyField, fields, trouble);
}
