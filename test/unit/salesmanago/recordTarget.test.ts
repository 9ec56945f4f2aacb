import { appendTo, isShown } from '../../../nodes/shared/connectors/salesmanago/policies';
import type { ContactTargetOptions } from '../../../nodes/shared/connectors/salesmanago/targetOptions';
import type { RecordWrite } from '../../../nodes/shared/records';
import type { Reply } from '../http/fakeSystem';
import { done, refused } from './account';
import { create, EMAIL, JAN, targetOf, update } from './target';

describe('contacts that are looked for', () => {
	const key = (values: Record<string, string>) => ({ values, id: JSON.stringify(values) });

	it('by address, in any letters; what is none is not asked for', async () => {
		const { target, asked } = targetOf({
			listAll: done({ contacts: [{ ...JAN, email: 'JAN@example.com' }] }),
		});
		const found = await target.find([
			key({ email: ' Jan@Example.com ' }),
			key({ email: 'nobody' }),
			key({}),
			key({ email: 'other@example.com' }),
		]);
		expect(found.map((one) => (one as object[]).length)).toEqual([1, 0, 0, 0]);
		expect(found[0]).toMatchObject([{ id: 'c1', status: 'optedIn', values: { name: 'Jan' } }]);
		expect(asked()).toEqual([['/api/contact/listAll', { email: [EMAIL, 'other@example.com'] }]]);
	});

	it('by id, and by the day that a field holds', async () => {
		const { target, asked } = targetOf(
			{ listAllById: done({ contacts: [{ ...JAN, properties: { day: '2026-01-01' } }] }) },
			{ matchBy: 'contactId', dateField: 'details.day' },
		);
		const found = await target.find([key({ contactId: ' c1 ' }), key({ contactId: '' }), key({})]);
		expect(found[0]).toMatchObject([{ id: 'c1', date: '2026-01-01' }]);
		expect(found.slice(1)).toEqual([[], []]);
		expect(asked()).toEqual([['/api/contact/listAllById', { contactId: ['c1'] }]]);
	});

	it.each<[Partial<ContactTargetOptions>, boolean, number]>([
		[{}, false, 50],
		[{ mode: 'batch' }, true, 100],
		[{ mode: 'batch', contactsPerJob: 7 }, true, 7],
		[{ mode: 'batch', operation: 'update' }, false, 50],
		[{ mode: 'batch', matchBy: 'contactId' }, false, 50],
	])('%j goes out in jobs: %s, %i at a time', (options, isBatch, batchSize) => {
		expect(targetOf({}, options).target).toMatchObject({
			isBatch,
			batchSize,
			keysAreUnique: true,
		});
	});

	it.each([
		['tags.VIP', 'true', ['false'], true],
		['tags.VIP', 'false', [true], true],
		['tags.VIP', null, [' TRUE '], true],
		['tags.VIP', null, ['no'], false],
		['details.plan', 'a', ['b'], 'a, b'],
	])('appending to %s', (field, present, added, value) => {
		expect(appendTo(field, present, added)).toEqual({ value });
	});

	it('a detail takes 255 characters, and a name nothing more', () => {
		expect(appendTo('details.plan', 'a'.repeat(252), ['b'])).toEqual({
			value: `${'a'.repeat(252)}, b`,
		});
		const hint = 'Append to a custom detail or to tags, or choose another policy.';
		expect(appendTo('details.plan', 'a'.repeat(253), ['b'])).toMatchObject({
			kind: 'input',
			message: 'A custom detail holds 255 characters, and this would be more',
			hint,
		});
		expect(appendTo('name', 'a', ['b'])).toMatchObject({
			kind: 'input',
			message: 'Nothing can be added to this field of a contact',
			hint,
		});
	});

	it.each([
		['lang', undefined, false],
		['lang', 'CS', true],
		['numberDetails.n', '', false],
		['name', undefined, true],
	])('a card without %s (%j) says so: %s', (field, value, shown) => {
		expect(isShown(field, { id: 'c1', values: { [field]: value } })).toBe(shown);
	});
});

describe('contacts that are written singly', () => {
	const timedOut: Reply = { status: 504, body: '' };

	it.each<
		[string, RecordWrite, Partial<ContactTargetOptions>, Record<string, Reply>, object, string[]]
	>([
		[
			'a new one',
			create({ name: 'Jan' }),
			{},
			{ upsert: done({ contactId: 'c1' }) },
			{ id: 'c1', warnings: [] },
			['hasContact', 'upsert'],
		],
		[
			'a new one that somebody created meanwhile',
			create({ name: 'Jan' }),
			{},
			{ hasContact: done({ contactId: 'c2' }) },
			{ kind: 'conflict', message: 'Somebody else created the contact meanwhile' },
			['hasContact'],
		],
		[
			'a new one that is never to overwrite',
			create({ name: 'Jan', phone: '' }),
			{ operation: 'create' },
			{ insert: done({ contactId: 'c1', message: ['told'] }) },
			{
				id: 'c1',
				warnings: [
					'phone stays as it is: SALESmanago has no way to empty it',
					expect.stringContaining('sent a note'),
				],
			},
			['insert'],
		],
		[
			'a refused one that is there',
			create({}),
			{ operation: 'create' },
			{ insert: refused('no'), hasContact: done({ contactId: 'c2' }) },
			{ kind: 'conflict', message: 'Somebody else created the contact meanwhile' },
			['insert', 'hasContact'],
		],
		[
			'a refused one that is not there',
			create({}),
			{ operation: 'create' },
			{ insert: refused('no') },
			{ kind: 'input' },
			['insert', 'hasContact'],
		],
		[
			'one without an answer that is there',
			create({ phone: '' }),
			{ operation: 'create' },
			{ insert: timedOut, hasContact: done({ contactId: 'c2' }) },
			{
				id: 'c2',
				warnings: [
					'phone stays as it is: SALESmanago has no way to empty it',
					'The create request timed out, but the contact exists: it was created',
				],
			},
			['insert', 'hasContact'],
		],
		[
			'one without an answer that is not there',
			create({}),
			{ operation: 'create' },
			{ insert: timedOut },
			{ outcomeUnknown: true },
			['insert', 'hasContact'],
		],
		[
			'one that nobody may write',
			create({}),
			{ operation: 'create' },
			{ insert: { status: 401, body: '' } },
			{ kind: 'auth' },
			['insert'],
		],
		[
			'what changes nothing',
			update({ name: '' }),
			{},
			{},
			{
				id: 'c1',
				did: 'unchanged',
				warnings: ['name stays as it is: SALESmanago has no way to empty it'],
			},
			[],
		],
		[
			'a change',
			update({ name: 'Jan', phone: '' }),
			{},
			{ update: done({ contactId: 'c1', message: ['told'] }) },
			{
				id: 'c1',
				changes: [{ field: 'name', from: null, to: 'Jan' }],
				warnings: [expect.any(String), expect.stringContaining('sent a note')],
			},
			['update'],
		],
		[
			'a change of one that is gone',
			update({ name: 'Jan' }),
			{},
			{ update: refused('no') },
			{ kind: 'notFound', message: 'The contact was deleted meanwhile' },
			['update', 'listAllById'],
		],
		[
			'a change that is refused',
			update({ name: 'Jan' }),
			{},
			{ update: refused('no'), listAllById: done({ contacts: [JAN] }) },
			{ kind: 'input' },
			['update', 'listAllById'],
		],
		[
			'a change that nobody may make',
			update({ name: 'Jan' }),
			{},
			{ update: { status: 403, body: '' } },
			{ kind: 'permission' },
			['update'],
		],
		[
			'a change of what somebody else changed',
			update({ name: 'Jan' }, { guarded: ['name'], record: { id: 'c1', values: { name: 'J' } } }),
			{},
			{ listAllById: done({ contacts: [JAN] }) },
			{ kind: 'conflict' },
			['listAllById'],
		],
		[
			'a guarded change of one that is gone',
			update({ name: 'Jan' }, { guarded: ['name'] }),
			{},
			{},
			{ kind: 'notFound', message: 'The contact was deleted meanwhile' },
			['listAllById'],
		],
		[
			'what cannot be sent',
			update({ state: 'FRIEND' }),
			{},
			{},
			{ kind: 'input', message: expect.stringContaining('state') },
			[],
		],
	])('%s', async (_name, write, options, answers, wanted, paths) => {
		const made = targetOf(answers, options);
		expect(await made.target.write([write])).toMatchObject([wanted]);
		expect(made.paths()).toEqual(paths);
	});
});
