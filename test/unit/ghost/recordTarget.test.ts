import type { Ghost } from '../../../nodes/shared/connectors/ghost/client';
import type { Member, Members } from '../../../nodes/shared/connectors/ghost/members';
import {
	createGhostRecordTarget,
	type MemberTargetOptions,
} from '../../../nodes/shared/connectors/ghost/recordTarget';
import { ConnectorError, isConnectorError } from '../../../nodes/shared/http/ConnectorError';
import type { RecordKey, RecordUpdate, RecordWrite } from '../../../nodes/shared/records';

const ID = '65f1a2b3c4d5e6f708192a3b';
const memberOf = (more: Partial<Member> = {}): Member => {
	const member = { id: ID, email: 'ada@example.com', labels: [], newsletters: [], ...more };
	return { ...member, raw: { id: member.id, email: member.email, name: 'Ada', ...more.raw } };
};

/** A site that answers as it is told, and what it was asked. */
function siteWith(members: Partial<Members>, options: Partial<MemberTargetOptions> = {}) {
	const asked: unknown[] = [];
	const noted =
		<Args extends unknown[], Answer>(
			name: string,
			answer: ((...args: Args) => Promise<Answer>) | undefined,
		) =>
		async (...args: Args): Promise<Answer> => {
			asked.push([name, ...args]);
			if (!answer) throw new ConnectorError('unexpected', `${name} is not expected`);
			return await answer(...args);
		};
	const site: Members = {
		find: noted('find', members.find),
		read: noted('read', members.read),
		add: noted('add', members.add),
		edit: noted('edit', members.edit),
		newsletters: noted('newsletters', members.newsletters),
		labels: noted('labels', members.labels ?? (async () => await Promise.resolve([]))),
	};
	const target = createGhostRecordTarget({ members: site } as Ghost, {
		matchBy: 'email',
		fields: [],
		...options,
	});
	return { target, asked };
}

const key = (values: Record<string, string>): RecordKey => ({ values, id: JSON.stringify(values) });
const creation = (values: Record<string, unknown>): RecordWrite => ({ kind: 'create', values });
const change = (to: Record<string, unknown>, more: Partial<RecordUpdate> = {}): RecordUpdate => ({
	kind: 'update',
	record: { id: ID, values: { name: 'Ada' } },
	changes: Object.entries(to).map(([field, value]) => ({ field, from: null, to: value })),
	...more,
});
const answering = async <T>(answer: T | Error): Promise<T> =>
	await (answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer));

describe('finding members', () => {
	it('by address, in any case, in the order of the keys; what cannot be asked for is an error', async () => {
		const { target, asked } = siteWith({ find: async () => await answering([memberOf()]) });
		const emails = [' Ada@example.com ', 'joe@example.com', 'a\\b', ''];
		const found = await target.find(emails.map((email) => key({ email })));
		expect(asked).toEqual([['find', 'email', ['Ada@example.com', 'joe@example.com', 'a\\b']]]);
		expect(found.slice(0, 2)).toMatchObject([[{ id: ID, status: 'optedOut' }], []]);
		for (const error of found.slice(2))
			expect(error).toMatchObject({
				kind: 'input',
				message: 'Ghost cannot look for this email address',
				hint: 'It is empty, or there is a backslash in it.',
			});
	});

	it('by id, and only by what is one', async () => {
		const { target, asked } = siteWith(
			{ find: async () => await answering([memberOf()]) },
			{ matchBy: 'id' },
		);
		const found = await target.find([key({ id: ID.toUpperCase() }), key({ id: 'x' }), key({})]);
		expect(asked).toEqual([['find', 'id', [ID.toUpperCase()]]]);
		expect(found.map((one) => !isConnectorError(one) && one.length)).toEqual([1, 0, 0]);
	});

	it('nothing is asked where there is nothing to ask for', async () => {
		const { target, asked } = siteWith({}, { matchBy: 'id' });
		expect(await target.find([key({ id: 'x' })])).toEqual([[]]);
		expect(asked).toEqual([]);
	});

	it('with the standard fields and those that the items fill, each once', async () => {
		const found = async () => await answering([memberOf({ labels: ['VIP'], newsletters: ['n1'] })]);
		const { target } = siteWith(
			{ find: found },
			{ fields: ['name', 'labels.vip'], newsletter: 'n2' },
		);
		expect(await target.find([key({ email: 'ada@example.com' })])).toEqual([
			[
				{
					id: ID,
					values: {
						id: ID,
						email: 'ada@example.com',
						name: 'Ada',
						note: undefined,
						'labels.vip': true,
					},
					status: 'optedOut',
				},
			],
		]);
	});
});

describe('creating a member', () => {
	const refused = new ConnectorError('input', 'refused');
	const timedOut = new ConnectorError('unavailable', 'timed out', { outcomeUnknown: true });
	const create = async (add: Member | Error, find?: Member[] | Error) => {
		const { target, asked } = siteWith({
			add: async () => await answering(add),
			...(find && { find: async () => await answering(find) }),
		});
		const [answer] = await target.write([creation({ email: 'ada@example.com', name: 'Ada' })]);
		return { answer, asked: asked.map((one) => (one as unknown[])[0]) };
	};

	it.each<[string, Member | Error, Member[] | Error | undefined, object]>([
		['is told by its id', memberOf(), undefined, { id: ID }],
		['refused, and nobody has the address', refused, [], refused],
		['refused, and it cannot be looked for', refused, timedOut, refused],
		[
			'refused, and somebody has the address',
			refused,
			[memberOf()],
			{ kind: 'conflict', message: 'Somebody else created the member meanwhile' },
		],
		[
			'refused for an address that differs in accents',
			refused,
			[memberOf({ email: 'adá@example.com' })],
			{
				kind: 'input',
				message: 'Ghost takes this email address for the same as that of another member',
				hint: 'The two differ in accents or the like. Nothing was written; correct one of them.',
			},
		],
		[
			'not answered, and there',
			timedOut,
			[memberOf()],
			{
				id: ID,
				warnings: ['The create request timed out, but the member exists: it was created'],
			},
		],
		['not answered, and not there', timedOut, [], timedOut],
	])('%s', async (_name, add, find, wanted) => {
		expect((await create(add, find)).answer).toMatchObject(wanted);
	});

	it('another error is told without looking', async () => {
		const { answer, asked } = await create(new ConnectorError('auth', 'no'));
		expect(answer).toMatchObject({ kind: 'auth' });
		expect(asked).toEqual(['labels', 'add']);
	});
});

describe('changing a member', () => {
	const after = async (now: Member, write: RecordUpdate, before = memberOf()) => {
		const { target, asked } = siteWith({
			read: async () => await answering(before),
			edit: async () => await answering(now),
			newsletters: async () => await answering([{ id: 'n1', name: 'Weekly', isDefault: true }]),
		});
		const [answer] = await target.write([write]);
		return { answer, asked: asked.map((one) => (one as unknown[])[0]) };
	};

	it.each<[string, RecordUpdate, string[]]>([
		['a name needs no reading before', change({ name: 'Ida' }), ['labels', 'edit']],
		['labels are a list', change({ 'labels.vip': false }), ['labels', 'read', 'edit']],
		[
			'labels beside a name are one, too',
			change({ name: 'Ida', 'labels.vip': false }),
			['labels', 'read', 'edit'],
		],
		[
			'a guarded field is read again',
			change({ name: 'Ida' }, { guarded: ['name'] }),
			['labels', 'read', 'edit'],
		],
		[
			'an opt-out is a list',
			change({}, { status: { status: 'optOut' } }),
			['labels', 'read', 'edit'],
		],
		[
			'an opt-in asks for the newsletters',
			change({}, { status: { status: 'optIn' } }),
			['labels', 'newsletters', 'read', 'edit'],
		],
	])('%s', async (_name, write, asked) => {
		expect((await after(memberOf(), write)).asked).toEqual(asked);
	});

	it('a guarded field that was changed meanwhile is a conflict, and nothing is sent', async () => {
		const { answer, asked } = await after(
			memberOf(),
			change({ name: 'Ida' }, { guarded: ['name'] }),
			memberOf({ raw: { name: 'Eve' } }),
		);
		expect(answer).toMatchObject({ kind: 'conflict' });
		expect(asked).toEqual(['labels', 'read']);
	});

	const LOST = 'Ghost accepted "phone" and did not keep the value';
	it.each<[string, RecordUpdate, Partial<Member>, object]>([
		['all is kept', change({ name: 'Ada' }), {}, { id: ID }],
		['blanks are tidied', change({ name: ' Ada ' }), {}, { id: ID }],
		[
			'one field is not kept',
			change({ name: 'Ada', phone: '1' }),
			{},
			{ id: ID, changes: [{ field: 'name', from: null, to: 'Ada' }], warnings: [LOST] },
		],
		[
			'nothing is kept',
			change({ phone: '1' }),
			{},
			{ id: ID, changes: [], warnings: [LOST], did: 'unchanged' },
		],
		[
			'a label is not kept',
			change({ 'labels.VIP': true }),
			{},
			{
				id: ID,
				changes: [],
				warnings: ['Ghost accepted "VIP" and did not keep the value'],
				did: 'unchanged',
			},
		],
		[
			'a field is not kept, the opt-in is',
			change({ phone: '1' }, { status: { status: 'optIn' } }),
			{ newsletters: ['n1'] },
			{ id: ID, changes: [], warnings: [LOST] },
		],
		[
			'the opt-in is not kept',
			change({}, { status: { status: 'optIn' } }),
			{ newsletters: [] },
			{
				id: ID,
				changes: [],
				warnings: ['Ghost accepted the newsletters and did not keep them'],
				did: 'unchanged',
				consent: 'unchanged',
			},
		],
		[
			'the opt-in is another than was asked for',
			change({ name: 'Ada' }, { status: { status: 'optIn' } }),
			{ newsletters: ['n2'] },
			{
				id: ID,
				changes: [{ field: 'name', from: null, to: 'Ada' }],
				warnings: ['Ghost accepted the newsletters and did not keep them'],
				consent: 'unchanged',
			},
		],
	])('%s', async (_name, write, now, wanted) => {
		expect((await after(memberOf(now), write)).answer).toEqual(wanted);
	});

	it('of a new member what is not kept is told, and what is, is new', async () => {
		const { target } = siteWith({ add: async () => await answering(memberOf()) });
		const [answer] = await target.write([creation({ email: 'ada@example.com', phone: '1' })]);
		expect(answer).toEqual({
			id: ID,
			changes: [{ field: 'email', from: null, to: 'ada@example.com' }],
			warnings: [LOST],
		});
	});
});

describe('requests as a dry run shows them', () => {
	it('creates at the collection, changes at the member, with what is known of it', async () => {
		const { target } = siteWith({
			find: async () => await answering([memberOf({ labels: ['Paris'] })]),
		});
		await target.find([key({ email: 'ada@example.com' })]);
		const shown = await target.preview([creation({ name: 'Ada' }), change({ 'labels.VIP': true })]);
		expect(shown).toEqual([
			{
				method: 'POST',
				path: expect.stringMatching(/members\/$/),
				headers: {},
				body: { members: [{ name: 'Ada', newsletters: [] }] },
				warnings: [],
			},
			{
				method: 'PUT',
				path: expect.stringMatching(new RegExp(`members/${ID}/$`)),
				headers: {},
				body: { members: [{ labels: [{ name: 'Paris' }, { name: 'VIP' }] }] },
				warnings: [],
			},
		]);
	});

	it('labels that are to be added are asked for, as far as they can be', async () => {
		const { target, asked } = siteWith({});
		await target.preview([creation({ 'labels.a': true, 'labels.b': false, 'labels.c\\d': true })]);
		expect(asked).toEqual([['labels', ['a']]]);
	});
});
