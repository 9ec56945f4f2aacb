import type { INodeProperties } from 'n8n-workflow';
import { createSystemRegistry } from '../../shared/n8n/systems/systemRegistry';
import { PROVIDERS } from './all';

/** Everything of the node that depends on the targets it offers. */
export const targets = createSystemRegistry(
	{ name: 'target', displayName: 'Target', default: 'dynamics365' },
	PROVIDERS,
);

const isOfGroup = ({ displayOptions }: INodeProperties): boolean =>
	displayOptions?.show?.targetGroup !== undefined;

/** Where the records are. */
export const destinationProperties = targets.parameters.filter((property) => !isOfGroup(property));

/** Which of them a template is made of; they stand behind the choice of the target group. */
export const groupProperties = targets.parameters
	.filter(isOfGroup)
	.map(({ displayOptions, ...property }) => ({
		...property,
		displayOptions: {
			...displayOptions,
			show: { operation: ['downloadTemplate'], ...displayOptions?.show },
		},
	}));
