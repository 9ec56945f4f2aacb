import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { emptyFields } from '../../../credentials/requiredFields';
import { ConnectorError } from '../http/ConnectorError';
import type { RequestContext } from './context';

/** The node's credential of a type; one whose secret is empty is refused before anything is sent. */
export async function filledCredential(
	context: RequestContext,
	credentialType: string,
): Promise<ICredentialDataDecryptedObject> {
	const data = await context.getCredentials(credentialType);
	const empty = emptyFields(credentialType, data);
	if (empty === undefined) return data;
	throw new ConnectorError('input', empty, {
		hint: 'Open the credential, fill in the missing fields and save it. n8n then tests the connection.',
	});
}
