import type { IDataObject } from 'n8n-workflow';
import { presentItem, presentPlan } from '../../../nodes/shared/n8n/records/presentItem';
import type { ReadItem } from '../../../nodes/shared/n8n/records/readItem';
import type { RecordNode } from '../../../nodes/shared/n8n/records/settings';
import type { Destination, OpenDestination, RecordResult } from '../../../nodes/shared/records';

const NODE: RecordNode = {
	status: { isSet: 'setConsent', source: 'consentSource', label: 'Consent', shownAs: 'consent' },
	fieldWords: 'field',
	marksFailed: true,
};
const target: OpenDestination = {
	keysAreUnique: true,
	batchSize: 1,
	find: async () => await Promise.resolve([]),
	write: async () => await Promise.resolve([]),
};
const destination: Destination = {
	name: 'here',
	fields: [],
	match: [],
	open: async () => await Promise.resolve(target),
};
const read = (more: Partial<ReadItem> = {}): ReadItem => ({
	record: { destination, position: 0, fields: [] },
	unmatched: [],
	warnings: [],
	notes: [],
	shown: {},
	...more,
});
const change = { field: 'plan', from: 'silver', to: 'gold' };
const result = (
	outcome: Partial<RecordResult['outcome']> = {},
	more: Partial<RecordResult> = {},
): RecordResult => ({
	outcome: { index: 0, status: 'updated', id: '7', changes: [change], warnings: [], ...outcome },
	target,
	...more,
});
const REQUEST = { method: 'PUT', path: '/a' };

describe('what an item comes out as', () => {
	const plain = { status: 'updated', id: '7', changes: [change] };

	it.each<[string, ReadItem, RecordResult, IDataObject]>([
		['as little as there is to tell', read(), result(), plain],
		[
			'without an id, where there is none',
			read(),
			result({ status: 'skipped', id: undefined, changes: [] }),
			{ status: 'skipped', changes: [] },
		],
		[
			'with what the destination calls it',
			read(),
			result({}, { target: { ...target, describe: (id) => ({ contactId: id }) } }),
			{ status: 'updated', contactId: '7', changes: [change] },
		],
		[
			'with changes in words, without those that read the same before and after',
			read(),
			result(
				{ changes: [change, { field: 'tag', from: null, to: 'vip' }] },
				{
					target: {
						...target,
						inWords: ({ field, from, to }) =>
							field === 'tag' ? { from: 'none', to: 'none' } : { label: 'Plan', from, to },
					},
				},
			),
			{ status: 'updated', id: '7', changes: [{ label: 'Plan', from: 'silver', to: 'gold' }] },
		],
		[
			'without changes, where nothing was begun',
			read(),
			result({ status: 'failed', id: undefined }, { target: undefined }),
			{ status: 'failed', changes: [] },
		],
		[
			'with what was looked for, kept, read and what followed',
			read({ shown: { lists: ['A'] } }),
			result(
				{ kept: ['plan: kept'], foldedWith: [2] },
				{
					lookedFor: { email: 'a' },
					record: { whole: true },
					followedUp: { transaction: 'T_1' },
				},
			),
			{
				...plain,
				lookedFor: { email: 'a' },
				kept: ['plan: kept'],
				lists: ['A'],
				transaction: 'T_1',
				writtenTogetherWith: [2],
				record: { whole: true },
			},
		],
		[
			'with each warning once, and what matched no field',
			read({ warnings: ['a', 'b'], unmatched: ['shoe'] }),
			result({ warnings: ['b', 'c'] }),
			{ ...plain, unmatched: ['shoe'], warnings: ['a', 'b', 'c'] },
		],
	])('%s', (_name, item, done, wanted) => {
		expect(presentItem(item, done, NODE, false)).toEqual(wanted);
	});

	it.each([
		['optIn', 'optIn', 'opt in'],
		['optOut', 'optOut', 'opt out'],
		['optIn', undefined, 'left alone'],
		['unchanged', undefined, 'left alone'],
	] as const)('LC20 a consent asked for as %s, done %s: %s', (status, consent, shown) => {
		const item = read({ consent: { status } });
		expect(presentItem(item, result(consent && { consent }), NODE, false)).toMatchObject({
			consent: shown,
		});
	});

	it.each([
		['that shows its requests', { requests: [REQUEST] }, [REQUEST]],
		['of a system that has none to show', {}, []],
	])(
		'a dry run %s: what would be done, and what followed is not told as done',
		(_n, more, requests) => {
			const item = read({ shownInDryRun: { mapping: [] } });
			expect(presentItem(item, result(more, { followedUp: { done: true } }), NODE, true)).toEqual({
				status: 'wouldUpdate',
				id: '7',
				changes: [change],
				dryRun: true,
				mapping: [],
				requests,
			});
		},
	);
});

describe('what an item comes out as that waits for approval', () => {
	const approval = { token: 'T', expires: '2026-03-05T12:00:00.000Z' };
	const waits = { needsApproval: true, approvalToken: 'T', approvalExpires: approval.expires };

	it('the plan in words, its token, and nothing technical', () => {
		const item = read({ shownInDryRun: { mapping: [] } });
		expect(presentPlan(item, result({ requests: [REQUEST] }), NODE, approval)).toEqual({
			status: 'wouldUpdate',
			id: '7',
			changes: [change],
			...waits,
			plan: ['Update record 7', 'plan: from “silver” to “gold”'],
		});
	});

	it('a new record has no id to name', () => {
		const made = presentPlan(read(), result({ status: 'created', id: undefined }), NODE, approval);
		expect(made.plan).toEqual(['Create a new record', 'plan: “gold”']);
	});

	it.each([
		['updated', ['add the column “Plan”'], ['Before that: add the column “Plan”']],
		['unchanged', ['add the column “Plan”'], []],
		['updated', undefined, []],
	] as const)('%s, with %j beforehand', (status, beforehand, words) => {
		const opened = { ...target, ...(beforehand && { beforehand }) };
		const done = result({ status, changes: [] }, { target: opened });
		expect((presentPlan(read(), done, NODE, approval).plan as string[]).slice(1)).toEqual(words);
	});

	it.each([
		['optOut', ['Subscription: opt out']],
		[undefined, []],
	] as const)('a consent of %s', (consent, words) => {
		const item = read({ consent: { status: 'optOut' } });
		const done = result({ changes: [], ...(consent && { consent }) });
		expect((presentPlan(item, done, NODE, approval).plan as string[]).slice(1)).toEqual(words);
	});

	it.each([
		['in the words of the destination', (work: unknown) => [`do ${String(work)}`], ['Then: do it']],
		['as it is, where there are none', undefined, ['Then: “it”']],
	])('what follows, %s', (_name, followUpInWords, words) => {
		const to = { ...destination, ...(followUpInWords && { followUpInWords }) };
		const record = { destination: to, position: 0, fields: [], followUp: 'it' };
		const planned = presentPlan(read({ record }), result({ changes: [] }), NODE, approval);
		expect((planned.plan as string[]).slice(1)).toEqual(words);
	});

	it('where there is nothing to approve, it says so and has no plan', () => {
		const done = result({ status: 'unchanged', changes: [] });
		expect(presentPlan(read(), done, NODE, undefined)).toEqual({
			status: 'unchanged',
			id: '7',
			changes: [],
			needsApproval: false,
		});
	});
});
