import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { foldName, type BulkField, type TemplateRecord } from '../shared/bulk';
import { ConnectorError, isConnectorError } from '../shared/http/ConnectorError';
import { textOf } from '../shared/pipedText/textOf';
import { normaliseKey } from '../shared/records';
import { openInput } from './inputFile';
import { dialectOf, zipOf } from './settings';
import type { BulkDestination, KeyField } from './targets/BulkProvider';
import { openRows } from './openFile';

/** Keys of which nothing comes into the template. */
export interface KeyTrouble {
	withoutKey: number;
	notFound: number;
	ambiguous: number;
}

/** The key column of the input's file: the one that is named, else the one named like the key field, else the first. */
export async function* keysFromFile(
	context: IExecuteFunctions,
	keyField: KeyField,
): AsyncGenerator<string> {
	const options = context.getNodeParameter('options', 0, {}) as {
		keyColumn?: string;
		sheet?: string;
	};
	for (let itemIndex = 0; itemIndex < context.getInputData().length; itemIndex++) {
		const input = await openInput(context, itemIndex, zipOf(context, options));
		const file = await openRows(input, { csv: dialectOf(options), sheet: options.sheet ?? '' });
		const column = keyColumn(file.header, options.keyColumn?.trim(), keyField);
		for await (const rows of file.rows()) for (const row of rows) yield row.cell(column) ?? '';
	}
}

function keyColumn(header: string[], wanted: string | undefined, keyField: KeyField): number {
	const columnOf = (name: string) => header.findIndex((one) => foldName(one) === foldName(name));
	if (!wanted) return Math.max(columnOf(keyField.name), columnOf(keyField.id), 0);
	if (columnOf(wanted) !== -1) return columnOf(wanted);
	throw new ConnectorError('input', `The file has no column ${wanted}`, {
		hint: `Its columns are ${header.slice(0, 10).join(', ')}.`,
	});
}

/** A field of each item. */
export async function* keysFromItems(context: IExecuteFunctions): AsyncGenerator<string> {
	const name = String(context.getNodeParameter('keyInItems', 0, '')).trim() || 'key';
	for (const { json } of context.getInputData()) yield textOf(ownValue(json, name));
}

/** Only what an item holds itself: a name may come from data. */
const ownValue = (json: IDataObject, name: string): unknown =>
	Object.hasOwn(json, name) ? json[name] : undefined;

/** The items themselves: no system is asked. */
export async function* recordsOfItems(
	context: IExecuteFunctions,
	keyField: KeyField,
	fields: readonly BulkField[],
): AsyncGenerator<TemplateRecord[]> {
	yield context.getInputData().map(({ json }) => ({
		key: textOf(ownValue(json, keyField.name)),
		values: Object.fromEntries(fields.map(({ id, name }) => [id ?? name, ownValue(json, name)])),
	}));
}

/** Reads the records of a list of keys, in the batches that the target takes; each key once. */
export async function* recordsOfKeys(
	keys: AsyncIterable<string>,
	destination: BulkDestination,
	keyField: KeyField,
	fields: readonly BulkField[],
	trouble: KeyTrouble,
): AsyncGenerator<TemplateRecord[]> {
	const target = await destination.open({ purpose: 'read', keyField, fields });
	if (!target.find) {
		throw new ConnectorError('input', `${destination.description}: records cannot be read by key`);
	}
	const fieldIds = fields.map(({ id, name }) => id ?? name);
	const seen = new Set<string>();
	let batch: string[] = [];
	const read = async (): Promise<TemplateRecord[]> => {
		const asked = batch;
		batch = [];
		const found = asked.length > 0 ? await target.find!(asked, fieldIds) : [];
		return found.flatMap((records, index) => {
			if (isConnectorError(records)) throw records;
			if (records.length === 1) {
				const [{ id, values }] = records;
				return [{ key: asked[index], id, values }];
			}
			trouble[records.length === 0 ? 'notFound' : 'ambiguous']++;
			return [];
		});
	};
	for await (const given of keys) {
		const key = given.trim();
		const id = normaliseKey(keyField.kind, key);
		if (key === '' || seen.has(id)) {
			if (key === '') trouble.withoutKey++;
			continue;
		}
		seen.add(id);
		batch.push(key);
		if (batch.length >= target.limits.findBatch) yield await read();
	}
	yield await read();
}
