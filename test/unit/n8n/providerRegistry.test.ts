import type { INodeProperties } from 'n8n-workflow';
import {
	createProviderRegistry,
	type OwnParts,
} from '../../../nodes/shared/n8n/records/providerRegistry';
import type { RecordProvider } from '../../../nodes/shared/n8n/records/RecordProvider';

const parameter = (name: string, more: Partial<INodeProperties> = {}): INodeProperties => ({
	displayName: name,
	name,
	type: 'string',
	default: '',
	...more,
});
const list = async () => await Promise.resolve({ results: [] });
const provider = (id: string, more: Partial<RecordProvider> = {}): RecordProvider => ({
	id,
	label: `The ${id}`,
	subtitle: `"${id} record"`,
	credentials: [{ name: `${id}Api`, required: true }],
	parameters: [parameter('options')],
	lists: { [`search${id}`]: list },
	connect: async () => await Promise.reject(new Error('not connected here')),
	...more,
});
const own: OwnParts = {
	credentials: [{ name: 'surveyApi' }],
	parameters: [parameter('operation')],
	lists: { searchSurveys: list },
};
const registryOf = (...providers: RecordProvider[]) =>
	createProviderRegistry(
		{ parameter: 'system', displayName: 'System', default: 'one' },
		providers,
		own,
	);

describe('the registry of a node’s systems', () => {
	const registry = registryOf(
		provider('one', {
			parameters: [
				parameter('table', { displayOptions: { show: { operation: ['create'] } } }),
				parameter('options'),
			],
		}),
		provider('two'),
	);

	it('shows what belongs to a system only while it is chosen', () => {
		expect(registry.parameters).toMatchObject([
			{ name: 'system', options: [{ value: 'one' }, { value: 'two' }], default: 'one' },
			{ name: 'operation' },
			{ name: 'table', displayOptions: { show: { system: ['one'], operation: ['create'] } } },
			{ name: 'options', displayOptions: { show: { system: ['one'] } } },
			{ name: 'options', displayOptions: { show: { system: ['two'] } } },
		]);
		expect(registry.credentials).toEqual([
			{ name: 'oneApi', required: true, displayOptions: { show: { system: ['one'] } } },
			{ name: 'twoApi', required: true, displayOptions: { show: { system: ['two'] } } },
			{ name: 'surveyApi' },
		]);
		expect(Object.keys(registry.lists)).toEqual(['searchone', 'searchtwo', 'searchSurveys']);
	});

	it('gives the subtitle of the system that is chosen', () => {
		expect(registry.subtitle).toBe(
			'$parameter.system === "one" ? ("one record") : $parameter.system === "two" ? ("two record") : ""',
		);
	});

	it('finds a system by its id, and says so where there is none', () => {
		expect(registry.providerOf('two').label).toBe('The two');
		expect(() => registry.providerOf('three')).toThrow('not known to the installed version');
	});

	it.each<[string, Partial<RecordProvider>]>([
		['id "one"', { id: 'one' }],
		['label "The one"', { label: 'The one' }],
		['credential "oneApi"', { credentials: [{ name: 'oneApi' }] }],
		['credential "surveyApi"', { credentials: [{ name: 'surveyApi' }] }],
		['list method "searchone"', { lists: { searchone: list } }],
		['list method "searchSurveys"', { lists: { searchSurveys: list } }],
		['parameter "operation"', { parameters: [parameter('operation')] }],
		['parameter "system"', { parameters: [parameter('system')] }],
	])('refuses two of the %s when the node is loaded', (clash, more) => {
		expect(() => registryOf(provider('one'), provider('two', more))).toThrow(clash);
	});
});
