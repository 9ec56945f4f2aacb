import { customersListId, newsletterListId } from '../../sandbox/qualtrics';
import { lists, NODE, setUp, row, type Setup } from './setup';
import { response } from './responses';

let setup: Setup;
beforeEach(async () => {
	setup = await setUp();
});
afterEach(async () => await setup.sandbox.close());

const VISIT = {
	mailingLists: lists(customersListId, newsletterListId),
	showQuestionsOf: 'none',
	fields: { row: [row('email', '${q://QID1/ChoiceTextEntryValue}')] },
	recordTransaction: true,
	transactionDate: { __rl: true, mode: 'text', value: '${date://CurrentDate/Y}-05-01 12:00:00' },
	transactionData: {
		row: [
			{
				target: 'score',
				source: { __rl: true, mode: 'text', value: '${q://QID2/ChoiceTextEntryValue}' },
			},
			{ target: 'shop', source: { __rl: true, mode: 'text', value: 'Paris' } },
			{ target: 'empty', source: { __rl: true, mode: 'text', value: '' } },
		],
	},
};
const answer = (id: string, score = 9) =>
	response(id, { answers: { QID1: 'ada@example.com', QID2: score } });

it('Q03 Q31 Q33 Q34 records the date, the fields and the response id, in the first list', async () => {
	const result = await setup.run([answer('R_1')], VISIT, { settings: { timezone: 'UTC' } });
	expect(result.error).toBeUndefined();
	const [transaction] = setup.transactions();
	expect(transaction).toMatchObject({
		contactId: setup.byEmail('ada@example.com')?.id,
		mailingListId: customersListId,
		transactionDate: `${new Date().getFullYear()}-05-01 12:00:00`,
		data: { score: '9', shop: 'Paris', responseId: 'R_1' },
	});
	expect(result.json(NODE)[0].transaction).toEqual({ id: transaction.id, status: 'recorded' });
});

it.each([
	['2024-05-01 12:00', 'Europe/Paris', '2024-05-01 10:00:00'],
	['2024-05-01', 'UTC', '2024-05-01 00:00:00'],
	['2024-05-01T12:00:00+02:00', 'UTC', '2024-05-01 10:00:00'],
	['={{ DateTime.fromISO("2024-05-01T12:00:00Z") }}', 'UTC', '2024-05-01 12:00:00'],
])('Q33 the date %s in %s is %s in UTC', async (value, timezone, stored) => {
	await setup.run(
		[answer('R_1')],
		{ ...VISIT, transactionDate: { __rl: true, mode: 'text', value } },
		{ settings: { timezone } },
	);
	expect(setup.transactions()[0].transactionDate).toBe(stored);
});

it.each([
	['={{ "" }}', 'has no date'],
	['soon', 'cannot be read as a date'],
	['2024-13-45', 'cannot be read as a date'],
])(
	'Q32 the date "%s" is an error before anything is written, never a guess',
	async (value, message) => {
		const transactionDate = { __rl: true, mode: 'text', value };
		const result = await setup.run([answer('R_1')], { ...VISIT, transactionDate });
		expect(result.error?.message).toContain(message);
		expect(setup.contacts()).toEqual([]);
	},
);

it('Q26 delivered twice it is one transaction, in one run and in two', async () => {
	const first = await setup.run([answer('R_1'), answer('R_1'), answer('R_2')], VISIT);
	expect(
		first.json(NODE).map(({ transaction }) => (transaction as { status: string }).status),
	).toEqual(['recorded', 'alreadyRecorded', 'recorded']);
	const again = await setup.run([answer('R_1')], VISIT);
	expect(again.json(NODE)[0]).toMatchObject({ transaction: { status: 'alreadyRecorded' } });
	expect(setup.transactions()).toHaveLength(2);
});

it('Q26 delivered twice at the same moment it is one transaction', async () => {
	await setup.run([answer('R_0')], VISIT);
	setup.sandbox.control.misbehave({
		match: 'POST .*/transactions$',
		kind: 'slow',
		delayMs: 300,
		times: 2,
	});
	await Promise.all([setup.run([answer('R_1')], VISIT), setup.run([answer('R_1')], VISIT)]);
	expect(setup.transactions().filter(({ data }) => data.responseId === 'R_1')).toHaveLength(1);
});

it('an answer that got lost on the way back does not make a second one', async () => {
	setup.sandbox.control.misbehave({ match: 'POST .*/transactions$', kind: 'done-but-no-answer' });
	const result = await setup.run([answer('R_1')], VISIT);
	expect(result.json(NODE)[0]).toMatchObject({ transaction: { status: 'recorded' } });
	expect(setup.transactions()).toHaveLength(1);
});

it('what Qualtrics leaves unprocessed is the error of that item alone', async () => {
	const result = await setup.run(
		[answer('R_1'), { ...answer('R_2'), gone: true }],
		{
			...VISIT,
			mailingLists: {
				values: [
					{
						mailingList: {
							__rl: true,
							mode: 'id',
							value: '={{ $json.gone ? "" : "' + customersListId + '" }}',
						},
					},
				],
			},
		},
		{ onError: 'continueRegularOutput' },
	);
	expect(result.json(NODE)[0].transaction).toMatchObject({ status: 'recorded' });
	expect(result.json(NODE)[1].error).toContain('none is chosen');
	// The contact goes while its transaction is on the way.
	const id = setup.byEmail('ada@example.com')!.id;
	setup.sandbox.control.misbehave({
		match: 'POST .*/transactions$',
		kind: 'slow',
		delayMs: 0,
		meanwhile: () => setup.sandbox.control.removeContact(id),
	});
	const failed = await setup.run(
		[answer('R_3'), response('R_4', { answers: { QID1: 'bo@example.com', QID2: 1 } })],
		VISIT,
		{ onError: 'continueErrorOutput' },
	);
	expect(failed.items(NODE, 1)).toMatchObject([
		{
			json: { error: expect.stringContaining('did not record the transaction') },
			pairedItem: { item: 0 },
		},
	]);
	expect(failed.items(NODE, 0)).toMatchObject([{ pairedItem: { item: 1 } }]);
});

it('a key of its own tells transactions apart where there is no survey response', async () => {
	const order = { email: 'ada@example.com', orderId: 'A-1' };
	const parameters = {
		...VISIT,
		fields: { row: [row('email', '={{ $json.email }}')] },
		transactionDate: { __rl: true, mode: 'text', value: '2024-05-01' },
		options: { transactionId: '={{ $json.orderId }}' },
	};
	await setup.run([order], parameters);
	await setup.run([order, { ...order, orderId: 'A-2' }], parameters);
	expect(setup.transactions().map(({ data }) => data.transactionId)).toEqual(['A-1', 'A-2']);
	const keyless = await setup.run([order], { ...parameters, options: {} });
	expect(JSON.stringify(keyless.json(NODE)[0].warnings)).toContain('Transaction ID');
});

it('Q31 a dry run shows the transaction too', async () => {
	const result = await setup.run([answer('R_1')], { ...VISIT, options: { dryRun: true } });
	expect(result.json(NODE)[0]).toMatchObject({
		transactionMapping: [
			{ field: 'score', resolved: '9' },
			{ resolved: 'Paris' },
			{ resolved: '' },
		],
		requests: expect.arrayContaining([
			expect.objectContaining({
				path: expect.stringContaining('/transactions'),
				body: {
					t0: expect.objectContaining({ data: { score: '9', shop: 'Paris', responseId: 'R_1' } }),
				},
			}),
		]),
	});
	expect(setup.transactions()).toEqual([]);
});
