import {
	startQualtricsSandbox,
	storeVisitId,
	type QualtricsSandbox,
} from '../../sandbox/qualtrics';
import { credentialsOf, template } from '../../workflows';
import { forgetProcessed, runWorkflow } from '../harness';
import { setUp, salesmanagoCredentials, type SalesManagoSetup } from './salesmanagoSetup';

let setup: SalesManagoSetup;
let qualtrics: QualtricsSandbox;
beforeEach(async () => {
	[setup, qualtrics] = await Promise.all([setUp(), startQualtricsSandbox({ exportPolls: 0 })]);
	forgetProcessed();
});
afterEach(async () => await Promise.all([setup.sandbox.close(), qualtrics.close()]));

it('N33 answers tag and update a SALESmanago contact, whatever tool they come from', async () => {
	const run = async (score: number) => {
		qualtrics.control.addResponse(storeVisitId, {
			QID1: score,
			QID3_TEXT: ' ada@example.com ',
			QID5_TEXT: '+33612345678',
			QID6_TEXT: `Nobody at the till. ${'Why? '.repeat(100)}`,
		});
		const result = await runWorkflow({
			...template('survey-answers-tag-salesmanago-contact'),
			credentials: { ...credentialsOf(qualtrics), ...salesmanagoCredentials(setup.sandbox) },
		});
		expect(result.error).toBeUndefined();
		return result;
	};
	const created = await run(3);
	expect(created.json('SALESmanago: Detractor')).toMatchObject([{ status: 'created' }]);
	expect(setup.contact('ada@example.com')).toMatchObject({
		phone: '+33612345678',
		tags: ['NPS_DETRACTOR'],
		optedOut: true,
		properties: {
			'survey.How-likely-are-you-to-recommend-our-store?': '3',
			'survey.What-is-your-e-mail-address?': expect.stringContaining('ada@example.com'),
		},
		dictionaryProperties: { 'nps-score': { type: 'NUMBER', value: '3' } },
		events: [{ contactExtEventType: 'SURVEY', detail1: 'Store visit' }],
	});
	await run(10);
	expect(setup.contact('ada@example.com')).toMatchObject({
		tags: ['NPS_OTHER'],
		dictionaryProperties: { 'nps-score': { type: 'NUMBER', value: '10' } },
	});
	expect(setup.sandbox.control.contacts()).toHaveLength(1);
});
