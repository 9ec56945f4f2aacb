import type { INodeProperties } from 'n8n-workflow';
import { ConnectorError } from '../../shared/http/ConnectorError';
import type { CrmProvider } from './CrmProvider';
import { dynamics365 } from './dynamics365/provider';

const PROVIDERS: readonly CrmProvider[] = [dynamics365];

export const providerProperty: INodeProperties = {
	displayName: 'CRM',
	name: 'provider',
	type: 'options',
	noDataExpression: true,
	options: [{ name: 'Microsoft Dynamics 365', value: 'dynamics365' }],
	default: 'dynamics365',
};

export const crmCredentials = PROVIDERS.map(({ credential }) => credential);

export function providerOf(value: unknown): CrmProvider {
	const provider = PROVIDERS.find((one) => one.value === value);
	if (provider) return provider;
	throw new ConnectorError('input', 'This CRM is not known to the installed version', {
		hint: "Choose another one under 'CRM', or update the package.",
	});
}
