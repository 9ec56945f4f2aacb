import http from 'node:http';
import https from 'node:https';
import path from 'node:path';
import type { INodeType, IVersionedNodeType } from 'n8n-workflow';
import { n8nHome } from '../../e2e/harness/paths';

/** A service key has no address: what goes to HubSpot is led to a stand-in, and counted by its host. */
export function leadHubSpotTo(url: string): { hosts: string[]; stop(): void } {
	const { port } = new URL(url);
	const { request } = https;
	const hosts: string[] = [];
	const led = (
		options: http.RequestOptions,
		...rest: [(response: http.IncomingMessage) => void]
	) => {
		hosts.push(String(options.hostname ?? options.host));
		const here = { hostname: '127.0.0.1', host: '127.0.0.1', port, protocol: 'http:' };
		return http.request({ ...options, ...here, agent: undefined }, ...rest);
	};
	https.request = led as typeof https.request;
	return {
		hosts,
		stop() {
			https.request = request;
		},
	};
}

/** n8n's own HubSpot node, out of an installed n8n. */
export function ownHubSpotNode(): INodeType {
	const modules = path.join(n8nHome(), 'node_modules');
	// Jest cannot load this one; lists of properties use it, writing does not.
	if (typeof jest !== 'undefined')
		jest.doMock(path.join(modules, 'change-case/dist/index.js'), () => ({}));
	const { Hubspot } = require(
		path.join(modules, 'n8n-nodes-base/dist/nodes/Hubspot/Hubspot.node.js'),
	) as { Hubspot: new () => IVersionedNodeType };
	return new Hubspot().getNodeType(2.1);
}
