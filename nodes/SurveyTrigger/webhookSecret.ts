import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
	IWebhookFunctions,
} from 'n8n-workflow';
import type { Scheme } from '../shared/connectors/webhook/authenticity';
import { isAuthentic } from '../shared/connectors/webhook/authenticity';
import type { Signature } from '../shared/connectors/webhook/presets';
import { schemeOf } from '../shared/connectors/webhook/schemeOf';
import { rememberSecrets } from '../shared/http/knownSecrets';

const LEAST_SECRET_LENGTH = 16;

/** There is nobody to call for a test: what can be said is whether the secret can protect anything. */
export async function testWebhookSecret(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const weakness = weaknessOf((credential.data ?? {}) as ICredentialDataDecryptedObject);
	return weakness
		? { status: 'Error', message: weakness }
		: { status: 'OK', message: 'Callers will have to show this' };
}

/** Text that may stand in an address as it is. */
const PLAIN_IN_ADDRESS = /^[A-Za-z0-9._~-]+$/;
const LEAST_KEY_BYTES = 16;

function weaknessOf(data: ICredentialDataDecryptedObject): string | undefined {
	const secret = String(data.secret ?? '');
	switch (data.method) {
		case 'basic':
			return data.user && data.password ? undefined : 'Enter a user name and a password';
		case 'standardWebhooks':
			return Buffer.from(secret.trim().replace(/^whsec_/, ''), 'base64').length < LEAST_KEY_BYTES
				? 'Enter the signing secret as the survey tool shows it: whsec_ and a text in Base64'
				: undefined;
		case 'header':
		case 'hmac':
			if (!String(data.headerName ?? '').trim()) return 'Enter the name of the header';
			break;
		case 'path':
			if (!PLAIN_IN_ADDRESS.test(secret))
				return 'A secret in the address may hold letters, digits, - . _ and ~ only';
	}
	return secret.length < LEAST_SECRET_LENGTH
		? `The secret needs at least ${LEAST_SECRET_LENGTH} characters`
		: undefined;
}

/** Of tools that sign nothing, and of those who say nothing of it. */
const PLAIN_HEADER: Signature = { method: 'header', headerName: 'X-Survey-Secret' };

/** What the credential asks for: the way of the survey tool itself, or one that its owner chose. */
const schemeFor = (data: ICredentialDataDecryptedObject, own: Signature = PLAIN_HEADER): Scheme =>
	data.method === 'tool' ? schemeOf(own, String(data.secret ?? '')) : (data as unknown as Scheme);

/** Whether the caller shows what the credential asks for; without a credential nobody does. */
export async function callerIsKnown(
	context: IWebhookFunctions,
	rawBody: Buffer,
	own?: Signature,
): Promise<boolean> {
	const data = await context.getCredentials('surveyWebhookApi').then(
		(credential) => credential,
		() => undefined,
	);
	if (data === undefined) return false;
	const { id } = context.getNode().credentials?.surveyWebhookApi ?? {};
	rememberSecrets(`surveyWebhookApi ${id ?? ''}`, data);
	const { originalUrl, url } = context.getRequestObject();
	const headers = context.getHeaderData() as Record<string, string>;
	return isAuthentic({ headers, rawBody, path: originalUrl ?? url }, schemeFor(data, own));
}
