import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { readBody, readFields, type ReadBody } from '../../../shared/connectors/webhook/readBody';
import { DELIVERY_HEADERS } from '../../../shared/connectors/webhook/responseId';
import type { WebhookSpec } from '../../../shared/connectors/webhook/spec';
import { answer, handOn, rawBodyOf } from '../../answering';
import { readerOf, type TriggerSettings } from '../../settings';
import { callerIsKnown } from '../../webhookSecret';
import { specOf } from './mapping';

/** A call of a survey tool. Wrong or missing proof: 401, and nothing runs. What it means is found out in the execution. */
export async function receivePayload(
	context: IWebhookFunctions,
	settings: TriggerSettings,
): Promise<IWebhookResponseData> {
	const { source } = settings;
	if (!(await callerIsKnown(context, rawBodyOf(context), source.preset?.signature))) {
		return answer(context, 401, 'not signed as agreed');
	}
	const spec = specOf(source, readerOf(context));
	const read = readCall(context, spec);
	if (read.kind === 'malformed') return answer(context, 400, read.reason);
	const headers = tellingHeaders(context, spec);
	return handOn(context, settings, [
		{
			kind: 'posted',
			raw: read.payload,
			...(headers && { headers }),
			receivedAt: new Date().toISOString(),
		},
	]);
}

function readCall(context: IWebhookFunctions, { jsonFields }: WebhookSpec): ReadBody {
	const { headers, body } = context.getRequestObject();
	const contentType = headers['content-type'];
	// n8n has read these by itself, and keeps no bytes: so they cannot be signed either.
	if (/^\s*multipart\/form-data/i.test(contentType ?? '')) {
		const { data } = (body ?? {}) as { data?: unknown };
		return data ? readFields(data, jsonFields) : { kind: 'malformed', reason: 'the form is empty' };
	}
	return readBody(rawBodyOf(context), contentType, jsonFields);
}

/** Nothing else of the headers is kept: they hold the proof. */
function tellingHeaders(
	context: IWebhookFunctions,
	{ deliveryIdHeader }: WebhookSpec,
): Record<string, string> | undefined {
	const { headers } = context.getRequestObject();
	const names = deliveryIdHeader ? [deliveryIdHeader.toLowerCase()] : DELIVERY_HEADERS;
	for (const name of names) {
		const value = headers[name];
		if (typeof value === 'string' && value !== '') return { [name]: value };
	}
	return undefined;
}
