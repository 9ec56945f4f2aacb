import type { IDataObject } from 'n8n-workflow';
import { runWorkflow } from '../harness';
import { NODE, TYPE } from './setup';

const FORM = {
	'How likely are you to recommend us?': 3,
	'What could we do better?': 'Less waiting',
	'Your email': 'ada@example.com',
	submittedAt: '2026-03-05T15:07:09.000+01:00',
	formMode: 'production',
};

const run = async (parameters: IDataObject, items: IDataObject[], onError?: string) =>
	await runWorkflow({
		nodes: [
			{
				name: NODE,
				type: TYPE,
				parameters: {
					resource: 'response',
					operation: 'makeFromForm',
					surveyName: 'Feedback',
					...parameters,
				} as never,
				...(onError && { onError: onError as 'continueRegularOutput' }),
			},
		],
		input: items.map((json) => ({ json })),
		credentials: {},
		mode: 'trigger',
	});

describe('Survey: make a response from a form', () => {
	it('needs no credential and pairs each response with its item', async () => {
		const result = await run({ formRespondent: { email: 'Your email' } }, [FORM, FORM]);
		expect(result.error).toBeUndefined();
		const items = result.items(NODE);
		expect(items).toHaveLength(2);
		expect(items[0].json).toMatchObject({ provider: 'n8nForm', survey: { name: 'Feedback' } });
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		expect(result.task(NODE)?.hints ?? []).toEqual([]);
	});

	it('says which field the form does not have', async () => {
		const result = await run(
			{
				formRespondent: { email: 'Your e-mail' },
				formFields: { row: [{ field: 'Age', type: 'number' }] },
			},
			[FORM],
		);
		expect(result.error).toBeUndefined();
		expect(result.task(NODE)?.hints?.map(({ message }) => message)).toEqual([
			'The form has no field "Age"',
			'The form has no field "Your e-mail". Did you mean "Your email"?',
		]);
	});

	it('stops without a survey name, or goes on where errors are items', async () => {
		const stopped = await run({ surveyName: ' ' }, [FORM]);
		expect(stopped.error?.message).toContain("'Survey Name' is empty");
		const result = await run(
			{ surveyName: '={{ $json.name }}' },
			[FORM, { ...FORM, name: 'B' }],
			'continueRegularOutput',
		);
		expect(result.items(NODE).map(({ json }) => 'error' in json)).toEqual([true, false]);
	});
});
