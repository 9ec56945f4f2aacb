import type { INodeProperties } from 'n8n-workflow';
import { ghostSite } from '../../../credentials/ghostSite';
import { createGhost, type Ghost } from '../connectors/ghost/client';
import { STANDARD_FIELDS } from '../connectors/ghost/memberValues';
import { ConnectorError } from '../http/ConnectorError';
import type { RequestContext } from './context';
import { filledCredential } from './credential';
import { listMethod } from './listPage';
import { runtimeOf } from './runtime';

export const GHOST_CREDENTIAL = 'ghostMembersApi';

/** The site that the node's credential belongs to. */
export async function connectGhost(context: RequestContext): Promise<Ghost> {
	const credential = await filledCredential(context, GHOST_CREDENTIAL);
	const site = ghostSite(credential.url);
	if (!site.ok) {
		throw new ConnectorError('input', 'The Ghost credential has no valid address', {
			hint: site.reason,
		});
	}
	return createGhost(runtimeOf(context, GHOST_CREDENTIAL, credential), { site: site.address });
}

/** Chosen from a list, or named. */
export const ghostLocator = (
	searchListMethod: string,
	{ placeholder, ...typed }: { displayName: string; placeholder: string; hint?: string },
	overrides: Partial<INodeProperties> & { name: string; displayName: string },
): INodeProperties => ({
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod, searchable: true },
		},
		{ name: 'name', type: 'string', placeholder, ...typed },
	],
	...overrides,
});

export const ghostLists = {
	searchMemberFields: listMethod(
		async () =>
			await Promise.resolve(
				STANDARD_FIELDS.map(({ name, label }) => ({ name: label, value: name })),
			),
	),
	searchLabels: listMethod(async (context) => {
		const names = await (await connectGhost(context)).members.labels();
		return names.map((name) => ({ name, value: name }));
	}),
	searchNewsletters: listMethod(async (context) => {
		const newsletters = await (await connectGhost(context)).members.newsletters();
		return newsletters.map(({ id, name }) => ({ name, value: id }));
	}),
};
