import {
	startQualtricsSandbox,
	storeVisitId,
	type QualtricsSandbox,
} from '../../sandbox/qualtrics';
import { credentialsOf, template } from '../../workflows';
import { forgetProcessed, runWorkflow } from '../harness';
import { ghostCredentials, setUp, type GhostSetup } from './ghostSetup';

let setup: GhostSetup;
let qualtrics: QualtricsSandbox;
beforeEach(async () => {
	[setup, qualtrics] = await Promise.all([setUp(), startQualtricsSandbox({ exportPolls: 0 })]);
	forgetProcessed();
});
afterEach(async () => await Promise.all([setup.sandbox.close(), qualtrics.close()]));

it('answers label and update a Ghost member; an opt-out stands', async () => {
	const run = async (score: number, mayWrite: 1 | 0) => {
		qualtrics.control.addResponse(storeVisitId, {
			QID1: score,
			QID3_TEXT: ' ada@example.com ',
			QID6_TEXT: 'Nobody at the till',
			QID7: mayWrite,
		});
		const result = await runWorkflow({
			...template('survey-answers-label-ghost-member'),
			credentials: { ...credentialsOf(qualtrics), ...ghostCredentials(setup.sandbox) },
		});
		expect(result.error).toBeUndefined();
		const [member, ...others] = await setup.members();
		expect(others).toEqual([]);
		return { item: result.json('Ghost Member')[0], member };
	};
	const created = await run(3, 1);
	expect(created.item).toMatchObject({ status: 'created', consent: 'opt in' });
	expect(created.member).toMatchObject({
		email: 'ada@example.com',
		note: expect.stringMatching(/^Score 3 on \d{4}-\d\d-\d\d: Nobody at the till$/),
		subscribed: true,
	});
	expect(created.member.labels.map(({ name }) => name)).toEqual(['Survey', 'NPS detractor']);
	expect((await run(3, 0)).member).toMatchObject({ subscribed: false });
	const again = await run(10, 1);
	expect(again.item).toMatchObject({ status: 'updated', consent: 'left alone' });
	expect(again.member).toMatchObject({ subscribed: false });
});
