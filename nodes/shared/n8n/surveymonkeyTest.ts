import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { emptyFields } from '../../../credentials/requiredFields';
import { secretOf } from '../../../credentials/secretText';
import { surveyMonkeyAddress } from '../../../credentials/surveyMonkeyAddress';
import { accessIn, isUserRecord, verdictOn } from '../connectors/surveymonkey/access';
import { describeError } from '../connectors/surveymonkey/errorTable';
import { isConnectorError } from '../http/ConnectorError';
import { settle } from '../http/settle';
import { socketError } from '../http/socketError';
import type { HttpResponse } from '../http/types';
import { jsonOrText, lowerCase } from './runtime';
import { SURVEYMONKEY_CREDENTIAL } from './surveymonkey';

const failed = (message: string): INodeCredentialTestResult => ({ status: 'Error', message });

const NOT_SURVEYMONKEY =
	'The answer did not come from SurveyMonkey: a proxy or a login page may be in the way. Check the data center and the base URL.';

/** The permission to read the user itself may be missing; the surveys then tell. */
const ASKED = [
	{ path: '/v3/users/me', subject: 'your user record', isRight: isUserRecord },
	{
		path: '/v3/surveys?per_page=1',
		subject: 'the surveys',
		isRight: (body: unknown): body is Record<string, unknown> =>
			typeof body === 'object' && body !== null && Array.isArray((body as { data?: unknown }).data),
	},
] as const;

const NO_PERMISSION = '1014';

/** For the credential's own window: connected, and able to read answers; or what is missing. */
export async function testSurveyMonkey(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const data = { ...credential.data };
	const empty = emptyFields(SURVEYMONKEY_CREDENTIAL, data);
	if (empty !== undefined) return failed(empty);
	const host = surveyMonkeyAddress(data);
	if (!host.ok) return failed(`SurveyMonkey: ${host.reason}`);
	const headers = {
		Accept: 'application/json',
		Authorization: `Bearer ${secretOf(data.accessToken)}`,
	};
	let refusal = '';
	for (const { path, subject, isRight } of ASKED) {
		const url = `${host.address}${path}`;
		const answered = await settle(ask(this, url, headers));
		if (!answered.ok) {
			const { message, hint } = socketError(answered.error, { method: 'GET', url });
			return failed(`${message}. ${hint ?? ''}`.trim());
		}
		const { status, body } = answered.value;
		if (status === 200 && isRight(body)) {
			const { isEnough, message } = verdictOn(accessIn(body, answered.value.headers));
			return { status: isEnough ? 'OK' : 'Error', message };
		}
		if (status < 400) return failed(NOT_SURVEYMONKEY);
		const error = describeError(answered.value, { method: 'GET', url, subject });
		refusal = isConnectorError(error) ? `${error.message}. ${error.hint ?? ''}`.trim() : '';
		if (error.code !== NO_PERMISSION) return failed(refusal);
	}
	return failed(refusal);
}

async function ask(
	context: ICredentialTestFunctions,
	uri: string,
	headers: Record<string, string>,
): Promise<HttpResponse> {
	const answered = (await context.helpers.request({
		method: 'GET',
		uri,
		headers,
		simple: false,
		resolveWithFullResponse: true,
		followRedirect: false,
		timeout: 30_000,
	})) as { statusCode: number; headers?: Record<string, unknown>; body: unknown };
	return {
		status: answered.statusCode,
		headers: lowerCase(answered.headers),
		body: jsonOrText(answered.body),
	};
}
