import type { INodeProperties } from 'n8n-workflow';

/**
 * Where the panel shows the node's credentials. Without it n8n puts them before the last parameter that any of them depends on,
 * wherever that is.
 */
export const credentialsSlot: INodeProperties = {
	displayName: 'Credentials',
	name: 'credentials',
	type: 'credentials',
	default: '',
};
