import type { QualtricsSandbox } from '../sandbox/qualtrics';
import { customersListId, startQualtricsSandbox, storeVisitId } from '../sandbox/qualtrics';
import { forgetProcessed, runWorkflow } from './harness';
import { credentialsOf, template } from '../workflows';

describe('a survey answer updates a contact, in the engine', () => {
	let sandbox: QualtricsSandbox;
	beforeEach(async () => {
		sandbox = await startQualtricsSandbox();
		forgetProcessed();
	});
	afterEach(async () => await sandbox.close());

	const dissatisfied = {
		QID1: 3,
		QID2: 1,
		QID3_TEXT: ' ada@example.com ',
		QID6_TEXT: 'Nobody at the till',
	};

	it('Q01 Q13 Q15 Q25: takes the latest response as a sample, and writes who is dissatisfied', async () => {
		sandbox.control.addResponse(storeVisitId, dissatisfied);
		const result = await runWorkflow({
			...template('survey-answer-updates-contact', { mailingListId: customersListId }),
			credentials: credentialsOf(sandbox),
		});
		expect(result.error).toBeUndefined();
		const [response] = result.json('Survey Trigger');
		expect(response).toMatchObject({
			provider: 'qualtrics',
			event: 'test',
			answers: { QID2: { label: 'Extremely dissatisfied', state: 'answered' } },
		});
		const [passed] = result.json('Dissatisfied?', 0);
		expect((passed._condition as { explanation: string }).explanation).toContain(
			'is selected "Extremely dissatisfied" → true',
		);
		const [written] = result.json('Update Directory Contact');
		expect(written).toMatchObject({
			contactId: expect.stringMatching(/^CID_/),
			contactLookupId: expect.stringMatching(/^CGC_/),
			fields: {
				email: 'ada@example.com',
				embeddedData: {
					lastSatisfaction: 'Extremely dissatisfied',
					lastComment: 'Nobody at the till (score: 3)',
				},
			},
		});
		expect(result.items('Update Directory Contact')[0].pairedItem).toEqual({ item: 0 });
	});

	it('Q14: a satisfied answer goes to False and writes nothing', async () => {
		sandbox.control.addResponse(storeVisitId, { QID1: 9, QID2: 5, QID3_TEXT: 'ada@example.com' });
		const result = await runWorkflow({
			...template('survey-answer-updates-contact'),
			credentials: credentialsOf(sandbox),
		});
		expect(result.json('Dissatisfied?', 0)).toEqual([]);
		expect(result.json('Dissatisfied?', 1)).toHaveLength(1);
		expect(sandbox.requests.some(({ path }) => path.endsWith('/contacts'))).toBe(false);
	});
});
