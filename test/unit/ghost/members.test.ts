import { createApi } from '../../../nodes/shared/connectors/ghost/api';
import { describeError } from '../../../nodes/shared/connectors/ghost/errorTable';
import { createMembers } from '../../../nodes/shared/connectors/ghost/members';
import { failureOf, fakeSystem, type Handler } from '../http/fakeSystem';
import { itDescribes } from '../http/refusalTable';

const SITE = 'https://news.example';
const ID = '65f1a2b3c4d5e6f708192a3b';

function site(answer: Handler) {
	const { runtime, requests } = fakeSystem(answer);
	const asked = () =>
		requests.map(({ method, url, query, body }) => [
			`${method} ${url.replace(`${SITE}/ghost/api/admin`, '')}`,
			query ?? body,
		]);
	return { members: createMembers(createApi(runtime, SITE)), requests, asked };
}

describe('refusals of Ghost', () => {
	itDescribes(describeError, [
		[
			401,
			{},
			'auth',
			'Ghost did not accept the admin API key',
			'Copy the key from Ghost again: Settings → Integrations → your integration → Admin API key; and check that the clock of the n8n server is right.',
		],
		[
			403,
			'',
			'permission',
			'The integration may not use the thing',
			'Use the Admin API key of a custom integration; members must be switched on for the site.',
		],
		[
			404,
			{},
			'notFound',
			'Ghost does not know the thing',
			'It was deleted meanwhile, or the address in the credential is another site’s.',
		],
		[
			429,
			{},
			'rateLimited',
			'Ghost is limiting requests: too many were sent',
			'Try again in a minute, or send less at once.',
		],
		[
			500,
			{ errors: [{ code: 'UPDATE_RELATION' }] },
			'conflict',
			'Somebody else wrote the same new label at the same moment',
			'Run it again.',
		],
		[
			500,
			{},
			'unavailable',
			'Ghost could not answer the request about the thing',
			'Temporary outage at Ghost. Try again later.',
		],
		[
			422,
			{ errors: [] },
			'input',
			'Ghost rejected the request about the thing',
			'Check the values that were sent: a valid email address, a name of at most 191 and a note of at most 2,000 characters, neither name nor address beginning with a comma.',
		],
	]);

	it.each(['email', 'name', 'note', 'labels', 'newsletters'])(
		'that are about %s say so, without the words of Ghost',
		(property) => {
			const errors = [
				{ id: 'e-1', code: 'X_1', property, message: 'Ann wrote', context: 'ann@example.com' },
			];
			const error = describeError(
				{ status: 422, headers: {}, body: { errors } },
				{ method: 'POST', subject: 'member' },
			);
			expect(error).toMatchObject({ code: 'X_1', requestId: 'e-1' });
			expect(error.message).toContain(property);
			expect(error.message).not.toMatch(/Ann|ann@/);
			expect(error.hint).toContain('The original message of Ghost is hidden');
		},
	);
});

describe('the calls of a Ghost site', () => {
	it('say which version of the API they mean', async () => {
		const { members, requests } = site(() => ({ body: { members: [{ id: ID }] } }));
		await members.read(ID);
		expect(requests[0].headers).toEqual({ Accept: 'application/json', 'Accept-Version': 'v6.0' });
	});

	it.each<[string, unknown, 'read' | 'add' | 'edit', boolean | undefined]>([
		['a list', ['x'], 'read', undefined],
		['another list', { posts: [] }, 'read', undefined],
		['no list', { members: 'x' }, 'add', true],
		['nothing of it', {}, 'edit', true],
	])(
		'answered with %s are an error; of a write it may be done',
		async (_name, body, call, unknown) => {
			const { members } = site(() => ({ body }));
			const work = {
				read: members.read,
				add: async () => await members.add({}),
				edit: members.edit,
			};
			const error = await failureOf(work[call](ID, {}));
			expect(error).toMatchObject({
				kind: 'unexpected',
				message: 'The request about member was not answered by the Ghost Admin API',
				hint: 'Check the address in the credential; a proxy or a login page may be in the way.',
			});
			expect((error as { outcomeUnknown?: boolean }).outcomeUnknown).toBe(unknown);
		},
	);

	it.each([[[]], [[{}]]])('an answer with the members %j holds none', async (members) => {
		expect(await failureOf(site(() => ({ body: { members } })).members.read(ID))).toMatchObject({
			kind: 'unexpected',
			message: 'Ghost answered without the member',
			outcomeUnknown: true,
		});
	});

	it('a member is read, added and edited, and shown with its labels and newsletters', async () => {
		const raw = {
			id: ID,
			email: 'ada@b.c',
			labels: [{ name: 'VIP' }, {}, 'x'],
			newsletters: [{ id: 'n1' }, { name: 'x' }],
		};
		const { members, asked } = site(() => ({ body: { members: [raw] } }));
		const member = { id: ID, email: 'ada@b.c', labels: ['VIP'], newsletters: ['n1'], raw };
		expect(await members.read(ID)).toEqual(member);
		expect(await members.add({ email: 'ada@b.c' })).toEqual(member);
		expect(await members.edit(ID, { name: 'Ada' })).toEqual(member);
		expect(asked()).toEqual([
			[`GET /members/${ID}/`, undefined],
			['POST /members/', { members: [{ email: 'ada@b.c' }] }],
			[`PUT /members/${ID}/`, { members: [{ name: 'Ada' }] }],
		]);
		const bare = site(() => ({ body: { members: [{ id: ID }] } }));
		expect(await bare.members.read(ID)).toMatchObject({ email: '', labels: [], newsletters: [] });
	});

	it('members are found fifty at a time; what has no id is none', async () => {
		const { members, asked } = site((_request, call) => ({
			body: { members: [{ id: `m${call}` }, { email: 'x' }] },
		}));
		const values = Array.from({ length: 51 }, (_, index) => `p${index}@b.c`);
		expect((await members.find('email', values)).map(({ id }) => id)).toEqual(['m1', 'm2']);
		expect(asked()[1]).toEqual(['GET /members/', { limit: 100, filter: "email:['p50@b.c']" }]);
		expect(await members.find('email', [])).toEqual([]);
	});

	it('newsletters that are in use, and whether members get them who sign up', async () => {
		const newsletters = [
			{ id: 'n1', name: 'Weekly', subscribe_on_signup: true, visibility: 'members' },
			{ id: 'n2', subscribe_on_signup: true, visibility: 'paid' },
			{ id: 'n3', name: 'Off', subscribe_on_signup: false, visibility: 'members' },
			{ name: 'none' },
		];
		const { members, asked } = site(() => ({ body: { newsletters } }));
		expect(await members.newsletters()).toEqual([
			{ id: 'n1', name: 'Weekly', isDefault: true },
			{ id: 'n2', name: 'n2', isDefault: false },
			{ id: 'n3', name: 'Off', isDefault: false },
		]);
		expect(asked()).toEqual([['GET /newsletters/', { limit: 100, filter: 'status:active' }]]);
	});

	it.each([
		[undefined, [{ limit: 100 }]],
		[['VIP'], [{ limit: 100, filter: "name:['VIP']" }]],
		[[], []],
	])('labels that are there, of %j', async (named, queries) => {
		const { members, asked } = site(() => ({ body: { labels: [{ name: 'VIP' }, { id: 'x' }] } }));
		expect(await members.labels(named)).toEqual(queries.length > 0 ? ['VIP'] : []);
		expect(asked()).toEqual(queries.map((query) => ['GET /labels/', query]));
	});

	it('a change is sent again where no answer came, a new member is not', async () => {
		const broken = (): ReturnType<typeof site> => site(() => ({ status: 502, body: '' }));
		const [edited, added] = [broken(), broken()];
		await failureOf(edited.members.edit(ID, {}));
		await failureOf(added.members.add({}));
		expect([edited.requests.length > 1, added.requests.length]).toEqual([true, 1]);
	});
});
