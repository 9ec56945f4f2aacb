import { describeError as ghost } from '../../../nodes/shared/connectors/ghost/errorTable';
import {
	describeError as hubspot,
	describeRow,
} from '../../../nodes/shared/connectors/hubspot/errorTable';
import { describeError as qualtrics } from '../../../nodes/shared/connectors/qualtrics/errorTable';
import { describeError as salesmanago } from '../../../nodes/shared/connectors/salesmanago/errorTable';
import { describeError as secutix } from '../../../nodes/shared/connectors/secutix/errorTable';
import { describeError as startquestion } from '../../../nodes/shared/connectors/startquestion/errorTable';
import { describeError as surveymonkey } from '../../../nodes/shared/connectors/surveymonkey/errorTable';
import type { ConnectorError, ErrorKind } from '../../../nodes/shared/http/ConnectorError';
import type { HttpResponse } from '../../../nodes/shared/http/types';

type Row = [status: number, body: unknown, kind: ErrorKind, message: string, hint: string];

/** Dataverse has a table of its own, in test/unit/dataverse. */
const subject = 'the thing';

function check(
	describeOne: (response: HttpResponse) => ConnectorError,
	[status, body, kind, message, hint]: Row,
): void {
	const error = describeOne({ status, headers: {}, body });
	expect(error.kind).toBe(kind);
	expect(error.message).toContain(message);
	expect(error.hint).toContain(hint);
	expect(error.status).toBe(status);
}

describe('Ghost', () => {
	const failed = (error: object) => ({ errors: [error] });
	it.each<Row>([
		[401, '', 'auth', 'did not accept the admin API key', 'Copy the key from Ghost again'],
		[403, '', 'permission', 'may not use the thing', 'members must be switched on'],
		[404, '', 'notFound', 'Ghost does not know the thing', 'deleted meanwhile'],
		[429, '', 'rateLimited', 'limiting requests', 'Try again in a minute'],
		[500, failed({ code: 'UPDATE_RELATION' }), 'conflict', 'the same new label', 'Run it again'],
		[500, failed({ code: 'ANOTHER' }), 'unavailable', 'could not answer', 'Temporary outage'],
		[502, '', 'unavailable', 'could not answer the request about the thing', 'Try again later'],
		[
			422,
			failed({ property: 'email' }),
			'input',
			'the thing: field email',
			'a valid email address',
		],
		[422, failed({ context: 'name is too long' }), 'input', 'field name; it is too long', 'hidden'],
	])('%i %j is %s', (...row) =>
		check((response) => ghost(response, { method: 'PUT', subject }), row),
	);
});

describe('HubSpot', () => {
	const told = (code: string) => ({ errors: [{ code }] });
	it.each<Row>([
		[401, '', 'auth', 'did not accept the credential', 'Enter a valid service key'],
		[403, '', 'permission', 'may not use the thing', 'Give the service key or app the scope'],
		[404, '', 'notFound', 'HubSpot does not know the thing', 'deleted or merged meanwhile'],
		[409, '', 'conflict', 'another record with the same unique value', 'Match by that value'],
		[
			400,
			told('CONFLICTING_UNIQUE_VALUE'),
			'conflict',
			'another record with the same unique value: CONFLICTING_UNIQUE_VALUE',
			'Match by that value',
		],
		[423, '', 'unavailable', 'busy with other writes', 'Try again in a minute'],
		[477, '', 'unavailable', 'is migrating the account', 'up to a day'],
		[429, '', 'rateLimited', 'limiting requests', 'send less at once'],
		[429, { policyName: 'TEN_SECONDLY_ROLLING' }, 'rateLimited', 'limiting', 'in a minute'],
		[429, { policyName: 'DAILY' }, 'unavailable', 'requests of today', 'resets at midnight'],
		[500, '', 'unavailable', 'could not answer the request about the thing', 'Temporary outage'],
		[
			400,
			{ message: 'Unable to infer object type from: x' },
			'unexpected',
			'no such kind of object',
			'Choose another',
		],
		[400, { message: 'x is a non-unique property' }, 'unexpected', 'not unique', "'Any Property'"],
		[400, { message: 'Duplicate IDs found' }, 'unexpected', 'did not understand', 'a bug'],
		[400, { message: 'Invalid input JSON' }, 'unexpected', 'did not understand', 'a bug'],
		[400, { message: 'some required attributes' }, 'unexpected', 'did not understand', 'a bug'],
		[400, told('INVALID_EMAIL'), 'input', 'rejected the request about the thing', 'made required'],
	])('%i %j is %s', (...row) =>
		check((response) => hubspot(response, { method: 'POST', subject }), row),
	);

	it.each([
		['CONFLICT', 'conflict'],
		['VALIDATION_ERROR', 'input'],
	])('a record of a batch with %s is %s', (category, kind) => {
		expect(describeRow({ category }, { method: 'POST', subject }).kind).toBe(kind);
	});

	it('names the scopes that are missing, and nothing that is no scope', () => {
		const scopes = ['crm.lists.read', 'crm.lists.read', 'Ada Lovelace', 'crm..x'];
		const body = { errors: [{ context: { requiredGranularScopes: scopes } }] };
		const refused = (status: number) =>
			hubspot({ status, headers: {}, body }, { method: 'GET', subject }).message;
		expect(refused(403)).toBe('The credential may not use the thing: no scope crm.lists.read');
		expect(refused(404)).not.toContain('scope');
	});
});

describe('Qualtrics', () => {
	const meta = (errorCode: string, errorMessage = '') => ({
		meta: { error: { errorCode, errorMessage } },
	});
	const hidden = 'answers all of these alike';
	it.each<[resource: string | undefined, ...Row]>([
		[
			'subscriptions',
			400,
			meta('ESSG_2'),
			'notFound',
			'does not know the thing',
			'Unpublish and publish',
		],
		['response', 400, meta('ESSG_2'), 'input', 'rejected the request', 'Check the values'],
		...['QMST_2.1', 'GSI_2', 'GED_3', 'PACC_6'].map((code): [string, ...Row] => [
			'response',
			400,
			meta(code),
			'notFound',
			'or does not show it to this user',
			hidden,
		]),
		['response', 400, meta('GP_0', 'Survey not found'), 'notFound', 'or does not show it', hidden],
		[
			'response',
			400,
			meta('GP_0', 'Bad path'),
			'input',
			'rejected the request',
			'Check the values',
		],
		['response', 400, meta('GS_5'), 'permission', 'may not use the thing', '"Access API"'],
		[undefined, 401, '', 'auth', 'did not accept the credential', 'revoked or renewed'],
		['subscriptions', 403, '', 'permission', 'event subscriptions', 'brand administrator'],
		...['directoryRead', 'directoryWrite', 'listWrite', 'contactSearch', 'transactionWrite']
			.concat('importStart', 'importStatus')
			.map((resource): [string, ...Row] => [
				resource,
				403,
				'',
				'permission',
				'contact directory (the thing)',
				'not XM Directory Lite',
			]),
		...['response', 'responseSchema', 'exportStart', 'exportProgress', 'exportFile'].map(
			(resource): [string, ...Row] => [
				resource,
				403,
				'',
				'permission',
				'may not read the responses of the thing',
				'shared with them',
			],
		),
		[undefined, 403, '', 'permission', 'may not use the thing', '"Access API"'],
		['subscriptions', 404, '', 'notFound', 'does not know the thing', 'Unpublish and publish'],
		['exportProgress', 404, '', 'notFound', 'no longer there', 'the next run starts a new one'],
		['exportFile', 404, '', 'notFound', 'no longer there', 'the next run starts a new one'],
		['response', 404, '', 'notFound', 'does not know the thing', 'another account or data centre'],
		[undefined, 400, '', 'input', 'rejected the request', 'Check the values'],
		[undefined, 409, '', 'conflict', 'Somebody else changed the thing', 'Run it again'],
		[undefined, 413, '', 'input', 'larger than Qualtrics accepts', 'Send less at once'],
		[undefined, 429, '', 'rateLimited', 'limiting requests', 'shares this limit'],
		[undefined, 504, '', 'unavailable', 'could not answer', 'Temporary outage'],
		[undefined, 418, '', 'unexpected', 'something unexpected', 'a proxy may be in the way'],
	])('%s: %i %j is %s', (resource, ...row) =>
		check((response) => qualtrics(response, { method: 'GET', subject, resource }), row),
	);
});

describe('SALESmanago', () => {
	const no = (message: string) => ({ success: false, message: [message] });
	it.each<Row>([
		[401, '', 'auth', 'did not accept the credential', 'Compare client ID'],
		[403, '', 'permission', 'blocked the request (the thing)', 'IP address of the n8n server'],
		[404, '', 'input', 'no SALESmanago API at the endpoint', 'Copy the endpoint'],
		[429, '', 'rateLimited', 'limiting requests', 'Try again in a minute'],
		[500, '', 'unavailable', 'could not answer', 'Temporary outage'],
		[200, no('Not authenticated'), 'auth', 'did not accept the credential', 'Compare client ID'],
		[200, no('no such owner'), 'input', 'does not know the owner', 'Choose an owner'],
		[200, no('User cannot be empty'), 'input', 'does not know the owner', 'Choose an owner'],
		[200, no('Consent unknown'), 'input', 'does not know a consent', 'Create the consent'],
		[200, no('Homeowners are consenting'), 'input', 'rejected the request', 'Check the values'],
		[200, 'a page', 'unexpected', 'something unexpected', 'Check the endpoint'],
		[418, '', 'unexpected', 'something unexpected', 'Check the endpoint'],
	])('%i %j is %s', (...row) =>
		check((response) => salesmanago(response, { method: 'POST', subject }), row),
	);
});

describe('SecuTix', () => {
	const no = (statusDetail: string) => ({ statusCode: 'ERR', statusDetail });
	it.each<Row>([
		[401, '', 'auth', 'did not accept the credential', 'Compare institution'],
		[403, '', 'permission', 'may not use the contact service', 'Ask SecuTix to open'],
		[404, '', 'input', 'no contact service of the version', 'look up the newest one'],
		[429, '', 'rateLimited', 'in one minute', 'Other programs of the same institution'],
		[509, '', 'rateLimited', 'in one minute', 'Other programs of the same institution'],
		[500, '', 'unavailable', 'could not answer', 'Temporary outage'],
		...['Authentication failed', 'bad credential', 'token expired', 'wrong JWT', 'password'].map(
			(words): Row => [200, no(words), 'auth', 'did not accept', 'Compare institution'],
		),
		...['not found', 'could not be found', 'does not exist', 'Unknown contact', 'no contact']
			.concat('introuvable', 'inexistant')
			.map(
				(words): Row => [200, no(words), 'notFound', 'does not know the thing', 'leading zeros'],
			),
		[200, no('something else'), 'input', 'rejected the request', 'Check the values'],
		[200, 'a page', 'unexpected', 'something unexpected', 'Check institution and environment'],
	])('%i %j is %s', (...row) =>
		check((response) => secutix(response, { method: 'POST', subject }), row),
	);
});

describe('Startquestion', () => {
	it.each<Row>([
		[401, '', 'auth', 'did not accept the credential', 'Compare host, token'],
		[403, '', 'permission', 'may not use the thing', 'part of the plan'],
		[404, '', 'notFound', 'does not know the thing', 'another brand’s'],
		[429, '', 'rateLimited', 'limiting requests', 'check less often'],
		[503, '', 'unavailable', 'could not answer', 'Temporary outage'],
		[422, { message: 'x' }, 'input', 'rejected the request about the thing', 'hidden'],
		[400, { error: 'x' }, 'input', 'rejected the request about the thing', 'hidden'],
		[400, '', 'input', 'rejected the request about the thing', 'Check the survey'],
	])('%i %j is %s', (...row) =>
		check((response) => startquestion(response, { method: 'GET', subject }), row),
	);
});

describe('SurveyMonkey', () => {
	const no = (id: string) => ({ error: { id, message: 'x' } });
	const coded = (codes: string[], ...rest: [ErrorKind, string, string]): Row[] =>
		codes.map((code) => [400, no(code), ...rest]);
	it.each<Row>([
		...coded(['1018'], 'auth', 'another data center', 'Choose the data center'),
		...coded(['1010', '1011', '1012', '1013', '1057'], 'auth', 'did not accept', 'a draft app'),
		...coded(['1014'], 'permission', 'lacks the permission for the thing', 'View Surveys'),
		...coded(['1005', '1015'], 'permission', 'does not include the thing', 'a paid plan only'),
		...coded(['1016'], 'permission', 'may not use the thing', 'Share the survey'),
		...coded(['1052', '1053'], 'auth', 'was deleted', 'of another account'),
		...coded(['1030'], 'input', 'too large', '1,000 questions'),
		[401, '', 'auth', 'did not accept the access token', 'developer.surveymonkey.com'],
		[403, '', 'permission', 'may not use the thing', 'View Response Details'],
		[404, '', 'notFound', 'does not know the thing', 'another account or data center'],
		[429, '', 'rateLimited', 'limiting requests', 'check less often'],
		[500, '', 'unavailable', 'could not answer', 'Temporary outage'],
		[400, no('1000'), 'input', 'rejected the request about the thing', 'Check the survey'],
		[400, { errmsg: 'x' }, 'input', 'rejected the request about the thing', 'hidden'],
	])('%i %j is %s', (...row) =>
		check((response) => surveymonkey(response, { method: 'GET', subject }), row),
	);
});
