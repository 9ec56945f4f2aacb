import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Directory } from '../shared/connectors/qualtrics/directories';
import type { ContactInput } from '../shared/connectors/qualtrics/contactShapes';
import type { Qualtrics } from '../shared/connectors/qualtrics/client';
import { resolveDirectory } from '../shared/face/directoryLocators';
import { asNodeError } from '../shared/face/errors';
import { failedItem } from '../shared/face/items';
import { readMappingRows } from '../shared/face/mappingRows';
import { connectQualtrics } from '../shared/face/qualtrics';
import { asText, perItem, readRaw } from '../shared/face/rawParameters';
import { surveyResponseFinder } from '../shared/face/surveyResponseOf';
import { rawTextOf, renderSurroundings } from '../shared/face/textParameters';
import { assertIdentifies, toContactInput } from './contactInput';

/** One contact per item, in order, each result paired with its item. */
export async function writeContacts(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const qualtrics = await asNodeError(this.getNode(), connectQualtrics(this));
	const directory = await asNodeError(
		this.getNode(),
		resolveDirectory(qualtrics, this.getNodeParameter('directory', 0)),
	);
	const mappingFor = readMappingRows(this, 'fields');
	const responseOf = surveyResponseFinder(this);
	const surroundings = renderSurroundings(this);
	const listFor = perItem(this, rawTextOf(readRaw(this, 'mailingList', '')));
	const out: INodeExecutionData[] = [];
	const reported = new Map<string, number>();

	for (let itemIndex = 0; itemIndex < this.getInputData().length; itemIndex++) {
		const outcome = await write(itemIndex).then(
			(json) => ({ json }),
			(error: unknown) => ({ error }),
		);
		out.push(
			'error' in outcome
				? failedItem(this, outcome.error, itemIndex)
				: { json: outcome.json, pairedItem: { item: itemIndex } },
		);
	}
	for (const [message, count] of [...reported].slice(0, 3)) {
		const times = count > 1 ? ` (${count} items)` : '';
		this.addExecutionHints({
			message: `${message}${times}`,
			type: 'warning',
			location: 'outputPane',
		});
	}
	return [out];

	async function write(this: void, itemIndex: number): Promise<IDataObject> {
		const mapping = mappingFor(itemIndex);
		const mapped = mapping.apply({ response: responseOf(itemIndex), ...surroundings });
		const warnings = [...mapping.problems, ...mapped.warnings, ...mapped.errors];
		for (const { target, token, reason } of mapped.unresolved) {
			warnings.push(`${target}: ${token} cannot be resolved: ${reason}`);
		}
		for (const warning of warnings) reported.set(warning, (reported.get(warning) ?? 0) + 1);
		const contact = toContactInput(mapped.fields);
		assertIdentifies(contact);
		const mailingListId = asText(listFor(itemIndex)).trim();
		const written = await upsert(qualtrics, directory, mailingListId, contact);
		return { ...written, fields: { ...contact }, ...(warnings.length > 0 && { warnings }) };
	}
}

async function upsert(
	qualtrics: Qualtrics,
	directory: Directory,
	mailingListId: string,
	contact: ContactInput,
): Promise<IDataObject> {
	// Sent twice it leaves one contact only where the directory finds it again by what is sent.
	const idempotent = directory.mergeFields.some((field) => field === 'email' && contact.email);
	const place = { directoryId: directory.id, ...(mailingListId && { mailingListId }) };
	const created = await qualtrics.contacts.create(place, contact, { idempotent });
	return {
		status: 'created or updated',
		contactId: created.id,
		directoryId: directory.id,
		...(mailingListId && { mailingListId, contactLookupId: created.contactLookupId }),
	};
}
