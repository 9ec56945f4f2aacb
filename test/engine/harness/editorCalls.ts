import 'reflect-metadata';
import { HookContext, LoadOptionsContext, WebhookContext } from 'n8n-core';
import {
	Expression,
	NodeHelpers,
	Workflow,
	type IDataObject,
	type INode,
	type INodeListSearchResult,
	type INodePropertyOptions,
	type INodeType,
	type IWebhookData,
	type IWebhookDescription,
	type IWebhookResponseData,
	type ResourceMapperFields,
	type WorkflowActivateMode,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import type { CredentialData } from './credentials';
import { SourceNodeTypes } from './nodeTypes';
import { completeNode, createAdditionalData, type TestNode } from './additionalData';

Expression.setExpressionEngine('legacy');

export interface NodeCallOptions {
	node: TestNode;
	credentials?: CredentialData;
	nodeTypes?: Record<string, INodeType>;
	/** Path of the parameter that asks, for dependencies written `&sibling`. */
	path?: string;
	mode?: WorkflowExecuteMode;
	active?: boolean;
	staticData?: IDataObject;
	baseUrl?: string;
}

/** A workflow that holds the one node, its parameters completed by their defaults, as the editor and the server call its methods. */
function single(options: NodeCallOptions) {
	const credentials = options.credentials ?? {};
	const nodeTypes = new SourceNodeTypes(options.nodeTypes);
	const node: INode = completeNode(options.node, 0, nodeTypes, credentials);
	const type = nodeTypes.getByNameAndVersion(node.type);
	const { properties } = type.description;
	node.parameters =
		NodeHelpers.getNodeParameters(
			properties,
			node.parameters,
			true,
			false,
			node,
			type.description,
		) ?? {};
	const mode = options.mode ?? 'internal';
	const workflow = new Workflow({
		id: 'workflow',
		name: 'Test',
		nodes: [node],
		connections: {},
		active: options.active ?? false,
		nodeTypes,
		staticData: options.staticData ?? {},
	});
	const additionalData = createAdditionalData({ ...options, mode, workflowId: 'workflow' });
	additionalData.currentNodeParameters = node.parameters;
	return { node: workflow.nodes[node.name], type, workflow, additionalData, mode };
}

function loadOptionsContext(options: NodeCallOptions) {
	const { node, type, workflow, additionalData } = single(options);
	const path = options.path ?? 'parameters';
	return { type, context: new LoadOptionsContext(workflow, node, additionalData, path) };
}

/** Calls a `methods.listSearch` method: one page of a resource locator's list. */
export async function searchList(
	options: NodeCallOptions & { method: string; filter?: string; paginationToken?: string },
): Promise<INodeListSearchResult> {
	const { type, context } = loadOptionsContext(options);
	const method = type.methods?.listSearch?.[options.method];
	if (method === undefined) throw new Error(`No list search method "${options.method}"`);
	return await method.call(context, options.filter, options.paginationToken);
}

/** Calls a `methods.loadOptions` method. */
export async function loadOptions(
	options: NodeCallOptions & { method: string },
): Promise<INodePropertyOptions[]> {
	const { type, context } = loadOptionsContext(options);
	const method = type.methods?.loadOptions?.[options.method];
	if (method === undefined) throw new Error(`No load options method "${options.method}"`);
	return await method.call(context);
}

/** Calls a `methods.resourceMapping` method. */
export async function mapperFields(
	options: NodeCallOptions & { method: string },
): Promise<ResourceMapperFields> {
	const { type, context } = loadOptionsContext(options);
	const method = type.methods?.resourceMapping?.[options.method];
	if (method === undefined) throw new Error(`No resource mapping method "${options.method}"`);
	return await method.call(context);
}

function webhookOf(type: INodeType, name: string, node: INode, baseUrl: string): IWebhookData {
	const description = type.description.webhooks?.find((webhook) => webhook.name === name);
	if (description === undefined) throw new Error(`The node has no webhook "${name}"`);
	return {
		httpMethod: 'POST',
		node: node.name,
		path: node.webhookId ?? 'path',
		webhookDescription: description as IWebhookDescription,
		workflowId: 'workflow',
		workflowExecuteAdditionalData: { webhookBaseUrl: `${baseUrl}/webhook` } as never,
	};
}

/** Calls `webhookMethods[webhook][method]` as activation and deactivation do. Static data is written in place. */
export async function callWebhookMethod(
	options: NodeCallOptions & {
		method: 'checkExists' | 'create' | 'delete';
		webhook?: string;
		activation?: WorkflowActivateMode;
	},
): Promise<boolean> {
	const { node, type, workflow, additionalData } = single({ mode: 'trigger', ...options });
	const name = options.webhook ?? 'default';
	const data = webhookOf(type, name, node, additionalData.instanceBaseUrl.replace(/\/$/, ''));
	const mode = options.mode ?? 'trigger';
	const activation = options.activation ?? 'activate';
	const context = new HookContext(workflow, node, additionalData, mode, activation, data);
	const method = type.webhookMethods?.[name as 'default']?.[options.method];
	if (method === undefined) throw new Error(`No webhook method "${options.method}"`);
	const result = await method.call(context);
	if (options.staticData) Object.assign(options.staticData, workflow.staticData);
	return result;
}

export interface WebhookRequest {
	method?: string;
	/** Without the host. */
	url?: string;
	headers?: Record<string, string>;
	query?: Record<string, string>;
	body?: IDataObject;
	/** The bytes as received; default: the body as JSON. */
	rawBody?: Buffer;
}

export interface WebhookAnswer {
	/** What `webhook()` returned. */
	data: IWebhookResponseData;
	/** What it answered through the response object itself, if it did. */
	sent?: { status: number; body: unknown };
}

/**
 * What n8n has read of a call before the node sees it: all its bytes; of a multipart form the fields alone; and nothing yet
 * where the node's option `binaryData` says so.
 */
async function readByN8n({ parameters }: INode, request: WebhookRequest): Promise<object> {
	const { headers = {}, body = {}, rawBody = Buffer.from(JSON.stringify(body)) } = request;
	if ((parameters.options as IDataObject | undefined)?.binaryData === true) {
		const unread = {
			readable: true,
			async readRawBody(this: { rawBody?: Buffer }) {
				this.rawBody = rawBody;
			},
		};
		return unread;
	}
	const type = headers['content-type'] ?? '';
	if (!type.startsWith('multipart/form-data')) return { rawBody };
	const form = await new Response(new Uint8Array(rawBody), { headers }).formData();
	const data: IDataObject = {};
	for (const name of new Set(form.keys())) {
		const values = form.getAll(name).filter((value) => typeof value === 'string');
		data[name] = values.length === 1 ? values[0] : values;
	}
	return {
		// It may call itself readable for a moment after n8n has read it; reading it again fails.
		readable: true,
		async readRawBody() {
			const error = new Error('request size did not match content length');
			return await Promise.reject(Object.assign(error, { type: 'request.size.invalid' }));
		},
		body: { data, files: {} },
	};
}

/** Calls a node's `webhook()` with a request as n8n's server would hand it on. */
export async function callWebhook(
	options: NodeCallOptions & { request: WebhookRequest; webhook?: string },
): Promise<WebhookAnswer> {
	const { node, type, workflow, additionalData } = single({ mode: 'webhook', ...options });
	const { request } = options;
	const body = request.body ?? {};
	let sent: WebhookAnswer['sent'];
	let status = 200;
	const send = (content?: unknown) => {
		sent = { status, body: content ?? sent?.body };
		return response;
	};
	const response = {
		status: (code: number) => {
			status = code;
			return response;
		},
		setHeader: () => response,
		send,
		json: send,
		end: send,
	};
	const headers = Object.entries(request.headers ?? {}).map(([key, value]) => [
		key.toLowerCase(),
		value,
	]);
	additionalData.httpRequest = {
		method: request.method ?? 'POST',
		originalUrl: request.url,
		url: request.url,
		headers: Object.fromEntries(headers) as Record<string, string>,
		query: request.query ?? {},
		params: {},
		body,
		...(await readByN8n(node, request)),
	} as never;
	additionalData.httpResponse = response as never;
	const data = webhookOf(type, options.webhook ?? 'default', node, additionalData.instanceBaseUrl);
	const mode = options.mode ?? 'webhook';
	const context = new WebhookContext(workflow, node, additionalData, mode, data, [], null);
	const result = await type.webhook?.call(context);
	if (result === undefined) throw new Error('The node has no webhook()');
	if (options.staticData) Object.assign(options.staticData, workflow.staticData);
	return sent === undefined ? { data: result } : { data: result, sent };
}
