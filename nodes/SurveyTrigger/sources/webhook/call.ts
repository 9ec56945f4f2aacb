import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { readBody, type ReadBody } from '../../../shared/connectors/webhook/readBody';
import type { WebhookSpec } from '../../../shared/connectors/webhook/spec';
import { answer, handOn, rawBodyOf } from '../../answering';
import type { TriggerSettings } from '../../settings';
import { callerIsKnown } from '../../webhookSecret';

type Received = Pick<WebhookSpec, 'jsonFields' | 'deliveryIdHeader'>;

/** A call of a survey tool. Wrong or missing proof: 401, and nothing runs. What it means is found out in the execution. */
export async function receivePayload(
	context: IWebhookFunctions,
	settings: TriggerSettings,
): Promise<IWebhookResponseData> {
	const { source } = settings;
	if (!(await callerIsKnown(context, rawBodyOf(context), source.preset?.signature))) {
		return answer(context, 401, 'not signed as agreed');
	}
	// A mapping of one's own is looked at in the execution, where what is wrong with it can be seen and mended.
	const spec: Received = source.preset?.spec ?? {};
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

function readCall(context: IWebhookFunctions, { jsonFields }: Received): ReadBody {
	const { headers, body } = context.getRequestObject();
	const contentType = headers['content-type'];
	// n8n has read these by itself, and keeps no bytes: so they cannot be signed either.
	if (/^\s*multipart\/form-data/i.test(contentType ?? '')) {
		const { data } = (body ?? {}) as { data?: unknown };
		return data
			? { kind: 'ok', payload: data }
			: { kind: 'malformed', reason: 'the form is empty' };
	}
	return readBody(rawBodyOf(context), contentType, jsonFields);
}

/** Nothing else of the headers is kept: they hold the proof. */
function tellingHeaders(
	context: IWebhookFunctions,
	{ deliveryIdHeader }: Received,
): Record<string, string> | undefined {
	if (!deliveryIdHeader) return undefined;
	const name = deliveryIdHeader.toLowerCase();
	const value = context.getRequestObject().headers[name];
	return typeof value === 'string' ? { [name]: value } : undefined;
}
