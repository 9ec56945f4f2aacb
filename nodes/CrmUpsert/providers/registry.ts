import type { INodeProperties } from 'n8n-workflow';
import type { ListMethod } from '../../shared/face/listPage';
import { ConnectorError } from '../../shared/http/ConnectorError';
import type { CrmProvider } from './CrmProvider';
import { dynamics365 } from './dynamics365/provider';
import { salesmanago } from './salesmanago/provider';

const PROVIDERS: readonly CrmProvider[] = [dynamics365, salesmanago];

export const providerProperty: INodeProperties = {
	displayName: 'CRM',
	name: 'provider',
	type: 'options',
	noDataExpression: true,
	options: PROVIDERS.map(({ name, value }) => ({ name, value })),
	default: 'dynamics365',
};

export const crmCredentials = PROVIDERS.map(({ credential }) => credential);

/** Parameters of two providers may share a name: only one of them is ever shown. */
export const crmParameters: INodeProperties[] = PROVIDERS.flatMap(({ value, parameters }) =>
	parameters.map(({ displayOptions, ...property }) => ({
		...property,
		displayOptions: {
			...displayOptions,
			show: { provider: [value], ...displayOptions?.show },
		},
	})),
);

export const crmLists: Record<string, ListMethod> = Object.assign(
	{},
	...PROVIDERS.map(({ lists }) => lists),
) as Record<string, ListMethod>;

export function providerOf(value: unknown): CrmProvider {
	const provider = PROVIDERS.find((one) => one.value === value);
	if (provider) return provider;
	throw new ConnectorError('input', 'This CRM is not known to the installed version', {
		hint: "Choose another one under 'CRM', or update the package.",
	});
}
