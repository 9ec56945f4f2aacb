import { createHubSpot } from '../../../nodes/shared/connectors/hubspot/client';
import { describeRow } from '../../../nodes/shared/connectors/hubspot/errorTable';
import type { ConnectorError } from '../../../nodes/shared/http/ConnectorError';
import { failureOf, fakeSystem } from '../http/fakeSystem';

const LEFT_OUT = 'The original message of HubSpot is hidden, as it may contain personal data.';
const sent = { inputs: [{ properties: { score: 'many', plan: 'x' } }] };

const refusal = async (status: number, body: unknown): Promise<ConnectorError> => {
	const { runtime } = fakeSystem(() => ({ status, body }));
	const call = createHubSpot(runtime).records('0-1').update(sent.inputs);
	return (await failureOf(call)) as ConnectorError;
};

describe('refusals of HubSpot', () => {
	it.each<[number, object, string, string, string]>([
		[
			401,
			{},
			'auth',
			'HubSpot did not accept the credential',
			'Enter a valid service key or token, or sign in again.',
		],
		[
			403,
			{},
			'permission',
			'The credential may not use the records',
			'Give the service key or app the scope for it; some features need a larger plan.',
		],
		[
			404,
			{},
			'unexpected',
			'HubSpot does not know the address for these records',
			'Try again later. If it stays, check the kind of object.',
		],
		[
			409,
			{ category: 'CONFLICT' },
			'conflict',
			'HubSpot has another record with the same unique value',
			'Match by that value, or correct it.',
		],
		[
			400,
			{ errors: [{ code: 'CONFLICTING_UNIQUE_VALUE' }], message: 'told' },
			'conflict',
			'HubSpot has another record with the same unique value: CONFLICTING_UNIQUE_VALUE',
			`Match by that value, or correct it. ${LEFT_OUT}`,
		],
		[
			400,
			{ message: 'Unable to infer object type from: butterflies' },
			'unexpected',
			'HubSpot has no such kind of object',
			'Choose another one from the list.',
		],
		[
			400,
			{ message: 'idProperty is non-unique' },
			'unexpected',
			'HubSpot cannot find records by this property: it is not unique',
			"Match by 'Any Property' instead.",
		],
		...[
			'Duplicate IDs found',
			'Invalid input JSON on line 1',
			'some required attributes are not',
		].map((message): [number, object, string, string, string] => [
			400,
			{ message },
			'unexpected',
			'HubSpot did not understand the request about the records',
			'This is a bug in this node. Please report it.',
		]),
		[
			429,
			{ policyName: 'DAILY' },
			'unavailable',
			'The HubSpot account has used up its requests of today',
			'The limit resets at midnight, in the time zone of the account.',
		],
		[
			429,
			{ policyName: 'SECONDLY' },
			'rateLimited',
			'HubSpot is limiting requests: too many were sent',
			'Try again in a minute, or send less at once.',
		],
		[
			423,
			{},
			'unavailable',
			'HubSpot is busy with other writes of this kind',
			'Try again in a minute.',
		],
		[
			477,
			{},
			'unavailable',
			'HubSpot is migrating the account',
			'This may take up to a day. Run it again later.',
		],
		[
			503,
			{},
			'unavailable',
			'HubSpot could not answer the request about the records',
			'Temporary outage at HubSpot. Try again later.',
		],
		[
			400,
			{},
			'input',
			'HubSpot rejected the request about the records',
			'Check the values that were sent, and what an administrator has made required.',
		],
	])('%i %j: %s', async (status, body, kind, message, hint) => {
		expect(await refusal(status, body)).toMatchObject({
			kind,
			message,
			hint: expect.stringContaining(hint),
			status,
		});
	});

	it.each([
		['in errors', { errors: [{ code: 'INVALID_INTEGER', context: { propertyName: ['score'] } }] }],
		[
			'inside of the message',
			{ message: 'Property values were not valid: [{"error":"INVALID_INTEGER","name":"score"}]' },
		],
		[
			'inside of the message, where errors have no code',
			{
				message: 'Not valid: [{"error":"INVALID_INTEGER","name":"score"}]',
				errors: [{ message: 'x' }],
			},
		],
	])('what is wrong with which field is told %s', async (_name, body) => {
		const { message, code } = await refusal(400, { ...body, category: 'VALIDATION_ERROR' });
		expect(message).toMatch(/: INVALID_INTEGER; .*"?score"?/);
		expect(code).toBe('INVALID_INTEGER');
	});

	it('a field that was not sent is not named, and a code that HubSpot has is kept', async () => {
		const errors = [{ code: 'INVALID_OPTION', context: { propertyName: ['ann@example.com'] } }];
		const { message } = await refusal(400, { errors, message: 'ann@example.com' });
		expect(message).toBe('HubSpot rejected the request about the records: INVALID_OPTION');
		expect(
			await refusal(400, { category: 'VALIDATION_ERROR', correlationId: 'c-1' }),
		).toMatchObject({ code: 'VALIDATION_ERROR', requestId: 'c-1' });
	});

	it.each([
		['errors', { errors: [{ context: { requiredGranularScopes: ['crm.lists.read'] } }] }],
		['the context', { context: { requiredGranularScopes: ['crm.lists.read'] } }],
		[
			'both',
			{
				context: { requiredGranularScopes: ['crm.lists.read'] },
				errors: [{ context: { requiredGranularScopes: ['crm.lists.read', '<b>', 'A.b', 'x y'] } }],
			},
		],
	])('scopes that are missing are named, from %s, and nothing else', async (_name, body) => {
		expect(
			await refusal(403, { ...body, category: 'MISSING_SCOPES', correlationId: 'c-1' }),
		).toMatchObject({
			kind: 'permission',
			message: 'The credential may not use the records: no scope crm.lists.read',
			hint: 'Add the scope to the service key (or to the OAuth credential, and sign in again).',
			status: 403,
			code: 'MISSING_SCOPES',
			requestId: 'c-1',
			logText: expect.stringContaining('403'),
		});
	});

	it.each([
		['CONFLICT', 'conflict', 409],
		['VALIDATION_ERROR', 'input', 400],
	])('of one record of a batch, %s: %s', (category, kind, status) => {
		expect(describeRow({ category }, { method: 'POST', subject: 'the record' })).toMatchObject({
			kind,
			status,
			code: category,
		});
	});
});
