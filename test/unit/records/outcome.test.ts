import { ConnectorError } from '../../../nodes/shared/http/ConnectorError';
import {
	dryRunOf,
	memberOutcomes,
	shownStatus,
	type FoldedRecord,
	type OutcomeStatus,
	type RecordOutcome,
	type RecordWrite,
	type RequestPreview,
} from '../../../nodes/shared/records';

const outcome = (status: OutcomeStatus, more: Partial<RecordOutcome> = {}): RecordOutcome => ({
	status,
	id: '1',
	changes: [{ field: 'plan', from: null, to: 'gold' }],
	warnings: ['careful'],
	...more,
});
const of = (members: number[], more: Partial<FoldedRecord> = {}): FoldedRecord => ({
	members,
	fields: [],
	...more,
});

describe('the outcome of each input that had a part in a record', () => {
	it('one input: as it is, and with nobody', () => {
		expect(memberOutcomes(of([4]), outcome('created'))).toEqual([
			{ ...outcome('created'), index: 4 },
		]);
	});

	it.each([
		['created', ['created', 'updated', 'updated']],
		['updated', ['updated', 'updated', 'updated']],
		['unchanged', ['unchanged', 'unchanged', 'unchanged']],
		['failed', ['failed', 'failed', 'failed']],
	] as const)('%s, by three inputs: %j', (status, wanted) => {
		const told = memberOutcomes(of([0, 2, 5]), outcome(status));
		expect(told.map((one) => [one.index, one.status])).toEqual(
			[0, 2, 5].map((index, position) => [index, wanted[position]]),
		);
	});

	it('each names the others as the user counts, after what there was to say', () => {
		const told = memberOutcomes(of([0, 1]), outcome('updated'), [7, 9]);
		expect(told.map(({ warnings, foldedWith }) => ({ warnings, foldedWith }))).toEqual([
			{ warnings: ['careful', 'Written together with item 10: same key'], foldedWith: [1] },
			{ warnings: ['careful', 'Written together with item 8: same key'], foldedWith: [0] },
		]);
	});

	it.each([
		['skipped', false, 'Taken together'],
		['skipped', true, 'Taken together'],
		['failed', true, 'Taken together'],
		['created', false, 'Written together'],
		['updated', false, 'Written together'],
		['createdOrUpdated', false, 'Written together'],
		['created', true, 'Would be written together'],
	] as const)('%s, dry run %s: %s', (status, isDryRun, words) => {
		const [told] = memberOutcomes(of([0, 1]), outcome(status), undefined, isDryRun);
		expect(told.warnings[1]).toBe(`${words} with item 2: same key`);
	});

	it('where only the first counts, the others are skipped and say why', () => {
		expect(memberOutcomes(of([0, 1, 2], { firstOnly: true }), outcome('created'))).toEqual([
			{ ...outcome('created'), index: 0 },
			...[1, 2].map((index) => ({
				index,
				id: '1',
				status: 'skipped',
				changes: [],
				warnings: ['An earlier item has the same key'],
				foldedWith: [0, 1, 2].filter((other) => other !== index),
			})),
		]);
	});
});

describe('dry runs', () => {
	it.each<[OutcomeStatus, string]>([
		['created', 'wouldCreate'],
		['updated', 'wouldUpdate'],
		['createdOrUpdated', 'wouldCreateOrUpdate'],
		['unchanged', 'unchanged'],
		['skipped', 'skipped'],
		['failed', 'failed'],
	])('%s is told as %s, and as it is where it was done', (status, shown) => {
		expect([shownStatus(status, true), shownStatus(status, false)]).toEqual([shown, status]);
	});

	it('each write is shown as its request; a create that is no POST may meet a record', async () => {
		const creation: RecordWrite = { kind: 'create', values: {} };
		const change: RecordWrite = { kind: 'update', record: { id: '1', values: {} }, changes: [] };
		const refused = new ConnectorError('input', 'refused');
		const shown = { headers: {}, body: {}, warnings: [] };
		const answers: Array<RequestPreview | ConnectorError> = [
			{ ...shown, method: 'POST', path: '/contacts', warnings: ['careful'] },
			{ ...shown, method: 'PATCH', path: '/contacts/1', body: { plan: 'gold' } },
			{ ...shown, method: 'PATCH', path: '/contacts/1' },
			refused,
		];
		const request = { headers: {}, body: {} };
		const dryRun = dryRunOf(() => answers);
		expect(await dryRun([creation, creation, change, creation])).toEqual([
			{ requests: [{ ...request, method: 'POST', path: '/contacts' }], warnings: ['careful'] },
			{
				requests: [{ ...request, method: 'PATCH', path: '/contacts/1', body: { plan: 'gold' } }],
				warnings: [],
				did: 'createdOrUpdated',
			},
			{ requests: [{ ...request, method: 'PATCH', path: '/contacts/1' }], warnings: [] },
			refused,
		]);
	});
});
