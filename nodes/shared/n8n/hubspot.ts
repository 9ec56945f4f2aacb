import type { INodeCredentialDescription, INodeProperties } from 'n8n-workflow';
import { hostOf } from '../../../credentials/ownHost';
import { createHubSpot, type HubSpot } from '../connectors/hubspot/client';
import { ConnectorError } from '../http/ConnectorError';
import { isBlank } from '../values/text';
import type { RequestContext } from './context';
import { filledCredential } from './credential';
import { runtimeOf } from './runtime';

/** n8n's own, so that nobody creates a second one, and ours for apps: n8n's has fixed scopes (contracts/hubspot.md 2.6). */
const SERVICE_KEY = 'hubspotAppToken';
const APP = 'hubspotCrmOAuth2Api';

const AUTHENTICATION = 'hubspotAuthentication';

export const hubspotCredentials = (): INodeCredentialDescription[] =>
	[
		[SERVICE_KEY, 'serviceKey'],
		[APP, 'oAuth2'],
	].map(([name, value]) => ({
		name,
		required: true,
		displayOptions: { show: { [AUTHENTICATION]: [value] } },
	}));

export const hubspotAuthentication: INodeProperties = {
	displayName: 'HubSpot Authentication',
	name: AUTHENTICATION,
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'OAuth2',
			value: 'oAuth2',
			description: 'An app that somebody signs in to',
		},
		{
			name: 'Service Key',
			value: 'serviceKey',
			description: "A service key or private app token: n8n's own HubSpot credential",
		},
	],
	default: 'serviceKey',
};

/** The account that the node's credential belongs to. */
export async function connectHubSpot(context: RequestContext): Promise<HubSpot> {
	const type = context.getNode().parameters[AUTHENTICATION] === 'oAuth2' ? APP : SERVICE_KEY;
	const credential = await filledCredential(context, type);
	const runtime = runtimeOf(context, type, credential);
	// A service key has no address of its own: it goes to HubSpot and nowhere else.
	if (type === SERVICE_KEY || isBlank(credential.baseUrl)) return createHubSpot(runtime);
	const host = hostOf(credential.baseUrl);
	if (host.ok) return createHubSpot(runtime, { address: host.address });
	throw new ConnectorError('input', 'The HubSpot credential has no valid address', {
		hint: host.reason,
	});
}
