import { createHash } from 'crypto';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { RequestContext } from './context';

/**
 * Names the account behind a node's credential, for all executions and nodes of this process alike: by the credential's id, or,
 * where a workflow holds none, by a hash of what is in it. Tokens that are renewed are left out.
 */
export const accountName = (
	context: RequestContext,
	credentialType: string,
	credential: ICredentialDataDecryptedObject,
): string => {
	const { id } = context.getNode().credentials?.[credentialType] ?? {};
	return `${credentialType} ${id ?? hashOf(credential)}`;
};

const hashOf = (credential: ICredentialDataDecryptedObject): string => {
	const fields = Object.entries(credential).filter(([name]) => name !== 'oauthTokenData');
	fields.sort(([a], [b]) => (a < b ? -1 : 1));
	return createHash('sha256').update(JSON.stringify(fields)).digest('hex');
};
