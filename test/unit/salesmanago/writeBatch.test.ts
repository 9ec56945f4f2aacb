import type { RecordWrite } from '../../../nodes/shared/records';
import type { Reply } from '../http/fakeSystem';
import { done, refused } from './account';
import { create, EMAIL, JAN, targetOf, update } from './target';

describe('contacts that are written in jobs', () => {
	const job = (cards: object[], more: Record<string, Reply> = {}) =>
		targetOf(
			{
				batchupsertv2: done({ requestId: 7 }),
				status: done({ fileUrl: 'https://x' }),
				listAll: done({ contacts: cards }),
				...more,
			},
			{ mode: 'batch', fireEvents: false },
		);
	const NOT_TAKEN = {
		kind: 'input',
		message: 'SALESmanago finished the job 7 without taking this contact',
		hint: 'Write it singly to learn the reason.',
	};
	const SHOWN = (fields: string, were: string, them: string) =>
		`${fields} ${were} sent with a job that SALESmanago finished; the contact's card does not show ${them}, so it cannot be seen whether the value was kept`;
	const optIn = { status: { status: 'optIn' as const } };
	const optOut = { status: { status: 'optOut' as const } };

	it.each<[string, RecordWrite, object[], object]>([
		['there as it was sent', create({ name: 'Jan' }), [JAN], { id: 'c1', warnings: [] }],
		[
			'whose address is shown in other letters',
			create({ name: 'Jan' }),
			[{ ...JAN, email: 'JAN@Example.com' }],
			{ id: 'c1' },
		],
		['not there', create({ name: 'Jan' }), [], NOT_TAKEN],
		['there as somebody else', create({ name: 'Jan' }), [{ ...JAN, email: 'x@y.z' }], NOT_TAKEN],
		['there, without the value', create({ name: 'Jana' }), [JAN], NOT_TAKEN],
		['there, without the only value', create({ company: 'X' }), [JAN], NOT_TAKEN],
		[
			'a card that does not show a field',
			create({ lang: 'CS' }),
			[JAN],
			{ id: 'c1', warnings: [SHOWN('lang', 'was', 'it')] },
		],
		[
			'a card that shows neither of two',
			create({ lang: 'CS', 'numberDetails.n': 5 }),
			[JAN],
			{ id: 'c1', warnings: [SHOWN('lang, n', 'were', 'them')] },
		],
		[
			'a change',
			update({ name: 'Jan', phone: '' }),
			[JAN],
			{ id: 'c1', changes: [{ field: 'name', from: null, to: 'Jan' }] },
		],
		[
			'a change of the address',
			update({ email: 'new@b.c' }),
			[{ ...JAN, email: 'new@b.c' }],
			{ id: 'c1' },
		],
		['opted in', create({}, optIn), [JAN], { id: 'c1' }],
		['not opted in', create({}, optIn), [{ ...JAN, optedOut: true }], NOT_TAKEN],
		['opted out', create({}, optOut), [{ ...JAN, optedOut: true }], { id: 'c1' }],
		['not opted out', create({}, optOut), [JAN], NOT_TAKEN],
		['of whom nobody says', create({}, optIn), [{ id: 'c1', email: EMAIL }], { id: 'c1' }],
	])('%s', async (_name, write, cards, wanted) => {
		const made = job(cards);
		const [answer] = await made.target.write([write]);
		expect(answer).toMatchObject(wanted);
		expect(Object.hasOwn(answer, 'changes')).toBe(write.kind === 'update');
		expect(made.target.jobOf('c1')).toEqual(
			'id' in wanted ? { requestId: '7', isDone: true, fileUrl: 'https://x' } : undefined,
		);
	});

	it('each has the answer of its own, whatever way it went', async () => {
		const made = job([JAN], {
			listAllById: done({ contacts: [JAN] }),
			insert: refused('no'),
			hasContact: done({ contactId: 'c9' }),
		});
		const answers = await made.target.write([
			create({ state: 'FRIEND' }),
			update({ name: '' }),
			update(
				{ name: 'x' },
				{ guarded: ['name'], record: { id: 'c1', values: { email: EMAIL, name: 'J' } } },
			),
			create({ name: 'Jan' }),
			create({ 'consents.News': 'optIn' }),
		]);
		expect(answers).toMatchObject([
			{ kind: 'input' },
			{ id: 'c1', did: 'unchanged' },
			{ kind: 'conflict' },
			{ id: 'c1', warnings: [] },
			{ kind: 'conflict' },
		]);
		const [, sent] = made.asked().find(([path]) => path === '/api/contact/batchupsertv2')!;
		expect(sent).toEqual({
			upsertDetails: [{ contact: { email: EMAIL, name: 'Jan' } }],
			useApiDoubleOptIn: false,
			fireEvents: false,
		});
	});

	it('of nothing there is no job', async () => {
		const made = job([]);
		expect(await made.target.write([update({ name: '' })])).toMatchObject([{ did: 'unchanged' }]);
		expect(made.asked()).toEqual([]);
	});

	it('that are refused are the error of their contacts alone', async () => {
		const made = job([], { batchupsertv2: refused('no') });
		expect(await made.target.write([create({}), update({ name: '' })])).toMatchObject([
			{ kind: 'input' },
			{ did: 'unchanged' },
		]);
	});

	it.each([
		['listAll', { status: 403, body: '' }, 'unavailable'],
		['listAll', { status: 401, body: '' }, 'auth'],
		['status', { status: 401, body: '' }, 'auth'],
	] as const)(
		'that were taken and cannot be seen (%s %j) may have written',
		async (end, reply, kind) => {
			const [answer] = await job([], { [end]: reply }).target.write([create({})]);
			expect(answer).toMatchObject({
				kind,
				message: expect.stringMatching(
					/^SALESmanago took the job 7, and what became of it could not be read: SALESmanago/,
				),
				hint: expect.stringMatching(/./),
				status: reply.status,
				logText: expect.stringContaining(String(reply.status)),
				outcomeUnknown: true,
			});
		},
	);
});
