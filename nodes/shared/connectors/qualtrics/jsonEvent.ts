import { ConnectorError } from '../../http/ConnectorError';
import { resultOf, type Api } from './api';
import { asText, type Json } from './json';
import { LIMITS } from './limits';

export interface JsonEvents {
	/** Starts the Qualtrics workflow behind a JSON event's address. Source: contracts/qualtrics.md 4.6. */
	start(workflowUrl: string, payload: unknown): Promise<{ requestId?: string; result: Json }>;
}

export const createJsonEvents = (api: Api): JsonEvents => ({
	async start(workflowUrl, payload) {
		if (!URL.canParse(workflowUrl.trim())) {
			throw new ConnectorError('input', 'The address of the JSON event is not an address', {
				hint: 'Copy it from the JSON event of the Qualtrics workflow.',
			});
		}
		const size = Buffer.byteLength(JSON.stringify(payload) ?? '');
		if (size > LIMITS.bytesPerJsonEvent) {
			throw new ConnectorError('input', `The JSON event holds ${Math.ceil(size / 1024)} KB`, {
				hint: 'Qualtrics takes 100 KB at most; send fewer fields.',
			});
		}
		const answer = await api.requester.request({
			method: 'POST',
			url: api.ownLink(workflowUrl.trim()),
			body: payload,
			resource: 'jsonEvent',
			subject: 'the JSON event of the workflow',
		});
		const meta = (answer.body as { meta?: { requestId?: unknown } } | undefined)?.meta;
		return { requestId: asText(meta?.requestId), result: resultOf(answer) };
	},
});
