import type { INodeProperties } from 'n8n-workflow';
import type { System } from '../../../nodes/shared/n8n/systems/System';
import {
	createSystemRegistry,
	type OwnParts,
} from '../../../nodes/shared/n8n/systems/systemRegistry';

const parameter = (name: string, more: Partial<INodeProperties> = {}): INodeProperties => ({
	displayName: name,
	name,
	type: 'string',
	default: '',
	...more,
});
const list = async () => await Promise.resolve({ results: [] });
const system = (id: string, more: Partial<System> = {}): System => ({
	id,
	label: `The ${id}`,
	credentials: [{ name: `${id}Api`, required: true }],
	parameters: [parameter('options')],
	lists: { [`search${id}`]: list },
	...more,
});
const own: OwnParts = {
	credentials: [{ name: 'surveyApi' }],
	parameters: [parameter('operation')],
	lists: { searchSurveys: list },
};
const registryOf = (...systems: System[]) =>
	createSystemRegistry({ name: 'system', displayName: 'System', default: 'one' }, systems, own);

describe('the registry of a node’s systems', () => {
	const registry = registryOf(
		system('one', {
			parameters: [
				parameter('table', { displayOptions: { show: { operation: ['create'] } } }),
				parameter('options'),
			],
		}),
		system('two'),
	);

	it('shows what belongs to a system only while it is chosen', () => {
		expect(registry.choice).toMatchObject({
			name: 'system',
			options: [{ value: 'one' }, { value: 'two' }],
			default: 'one',
		});
		expect(registry.parameters).toMatchObject([
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

	it('of a node that has nothing of its own holds what its systems have', () => {
		const bare = createSystemRegistry({ name: 'system', displayName: 'System', default: 'one' }, [
			system('one'),
		]);
		expect([
			bare.credentials.map(({ name }) => name),
			bare.parameters.map(({ name }) => name),
			Object.keys(bare.lists),
		]).toEqual([['oneApi'], ['options'], ['searchone']]);
		expect(bare.choice).not.toHaveProperty('description');
		const described = createSystemRegistry(
			{ name: 'system', displayName: 'System', default: 'one', description: 'Where to' },
			[system('one', { description: 'The first' })],
		);
		expect(described.choice).toMatchObject({
			displayName: 'System',
			type: 'options',
			noDataExpression: true,
			description: 'Where to',
			options: [{ name: 'The one', value: 'one', description: 'The first' }],
		});
	});

	it('gives an expression with what is said of the system that is chosen', () => {
		expect(registry.expression(({ label }) => `"${label}"`)).toBe(
			'$parameter.system === "one" ? ("The one") : $parameter.system === "two" ? ("The two") : ""',
		);
	});

	it('hides for the others, and does not show for itself, what decides about a credential', () => {
		const { parameters } = registryOf(
			system('one', {
				credentials: [{ name: 'oneApi', displayOptions: { show: { authentication: ['key'] } } }],
				parameters: [parameter('authentication'), parameter('table')],
			}),
			system('two'),
		);
		expect(parameters.slice(0, 2).map(({ displayOptions }) => displayOptions)).toEqual([
			{ hide: { system: ['two'] } },
			{ show: { system: ['one'] } },
		]);
	});

	it('knows which parameters decide about a credential', () => {
		const authentication = parameter('authentication');
		const { isSignIn } = registryOf(
			system('one', {
				credentials: [{ name: 'oneApi', displayOptions: { show: { authentication: ['key'] } } }],
				parameters: [authentication, parameter('table')],
			}),
			system('two'),
		);
		expect([authentication, parameter('table'), parameter('system')].map(isSignIn)).toEqual([
			true,
			false,
			false,
		]);
	});

	it('offers a system under each of its names', () => {
		const several = registryOf(
			system('one', {
				choices: [
					{ id: 'first', label: 'First' },
					{ id: 'second', label: 'Second', description: 'The other name' },
				],
			}),
			system('two'),
		);
		expect(several.choice.options).toEqual([
			{ name: 'First', value: 'first' },
			{ name: 'Second', value: 'second', description: 'The other name' },
			{ name: 'The two', value: 'two' },
		]);
		expect(several.parameters[0]).toMatchObject({
			displayOptions: { show: { system: ['first', 'second'] } },
		});
		expect(several.systemOf('second').id).toBe('one');
		expect(several.expression(({ id }) => `"${id}"`)).toContain(
			'$parameter.system === "first" || $parameter.system === "second" ? ("one")',
		);
	});

	it('finds a system by its id, and says so where there is none', () => {
		expect(registry.systemOf('two').label).toBe('The two');
		expect(() => registry.systemOf('three')).toThrow('not known to the installed version');
	});

	it.each<[string, Partial<System>]>([
		['id "one"', { id: 'one' }],
		['label "The one"', { label: 'The one' }],
		['credential "oneApi"', { credentials: [{ name: 'oneApi' }] }],
		['credential "surveyApi"', { credentials: [{ name: 'surveyApi' }] }],
		['list method "searchone"', { lists: { searchone: list } }],
		['list method "searchSurveys"', { lists: { searchSurveys: list } }],
		['parameter "operation"', { parameters: [parameter('operation')] }],
		['parameter "system"', { parameters: [parameter('system')] }],
	])('refuses two of the %s when the node is loaded', (clash, more) => {
		expect(() => registryOf(system('one'), system('two', more))).toThrow(clash);
	});
});
