import type { INodeCredentialDescription } from 'n8n-workflow';
import { secutixAddress } from '../../../credentials/secutixAccount';
import { createSecutix, type Secutix } from '../connectors/secutix/client';
import { ConnectorError } from '../http/ConnectorError';
import type { RequestContext } from './context';
import { filledCredential } from './credential';
import { runtimeOf } from './runtime';

const SECUTIX_CREDENTIAL = 'secutixApi';

/** Not required: files are checked and made without asking SecuTix anything. */
export const secutixCredential = (): INodeCredentialDescription => ({
	name: SECUTIX_CREDENTIAL,
	required: false,
});

/** The institution that the node's credential belongs to. */
export async function connectSecutix(
	context: RequestContext,
	{ perMinute }: { perMinute: number },
): Promise<Secutix> {
	if (context.getNode().credentials?.[SECUTIX_CREDENTIAL] === undefined) {
		throw new ConnectorError('input', 'Reading contacts of SecuTix needs its credential', {
			hint: "Choose one under 'Credential to connect with', or switch off 'Compare with Current Values'.",
		});
	}
	const data = await filledCredential(context, SECUTIX_CREDENTIAL);
	const host = secutixAddress(data);
	if (!host.ok) {
		throw new ConnectorError('input', 'The SecuTix credential has no valid address', {
			hint: host.reason,
		});
	}
	return createSecutix(runtimeOf(context, SECUTIX_CREDENTIAL, data), {
		address: host.address,
		version: String(data.serviceVersion ?? '').trim(),
		perMinute,
	});
}
