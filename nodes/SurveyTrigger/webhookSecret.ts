import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	IHookFunctions,
	INodeCredentialTestResult,
	IWebhookFunctions,
} from 'n8n-workflow';
import { isBlank, passwordOf, secretOf } from '../../credentials/secretText';
import type { Scheme } from '../shared/connectors/webhook/authenticity';
import { isAuthentic, signsBody, standardKey } from '../shared/connectors/webhook/authenticity';
import type { Signature } from '../shared/connectors/webhook/presets';
import { schemeOf } from '../shared/connectors/webhook/schemeOf';
import { ConnectorError } from '../shared/http/ConnectorError';
import { rememberSecrets } from '../shared/http/knownSecrets';
import { settle } from '../shared/http/settle';

const CREDENTIAL = 'surveyWebhookApi';
const LEAST_SECRET_LENGTH = 16;
const LEAST_KEY_BYTES = 16;

/** There is nobody to call for a test: what can be said is whether the secret can protect anything. */
export async function testWebhookSecret(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const scheme = schemeFor((credential.data ?? {}) as ICredentialDataDecryptedObject);
	const weakness = flawOf(scheme) ?? weaknessOf(scheme);
	return weakness
		? { status: 'Error', message: weakness }
		: { status: 'OK', message: 'Incoming requests must include this secret' };
}

/** Text that may stand in an address as it is. */
const PLAIN_IN_ADDRESS = /^[A-Za-z0-9._~-]+$/;
/** Source: RFC 9110 section 5.6.2. */
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** Why nobody could ever prove anything by this: then no call is let in, and nothing is activated. */
function flawOf(scheme: Scheme): string | undefined {
	switch (scheme.method) {
		case 'basic':
			if (isBlank(scheme.user) || isBlank(scheme.password))
				return 'Enter a user name and a password';
			return scheme.user.includes(':') ? 'A user name cannot contain a colon' : undefined;
		case 'standardWebhooks':
			return standardKey(scheme.secret).length === 0
				? 'Enter the signing secret as the survey tool shows it: whsec_ followed by Base64 text'
				: undefined;
		case 'header':
		case 'hmac':
			if (isBlank(scheme.headerName)) return 'Enter the name of the header';
			if (!HEADER_NAME.test(scheme.headerName))
				return 'A header name may contain only letters, digits and hyphens';
			if (scheme.method === 'hmac' && !isKnownWay(scheme))
				return 'Choose the algorithm and the encoding of the signature';
			return isBlank(scheme.secret) ? 'Enter a secret' : undefined;
		case 'path':
			if (isBlank(scheme.secret)) return 'Enter a secret';
			return PLAIN_IN_ADDRESS.test(scheme.secret)
				? undefined
				: 'A secret in the URL may contain letters, digits, - . _ and ~ only';
		default:
			return "Choose a method under 'Protect Requests With'";
	}
}

/** An expression in the credential may give anything. */
const isKnownWay = ({ algorithm, encoding }: Extract<Scheme, { method: 'hmac' }>): boolean =>
	['sha1', 'sha256', 'sha512'].includes(algorithm) && ['hex', 'base64'].includes(encoding);

/** Why it could be guessed. */
function weaknessOf(scheme: Scheme): string | undefined {
	if (scheme.method === 'basic') return undefined;
	if (scheme.method === 'standardWebhooks')
		return standardKey(scheme.secret).length < LEAST_KEY_BYTES
			? 'Enter the whole signing secret: its key is too short'
			: undefined;
	return scheme.secret.length < LEAST_SECRET_LENGTH
		? `The secret needs at least ${LEAST_SECRET_LENGTH} characters`
		: undefined;
}

/** Of tools that sign nothing, and of those who say nothing of it. */
const PLAIN_HEADER: Signature = { method: 'header', headerName: 'X-Survey-Secret' };

/** What the credential asks for: the way of the survey tool itself, or one that its owner chose. */
function schemeFor(data: ICredentialDataDecryptedObject, own: Signature = PLAIN_HEADER): Scheme {
	const secret = secretOf(data.secret);
	if (data.method === 'tool') return schemeOf(own, secret);
	return {
		...data,
		secret,
		headerName: secretOf(data.headerName),
		prefix: secretOf(data.prefix),
		user: passwordOf(data.user),
		password: passwordOf(data.password),
	} as unknown as Scheme;
}

type Chosen = { scheme: Scheme } | { reason: string };

async function chosenScheme(
	context: IHookFunctions | IWebhookFunctions,
	own?: Signature,
): Promise<Chosen> {
	const credential = await settle(context.getCredentials(CREDENTIAL));
	if (!credential.ok) return { reason: 'No Survey Webhook credential is chosen' };
	const { id } = context.getNode().credentials?.[CREDENTIAL] ?? {};
	rememberSecrets(`${CREDENTIAL} ${id ?? ''}`, credential.value);
	const scheme = schemeFor(credential.value, own);
	const flaw = flawOf(scheme);
	return flaw ? { reason: `The Survey Webhook credential is incomplete: ${flaw}` } : { scheme };
}

/** For activation: a credential that is missing or empty would keep everybody out, or let anybody in. */
export async function assertCallersCanProve(
	context: IHookFunctions,
	own?: Signature,
): Promise<void> {
	const chosen = await chosenScheme(context, own);
	if ('scheme' in chosen) return;
	throw new ConnectorError('input', chosen.reason, {
		hint: 'This credential protects the production URL; without it, anyone could post responses',
	});
}

/** - unreadable: the body is signed, and its bytes are not there to be compared */
export type Caller = 'known' | 'unknown' | 'unreadable';

/** Whether the caller shows what the credential asks for; without a credential nobody does. */
export async function callerOf(
	context: IWebhookFunctions,
	rawBody: Buffer | undefined,
	own?: Signature,
): Promise<Caller> {
	const chosen = await chosenScheme(context, own);
	if (!('scheme' in chosen)) return 'unknown';
	const { scheme } = chosen;
	if (rawBody === undefined && signsBody(scheme)) return 'unreadable';
	const { originalUrl, url, headers } = context.getRequestObject();
	const call = { headers, rawBody: rawBody ?? Buffer.alloc(0), path: originalUrl ?? url };
	return isAuthentic(call, scheme) ? 'known' : 'unknown';
}
