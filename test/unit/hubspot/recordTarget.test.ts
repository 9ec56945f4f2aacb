import { createHubSpot } from '../../../nodes/shared/connectors/hubspot/client';
import {
	createHubSpotTarget,
	type RecordTargetOptions,
} from '../../../nodes/shared/connectors/hubspot/recordTarget';
import type { RecordWrite } from '../../../nodes/shared/records';
import { fakeSystem, type Handler } from '../http/fakeSystem';
import { create, knowing, of, properties, update } from './samples';

const CONTACTS = '/crm/objects/2026-09/0-1';
const UNIQUE = { by: 'unique', property: of('email') } as const;
const CONSENT = { subscription: { id: '7' }, allowOptInAgain: false };

function targetOf(answer: Handler, more: Partial<RecordTargetOptions> = {}) {
	const { runtime, requests } = fakeSystem(answer);
	const target = createHubSpotTarget(createHubSpot(runtime), {
		type: '0-1',
		properties,
		match: UNIQUE,
		fields: ['note', 'score'],
		timeZone: 'UTC',
		...more,
	});
	const sent = () =>
		requests.map(({ method, url, body }) => [`${method} ${new URL(url).pathname}`, body]);
	return { target, sent, requests };
}

const ADA = { id: '1', properties: { email: 'ada@b.c', note: 'x' }, url: 'https://app/1' };
const key = (email: string) => ({ values: { email }, id: email });

describe('records of HubSpot, as they are found', () => {
	it('show what is mapped and the key; where their page is, too', async () => {
		const { target, sent } = targetOf(knowing(ADA));
		const [found] = await target.find([key('ADA@b.c')]);
		expect(found).toEqual([{ id: '1', values: { note: 'x', score: null, email: 'ada@b.c' } }]);
		expect([target.urlOf('1'), target.urlOf('2')]).toEqual(['https://app/1', undefined]);
		expect(sent()).toEqual([
			[
				`POST ${CONTACTS}/batch/read`,
				{
					idProperty: 'email',
					properties: ['note', 'score', 'email'],
					inputs: [{ id: 'ADA@b.c' }],
				},
			],
		]);
	});

	it('by another address count as having the one that was asked for', async () => {
		const own = { ...ADA, properties: { ...ADA.properties, hs_additional_emails: 'old@b.c' } };
		const { target } = targetOf(knowing(own));
		const [found] = await target.find([key('old@b.c')]);
		expect(found).toMatchObject([{ id: '1', values: { email: 'old@b.c' } }]);
	});

	it.each([
		[undefined, 'optedIn'],
		[new Set(['ada@b.c']), 'optedIn'],
		[new Set(['kim@b.c']), undefined],
	])(
		'have a date and a status, asked for where an item decides it: %j',
		async (decided, status) => {
			const dated = { ...ADA, properties: { ...ADA.properties, made: '2026-01-01' } };
			const { target } = targetOf(knowing(dated), {
				dateField: 'made',
				consent: { ...CONSENT, decided },
			});
			const [found] = await target.find([key('ada@b.c')]);
			expect(found).toMatchObject([{ date: '2026-01-01' }]);
			expect((found as Array<{ status?: string }>)[0].status).toBe(status);
		},
	);

	it.each([
		[UNIQUE, true],
		[{ by: 'id' } as const, true],
		[{ by: 'search', property: of('note') } as const, false],
		[undefined, true],
	])('matched by %j, no two are the same: %s', (match, isUnique) => {
		expect(targetOf(knowing(), { match }).target.keysAreUnique).toBe(isUnique);
	});

	it('a field that is none of the properties is never the same', () => {
		const { target } = targetOf(knowing());
		expect(target.sameValue!('score', '5.0', 5)).toBe(true);
		expect(target.sameValue!('other', '5', '5')).toBe(false);
		expect(target.shapeOf!('phone')).toMatchObject({ shape: 'phone' });
		expect(target.append!('note', 'x', ['y'])).toEqual({ value: 'x\ny' });
		expect(target.consentOf!('agrees', 'Yes')).toBe('optedIn');
	});
});

describe('a dry run of HubSpot', () => {
	const dry = async (write: RecordWrite, more: Partial<RecordTargetOptions> = {}) => {
		const { target, requests } = targetOf(knowing(ADA), more);
		await target.find([key('ada@b.c')]);
		const before = requests.length;
		const [answer] = await target.dryRun([write]);
		expect(requests).toHaveLength(before);
		return answer;
	};
	const STATUS = { status: { status: 'optIn' as const } };
	const consentOf = (address: string) => ({
		method: 'POST',
		path: `/communication-preferences/2026-09/statuses/${encodeURIComponent(address)}`,
		body: { subscriptionId: 7, channel: 'EMAIL', statusState: 'SUBSCRIBED' },
	});

	it.each<[string, RecordWrite, Partial<RecordTargetOptions>, object[]]>([
		[
			'a new record',
			create({ email: 'kim@b.c', score: 5 }),
			{},
			[
				{
					method: 'POST',
					path: `${CONTACTS}/batch/create`,
					body: { inputs: [{ properties: { email: 'kim@b.c', score: '5' } }] },
				},
			],
		],
		[
			'one that is there',
			update({ score: 5 }),
			{},
			[
				{
					method: 'POST',
					path: `${CONTACTS}/batch/update`,
					body: { inputs: [{ id: '1', properties: { score: '5' } }] },
				},
			],
		],
		['one that has it all', update({ email: 'ADA@b.c' }), {}, []],
		['a consent alone', update({}, STATUS), { consent: CONSENT }, [consentOf('ada@b.c')]],
		['a consent of nobody', update({}, STATUS), {}, []],
		[
			'the consent of one that is new',
			{ ...create({ email: 'kim@b.c' }), ...STATUS },
			{ consent: CONSENT },
			[
				{
					method: 'POST',
					path: `${CONTACTS}/batch/create`,
					body: { inputs: [{ properties: { email: 'kim@b.c' } }] },
				},
				consentOf('kim@b.c'),
			],
		],
		[
			'the consent of one without an address',
			{ ...create({ score: 1 }), ...STATUS },
			{ consent: CONSENT },
			[
				{
					method: 'POST',
					path: `${CONTACTS}/batch/create`,
					body: { inputs: [{ properties: { score: '1' } }] },
				},
			],
		],
	])('shows what would be sent of %s, and sends nothing', async (_name, write, more, requests) => {
		expect(await dry(write, more)).toEqual({ requests });
	});

	it('says of a value what a write would say of it', async () => {
		expect(await dry(update({ score: 'many' }))).toMatchObject({
			kind: 'input',
			message: expect.stringContaining('needs a number'),
		});
	});
});

describe('records of HubSpot, as they are written', () => {
	it('one twice is two calls, a hundred others are one; each answer at its place', async () => {
		const { target, sent } = targetOf(knowing());
		const one = (id: string, note: string) => update({ note }, { record: { id, values: {} } });
		const many = Array.from({ length: 99 }, (_, index) => one(`m${index}`, 'y'));
		const answers = await target.write([
			one('1', 'a'),
			...many,
			one('1', 'b'),
			update({ score: 'x' }),
		]);
		const ids = sent().map(([path, body]) => [
			path,
			(body as { inputs: Array<{ id: string }> }).inputs.map(({ id }) => id),
		]);
		expect(ids).toEqual([
			[`POST ${CONTACTS}/batch/update`, ['1', ...many.map(({ record }) => record.id)]],
			[`POST ${CONTACTS}/batch/update`, ['1']],
		]);
		expect(answers).toHaveLength(102);
		expect([answers[0], answers[100], answers[101]]).toMatchObject([
			{ id: '1' },
			{ id: '1' },
			{ kind: 'input' },
		]);
	});

	it('a consent alone sends nothing of the record', async () => {
		const { target, sent } = targetOf(knowing(ADA), { consent: CONSENT });
		await target.find([key('ada@b.c')]);
		const [answer] = await target.write([update({}, { status: { status: 'optOut' } })]);
		expect(answer).toMatchObject({ id: '1' });
		expect(sent().slice(2)).toEqual([
			[
				'POST /communication-preferences/2026-09/statuses/ada%40b.c',
				{ subscriptionId: 7, channel: 'EMAIL', statusState: 'UNSUBSCRIBED' },
			],
		]);
	});

	it.each([
		[{ note: 'new' }, /^Record 1 was written, but its subscription was not set: /],
		[{}, /^The credential may not use the subscriptions/],
	])('a consent that is refused after %j is told with what was written', async (values, told) => {
		const { target } = targetOf(
			(request, ...rest) =>
				request.method === 'POST' && request.url.includes('/statuses/')
					? { status: 403, body: {} }
					: knowing(ADA)(request, ...rest),
			{ consent: CONSENT },
		);
		await target.find([key('ada@b.c')]);
		const [answer] = await target.write([update(values, { status: { status: 'optOut' } })]);
		expect(answer).toMatchObject({
			kind: 'permission',
			message: expect.stringMatching(told) as string,
		});
	});

	it.each<[string, Partial<RecordTargetOptions>, object | undefined, object]>([
		[
			'is there by its unique key: it was created',
			{},
			{ id: '5', properties: { email: 'KIM@b.c' } },
			{
				id: '5',
				warnings: ['The create request timed out, but the record exists: it was created'],
			},
		],
		['is not there: nobody knows', {}, undefined, { outcomeUnknown: true }],
		[
			'cannot be looked for: nobody knows',
			{ match: undefined },
			{ id: '5', properties: { email: 'kim@b.c' } },
			{ outcomeUnknown: true },
		],
	])('a creation without an answer that %s', async (_name, more, stored, wanted) => {
		const { target } = targetOf(
			({ url }) =>
				url.endsWith('/create')
					? new Error('socket hang up')
					: {
							body: {
								results: stored ? [{ id: '4', properties: { email: 'x@b.c' } }, stored] : [],
							},
						},
			more,
		);
		expect(await target.write([create({ email: 'kim@b.c' })])).toMatchObject([wanted]);
	});

	it('a creation that is refused is not looked for', async () => {
		const { target, sent } = targetOf(() => ({ status: 400, body: {} }));
		expect(await target.write([create({ email: 'kim@b.c' })])).toMatchObject([{ kind: 'input' }]);
		expect(sent()).toHaveLength(1);
	});

	it.each([
		[true, 2],
		[undefined, 0],
	])('stages may go back: %s', async (movesBack, more) => {
		const kept = { id: '1', properties: { lifecyclestage: 'customer' } };
		const { target, sent } = targetOf(() => ({ body: { results: [kept] } }), { movesBack });
		await target.write([update({ lifecyclestage: 'lead' })]);
		expect(sent()).toHaveLength(1 + more);
	});
});
