import type { ICredentialDataDecryptedObject, INodeCredentialDescription } from 'n8n-workflow';
import type { EnvironmentOptions } from '../connectors/dataverse/api';
import { createDataverse, type Dataverse } from '../connectors/dataverse/client';
import { environmentAddress } from '../connectors/dataverse/environment';
import type { CachedReadings } from '../connectors/dataverse/metadataCache';
import { ConnectorError } from '../http/ConnectorError';
import type { RequestContext } from './context';
import { isExecuting } from './context';
import { filledCredential } from './credential';
import { runtimeOf } from './runtime';

const DYNAMICS_CREDENTIAL = 'dynamicsOAuth2Api';

/** Credential slot of a node that speaks Dynamics; `when` limits it to the settings under which it does. */
export const dynamicsCredential = (
	when: Record<string, string[]> = {},
): INodeCredentialDescription => ({
	name: DYNAMICS_CREDENTIAL,
	required: true,
	...(Object.keys(when).length > 0 && { displayOptions: { show: when } }),
});

/**
 * Tables, columns and keys of the environments this process has spoken to. They change seldom, and without this every survey
 * response would read them anew.
 */
const caches = new Map<string, CachedReadings>();
const MOST_ACCOUNTS = 50;
const IN_PRODUCTION_MS = 5 * 60_000;
/** While somebody is building, what an administrator has just added must show up. */
const WHILE_BUILDING_MS = 20_000;

/** The environment that the node's credential belongs to. */
export async function connectDynamics(
	context: RequestContext,
	options: Pick<EnvironmentOptions, 'concurrency'> = {},
): Promise<Dataverse> {
	const credential = await filledCredential(context, DYNAMICS_CREDENTIAL);
	const { environmentUrl, apiVersion } = addressOf(credential);
	checkSignedIn(credential);
	const isProduction = isExecuting(context) && context.getMode() !== 'manual';
	const id = context.getNode().credentials?.[DYNAMICS_CREDENTIAL]?.id;
	return createDataverse(runtimeOf(context, DYNAMICS_CREDENTIAL, credential), {
		...options,
		environmentUrl,
		apiVersion,
		metadataCache: {
			freshMs: isProduction ? IN_PRODUCTION_MS : WHILE_BUILDING_MS,
			...(id && { kept: cachedFor(`${id} ${environmentUrl} ${apiVersion}`) }),
		},
	});
}

/** Two credentials may see one environment differently. */
function cachedFor(account: string): CachedReadings {
	const known = caches.get(account);
	if (known) return known;
	if (caches.size >= MOST_ACCOUNTS) caches.clear();
	const kept: CachedReadings = new Map();
	caches.set(account, kept);
	return kept;
}

function addressOf({ environmentUrl, apiVersion }: ICredentialDataDecryptedObject) {
	return {
		environmentUrl: environmentAddress(String(environmentUrl ?? '')),
		apiVersion: String(apiVersion ?? ''),
	};
}

/** n8n calls an authorization-code credential connected without a test call, and says little where it never was. */
function checkSignedIn({ grantType, oauthTokenData }: ICredentialDataDecryptedObject): void {
	const token = (oauthTokenData as { access_token?: unknown } | undefined)?.access_token;
	if (grantType !== 'authorizationCode' || token) return;
	throw new ConnectorError('auth', 'The Dynamics credential is not connected yet', {
		hint: "Open the credential, click 'Connect' and sign in as a user of the environment.",
	});
}
