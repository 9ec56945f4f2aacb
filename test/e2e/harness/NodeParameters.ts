import {
	NodeHelpers,
	type INodeCredentials,
	type INodeListSearchResult,
	type INodeParameters,
	type INodePropertyOptions,
	type INodeTypeDescription,
	type ResourceMapperFields,
} from 'n8n-workflow';
import type { RestSession } from './RestSession';

export interface NodeMethodCall {
	/** Full type name. */
	nodeType: string;
	version?: number;
	method: string;
	/** The parameter that asks, e.g. `parameters.survey`. */
	path?: string;
	/** What the user has set so far; the node's defaults are sent along, as the editor does. */
	parameters?: INodeParameters;
	credentials?: INodeCredentials;
}

/** The lists and field mappings that a node's panel asks for while somebody fills it in. */
export class NodeParameters {
	constructor(private readonly session: RestSession) {}

	async options(call: NodeMethodCall): Promise<INodePropertyOptions[]> {
		return await this.ask('options', call);
	}

	/** One page of a resource locator's list. */
	async search(
		call: NodeMethodCall & { filter?: string; paginationToken?: string },
	): Promise<INodeListSearchResult> {
		const { filter, paginationToken } = call;
		return await this.ask('resource-locator-results', call, { filter, paginationToken });
	}

	/** All pages of a list, or the first `maxPages`. */
	async searchAll(
		call: NodeMethodCall & { filter?: string },
		maxPages = 100,
	): Promise<INodeListSearchResult['results']> {
		const results: INodeListSearchResult['results'] = [];
		let paginationToken: string | undefined;
		for (let page = 0; page < maxPages; page += 1) {
			const answer = await this.search({ ...call, paginationToken });
			results.push(...answer.results);
			if (!answer.paginationToken) break;
			paginationToken = String(answer.paginationToken);
		}
		return results;
	}

	async mapperFields(call: NodeMethodCall): Promise<ResourceMapperFields> {
		return await this.ask('resource-mapper-fields', call);
	}

	private async ask<T>(kind: string, call: NodeMethodCall, more: object = {}): Promise<T> {
		const version = call.version ?? 1;
		return await this.session.post(`/dynamic-node-parameters/${kind}`, {
			path: call.path ?? 'parameters',
			methodName: call.method,
			nodeTypeAndVersion: { name: call.nodeType, version },
			currentNodeParameters: await this.withDefaults(call, version),
			credentials: call.credentials,
			...more,
		});
	}

	private async withDefaults(call: NodeMethodCall, version: number): Promise<INodeParameters> {
		const nodeInfos = [{ name: call.nodeType, version }];
		const [type] = await this.session.post<INodeTypeDescription[]>('/node-types', { nodeInfos });
		const given = call.parameters ?? {};
		const node = { typeVersion: version };
		return NodeHelpers.getNodeParameters(type.properties, given, true, false, node, type) ?? given;
	}
}
