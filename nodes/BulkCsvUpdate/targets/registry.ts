import type {
	INodeCredentialDescription,
	INodeProperties,
	INodePropertyOptions,
} from 'n8n-workflow';
import { ConnectorError } from '../../shared/http/ConnectorError';
import type { BulkProvider, ListMethod } from './BulkProvider';
import { dynamics365 } from './dynamics365/provider';
import { items } from './items/provider';
import { salesmanago } from './salesmanago/provider';
import { secutix } from './secutix/provider';
import { xmDirectory } from './xmDirectory/provider';

/** In the order in which they are offered. */
export const PROVIDERS: readonly BulkProvider[] = [
	dynamics365,
	xmDirectory,
	salesmanago,
	secutix,
	items,
];

export const targetProperty: INodeProperties = {
	displayName: 'Target',
	name: 'target',
	type: 'options',
	noDataExpression: true,
	options: PROVIDERS.map(
		({ name, value, description }): INodePropertyOptions => ({
			name,
			value,
			...(description !== undefined && { description }),
		}),
	),
	default: 'dynamics365',
};

export function providerOf(value: unknown): BulkProvider {
	const provider = PROVIDERS.find((one) => one.value === value);
	if (provider) return provider;
	throw new ConnectorError('input', 'This target is not known to the installed version', {
		hint: "Choose another one under 'Target', or update the package.",
	});
}

/** Each slot for its own target, beside what its display options say already. */
export const bulkCredentials: INodeCredentialDescription[] = PROVIDERS.flatMap(
	({ value, credentials }) =>
		credentials.map(({ displayOptions = {}, ...slot }) => ({
			...slot,
			displayOptions: { ...displayOptions, show: { target: [value], ...displayOptions.show } },
		})),
);

/**
 * The parameters of all targets, each shown for its own. n8n's panel hides whatever a parameter that credentials depend on is
 * shown for: such a parameter is hidden for the others instead, so that the target itself stays in sight.
 */
const targetProperties: INodeProperties[] = PROVIDERS.flatMap((provider) => {
	const { value, properties, credentials } = provider;
	const selecting = new Set(
		credentials.flatMap(({ displayOptions }) => Object.keys(displayOptions?.show ?? {})),
	);
	const others = PROVIDERS.filter((one) => one !== provider).map((one) => one.value);
	return properties.map(({ displayOptions = {}, ...property }) => ({
		...property,
		displayOptions: selecting.has(property.name)
			? { ...displayOptions, hide: { target: others, ...displayOptions.hide } }
			: {
					...displayOptions,
					show: {
						target: [value],
						...(displayOptions.show?.targetGroup && { operation: ['downloadTemplate'] }),
						...displayOptions.show,
					},
				},
	}));
});

const isOfGroup = ({ displayOptions }: INodeProperties): boolean =>
	displayOptions?.show?.targetGroup !== undefined;

/** Where the records are. */
export const placeProperties = targetProperties.filter((property) => !isOfGroup(property));

/** Which of them a template is made of; they stand behind the choice of the target group. */
export const groupProperties = targetProperties.filter(isOfGroup);

export const targetLists: Record<string, ListMethod> = Object.assign(
	{},
	...PROVIDERS.map(({ lists = {} }) => lists),
) as Record<string, ListMethod>;
