import type { INode, JsonObject } from 'n8n-workflow';
import { ExpressionError, NodeApiError, NodeOperationError } from 'n8n-workflow';
import { errorWords, toNodeError } from '../../../nodes/shared/n8n/errors';
import { ConnectorError } from '../../../nodes/shared/http/ConnectorError';
import { rememberSecrets } from '../../../nodes/shared/http/knownSecrets';

const node: INode = {
	id: '1',
	name: 'CRM Upsert',
	type: 'crmUpsert',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

/** Everything of an error that n8n can store: what is enumerable and what is not, causes included. */
const everything = (value: unknown, seen = new Set<unknown>()): string => {
	if (typeof value !== 'object' || value === null) return String(value);
	if (seen.has(value)) return '';
	seen.add(value);
	return Object.getOwnPropertyNames(value)
		.map((name) => `${name}: ${everything((value as Record<string, unknown>)[name], seen)}`)
		.join('\n');
};

/** As a network library makes them: with the request, its headers and the answer. */
const transportError = (): Error =>
	Object.assign(new Error('Request failed for Ada Lovelace'), {
		name: 'AxiosError',
		config: { headers: { Authorization: 'Bearer planted-token' }, data: '{"name":"Lovelace"}' },
		response: { status: 400, data: { message: 'Lovelace exists' }, headers: {} },
	});

describe('LA11 errors as n8n stores them', () => {
	beforeAll(() => rememberSecrets('errors', { token: 'planted-token' }));
	afterAll(() => rememberSecrets('errors', {}));

	it.each<[string, unknown]>([
		['a transport’s', transportError()],
		['one made from a transport’s', new Error('Lovelace', { cause: transportError() })],
		['n8n’s, of a request', new NodeApiError(node, transportError() as unknown as JsonObject)],
		['n8n’s, made from a transport’s', new NodeOperationError(node, transportError())],
		['a parser’s', new SyntaxError('Unexpected token L, "Lovelace" is not valid JSON')],
		[
			'a fault in the code',
			new TypeError("Cannot read properties of undefined (reading 'Lovelace')"),
		],
		['a text', 'Lovelace was refused'],
		['an object', { message: 'Lovelace', token: 'planted-token' }],
		['nothing', undefined],
	])('LA11 %s error hands on neither data nor secrets', (_name, error) => {
		const made = toNodeError(node, error, 3);
		expect(made).toBeInstanceOf(NodeOperationError);
		expect(made.message).toContain('[item 3]');
		expect(everything(made)).not.toMatch(/Lovelace|planted-token/);
	});

	it('LA11 says where in the code a fault is', () => {
		const { message, description } = toNodeError(node, new TypeError('of Lovelace\n    at Ada'));
		expect(message).toBe('Unexpected error in this step (TypeError)');
		expect(description).toMatch(/^Please report it with this: at .+errors\.test\.ts/);
	});

	it('keeps the text of n8n’s own errors about the workflow', () => {
		const error = new ExpressionError('Referenced node does not exist', {
			description: 'Choose it',
		});
		expect(toNodeError(node, error)).toMatchObject({
			message: 'Referenced node does not exist',
			description: 'Choose it',
		});
		expect(errorWords(new ExpressionError('not a.b@example.com'))).toBe('not [e-mail]');
	});

	it('LA12 tells the system’s code and the number of the request', () => {
		const error = new ConnectorError('permission', 'It may not', {
			hint: 'Ask somebody.',
			status: 403,
			code: '0x80040220',
			requestId: 'r-1',
		});
		expect(toNodeError(node, error).description).toBe(
			'Ask somebody. – Error code: 0x80040220 – Request ID for support: r-1',
		);
	});

	it('hands on what was made here once as it is', () => {
		const made = toNodeError(node, new ConnectorError('input', 'No'), 1);
		expect(toNodeError(node, made, 2)).toBe(made);
	});
});
