import { startDataverseSandbox, type DataverseSandbox } from '../../sandbox/dataverse';
import {
	Q,
	startSurveyMonkeySandbox,
	storeSurveyId,
	type SurveyMonkeySandbox,
} from '../../sandbox/surveymonkey';
import { picked, template } from '../../workflows';
import { forgetProcessed, runWorkflow } from '../harness';

/** The template as a user completes it: the survey chosen. */
function completed() {
	const { nodes, connections } = template('surveymonkey-answer-updates-dynamics-contact');
	const trigger = nodes.find(({ type }) => type.endsWith('surveyTrigger'))!;
	Object.assign(trigger.parameters!, {
		surveymonkeySurveys: { values: [{ survey: picked(storeSurveyId) }] },
	});
	return { nodes, connections };
}

describe('the template surveymonkey-answer-updates-dynamics-contact', () => {
	let dynamics: DataverseSandbox;
	let surveymonkey: SurveyMonkeySandbox;
	beforeEach(async () => {
		dynamics = await startDataverseSandbox();
		surveymonkey = await startSurveyMonkeySandbox();
		forgetProcessed();
	});
	afterEach(async () => {
		await dynamics.close();
		await surveymonkey.close();
	});

	const credentials = () => ({
		surveyMonkeyTokenApi: {
			accessToken: surveymonkey.token,
			dataCenter: 'us',
			baseUrl: surveymonkey.url,
		},
		dynamicsOAuth2Api: {
			...dynamics.oauth,
			grantType: 'clientCredentials',
			environmentUrl: dynamics.url,
			cloud: 'other',
			signInAddress: dynamics.url,
			apiVersion: '9.2',
		},
	});

	it.each([
		[0, 1],
		[6, 1],
		[9, 0],
	])('a score of %d writes %d contacts', async (score, written) => {
		surveymonkey.control.addResponse(
			storeSurveyId,
			{
				[Q.nps]: [{ row_id: '140', choice_id: String(150 + score) }],
				[Q.why]: [{ text: 'Nobody at the till' }],
				[Q.contact]: [{ row_id: '223', text: 'ada@example.com' }],
			},
			{ modifiedAt: Date.parse('2025-03-31T16:10:40Z') },
		);
		const result = await runWorkflow({
			...completed(),
			credentials: credentials(),
			mode: 'manual',
		});
		expect(result.error).toBeUndefined();
		const contacts = dynamics.control.findRecords('contact');
		expect(contacts).toHaveLength(written);
		for (const contact of contacts)
			expect(contact).toMatchObject({
				emailaddress1: 'ada@example.com',
				description: `Score ${score} on 2025-03-31: Nobody at the till`,
			});
	});
});
