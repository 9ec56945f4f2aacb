import { keptOf, sentValues } from '../../../nodes/shared/connectors/hubspot/payload';
import type { StoredRecord } from '../../../nodes/shared/connectors/hubspot/records';
import { isConnectorError } from '../../../nodes/shared/http/ConnectorError';
import type { RecordWrite } from '../../../nodes/shared/records';
import { context, create, properties, stored, update } from './samples';

describe('what a request holds of a write', () => {
	const ada = stored({
		email: 'Ada@example.com',
		hs_additional_emails: 'x@example.com;y@example.com',
	});

	it.each<[string, RecordWrite, StoredRecord | undefined, object]>([
		['values as texts', update({ score: '1 234,5' }), undefined, { score: '1234.5' }],
		['an empty one empties', update({ score: null }), undefined, { score: '' }],
		[
			'of a new record it is left out',
			create({ score: null, note: 'x' }),
			undefined,
			{ note: 'x' },
		],
		['an address', update({ email: 'new@example.com' }), ada, { email: 'new@example.com' }],
		['an address that it has', update({ email: 'ADA@example.com' }), ada, {}],
		[
			'a further one that it has',
			update({ email: 'y@example.com', score: 1 }),
			ada,
			{ score: '1' },
		],
		[
			'an address of one that is new',
			create({ email: 'ada@example.com' }),
			undefined,
			{ email: 'ada@example.com' },
		],
	])('%s', (_name, write, present, sent) => {
		expect(sentValues(write, { properties, context }, present)).toEqual(sent);
	});

	it.each([
		[
			'other',
			'no property "other"',
			"Choose one from the list, or let 'Create Missing Properties'",
		],
		[
			'made',
			'"MADE" (made) is filled by HubSpot and cannot be written',
			'Take it out of the fields.',
		],
		['score', '"SCORE" (score) needs a number', 'Digits with one decimal sign are read'],
	])('%s cannot be sent', (name, message, hint) => {
		const error = sentValues(update({ note: 'x', [name]: 'many' }), { properties, context });
		expect(isConnectorError(error) && [error.kind, error.message, error.hint]).toEqual([
			'input',
			expect.stringContaining(message),
			expect.stringContaining(hint),
		]);
	});
});

describe('what is kept of it', () => {
	const kept = (write: RecordWrite, sent: Record<string, string>, answer: StoredRecord) =>
		keptOf(write, sent, answer, { properties, context });
	const change = (field: string, to: unknown) => ({ field, from: null, to });

	it.each<[string, RecordWrite, Record<string, string>, StoredRecord, object]>([
		['all', update({ score: 5 }), { score: '5' }, stored({ score: '5.0' }), { id: '1' }],
		['what is not shown', update({ score: 5 }), { score: '5' }, stored({}), { id: '1' }],
		[
			'not a value',
			update({ score: 5, note: 'x' }),
			{ score: '5', note: 'x' },
			stored({ score: '4', note: 'x' }),
			{
				id: '1',
				changes: [change('note', 'x')],
				warnings: ['HubSpot accepted "SCORE" (score) and did not keep the value'],
			},
		],
		[
			'not the only value',
			update({ score: 5 }),
			{ score: '5' },
			stored({ score: '4' }),
			{
				id: '1',
				changes: [],
				did: 'unchanged',
				warnings: ['HubSpot accepted "SCORE" (score) and did not keep the value'],
			},
		],
		[
			'not a stage',
			create({ lifecyclestage: 'lead', note: 'x' }),
			{ lifecyclestage: 'lead', note: 'x' },
			stored({ lifecyclestage: 'customer', note: 'x' }),
			{
				id: '1',
				changes: [change('note', 'x')],
				warnings: ['HubSpot kept the lifecycle stage "customer", since it does not move backwards'],
			},
		],
		[
			'what was left out',
			update({ email: 'a', note: 'x' }),
			{ note: 'x' },
			stored({}),
			{ id: '1', changes: [change('note', 'x')], warnings: [] },
		],
		[
			'what was all left out',
			update({ email: 'a' }),
			{},
			stored({}),
			{ id: '1', changes: [], warnings: [], did: 'unchanged' },
		],
		[
			'in another record',
			update({ note: 'x' }),
			{ note: 'x' },
			stored({ note: 'x' }, { id: '2', note: 'careful' }),
			{ id: '2', warnings: ['careful', 'The record was merged into 2, which was written'] },
		],
	])('%s', (_name, write, sent, answer, wanted) => {
		expect(kept(write, sent, answer)).toEqual(wanted);
	});

	it('a consent is a change too', () => {
		const write = update({ score: 5 }, { status: { status: 'optIn' } });
		expect(kept(write, { score: '5' }, stored({ score: '4' }))).not.toHaveProperty('did');
	});
});
