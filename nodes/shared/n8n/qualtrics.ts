import type { INodeCredentialDescription, INodeProperties } from 'n8n-workflow';
import { qualtricsBaseUrl } from '../../../credentials/qualtricsBaseUrl';
import { secretOf } from '../../../credentials/secretText';
import type { Qualtrics, QualtricsOptions } from '../connectors/qualtrics/client';
import { createQualtrics } from '../connectors/qualtrics/client';
import { ConnectorError } from '../http/ConnectorError';
import type { Runtime } from '../http/types';
import type { RequestContext } from './context';
import { filledCredential } from './credential';
import { runtimeOf } from './runtime';

/** Value of the parameter 'Authentication' and the credential type it stands for. */
const CREDENTIAL_TYPES = [
	{ authentication: 'apiToken', name: 'qualtricsApi', secret: 'apiToken' },
	{ authentication: 'clientCredentials', name: 'qualtricsOAuth2Api', secret: 'clientSecret' },
] as const;

/** Credential slots of a node that speaks Qualtrics; `when` and `unless` limit them to the settings under which it does. */
export const qualtricsCredentials = (
	options: {
		required?: boolean;
		when?: Record<string, string[]>;
		unless?: Record<string, string[]>;
	} = {},
): INodeCredentialDescription[] =>
	CREDENTIAL_TYPES.map(({ authentication, name }) => ({
		name,
		required: options.required ?? true,
		displayOptions: {
			show: { ...options.when, authentication: [authentication] },
			...(options.unless && { hide: options.unless }),
		},
	}));

export const authenticationProperty = (): INodeProperties => ({
	displayName: 'Authentication',
	name: 'authentication',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'API Token', value: 'apiToken' },
		{ name: 'OAuth2 (Client Credentials)', value: 'clientCredentials' },
	],
	default: 'apiToken',
});

function chosenCredential(context: RequestContext): (typeof CREDENTIAL_TYPES)[number] {
	const chosen = context.getNode().parameters.authentication;
	return (
		CREDENTIAL_TYPES.find(({ authentication }) => authentication === chosen) ?? CREDENTIAL_TYPES[0]
	);
}

/** What the account is proved with for as long as nobody changes it; access tokens come and go. Never empty. */
export async function qualtricsSecret(context: RequestContext): Promise<string> {
	const { name, secret } = chosenCredential(context);
	return secretOf((await filledCredential(context, name))[secret]);
}

export interface ConnectedQualtrics extends Qualtrics {
	/** Tells accounts apart within this process; holds no secret. */
	account: string;
}

/** The client of the account that the node's credential belongs to. Its rate limits are those of the account. */
export async function connectQualtrics(
	context: RequestContext,
	options: {
		/** Wraps what the requests go through: a dry run writes them down instead. */
		around?: (runtime: Runtime) => Runtime;
		limits?: QualtricsOptions['limits'];
		/** In place of the documented allowances. */
		perMinute?: QualtricsOptions['perMinute'];
	} = {},
): Promise<ConnectedQualtrics> {
	const { name: credentialType } = chosenCredential(context);
	const credential = await filledCredential(context, credentialType);
	const account = qualtricsBaseUrl(credential);
	if (!account.ok) {
		throw new ConnectorError('input', 'The Qualtrics credential has no valid address', {
			hint: account.reason,
		});
	}
	const { baseUrl } = account;
	const { id } = context.getNode().credentials?.[credentialType] ?? {};
	const { around = (runtime) => runtime, limits, perMinute } = options;
	const runtime = around(runtimeOf(context, credentialType, credential));
	return {
		...createQualtrics(runtime, { baseUrl, limits, perMinute }),
		account: `${credentialType} ${id ?? ''} ${baseUrl}`,
	};
}
