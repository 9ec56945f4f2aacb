import { customersListId } from '../../sandbox/qualtrics';
import { lists, NODE, setUp, row, type Setup } from './setup';
import { response } from './responses';

let setup: Setup;
beforeEach(async () => {
	setup = await setUp();
});
afterEach(async () => await setup.sandbox.close());

const CONSENT = {
	showQuestionsOf: 'none',
	fields: { row: [row('email', '${q://QID1/ChoiceTextEntryValue}')] },
	setSubscription: true,
	subscriptionSource: { __rl: true, mode: 'list', value: '${q://QID2/ChoiceTextEntryValue}' },
	optInValues: 'Yes; Oui',
	optOutValues: 'No',
};
const says = (value: string, at?: string) =>
	response(`R_${value}`, { answers: { QID1: 'ada@example.com', QID2: value }, ...(at && { at }) });
const ada = () => setup.byEmail('ada@example.com');

it.each([
	['upsertByRules', 'No', true],
	['upsertByRules', ' yes ', false],
	['upsertByFields', 'NO', true],
])('Q04 Q36 Q37 Q38 Q39 Q40 %s: "%s" → opted out %s', async (operation, value, unsubscribed) => {
	setup.sandbox.control.addContact({ email: 'ada@example.com', unsubscribed: !unsubscribed });
	const result = await setup.run([says(value)], {
		...CONSENT,
		operation,
		options: { allowOptInAgain: true },
	});
	expect(result.error).toBeUndefined();
	expect(ada()?.unsubscribed).toBe(unsubscribed);
	expect(ada()?.embeddedData.subscriptionEvidence).toMatch(
		/^opted (in|out) · 2024-05-01T10:00:00Z · Store visit · R_/,
	);
});

it.each(['upsertByRules', 'upsertByFields', 'create'])(
	'Q40 %s: a new contact that said no is opted out from the start, in its lists',
	async (operation) => {
		const result = await setup.run([says('No')], {
			...CONSENT,
			operation,
			mailingLists: lists(customersListId),
		});
		expect(result.json(NODE)[0]).toMatchObject({ status: 'created', subscription: 'opt out' });
		expect(ada()?.unsubscribed).toBe(true);
		expect(ada()?.memberships.has(customersListId)).toBe(true);
	},
);

it('LC07 an opt-out value with a comma in it is one value', async () => {
	setup.sandbox.control.addContact({ email: 'ada@example.com' });
	const values = { optInValues: 'Yes, please', optOutValues: 'No, thanks' };
	const result = await setup.run([says('No, thanks')], { ...CONSENT, ...values });
	expect(result.json(NODE)[0]).toMatchObject({ subscription: 'opt out' });
	expect(ada()?.unsubscribed).toBe(true);
});

it.each(['Maybe', ''])('Q42 "%s" leaves the status alone and says so', async (value) => {
	setup.sandbox.control.addContact({ email: 'ada@example.com', unsubscribed: true });
	const result = await setup.run([says(value)], CONSENT);
	expect(result.json(NODE)[0]).toMatchObject({
		status: 'unchanged',
		subscription: 'left alone',
		warnings: [expect.stringContaining('is unchanged')],
	});
	expect(ada()?.unsubscribed).toBe(true);
});

it.each([
	['upsertByRules', {}],
	['upsertByRules', { checkBeforeWriting: false }],
	['upsertByFields', {}],
])(
	'Q39 LC20 %s %j: nobody who opted out is opted in again, unless that is switched on; the output says what was done',
	async (operation, options) => {
		setup.sandbox.control.addContact({ email: 'ada@example.com', unsubscribed: true });
		const refused = await setup.run([says('Yes')], { ...CONSENT, operation, options });
		expect(ada()?.unsubscribed).toBe(true);
		expect(JSON.stringify(refused.json(NODE)[0].warnings)).toContain('stays opted out');
		expect(refused.json(NODE)[0].subscription).toBe('left alone');
		await setup.run([says('Yes')], {
			...CONSENT,
			operation,
			options: { ...options, allowOptInAgain: true },
		});
		expect(ada()?.unsubscribed).toBe(false);
	},
);

it.each(['upsertByRules', 'upsertByFields'])(
	'Q37 %s: on list level the list’s own status is set, and not the directory’s',
	async (operation) => {
		const parameters = {
			...CONSENT,
			operation,
			subscriptionLevel: 'list',
			mailingLists: lists(customersListId),
		};
		await setup.run([says('No')], parameters);
		expect(ada()).toMatchObject({ unsubscribed: false });
		expect(ada()?.memberships.get(customersListId)?.unsubscribed).toBe(true);
		await setup.run([says('Yes')], { ...parameters, options: { allowOptInAgain: true } });
		expect(ada()?.memberships.get(customersListId)?.unsubscribed).toBe(false);
	},
);

it('an opt-out that arrives for a person the search does not know yet stands against a later opt-in', async () => {
	setup.sandbox.control.addContact({ email: 'ada@example.com', unsubscribed: true });
	setup.sandbox.control.setOptions({ searchLagMs: 3_600_000 });
	const result = await setup.run([says('Yes')], CONSENT);
	expect(ada()?.unsubscribed).toBe(true);
	expect(setup.contacts()).toHaveLength(1);
	expect(result.error).toBeUndefined();
});

it('Q38 a value that is both is refused before anything is written', async () => {
	const result = await setup.run([says('Yes')], { ...CONSENT, optOutValues: 'yes' });
	expect(result.error?.message).toContain('both an opt-in and an opt-out value');
	expect(setup.contacts()).toEqual([]);
});

describe('only if newer', () => {
	const NEWER = {
		...CONSENT,
		setSubscription: false,
		fields: {
			row: [
				row('email', '${q://QID1/ChoiceTextEntryValue}'),
				row('said', '${q://QID2/ChoiceTextEntryValue}'),
			],
		},
		options: { onlyIfNewer: 'lastResponseAt' },
	};

	it.each(['upsertByRules', 'upsertByFields'])(
		'Q27 %s: an older answer does not overwrite a newer one',
		async (operation) => {
			const parameters = { ...NEWER, operation };
			const order = [
				says('second', '2024-05-02T10:00:00Z'),
				says('first', '2024-05-01T10:00:00Z'),
				says('third', '2024-05-03T10:00:00Z'),
			];
			const statuses: unknown[] = [];
			for (const item of order)
				statuses.push((await setup.run([item], parameters)).json(NODE)[0].status);
			expect(statuses).toEqual(['created', 'skipped', 'updated']);
			expect(ada()?.embeddedData).toEqual({
				said: 'third',
				lastResponseAt: '2024-05-03T10:00:00Z',
			});
		},
	);

	it('Q27 two handled at once leave the newer one', async () => {
		setup.sandbox.control.addContact({
			email: 'ada@example.com',
			embeddedData: { lastResponseAt: '2024-04-01T10:00:00Z' },
		});
		const result = await setup.run(
			[says('newer', '2024-05-02T10:00:00Z'), says('older', '2024-05-01T10:00:00Z')],
			NEWER,
		);
		expect(result.error).toBeUndefined();
		expect(ada()?.embeddedData.said).toBe('newer');
	});
});
