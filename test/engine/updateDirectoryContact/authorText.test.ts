import type { IDataObject } from 'n8n-workflow';
import { customersListId } from '../../sandbox/qualtrics';
import { picked } from '../../workflows';
import { lists, NODE, setUp, row, type Setup } from './setup';
import { response } from './responses';

let setup: Setup;
beforeEach(async () => {
	setup = await setUp();
});
afterEach(async () => await setup.sandbox.close());

const EMAIL = row('email', 'ann@example.com');
const ANSWER = '{{ $json.answers.QID5.text }}';
const HOSTILE = [
	'hello ${e://Field/plan}',
	'${q://QID1/ChoiceNumericEntryValue|jsonpath:"$..[?(@.a())]"}',
];

const run = async (typed: string, rows: IDataObject[], more: IDataObject = {}) =>
	await setup.run(
		[response('R_1', { answers: { QID5: typed, QID1: 9 }, context: { plan: 'gold', yes: 'Yes' } })],
		{ fields: { row: [EMAIL, ...rows] }, mailingLists: lists(customersListId), ...more },
	);
const embedded = () => setup.byEmail('ann@example.com')?.embeddedData;

describe.each(HOSTILE)('Update Directory Contact, where somebody typed %s', (typed) => {
	it.each<[string, string, string]>([
		['LA03 a source that is the answer', `=${ANSWER}`, typed],
		[
			'LA04 the answer beside a token',
			`=Dear ${ANSWER}, score \${q://QID1/ChoiceNumericEntryValue}`,
			`Dear ${typed}, score 9`,
		],
		['LA03 the answer out of code', '={{ $json.answers.QID5.text + "!" }}', `${typed}!`],
		[
			'LA03 an agent fills the field',
			`={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('note', '', 'string', $json.answers.QID5.text) }}`,
			typed,
		],
		[
			'LA03 the token of the author, whose value is the answer',
			'${q://QID5/ChoiceTextEntryValue}',
			typed,
		],
	])('%s', async (_title, source, wanted) => {
		const result = await run(typed, [row('note', source)]);
		expect(result.error).toBeUndefined();
		expect(embedded()).toMatchObject({ note: wanted });
	});

	it('LA03 transformations of the row apply to it; one that an expression names is refused', async () => {
		const steps = (name: string, settings = {}) => ({
			transformations: { step: [{ name, ...settings }] },
		});
		const result = await run(typed, [
			row('upper', `=${ANSWER}`, steps('upper')),
			row('computed', 'kept', steps('={{ "upper" }}')),
			row('settings', 'kept', steps('truncate', { truncateLength: `=${ANSWER}` })),
			row(
				'table',
				'kept',
				steps('map', { mapTable: { entry: [{ value: 'kept', replacement: `=${ANSWER}` }] } }),
			),
			row('constant', 'cut here', steps('truncate', { truncateLength: '=3' })),
		]);
		expect(result.error).toBeUndefined();
		expect(embedded()).toEqual({ upper: typed.toUpperCase(), constant: 'cut' });
		expect(result.json(NODE)[0].warnings).toEqual([
			'Row 3 ("computed") is ignored: a transformation and its settings are chosen or typed and cannot come from an n8n expression.',
			'Row 4 ("settings") is ignored: a transformation and its settings are chosen or typed and cannot come from an n8n expression.',
			'Row 5 ("table") is ignored: a transformation and its settings are chosen or typed and cannot come from an n8n expression.',
		]);
	});

	it('LA04 a result within a token is told, and the field is left alone', async () => {
		const result = await run(typed, [row('note', `=\${q://${ANSWER}/ChoiceTextEntryValue}`)]);
		expect(embedded()).not.toHaveProperty('note');
		expect(JSON.stringify(result.json(NODE)[0].warnings)).toContain(
			'A token cannot contain what an n8n expression gives',
		);
	});

	it('LA03 transaction data, its id and the source of the status copy it', async () => {
		const result = await run(typed, [], {
			recordTransaction: true,
			transactionDate: picked('={{ $json.response.submittedAt }}', 'text'),
			transactionData: {
				row: [{ ...row('said', `=\${e://Field/plan} ${ANSWER}`), target: 'said' }],
			},
			setSubscription: true,
			subscriptionSource: picked(`=${ANSWER}`, 'text'),
			optInValues: 'Yes; hello gold',
			optOutValues: 'No',
			options: { transactionId: `=${ANSWER}` },
		});
		expect(result.error).toBeUndefined();
		expect(setup.transactions()[0].data).toMatchObject({
			said: `gold ${typed}`,
			transactionId: typed,
		});
		expect(result.json(NODE)[0].warnings).toContain(
			'The answer is neither an opt-in nor an opt-out value: the subscription status is unchanged',
		);
	});

	it('LA03 opt-in values that an expression gives are not cut', async () => {
		const status = async (optInValues: string) => {
			const result = await run(typed, [], {
				setSubscription: true,
				subscriptionSource: picked('${e://Field/yes}', 'text'),
				optInValues,
				optOutValues: 'No',
			});
			expect(result.error).toBeUndefined();
			return JSON.stringify(result.json(NODE)[0]).includes('neither an opt-in nor');
		};
		expect(await status('={{ "Yes;Oui" }}')).toBe(true);
		expect(await status('={{ ["Oui", "Yes"] }}')).toBe(false);
		expect(await status('=Oui;{{ "Yes" }}')).toBe(false);
	});
});
