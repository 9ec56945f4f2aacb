import { createHmac } from 'node:crypto';
import { startSecutixSandbox, type SecutixSandbox, type SecutixSandboxOptions } from './secutix';

let sandbox: SecutixSandbox;
let now = Date.UTC(2025, 0, 10, 12);
const start = async (options: Partial<SecutixSandboxOptions> = {}) => {
	now = Date.UTC(2025, 0, 10, 12);
	sandbox = await startSecutixSandbox({ now: () => now, ...options });
	sandbox.control.addContact({
		contactNumber: '0042',
		firstName: 'Ann',
		authorizations: { INSTMAIL: true, SMS: false },
		criteria: { SEGMENT: ['GOLD'] },
	});
};
afterEach(async () => await sandbox.close());

type Json = ReturnType<typeof JSON.parse>;

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A naive client's own signing: nothing of the package is used here. */
function sign(claims: object = {}, secret = sandbox.secret, alg = 'HS256'): string {
	const seconds = Math.floor(now / 1000);
	const { institution, operator, partner } = sandbox;
	const body = `${part({ alg, typ: 'JWT' })}.${part({
		sub: institution,
		aud: operator,
		iss: partner,
		iat: seconds,
		exp: seconds + 30,
		...claims,
	})}`;
	return `${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`;
}

const READ = '/tnco/backend-apis/contactInformationPublicService/v2_21/getContactData';
const body = { contactNumber: '0042', details: ['AUTHORIZATIONS', 'CRITERIA'] };

async function post(
	path: string,
	given: unknown,
	headers: Record<string, string> = { authorization: `Bearer ${sign()}` },
): Promise<{ status: number; json: Json }> {
	const response = await fetch(`${sandbox.url}${path}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', ...headers },
		body: JSON.stringify(given),
	});
	const text = await response.text();
	const isJson = response.headers.get('content-type')?.includes('json');
	return { status: response.status, json: isJson ? JSON.parse(text) : undefined };
}

describe('reading a contact', () => {
	it('hands out the groups asked for, and says in the body that it went well', async () => {
		await start();
		expect(await post(READ, body)).toEqual({
			status: 200,
			json: {
				requestId: expect.any(Number),
				statusCode: 'success',
				statusDetail: null,
				contactNumber: '0042',
				authorizations: [
					{ authorizationCode: 'INSTMAIL', allowed: true },
					{ authorizationCode: 'SMS', allowed: false },
				],
				contactCriteria: [{ criterionCode: 'SEGMENT', values: ['GOLD'] }],
			},
		});
	});

	it('can be read in the other ways that the contract leaves open', async () => {
		await start({ contactAs: 'contactData', criteriaAs: 'code, value' });
		const { json } = await post(READ, body);
		expect(json).not.toHaveProperty('contactNumber');
		expect(json.contactData.contactCriteria).toEqual([{ code: 'SEGMENT', value: 'GOLD' }]);
	});

	it.each<[string, object]>([
		['nobody has the number', { ...body, contactNumber: '42' }],
		['the number is a number', { ...body, contactNumber: 42 }],
		['no group is asked for', { contactNumber: '0042' }],
		['a group does not exist', { ...body, details: ['EVERYTHING'] }],
		['there is more than is known', { ...body, email: 'ann@example.com' }],
	])('a client that looks at the status alone does not notice that %s', async (_name, given) => {
		await start();
		const { status, json } = await post(READ, given);
		expect(status).toBe(200);
		expect(json.statusCode).not.toBe('success');
		expect(json).not.toHaveProperty('contactNumber');
	});

	it.each([
		['another version', READ.replace('v2_21', 'v2_8')],
		['another method', READ.replace('getContactData', 'getContact')],
		['another service', '/tnco/backend-apis/contactService/v2_21/getContactData'],
	])('%s is not there', async (_name, path) => {
		await start();
		expect((await post(path, body)).status).toBe(404);
	});

	it('a GET and a form are turned away', async () => {
		await start();
		expect((await fetch(`${sandbox.url}${READ}`)).status).toBe(405);
		const form = await fetch(`${sandbox.url}${READ}`, {
			method: 'POST',
			body: new URLSearchParams({ contactNumber: '0042' }),
		});
		expect(form.status).toBe(415);
	});
});

describe('tokens', () => {
	const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

	it.each<[string, () => Record<string, string>]>([
		['no token', () => ({})],
		['Basic', () => ({ authorization: `Basic ${sandbox.secret}` })],
		['the bare secret', () => bearer(sandbox.secret)],
		['another secret', () => bearer(sign({}, 'guess'))],
		['another institution', () => bearer(sign({ sub: 'OTHER' }))],
		['another operator', () => bearer(sign({ aud: 'OTHER' }))],
		['another partner', () => bearer(sign({ iss: 'OTHER' }))],
		['an old token', () => bearer(sign({ iat: now / 1000 - 3600, exp: now / 1000 - 3570 }))],
		['a token for a day', () => bearer(sign({ exp: now / 1000 + 86_400 }))],
		['times in milliseconds', () => bearer(sign({ iat: now, exp: now + 30_000 }))],
		['a token of another kind', () => bearer(sign({}, sandbox.secret, 'none'))],
		['a token that nobody gave out', () => bearer('service.1')],
	])('%s is refused', async (_name, headers) => {
		await start();
		const { status, json } = await post(READ, body, headers());
		expect([status, json.statusCode]).toEqual([401, 'AUTH_KO']);
	});

	it('a refusal may stand in a 200', async () => {
		await start({ refusedStatus: 200 });
		const { status, json } = await post(READ, body, {});
		expect([status, json.statusCode]).toEqual([200, 'AUTH_KO']);
	});

	it('are given out by the token service, for a while', async () => {
		await start({ tokenLifeMs: 60_000 });
		const { operator, partner, secret } = sandbox;
		const auth = '/tnai/backend-apis/v1/auth';
		expect((await post(auth, { operator, partner, secret: 'guess' }, {})).status).toBe(401);
		const { json } = await post(auth, { operator, partner, secret }, {});
		expect((await post(READ, body, bearer(json.token))).json.statusCode).toBe('success');
		now += 61_000;
		expect((await post(READ, body, bearer(json.token))).status).toBe(401);
	});
});

describe('60 requests a minute', () => {
	it.each([509, 429] as const)(
		'the 61st is answered with %d, and later it goes on',
		async (limit) => {
			await start({ limitStatus: limit, versions: ['v2_20', 'v2_21'] });
			const statuses: number[] = [];
			for (let count = 0; count < 61; count += 1) {
				// Going through another version of the service does not help.
				const path = count % 2 ? READ : READ.replace('v2_21', 'v2_20');
				statuses.push((await post(path, body)).status);
			}
			expect(statuses.slice(0, 60).every((status) => status === 200)).toBe(true);
			expect(statuses[60]).toBe(limit);
			now += 2_000;
			expect((await post(READ, body)).status).toBe(200);
		},
	);
});

describe('the Import screen', () => {
	const importing = (kind: 'authorizations' | 'criteria', lines: string[], isTest = false) =>
		sandbox.control.importFile(kind, lines.join('\r\n'), isTest);

	it('changes what [new] says, and nothing when it only tests', async () => {
		await start();
		const lines = ['Number,[old]SMS,[new]SMS,[old]INSTMAIL,[new]INSTMAIL', '0042,F,T,T,Vide'];
		expect(importing('authorizations', lines, true)).toEqual({ updated: 0, errors: [] });
		expect(sandbox.control.getContact('0042')).toMatchObject({ history: [] });
		expect(importing('authorizations', lines)).toEqual({ updated: 1, errors: [] });
		expect(sandbox.control.getContact('0042')).toMatchObject({ authorizations: { SMS: true } });
		expect(sandbox.control.getContact('0042')!.authorizations).not.toHaveProperty('INSTMAIL');
	});

	it.each<[string, 'authorizations' | 'criteria', string[]]>([
		['a localised boolean', 'authorizations', ['N,[new] SMS', '0042,VRAI']],
		['a boolean in other letters', 'authorizations', ['N,[new] SMS', '0042,True']],
		['a label in place of a code', 'criteria', ['N,[new] SEGMENT', '0042,Gold']],
		['a number that lost its zeros', 'criteria', ['N,[new] SEGMENT', '42,GOLD']],
		['a criterion that is not there', 'criteria', ['N,[new] COLOUR', '0042,RED']],
	])('%s imports nothing', async (_name, kind, lines) => {
		await start();
		const { updated, errors } = importing(kind, lines);
		expect([updated, errors.length]).toEqual([0, 1]);
		expect(errors[0]).toMatch(/^line 2, column /);
		expect(sandbox.control.getContact('0042')).toMatchObject({ history: [] });
	});

	it.each([
		['unchanged', ['GOLD']],
		['clears', undefined],
	] as const)('an empty [new] criterion: %s', async (emptyNew, left) => {
		await start({ emptyNew });
		importing('criteria', ['N,[new] SEGMENT', '0042,']);
		expect(sandbox.control.getContact('0042')?.criteria.SEGMENT).toEqual(left);
	});
});
