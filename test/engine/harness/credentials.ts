import {
	ICredentialsHelper,
	NodeHelpers,
	Workflow,
	type IAuthenticate,
	type ICredentialDataDecryptedObject,
	type ICredentials,
	type ICredentialsExpressionResolveValues,
	type ICredentialType,
	type IExecuteData,
	type IHttpRequestHelper,
	type IHttpRequestOptions,
	type INode,
	type INodeCredentialsDetails,
	type INodeParameters,
	type INodeProperties,
	type IRequestOptionsSimplified,
	type IWorkflowExecuteAdditionalData,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { loadCredentialTypes, SourceNodeTypes } from './nodeTypes';

/** Decrypted data, keyed by credential id, by credential name, or by type (for every node that names no other). */
export type CredentialData = Record<string, ICredentialDataDecryptedObject>;

/**
 * Hands out credentials as n8n's own helper does – defaults filled in, expressions in hidden fields resolved, the credential
 * class's `authenticate` and `preAuthentication` applied – only that the data comes from a map instead of the database.
 */
export class SourceCredentialsHelper extends ICredentialsHelper {
	private readonly types = loadCredentialTypes();

	constructor(private readonly data: CredentialData) {
		super();
	}

	private type(name: string): ICredentialType {
		const type = this.types.get(name);
		if (type === undefined)
			throw new Error(`The engine harness knows no credential type "${name}"`);
		return type;
	}

	getParentTypes(name: string): string[] {
		const parents = this.types.get(name)?.extends ?? [];
		return parents.flatMap((parent) => [parent, ...this.getParentTypes(parent)]);
	}

	getCredentialsProperties(name: string): INodeProperties[] {
		const type = this.type(name);
		const properties: INodeProperties[] = [];
		for (const parent of type.extends ?? []) {
			NodeHelpers.mergeNodeProperties(properties, this.getCredentialsProperties(parent));
		}
		NodeHelpers.mergeNodeProperties(properties, type.properties);
		return properties;
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}

	private stored(details: INodeCredentialsDetails, type: string): ICredentialDataDecryptedObject {
		const found = this.data[details.id ?? ''] ?? this.data[details.name ?? ''] ?? this.data[type];
		if (found === undefined) throw new Error(`The test gave no credential data for "${type}"`);
		return found;
	}

	async getDecrypted(
		_additionalData: IWorkflowExecuteAdditionalData,
		details: INodeCredentialsDetails,
		type: string,
		mode: WorkflowExecuteMode,
		_executeData?: IExecuteData,
		raw?: boolean,
		expressionResolveValues?: ICredentialsExpressionResolveValues,
	): Promise<ICredentialDataDecryptedObject> {
		const stored = this.stored(details, type);
		if (raw === true) return stored;
		const filled = NodeHelpers.getNodeParameters(
			this.getCredentialsProperties(type),
			stored as INodeParameters,
			true,
			false,
			null,
			null,
		) as ICredentialDataDecryptedObject;
		if (stored.oauthTokenData !== undefined) filled.oauthTokenData = stored.oauthTokenData;
		const resolve = (expression: Workflow['expression']) =>
			expression.getComplexParameterValue(
				credentialNode,
				filled as INodeParameters,
				mode,
				{},
				undefined,
				undefined,
				filled,
			) as ICredentialDataDecryptedObject;
		// Within a run that workflow's expressions are ready to be used; elsewhere they are made ready first.
		if (expressionResolveValues) return resolve(expressionResolveValues.workflow.expression);
		const { expression } = credentialWorkflow();
		await expression.acquireIsolate();
		try {
			return resolve(expression);
		} finally {
			await expression.releaseIsolate();
		}
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		requestOptions: IHttpRequestOptions | IRequestOptionsSimplified,
		workflow: Workflow,
		node: INode,
	): Promise<IHttpRequestOptions> {
		const { authenticate } = this.type(typeName);
		const request = requestOptions as IHttpRequestOptions;
		if (authenticate === undefined) return request;
		if (typeof authenticate === 'function') return await authenticate(credentials, request);
		return withProperties(authenticate, credentials, request, workflow, node);
	}

	async preAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		node: INode,
		expired: boolean,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const type = this.type(typeName);
		const session = type.properties.find(
			(property) => property.type === 'hidden' && property.typeOptions?.expirable === true,
		);
		if (session === undefined || type.preAuthentication === undefined) return undefined;
		if (credentials[session.name] !== '' && !expired) return undefined;
		const output = await type.preAuthentication.call(helpers, credentials);
		const details = node.credentials?.[typeName];
		if (details !== undefined) Object.assign(this.stored(details, typeName), output);
		return Object.assign(credentials, output);
	}

	async runPreAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const output = await this.type(typeName).preAuthentication?.call(helpers, credentials);
		return output as ICredentialDataDecryptedObject | undefined;
	}

	async getCredentials(): Promise<ICredentials> {
		throw new Error('Encrypted credentials do not exist in the engine harness');
	}

	async updateCredentials(
		details: INodeCredentialsDetails,
		type: string,
		data: ICredentialDataDecryptedObject,
	): Promise<void> {
		Object.assign(this.stored(details, type), data);
	}

	async updateCredentialsOauthTokenData(
		details: INodeCredentialsDetails,
		type: string,
		data: ICredentialDataDecryptedObject,
	): Promise<void> {
		this.stored(details, type).oauthTokenData = data.oauthTokenData;
	}
}

/** The declarative form of `authenticate`: headers, query, body or auth, each value an expression over `$credentials`. */
function withProperties(
	authenticate: Exclude<IAuthenticate, (...args: never[]) => unknown>,
	credentials: ICredentialDataDecryptedObject,
	request: IHttpRequestOptions,
	workflow: Workflow,
	node: INode,
): IHttpRequestOptions {
	const resolve = (text: string): string =>
		text.startsWith('=')
			? String(
					workflow.expression.getSimpleParameterValue(
						node,
						text,
						'internal',
						{ $credentials: credentials } as never,
						undefined,
						'',
					) ?? '',
				)
			: text;
	const target = request as unknown as Record<string, Record<string, string>>;
	for (const [part, values] of Object.entries(authenticate.properties)) {
		target[part] ??= {};
		for (const [key, value] of Object.entries(values as Record<string, string>)) {
			target[part][resolve(key)] = resolve(value);
		}
	}
	return request;
}

const credentialNode: INode = {
	id: 'credential',
	name: 'Credential',
	type: 'n8n-nodes-base.noOp',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

const credentialWorkflow = (): Workflow =>
	new Workflow({
		nodes: [credentialNode],
		connections: {},
		active: false,
		nodeTypes: new SourceNodeTypes(),
	});
