import {
	apiVersionOf,
	environmentAddress,
	isSameEnvironment,
} from '../../../nodes/shared/connectors/dataverse/environment';
import { isConnectorError } from '../../../nodes/shared/http/ConnectorError';

const errorOf = (work: () => unknown): unknown => {
	try {
		return work();
	} catch (error) {
		return isConnectorError(error) ? error.message : error;
	}
};

describe('K16 the environment URL as people paste it', () => {
	it.each([
		['https://contoso.crm4.dynamics.com', 'https://contoso.crm4.dynamics.com'],
		['  contoso.crm4.dynamics.com/ ', 'https://contoso.crm4.dynamics.com'],
		[
			'https://contoso.crm4.dynamics.com/main.aspx?appid=1&pagetype=entitylist',
			'https://contoso.crm4.dynamics.com',
		],
		[
			'https://contoso.api.crm4.dynamics.com/api/data/v9.2/WhoAmI',
			'https://contoso.api.crm4.dynamics.com',
		],
		['https://CONTOSO.crm.dynamics.com', 'https://contoso.crm.dynamics.com'],
		['https://contoso.crm.dynamics.cn/', 'https://contoso.crm.dynamics.cn'],
		['https://contoso.crm.microsoftdynamics.us', 'https://contoso.crm.microsoftdynamics.us'],
		['https://crm.example.com/contoso/main.aspx', 'https://crm.example.com/contoso'],
		['https://crm.example.com/contoso/api/data/v9.1/', 'https://crm.example.com/contoso'],
		['https://crm.example.com/contoso/api/data', 'https://crm.example.com/contoso'],
		['https://crm.example.com/contoso/API', 'https://crm.example.com/contoso'],
		['https://crm.example.com/contoso/apps', 'https://crm.example.com/contoso'],
		// A part of the address that only begins so belongs to the organisation.
		['https://crm.example.com/apps-and-more', 'https://crm.example.com/apps-and-more'],
		['https://crm.example.com/apiary/contoso/', 'https://crm.example.com/apiary/contoso'],
		['https://crm.example.com/main.aspx.old', 'https://crm.example.com/main.aspx.old'],
		['http://127.0.0.1:4010/', 'http://127.0.0.1:4010'],
		['http://localhost:4010/api/data/v9.2', 'http://localhost:4010'],
	])('%s → %s', (pasted, address) => {
		expect(environmentAddress(pasted)).toBe(address);
	});

	it.each([
		['', 'missing'],
		['   ', 'missing'],
		['contoso', 'cannot be read'],
		['http://contoso.crm4.dynamics.com', 'https'],
		['ftp://contoso.crm4.dynamics.com', 'https'],
		['https://user:secret@contoso.crm4.dynamics.com', 'user name'],
		['https://make.powerapps.com/environments/1', 'portal'],
		['https://admin.powerplatform.microsoft.com/environments', 'portal'],
		['https://home.dynamics.com', 'portal'],
		['https://', 'cannot be read'],
	])('%j is refused: %s', (pasted, words) => {
		expect(errorOf(() => environmentAddress(pasted))).toEqual(expect.stringContaining(words));
	});

	it.each([
		['contoso.api.crm4.dynamics.com', true],
		['CONTOSO.crm4.dynamics.com', true],
		['other.crm4.dynamics.com', false],
		['contoso.crm4.dynamics.com.example.com', false],
		['contoso.crm.dynamics.com', false],
	])('links to %s are followed: %s', (host, expected) => {
		expect(isSameEnvironment('https://contoso.crm4.dynamics.com')(host)).toBe(expected);
	});

	it.each([
		[undefined, 'v9.2'],
		['', 'v9.2'],
		['9.1', 'v9.1'],
		['v9.2 ', 'v9.2'],
	])('API version %j → %s', (given, version) => expect(apiVersionOf(given)).toBe(version));

	it.each(['latest', '9', 'v9.2/../x', '9.2.1'])('API version %j is refused', (given) => {
		expect(errorOf(() => apiVersionOf(given))).toEqual(expect.stringContaining('API version'));
	});
});
