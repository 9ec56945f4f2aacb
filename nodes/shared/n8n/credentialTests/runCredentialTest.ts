import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INodeCredentialTestResult,
	INodeProperties,
} from 'n8n-workflow';
import { emptyFields } from '../../../../credentials/requiredFields';
import { isBlank } from '../../../../credentials/secretText';
import { conceal, rememberSecrets } from '../../http/knownSecrets';
import { settle } from '../../http/settle';
import type { HttpResponse } from '../../http/types';
import { jsonOrText, lowerCase } from '../runtime';
import type { Asked, CredentialTest } from './CredentialTest';
import { judge, listed, type Came, type Judged } from './verdict';

/** Somebody looks at the window meanwhile. */
const TIMEOUT_MS = 30_000;

/** For `methods.credentialTest`, where n8n looks for the test of a credential that has none of its own. */
export type TestMethod = (
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
) => Promise<INodeCredentialTestResult>;

/** n8n hands over what was entered, and one request helper that knows nothing of the credential. */
export const testMethod = (test: CredentialTest): TestMethod =>
	async function (this: ICredentialTestFunctions, { data = {} }: ICredentialsDecrypted) {
		const entered = { ...data };
		rememberSecrets(`${test.credential.name} under test`, entered);
		const { isEnough, message } = await tryOut(test, entered, this);
		return { status: isEnough ? 'OK' : 'Error', message: conceal(message) };
	};

const failed = (message: string): Judged => ({ isEnough: false, message });

async function tryOut(
	test: CredentialTest,
	entered: ICredentialDataDecryptedObject,
	context: ICredentialTestFunctions,
): Promise<Judged> {
	const { system, credential } = test;
	const empty = emptyFields(credential.name, entered);
	if (empty !== undefined) return failed(empty);
	const [missing] = missingEntries(credential.properties, entered);
	if (missing !== undefined) return failed(`'${missing}' of the ${system} credential is empty`);
	const account = test.account(entered);
	if (!account.ok)
		return failed(
			`${system} credential: ${account.reason}. Check ${listed(test.addressFields(entered))}.`,
		);
	let judged = failed(`${system} was not asked anything`);
	for (const asked of test.asked) {
		judged = await tryOne(test, asked, entered, account.address, context);
		if (judged.refusal === undefined || !asked.goesOn?.(judged.refusal)) break;
	}
	return judged;
}

/** Labels of the fields that are shown, required and empty. n8n asks for them before it tests what is entered, not what is stored. */
const missingEntries = (
	properties: INodeProperties[],
	entered: ICredentialDataDecryptedObject,
): string[] =>
	properties
		.filter(({ required, displayOptions }) => {
			const conditions = Object.entries(displayOptions?.show ?? {});
			const isShown = conditions.every(([name, values]) =>
				(values as unknown[]).includes(entered[name]),
			);
			return required === true && isShown;
		})
		.filter(({ name }) => isBlank(entered[name]))
		.map(({ displayName }) => displayName);

async function tryOne(
	test: CredentialTest,
	asked: Asked,
	entered: ICredentialDataDecryptedObject,
	address: string,
	context: ICredentialTestFunctions,
): Promise<Judged> {
	let last: Came | undefined;
	const send = async (options: IHttpRequestOptions): Promise<HttpResponse | undefined> => {
		const url = new URL(options.url, options.baseURL);
		for (const [name, value] of Object.entries(options.qs ?? {}))
			url.searchParams.set(name, String(value));
		const sent = await settle(request(context, url.href, options));
		last = { url: url.href, ...(sent.ok ? { answer: sent.value } : { error: sent.error }) };
		return sent.ok ? sent.value : undefined;
	};
	const { path, query, headers, body, method = 'GET' } = asked;
	const prepared = await settle(
		authenticated(test, entered, send, {
			method,
			url: `${address}${path(entered)}`,
			...(query && { qs: query }),
			headers: { Accept: 'application/json', ...headers },
			...(body && { body: body(entered) as IHttpRequestOptions['body'] }),
		}),
	);
	// Where the session was not given, what came of asking for it is what there is to tell.
	if (!prepared.ok && (last === undefined || isAnswered(last)))
		return failed(prepared.error instanceof Error ? prepared.error.message : 'It cannot be signed');
	if (prepared.ok) await send(prepared.value);
	return judge(test, asked, test.addressFields(entered), last!);
}

/** The system itself answered, with an object that is its own to judge. */
const isAnswered = (came: Came): boolean =>
	'answer' in came && came.answer.status < 300 && typeof came.answer.body === 'object';

/** The request with what proves the account; where a session is needed, it is asked for first. */
async function authenticated(
	{ credential }: CredentialTest,
	entered: ICredentialDataDecryptedObject,
	send: (options: IHttpRequestOptions) => Promise<HttpResponse | undefined>,
	options: IHttpRequestOptions,
): Promise<IHttpRequestOptions> {
	const httpRequest = async (of: IHttpRequestOptions): Promise<unknown> => {
		const answer = await send(of);
		if (answer === undefined || answer.status >= 300 || typeof answer.body !== 'object')
			throw new Error('No session');
		return answer.body;
	};
	const helper = { helpers: { httpRequest } } as IHttpRequestHelper;
	const session = await credential.preAuthentication?.call(helper, entered);
	const { authenticate } = credential;
	if (typeof authenticate !== 'function') return options;
	return await authenticate({ ...entered, ...session }, options);
}

/** Answers with whatever status came; a redirect is not followed, it would take the secrets along. */
async function request(
	context: ICredentialTestFunctions,
	uri: string,
	{ method, headers, body }: IHttpRequestOptions,
): Promise<HttpResponse> {
	const answered = (await context.helpers.request({
		method,
		uri,
		headers: { ...(body !== undefined && { 'Content-Type': 'application/json' }), ...headers },
		...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
		simple: false,
		resolveWithFullResponse: true,
		followRedirect: false,
		timeout: TIMEOUT_MS,
	})) as { statusCode: number; headers?: Record<string, unknown>; body: unknown };
	return {
		status: answered.statusCode,
		headers: lowerCase(answered.headers),
		body: jsonOrText(answered.body),
	};
}
