import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
	IWebhookFunctions,
} from 'n8n-workflow';
import type { Scheme } from '../shared/connectors/webhook/authenticity';
import { isAuthentic } from '../shared/connectors/webhook/authenticity';

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

function weaknessOf(data: ICredentialDataDecryptedObject): string | undefined {
	if (data.method === 'basic') {
		return data.user && data.password ? undefined : 'Enter a user name and a password';
	}
	if (!String(data.headerName ?? '').trim()) return 'Enter the name of the header';
	return String(data.secret ?? '').length < LEAST_SECRET_LENGTH
		? `The secret needs at least ${LEAST_SECRET_LENGTH} characters`
		: undefined;
}

/** Whether the caller shows what the credential asks for; without a credential nobody does. */
export async function callerIsKnown(context: IWebhookFunctions, rawBody: Buffer): Promise<boolean> {
	const data = await context.getCredentials('surveyWebhookApi').then(
		(credential) => credential,
		() => undefined,
	);
	return (
		data !== undefined &&
		isAuthentic(
			{ headers: context.getHeaderData() as Record<string, string>, rawBody },
			data as unknown as Scheme,
		)
	);
}
