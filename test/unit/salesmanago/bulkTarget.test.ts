import {
	bulkFields,
	CONTACT_KEYS,
} from '../../../nodes/shared/connectors/salesmanago/bulk/bulkFields';
import { createSalesManagoBulkTarget } from '../../../nodes/shared/connectors/salesmanago/bulk/bulkTarget';
import { changedContacts } from '../../../nodes/shared/connectors/salesmanago/bulk/targetGroup';
import { fieldId, type BulkUpdate } from '../../../nodes/shared/bulk';
import { collect } from '../../../nodes/shared/http/paginate';
import type { FieldChange } from '../../../nodes/shared/records';
import { failureOf, type Reply } from '../http/fakeSystem';
import { account, done, refused } from './account';

const FIELDS = bulkFields(
	[
		{ name: 'plan', kind: 'text' },
		{ name: 'score', kind: 'number' },
	],
	['vip'],
);
const CARD = {
	id: 'c1',
	email: 'Jan@example.com',
	name: 'Jan',
	optedOut: true,
	optedOutPhone: false,
	properties: { plan: 'gold' },
	tags: [{ tag: 'VIP' }],
};

describe('the fields of a file', () => {
	it.each([
		['email', 'Email', { kind: 'email', maxLength: 254 }],
		['name', 'Name', { kind: 'text', isTrimmed: true }],
		['phone', 'Phone', { kind: 'phone', isTrimmed: true }],
		['fax', 'Fax', { kind: 'phone', isTrimmed: true }],
		['lang', 'Language', { kind: 'text', maxLength: 2, isTrimmed: true }],
		['birthday', 'Birthday', { kind: 'date' }],
		['zipCode', 'Zip Code', { kind: 'text', isTrimmed: true }],
		['optedOut', 'Opted Out', { kind: 'boolean' }],
		['optedOutPhone', 'Opted Out by Phone', { kind: 'boolean' }],
		['details.plan', 'plan', { kind: 'text', maxLength: 255 }],
		['numberDetails.score', 'score', { kind: 'number' }],
		[
			'state',
			'State',
			{
				kind: 'code',
				codes: ['CUSTOMER', 'PROSPECT', 'PARTNER', 'OTHER', 'UNKNOWN'].map((code) => ({ code })),
			},
		],
	])('%s is %s', (id, name, type) => {
		expect(FIELDS.find((field) => fieldId(field) === id)).toMatchObject({ name, type });
	});

	it('contacts are found by their address, or exactly by their id', () => {
		expect(CONTACT_KEYS).toEqual([
			{ id: 'email', name: 'Email', kind: 'email' },
			{ id: 'contactId', name: 'Contact ID', kind: 'exact' },
		]);
	});
});

describe('contacts for the rows of a file', () => {
	const bulk = (answers: Record<string, Reply>, key: 'email' | 'contactId' = 'email') => {
		const made = account(
			({ url }) => Object.entries(answers).find(([end]) => url.endsWith(`/${end}`))?.[1] ?? done(),
		);
		const target = createSalesManagoBulkTarget(made.salesmanago, {
			key,
			fields: FIELDS,
			fireEvents: false,
		});
		return { ...made, target };
	};
	const cards = done({ contacts: [CARD] });

	it.each([
		['email', [' JAN@example.com ', 'nobody'], 'listAll', { email: ['jan@example.com'] }],
		['contactId', [' c1 ', 'C1'], 'listAllById', { contactId: ['c1', 'C1'] }],
	] as const)('by %s', async (key, keys, end, body) => {
		const { target, asked } = bulk({ [end]: cards }, key);
		const fields = ['name', 'optedOut', 'optedOutPhone', 'details.plan', 'tags.VIP', 'phone'];
		expect(await target.find!([...keys], fields)).toEqual([
			[
				{
					id: 'c1',
					values: {
						name: 'Jan',
						optedOut: true,
						optedOutPhone: false,
						'details.plan': 'gold',
						'tags.VIP': true,
						phone: null,
					},
				},
			],
			[],
		]);
		expect(asked()).toEqual([[`/api/contact/${end}`, body]]);
		expect(target.limits).toEqual({ findBatch: 50, writeBatch: 100, callsAtOnce: 2 });
	});

	const rowOf = (...changes: FieldChange[]): BulkUpdate => ({
		kind: 'update',
		key: 'jan@example.com',
		line: 2,
		record: { id: 'c1', values: {} },
		changes,
	});
	const sentFor = async (...changes: FieldChange[]) => {
		const { target, asked } = bulk({
			listAllById: cards,
			batchupsertv2: done({ requestId: 7 }),
			status: done({ fileUrl: 'https://x' }),
		});
		const [answer] = await target.write([rowOf(...changes)]);
		const [, body] = asked().find(([path]) => path === '/api/contact/batchupsertv2') ?? [];
		return { answer, sent: (body as { upsertDetails: object[] } | undefined)?.upsertDetails[0] };
	};

	it.each<[FieldChange, object]>([
		[
			{ field: 'name', from: ' Jan ', to: 'Jana' },
			{ contact: { email: 'Jan@example.com', name: 'Jana' } },
		],
		[{ field: 'optedOut', from: true, to: false }, { forceOptIn: true }],
		[{ field: 'optedOutPhone', from: false, to: true }, { forcePhoneOptOut: true }],
		[{ field: 'details.plan', from: 'gold', to: 'free' }, { properties: { plan: 'free' } }],
		[{ field: 'tags.VIP', from: true, to: false }, { removeTags: ['VIP'] }],
	])('%j is sent as %j, and sets nothing off', async (change, sent) => {
		expect((await sentFor(change)).sent).toMatchObject(sent);
	});

	it.each<[FieldChange, object]>([
		[
			{ field: 'name', from: 'J', to: 'Jana' },
			{ kind: 'conflict', message: 'Name was changed meanwhile', hint: 'Run the file again.' },
		],
		[
			{ field: 'name', from: 'Jan', to: null },
			{
				kind: 'input',
				message: 'SALESmanago has no way to empty Name',
				hint: 'Write another value in its place, or empty it in SALESmanago.',
			},
		],
	])('%j is not sent', async (change, error) => {
		expect(await sentFor(change)).toMatchObject({ answer: error, sent: undefined });
	});

	it('whoever was deleted meanwhile is not created again', async () => {
		const { target, asked } = bulk({});
		expect(await target.write([rowOf({ field: 'name', from: 'Jan', to: 'x' })])).toMatchObject([
			{ kind: 'notFound', message: 'The contact was deleted meanwhile' },
		]);
		expect(asked()).toHaveLength(1);
	});

	it('a job that is refused as a whole is thrown, so that it goes again in halves; of one it is its error', async () => {
		const other = { ...CARD, id: 'c2', email: 'b@c.d' };
		const { target } = bulk({
			listAllById: done({ contacts: [CARD, other] }),
			batchupsertv2: refused('no'),
		});
		const one = rowOf({ field: 'name', from: 'Jan', to: 'x' });
		const two = { ...one, record: { id: 'c2', values: {} } };
		expect(await failureOf(target.write([one, two]))).toMatchObject({ kind: 'input' });
		expect(await target.write([one])).toMatchObject([{ kind: 'input' }]);
	});
});

describe('the contacts of a template', () => {
	const CARDS: Record<string, object> = {
		c1: CARD,
		c2: { id: 'c2', name: 'Kim', tags: [{ tag: 'other' }] },
	};
	const group = (tag: string | undefined, key: 'email' | 'contactId') => {
		const made = account(({ url, body }) => {
			if (url.endsWith('/modifiedContacts'))
				return done({ modified: [{ id: 'c1' }, { id: 'c2' }] });
			const { contactId } = body as { contactId: string[] };
			return done({ contacts: contactId.map((id) => CARDS[id]) });
		});
		const since = made.clock.now() - 8 * 24 * 3_600_000;
		const records = collect(
			changedContacts(
				made.salesmanago,
				{ since, ...(tag !== undefined && { tag }) },
				{ key, fieldIds: ['name'] },
			),
		);
		return { ...made, records };
	};

	it.each([
		[
			undefined,
			'contactId',
			[
				{ key: 'c1', values: { name: 'Jan' } },
				{ key: 'c2', values: { name: 'Kim' } },
			],
		],
		[
			undefined,
			'email',
			[
				{ key: 'Jan@example.com', values: { name: 'Jan' } },
				{ key: '', values: { name: 'Kim' } },
			],
		],
		[' vip ', 'contactId', [{ key: 'c1', values: { name: 'Jan' } }]],
	] as const)('with the tag %j, by %s; each once', async (tag, key, wanted) => {
		const { records, asked } = group(tag, key);
		expect((await records).flat()).toEqual(wanted);
		expect(asked().filter(([path]) => path === '/api/contact/listAllById')).toHaveLength(1);
	});
});
