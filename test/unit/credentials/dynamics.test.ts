import { Workflow, type INode, type INodeTypes } from 'n8n-workflow';
import { DynamicsOAuth2Api } from '../../../credentials/DynamicsOAuth2Api.credentials';
import { environmentExpression } from '../../../credentials/dynamicsEnvironment';
import { environmentAddress } from '../../../nodes/shared/connectors/dataverse/environment';

const node: INode = {
	id: '1',
	name: 'Credential',
	type: 'test',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};
const nodeTypes = {
	getByNameAndVersion: () => ({ description: { properties: [] } }),
} as unknown as INodeTypes;
const { expression } = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });

const credential = new DynamicsOAuth2Api();
const defaults = Object.fromEntries(
	credential.properties.map(({ name, default: value }) => [name, value]),
);

/** A hidden field of the form, as n8n resolves it. */
const field = (name: string, typed: Record<string, string>): unknown => {
	const self = { ...defaults, ...typed };
	const resolved = expression.getComplexParameterValue(
		node,
		{ [name]: String(defaults[name]) },
		'internal',
		{},
		undefined,
		undefined,
		self as never,
	);
	return (resolved as Record<string, unknown>)[name];
};
const environment = (environmentUrl: string): unknown =>
	expression.getSimpleParameterValue(
		node,
		`=${environmentExpression('$credentials')}`,
		'internal',
		{ $credentials: { environmentUrl } } as never,
	);

describe('K14 K16 the environment URL, as people paste it', () => {
	it.each([
		'https://contoso.crm4.dynamics.com',
		' https://contoso.crm4.dynamics.com/ ',
		'contoso.crm4.dynamics.com',
		'https://contoso.crm4.dynamics.com/main.aspx?appid=1&pagetype=dashboard',
		'https://contoso.crm4.dynamics.com/api/data/v9.2/',
		'https://contoso.api.crm4.dynamics.com',
		'https://contoso.crm.dynamics.cn/main.aspx#1',
		'https://crm.example.com/contoso/main.aspx',
		'https://crm.example.com/contoso/api/data/v9.1/',
		'https://crm.example.com',
		'http://127.0.0.1:4500/',
	])('the test of the credential and the connector read %s alike', (pasted) => {
		expect(environment(pasted)).toBe(environmentAddress(pasted));
	});
});

describe('K14 what the grant types send', () => {
	const typed = {
		environmentUrl: 'contoso.crm4.dynamics.com/main.aspx?x=1',
		tenantId: ' 11111111-2222-4333-8444-555555555555 ',
	};

	it.each([
		['clientCredentials', 'https://contoso.crm4.dynamics.com/.default'],
		['authorizationCode', 'https://contoso.crm4.dynamics.com/.default offline_access'],
	])('%s asks for %s', (grantType, scope) => {
		expect(field('scope', { ...typed, grantType })).toBe(scope);
	});

	it.each([
		[{ cloud: 'global' }, 'https://login.microsoftonline.com'],
		[{ cloud: 'usGovernment' }, 'https://login.microsoftonline.us'],
		[{ cloud: 'china' }, 'https://login.partner.microsoftonline.cn'],
		[{ cloud: 'other', signInAddress: 'https://login.example.com/ ' }, 'https://login.example.com'],
	])('signs in at %j', (cloud, host) => {
		const tenant = '11111111-2222-4333-8444-555555555555';
		expect(field('accessTokenUrl', { ...typed, ...cloud } as never)).toBe(
			`${host}/${tenant}/oauth2/v2.0/token`,
		);
		expect(field('authUrl', { ...typed, ...cloud } as never)).toBe(
			`${host}/${tenant}/oauth2/v2.0/authorize`,
		);
	});
});

it('K20 the test of the credential reads: WhoAmI alone succeeds without any role', () => {
	const { request, rules = [] } = new DynamicsOAuth2Api().test;
	expect(request.url).toMatch(/\/contacts\?\$select=contactid&\$top=1$/);
	const refused = rules.find(({ properties }) => 'value' in properties && properties.value === 403);
	expect(refused?.properties.message).toMatch(/security role/);
});
