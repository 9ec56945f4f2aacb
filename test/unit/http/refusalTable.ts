import type { ConnectorError } from '../../../nodes/shared/http/ConnectorError';
import type { Refused } from '../../../nodes/shared/http/refusals';
import type { HttpResponse } from '../../../nodes/shared/http/types';

export type Refusal = [
	status: number,
	body: unknown,
	kind: ConnectorError['kind'],
	message: string,
	hint: string,
];

/** What a system's refusals are in plain words; each request is about `the thing`. */
export const itDescribes = (
	describeError: (response: HttpResponse, request: Refused) => ConnectorError,
	refusals: Refusal[],
): void =>
	it.each(refusals)('%i %j is of kind %s: %s', (status, body, kind, message, hint) => {
		const request: Refused = { method: 'POST', subject: 'the thing' };
		expect(describeError({ status, headers: {}, body }, request)).toMatchObject({
			kind,
			status,
			message: expect.stringContaining(message),
			hint: expect.stringContaining(hint),
		});
	});
