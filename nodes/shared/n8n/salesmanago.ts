import type { INodeCredentialDescription } from 'n8n-workflow';
import { createSalesManago, type SalesManago } from '../connectors/salesmanago/client';
import type { RequestContext } from './context';
import { filledCredential } from './credential';
import { runtimeOf } from './runtime';

const SALESMANAGO_CREDENTIAL = 'salesManagoApi';

/** Credential slot of a node that speaks SALESmanago; `when` limits it to the settings under which it does. */
export const salesmanagoCredential = (
	when: Record<string, string[]> = {},
): INodeCredentialDescription => ({
	name: SALESMANAGO_CREDENTIAL,
	required: true,
	...(Object.keys(when).length > 0 && { displayOptions: { show: when } }),
});

export interface ConnectedSalesManago extends SalesManago {
	/** The owner that the credential names. */
	defaultOwner: string;
}

/** The account that the node's credential belongs to. */
export async function connectSalesManago(context: RequestContext): Promise<ConnectedSalesManago> {
	const credential = await filledCredential(context, SALESMANAGO_CREDENTIAL);
	const defaultOwner = String(credential.owner ?? '').trim();
	const runtime = runtimeOf(context, SALESMANAGO_CREDENTIAL, credential);
	const salesmanago = createSalesManago(runtime, {
		endpoint: String(credential.endpoint ?? ''),
		owner: defaultOwner,
	});
	return { ...salesmanago, defaultOwner };
}
