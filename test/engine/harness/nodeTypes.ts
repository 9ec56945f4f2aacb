import { readFileSync, existsSync } from 'node:fs';
import path from 'node:path';
import type {
	ICredentialType,
	INodeExecutionData,
	INodeType,
	INodeTypes,
	IVersionedNodeType,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

const root = path.resolve(__dirname, '../../..');
const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
	name: string;
	n8n: { nodes: string[]; credentials: string[] };
};

/** Type prefix of our nodes, as n8n gives it to an installed package. */
export const PACKAGE_NAME = manifest.name;

/** The class that n8n would load from a registered file of dist, taken from its source. */
function loadClass<T>(registered: string): T | undefined {
	const source = path.join(root, registered.replace(/^dist\//, '').replace(/\.js$/, ''));
	if (!existsSync(`${source}.ts`)) return undefined;
	const className = path.basename(source).split('.')[0];
	const loaded = require(source) as Record<string, new () => T>;
	return new loaded[className]();
}

const lowerFirst = (name: string): string => name[0].toLowerCase() + name.slice(1);

/** Our nodes by type name (`n8n-nodes-survey-ops.condition`), each loaded when first asked for. */
function ownNode(type: string): INodeType | undefined {
	const registered = manifest.n8n.nodes.find(
		(file) => `${PACKAGE_NAME}.${lowerFirst(path.basename(file).split('.')[0])}` === type,
	);
	return registered === undefined ? undefined : loadClass<INodeType>(registered);
}

/** Our credential types by name, and of n8n's own what the request helper reads of them. */
export function loadCredentialTypes(): Map<string, ICredentialType> {
	const types = new Map<string, ICredentialType>([
		['oAuth2Api', oAuth2Api],
		['hubspotAppToken', hubspotAppToken],
	]);
	for (const registered of manifest.n8n.credentials) {
		const type = loadClass<ICredentialType>(registered);
		if (type !== undefined) types.set(type.name, type);
	}
	return types;
}

const hidden = (name: string, value: string) =>
	({ displayName: name, name, type: 'hidden', default: value }) as const;

const oAuth2Api: ICredentialType = {
	name: 'oAuth2Api',
	displayName: 'OAuth2 API',
	properties: [
		hidden('grantType', 'authorizationCode'),
		hidden('authUrl', ''),
		hidden('accessTokenUrl', ''),
		hidden('clientId', ''),
		hidden('clientSecret', ''),
		hidden('scope', ''),
		hidden('authQueryParameters', ''),
		hidden('authentication', 'header'),
	],
};

const hubspotAppToken: ICredentialType = {
	name: 'hubspotAppToken',
	displayName: 'HubSpot Service Key',
	properties: [{ displayName: 'Service Key', name: 'appToken', type: 'string', default: '' }],
	authenticate: {
		type: 'generic',
		properties: { headers: { Authorization: '=Bearer {{$credentials.appToken}}' } },
	},
};

const describe = (name: string, inputs: boolean): INodeType['description'] => ({
	displayName: name,
	name,
	group: [inputs ? 'transform' : 'trigger'],
	version: [1, 2, 3],
	description: name,
	defaults: { name },
	inputs: inputs ? [NodeConnectionTypes.Main] : [],
	outputs: [NodeConnectionTypes.Main],
	properties: [],
});

/** Stands in for core nodes whose own code is not part of these tests: items pass through. */
const passThrough = (name: string): INodeType => ({
	description: describe(name, true),
	async execute() {
		return [this.getInputData()];
	},
});

/** Emits the items in its `items` parameter, expressions resolved. */
const itemSource: INodeType = {
	description: {
		...describe('items', false),
		properties: [{ displayName: 'Items', name: 'items', type: 'json', default: [] }],
	},
	async execute() {
		const items = this.getNodeParameter('items', 0, []) as INodeExecutionData[];
		return [items.map((item, index) => ({ pairedItem: { item: index }, ...item }))];
	},
};

/** What a Set node with one JSON value does: replaces each item's `json` by its `json` parameter, resolved for that item. */
const setJson: INodeType = {
	description: {
		...describe('setJson', true),
		properties: [{ displayName: 'JSON', name: 'json', type: 'json', default: {} }],
	},
	async execute() {
		return [
			this.getInputData().map((_, index) => ({
				json: this.getNodeParameter('json', index) as INodeExecutionData['json'],
				pairedItem: { item: index },
			})),
		];
	},
};

const manualTrigger: INodeType = {
	description: describe('manualTrigger', false),
	async execute() {
		return [this.getInputData()];
	},
};

const standIns: Record<string, INodeType> = {
	'n8n-nodes-base.manualTrigger': manualTrigger,
	'n8n-nodes-base.noOp': passThrough('noOp'),
	'test.items': itemSource,
	'test.setJson': setJson,
};

/** Node types for one run: the test's own first, then ours, then the stand-ins. */
export class SourceNodeTypes implements INodeTypes {
	private readonly loaded = new Map<string, INodeType>();

	constructor(private readonly extra: Record<string, INodeType> = {}) {}

	getByName(type: string): INodeType | IVersionedNodeType {
		return this.getByNameAndVersion(type);
	}

	getByNameAndVersion(type: string): INodeType {
		const found =
			this.extra[type] ?? this.loaded.get(type) ?? ownNode(type) ?? standIns[type] ?? undefined;
		if (found === undefined) throw new Error(`The engine harness knows no node type "${type}"`);
		this.loaded.set(type, found);
		return found;
	}

	getKnownTypes() {
		return {};
	}
}
