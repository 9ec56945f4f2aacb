import type { INode, JsonObject } from 'n8n-workflow';
import { ExpressionError, NodeApiError, NodeOperationError } from 'n8n-workflow';
import { asNodeError, errorWords, toNodeError } from '../../../nodes/shared/n8n/errors';
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

const IN_DOUBT =
	'What failed may have been carried out all the same: check before you run this again.';

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

	it.each([
		['input', 400, NodeOperationError],
		['input', undefined, NodeOperationError],
		['permission', 403, NodeApiError],
		['unavailable', undefined, NodeOperationError],
	] as const)(
		'an error of the kind %s with the status %s is of the right class',
		(kind, status, of) => {
			const made = toNodeError(
				node,
				new ConnectorError(kind, 'No', { ...(status && { status }) }),
				2,
			);
			expect(made.constructor).toBe(of);
			expect(made.message).toBe('No [item 2]');
			expect(made.context.itemIndex).toBe(2);
			if (made instanceof NodeApiError) expect(made.httpCode).toBe(String(status));
		},
	);

	it.each<[ConstructorParameters<typeof ConnectorError>[2], string]>([
		[{}, ''],
		[{ hint: 'Ask.' }, 'Ask.'],
		[{ hint: 'Ask.', code: 'E1' }, 'Ask.'],
		[{ hint: 'Ask.', code: 'E1', status: 400 }, 'Ask. – Error code: E1'],
		[{ code: 'E2', status: 400 }, ''],
		[{ requestId: 'r' }, 'Request ID for support: r'],
		[{ outcomeUnknown: true }, IN_DOUBT],
		[
			{ hint: 'Ask.', outcomeUnknown: true, requestId: 'r' },
			`Ask. ${IN_DOUBT} – Request ID for support: r`,
		],
		[{ hint: 'Ask.', outcomeUnknown: false }, 'Ask.'],
	])('%j is described as "%s"', (details, description) => {
		const made = toNodeError(node, new ConnectorError('permission', 'It may not (E2)', details));
		expect(made.description ?? '').toBe(description);
		expect(made.message).toBe('It may not (E2)');
	});

	it('a system’s error hands on its name, kind, code and status, and nothing else', () => {
		const details = { status: 403, code: 'E1', logText: 'secret', requestId: 'r' };
		const made = toNodeError(node, new ConnectorError('permission', 'No', details));
		expect((made as NodeApiError).errorResponse ?? made.cause).toMatchObject({
			name: 'ConnectorError',
			kind: 'permission',
			code: 'E1',
			status: 403,
		});
		expect(everything(made)).not.toContain('secret');
	});

	it('an error without a place in the code is told without one', () => {
		const placeless = new TypeError('Lovelace');
		delete placeless.stack;
		expect(toNodeError(node, placeless).description ?? '').toBe('');
		const odd = Object.assign(new TypeError('x'), { stack: 'no such text' });
		expect(toNodeError(node, odd).description ?? '').toBe('');
		expect(toNodeError(node, 'a text').message).toBe('Unexpected error in this step');
	});

	it('gives the failure of awaited work this form, and its value as it is', async () => {
		expect(await asNodeError(node, Promise.resolve('value'))).toBe('value');
		const refused = asNodeError(node, Promise.reject(new ConnectorError('input', 'No')), 4);
		await expect(refused).rejects.toThrow('No [item 4]');
	});

	it('the words of an error within a sentence', () => {
		expect(errorWords(new ConnectorError('input', 'No such table'))).toBe('No such table');
		expect(errorWords(new TypeError('Lovelace'))).toBe('Unexpected error in this step (TypeError)');
	});
});
