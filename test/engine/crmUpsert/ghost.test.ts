import { picked } from '../../workflows';
import { BY_ANSWER, labels, MEMBER, setUp, type GhostSetup } from './ghostSetup';
import { NODE, row } from './setup';

let setup: GhostSetup;
beforeEach(async () => {
	setup = await setUp();
});
afterEach(async () => await setup.sandbox.close());

const ADA = { email: 'ada@example.com', name: 'Ada', note: 'n' };
const oneMember = async () => {
	const [member, ...others] = await setup.members();
	expect(others).toEqual([]);
	return member;
};

describe('CRM Upsert: Ghost members', () => {
	it('creates, leaves alone, and updates what differs; a new member gets no newsletter', async () => {
		const created = await setup.run([ADA]);
		expect(created.error).toBeUndefined();
		const { id } = await oneMember();
		expect(created.json(NODE)).toEqual([
			{
				status: 'created',
				id,
				changes: [
					{ field: 'email', label: 'Email', from: null, to: 'ada@example.com' },
					{ field: 'name', label: 'Name', from: null, to: 'Ada' },
					{ field: 'note', label: 'Note', from: null, to: 'n' },
				],
			},
		]);
		expect(await oneMember()).toMatchObject({ ...ADA, subscribed: false, newsletters: [] });
		const again = await setup.run([{ ...ADA, email: 'Ada@Example.com' }]);
		expect(again.json(NODE)).toEqual([{ status: 'unchanged', id, changes: [] }]);
		const updated = await setup.run([{ ...ADA, note: 'other' }]);
		expect(updated.json(NODE)).toEqual([
			{
				status: 'updated',
				id,
				changes: [{ field: 'note', label: 'Note', from: 'n', to: 'other' }],
			},
		]);
		expect(setup.writes()).toEqual([
			['POST', { ...ADA, newsletters: [] }],
			['PUT', { note: 'other' }],
		]);
	});

	it('tells a field that Ghost takes and ignores, and does not call it a change', async () => {
		await setup.add({ email: ADA.email, newsletters: [] });
		const memberFields = {
			row: [row('email', '={{ $json.email }}'), row('shoeSize', '42')],
		};
		for (let runs = 0; runs < 2; runs += 1) {
			const result = await setup.run([ADA], { memberFields });
			expect(result.json(NODE)).toMatchObject([
				{
					status: 'unchanged',
					changes: [],
					warnings: ['Ghost accepted "shoeSize" and did not keep the value'],
				},
			]);
		}
	});

	it('adds and removes labels, keeps the others, and writes one as the site does', async () => {
		await setup.add({ email: 'bo@example.com', labels: [{ name: 'Café' }], newsletters: [] });
		await setup.add({ email: ADA.email, labels: ['VIP', 'Old'], newsletters: [] });
		const parameters = {
			addLabels: labels('cafe, Promoter', 'vip'),
			removeLabels: labels('OLD', 'never there'),
		};
		const result = await setup.run([{ email: ADA.email }], parameters);
		expect(result.json(NODE)).toMatchObject([
			{
				status: 'updated',
				changes: [
					{ label: 'Label OLD', from: true, to: false },
					{ label: 'Label cafe', from: false, to: true },
					{ label: 'Label Promoter', from: false, to: true },
				],
			},
		]);
		expect(setup.writes()).toEqual([
			['PUT', { labels: ['VIP', 'Café', 'Promoter'].map((name) => ({ name })) }],
		]);
		const again = await setup.run([{ email: ADA.email }], parameters);
		expect(again.json(NODE)).toMatchObject([{ status: 'unchanged' }]);
		expect(setup.sandbox.site.labels.map(({ name }) => name)).toContain('Café');
	});

	it('a label that somebody else gives meanwhile stays', async () => {
		const { id } = await setup.add({ email: ADA.email, newsletters: [] });
		const [labelled] = setup.sandbox.site.labels;
		expect(labelled).toBeUndefined();
		setup.sandbox.misbehave({
			match: `GET /ghost/api/admin/members/${id}/`,
			kind: 'slow',
			delayMs: 0,
			meanwhile: () => {
				setup.sandbox.site.labels.push({ id: 'theirs', name: 'Theirs', slug: 'theirs' });
				setup.sandbox.site.members[0].labels.push('theirs');
			},
		});
		await setup.run([{ email: ADA.email }], { addLabels: labels('Ours') });
		expect((await oneMember()).labels.map(({ name }) => name)).toEqual(['Theirs', 'Ours']);
	});

	it('opts in and out by an answer; whoever left is not subscribed again', async () => {
		const run = async (news: string, options = {}) =>
			(await setup.run([{ email: ADA.email, news }], { ...BY_ANSWER, options })).json(NODE)[0];
		expect(await run('Yes')).toMatchObject({ status: 'created', consent: 'opt in' });
		expect(await oneMember()).toMatchObject({ subscribed: true });
		expect(await run('Perhaps')).toMatchObject({ status: 'unchanged', consent: 'left alone' });
		expect(await run('No')).toMatchObject({ status: 'updated', consent: 'opt out' });
		expect(await run('Yes')).toMatchObject({
			status: 'unchanged',
			consent: 'left alone',
			warnings: [expect.stringContaining('opted out and stays')],
		});
		expect(await oneMember()).toMatchObject({ subscribed: false });
		expect(await run('Yes', { allowOptInAgain: true })).toMatchObject({ consent: 'opt in' });
		expect(await oneMember()).toMatchObject({ subscribed: true });
	});

	it('a consent may be about one newsletter, and leaves the others', async () => {
		await setup.sandbox.close();
		setup = await setUp({ newsletters: [{}, { name: 'Weekly', subscribe_on_signup: false }] });
		const [{ id: general }, { id: weekly }] = setup.sandbox.site.newsletters;
		expect(await setup.list('searchNewsletters')).toEqual(['Newsletter 1', 'Weekly']);
		await setup.add({ email: ADA.email, newsletters: [{ id: general }] });
		const about = { ...BY_ANSWER, newsletter: picked(weekly) };
		const allowed = { ...about, options: { allowOptInAgain: true } };
		await setup.run([{ email: ADA.email, news: 'Yes' }], allowed);
		expect((await oneMember()).newsletters.map(({ id }) => id)).toEqual([general, weekly]);
		await setup.run([{ email: ADA.email, news: 'No' }], about);
		expect((await oneMember()).newsletters.map(({ id }) => id)).toEqual([general]);
		const gone = await setup.run([{ email: 'bo@example.com', news: 'Yes' }], {
			...BY_ANSWER,
			newsletter: picked('0'.repeat(24)),
		});
		expect(gone.error?.message).toContain('newsletter that was chosen is not there');
	});

	it('updates by ID, also the address; an ID that nobody has creates nobody', async () => {
		const { id } = await setup.add({ email: 'old@example.com', newsletters: [] });
		const byId = { matchBy: 'id', memberId: picked('={{ $json.id }}', 'text') };
		const result = await setup.run(
			[
				{ ...ADA, id },
				{ email: 'x@example.com', id: '0'.repeat(24) },
				{ email: 'y@example.com', id: "'] or 1" },
			],
			byId,
		);
		expect(result.json(NODE)).toMatchObject([
			{ status: 'updated', id },
			{ status: 'skipped', warnings: [expect.stringContaining('no member with this ID')] },
			{ status: 'skipped', lookedFor: { id: "'] or 1" } },
		]);
		expect(await oneMember()).toMatchObject(ADA);
	});

	it('what Ghost refuses fails alone, in words that quote nobody', async () => {
		await setup.add({ email: 'jürgen@example.com', newsletters: [] });
		const items = [
			{ email: 'no address' },
			{ email: 'jurgen@example.com' },
			{ email: 'a\\b@example.com' },
			{ email: ADA.email, name: 'x'.repeat(200) },
			{ email: 'bo@example.com' },
		];
		const result = await setup.run(items, {}, { onError: 'continueErrorOutput' });
		expect(result.json(NODE)).toMatchObject([{ status: 'created' }]);
		const texts = result.items(NODE, 1).map(({ json }) => String(json.error));
		expect(texts).toEqual([
			expect.stringContaining('The value for "Email" is not an email address'),
			expect.stringContaining('for the same as that of another member'),
			expect.stringContaining('cannot look for this email address'),
			expect.stringContaining('name'),
		]);
		expect(texts.join()).not.toMatch(/jurgen|no address|xxx/);
	});

	it('a creation whose answer got lost is looked for, and is not done twice', async () => {
		setup.sandbox.misbehave({ match: 'POST /ghost', kind: 'done-but-no-answer' });
		const result = await setup.run([ADA]);
		expect(result.json(NODE)).toMatchObject([
			{ status: 'created', warnings: [expect.stringContaining('timed out')] },
		]);
		expect(await oneMember()).toMatchObject(ADA);
	});

	it('two that bring the same new label at once: the one that Ghost refuses tries again', async () => {
		setup.sandbox.misbehave({
			match: 'POST /ghost',
			kind: 'error',
			status: 500,
			code: 'UPDATE_RELATION',
		});
		const result = await setup.run([ADA], { addLabels: labels('New') });
		expect(result.json(NODE)).toMatchObject([{ status: 'created' }]);
	});

	it('a dry run shows the requests and writes nothing', async () => {
		const { id } = await setup.add({ email: ADA.email, labels: ['VIP'], newsletters: [] });
		const result = await setup.run([ADA, { email: 'bo@example.com' }], {
			addLabels: labels('New'),
			options: { dryRun: true },
		});
		expect(result.json(NODE)).toMatchObject([
			{
				status: 'wouldUpdate',
				requests: [
					{
						method: 'PUT',
						path: `/ghost/api/admin/members/${id}/`,
						body: {
							members: [{ name: 'Ada', note: 'n', labels: [{ name: 'VIP' }, { name: 'New' }] }],
						},
					},
				],
			},
			{ status: 'wouldCreate', requests: [{ method: 'POST' }] },
		]);
		expect(setup.writes()).toEqual([]);
	});

	it('maps by the names of an item, shows its lists, and returns whole members', async () => {
		await setup.add({ email: 'bo@example.com', labels: ['VIP'], newsletters: [] });
		const result = await setup.run([{ ...ADA, shoe: 42 }], {
			mappingMode: 'automatic',
			options: { returnRecord: true },
		});
		expect(result.json(NODE)).toMatchObject([
			{ status: 'created', unmatched: ['shoe'], record: { email: ADA.email, subscribed: false } },
		]);
		expect(await setup.list('searchLabels')).toEqual(['VIP']);
		expect(await setup.list('searchMemberFields')).toEqual(['Email', 'Name', 'Note']);
	});

	it('many addresses go into a few requests of a bearable length', async () => {
		const name = 'ü'.repeat(60);
		const items = Array.from({ length: 60 }, (_, index) => ({
			email: `${name}${index}@example.com`,
		}));
		const result = await setup.run(items, { ...MEMBER, operation: 'update' });
		expect(result.json(NODE).map(({ status }) => status)).toEqual(items.map(() => 'skipped'));
		const asked = setup.sandbox.requests.map(({ query }) => encodeURIComponent(query.filter));
		expect(asked.length).toBeLessThan(8);
		expect(Math.max(...asked.map(({ length }) => length))).toBeLessThan(6_500);
	});
});
