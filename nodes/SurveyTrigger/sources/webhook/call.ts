import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { readMultipart } from '../../../shared/connectors/webhook/multipart';
import { readBody, readParts, type ReadBody } from '../../../shared/connectors/webhook/readBody';
import { DELIVERY_HEADERS } from '../../../shared/connectors/webhook/responseId';
import type { WebhookSpec } from '../../../shared/connectors/webhook/spec';
import { answer, bodyOf, handOn, refuseCaller, TOO_LARGE } from '../../answering';
import type { TriggerSettings } from '../../settings';
import { callerOf } from '../../webhookSecret';

type Received = Pick<WebhookSpec, 'jsonFields' | 'deliveryIdHeader'>;

const MOST_BYTES = 5 * 1024 * 1024;

const UNREADABLE =
	"n8n read this form before its signature could be checked: post JSON, or switch on 'Options → Check Signatures of Multipart Forms' in the Survey Trigger";

/** A call of a survey tool. Wrong or missing proof: 401, and nothing runs. What it means is found out in the execution. */
export async function receivePayload(
	context: IWebhookFunctions,
	settings: TriggerSettings,
): Promise<IWebhookResponseData> {
	const { source } = settings;
	const body = await bodyOf(context, MOST_BYTES);
	if (!body.ok) return answer(context, body.status, body.text);
	const caller = await callerOf(context, body.raw, source.preset?.signature);
	if (caller === 'unreadable') return answer(context, 415, UNREADABLE);
	if (caller !== 'known') return refuseCaller(context);
	// A mapping of one's own is looked at in the execution, where what is wrong with it can be seen and mended.
	const spec: Received = source.preset?.spec ?? {};
	const read = readCall(context, body.raw, spec);
	if (read === 'tooLarge') return answer(context, TOO_LARGE.status, TOO_LARGE.text);
	if (read.kind === 'malformed') return answer(context, 400, read.reason);
	const headers = deliveryHeaders(context, spec);
	return handOn(context, settings, [
		{
			kind: 'posted',
			raw: read.payload,
			...(headers && { headers }),
			receivedAt: new Date().toISOString(),
		},
	]);
}

function readCall(
	context: IWebhookFunctions,
	raw: Buffer | undefined,
	{ jsonFields }: Received,
): ReadBody | 'tooLarge' {
	const contentType = context.getRequestObject().headers['content-type'] ?? '';
	if (!/^\s*multipart\/form-data/i.test(contentType)) {
		return readBody(raw ?? Buffer.alloc(0), contentType, jsonFields);
	}
	if (raw === undefined || raw.length === 0) return formReadByN8n(context, jsonFields);
	const form = readMultipart(raw, contentType);
	return form.kind === 'ok' ? readParts(form.fields, jsonFields) : form;
}

/** n8n has read the form by itself, files included, with bounds of its own, and keeps no bytes: so it cannot be signed. */
function formReadByN8n(
	context: IWebhookFunctions,
	jsonFields: WebhookSpec['jsonFields'],
): ReadBody | 'tooLarge' {
	const { data } = (context.getRequestObject().body ?? {}) as { data?: object };
	if (!data || Object.keys(data).length === 0)
		return { kind: 'malformed', reason: 'the form is empty' };
	let bytes = 0;
	for (const [name, value] of Object.entries(data))
		for (const text of [name, ...[value as unknown].flat()])
			bytes += typeof text === 'string' ? Buffer.byteLength(text) : 0;
	return bytes > MOST_BYTES ? 'tooLarge' : readParts(data, jsonFields);
}

/** Nothing else of the headers is kept: they hold the proof. */
function deliveryHeaders(
	context: IWebhookFunctions,
	{ deliveryIdHeader }: Received,
): Record<string, string> | undefined {
	const { headers } = context.getRequestObject();
	const names = deliveryIdHeader ? [deliveryIdHeader.toLowerCase()] : DELIVERY_HEADERS;
	for (const name of names) {
		const value = headers[name];
		if (typeof value === 'string' && value !== '') return { [name]: value };
	}
	return undefined;
}
