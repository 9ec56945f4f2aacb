import { createApi, type Api } from '../../../nodes/shared/connectors/dataverse/api';
import { createBatches, type Batches } from '../../../nodes/shared/connectors/dataverse/sendBatch';
import type { HttpRequest } from '../../../nodes/shared/http/types';
import { fakeSystem, type FakeSystem, type Reply } from '../http/fakeSystem';

export const environmentUrl = 'https://contoso.crm4.dynamics.com';

export interface PartAnswer {
	status: number;
	headers?: Record<string, string>;
	body?: unknown;
}

/** Answers of single operations as one of a batch. */
export const batchReply = (parts: readonly PartAnswer[], boundary = 'b'): Reply => ({
	headers: { 'content-type': `multipart/mixed; boundary=${boundary}` },
	body: [
		...parts.flatMap(({ status, headers = {}, body }) => [
			`--${boundary}`,
			'Content-Type: application/http',
			'',
			`HTTP/1.1 ${status} x`,
			...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
			'',
			body === undefined ? '' : JSON.stringify(body),
		]),
		`--${boundary}--`,
		'',
	].join('\r\n'),
});

/** The lines of the operations that a batch holds: `GET /api/data/v9.2/contacts`. */
export const linesOf = ({ body }: HttpRequest): string[] =>
	(String(body).match(/^(?:GET|POST|PATCH) .* HTTP\/1\.1$/gm) ?? []).map((line) =>
		line.replace(' HTTP/1.1', ''),
	);

export interface Environment {
	system: FakeSystem;
	api: Api;
	batches: Batches;
}

/** An environment that answers as told, request by request. */
export const environmentOf = (
	answer: (request: HttpRequest, call: number) => Reply | Promise<Reply>,
): Environment => {
	const system = fakeSystem(answer);
	const api = createApi(system.runtime, { environmentUrl });
	return { system, api, batches: createBatches(api) };
};
