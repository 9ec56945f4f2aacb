import { closedSurveyId, storeVisitId } from '../../sandbox/qualtrics';
import { startQualtricsSandbox } from '../../sandbox/qualtrics';
import type { Production } from './Production';
import { Setup, surveys } from './setup';

interface Problem {
	message: string;
	description: string;
}

describe('Survey Trigger: what is wrong is said, at activation where possible', () => {
	const setup = new Setup();
	beforeEach(async () => await setup.open());
	afterEach(async () => await setup.close());

	const cases: Array<[string, (setup: Setup) => void, RegExp, RegExp]> = [
		[
			'C16 a survey that was deleted',
			({ sandbox }) => sandbox.control.deleteSurvey(storeVisitId),
			/^Qualtrics has no survey SV_/,
			/deleted/,
		],
		[
			'C16 a survey that is no longer shared',
			({ sandbox }) => sandbox.control.unshareSurvey(storeVisitId),
			/^This Qualtrics account may not use survey SV_|may not read the responses of survey SV_/,
			/permission/,
		],
		[
			'C08 a revoked token',
			({ sandbox }) => sandbox.control.revokeToken(),
			/^Qualtrics did not accept the credential/,
			/revoked or renewed, or the data centre is another one/,
		],
	];

	it.each(cases)('at activation: %s', async (_, happen, message, description) => {
		happen(setup);
		for (const delivery of ['scheduled', 'instant', 'instantWithCatchUp']) {
			const trigger = await setup.trigger({ delivery });
			await expect(trigger.activate()).rejects.toMatchObject({
				message: expect.stringMatching(message),
				description: expect.stringMatching(description),
			});
			expect(setup.subscriptions).toEqual([]);
		}
	});

	it.each(cases)(
		'later, once, until it works again: %s',
		async (_, happen, message, description) => {
			const trigger = await setup.trigger({ delivery: 'scheduled', startFrom: 'all' });
			await trigger.activate();
			await trigger.checked();
			happen(setup);
			await trigger.check();
			await trigger.check();
			expect(trigger.reported).toHaveLength(1);
			const problem = trigger.reported[0] as unknown as Problem;
			expect(problem.message).toMatch(message);
			expect(problem.description).toMatch(description);
		},
	);

	it('an outage is told anew when it comes back after a check that worked', async () => {
		const trigger = await setup.trigger({ delivery: 'scheduled' });
		await trigger.activate();
		await trigger.checked();
		for (let round = 0; round < 2; round += 1) {
			setup.sandbox.control.revokeToken();
			await trigger.check();
			await trigger.check();
			setup.sandbox.control.restoreToken();
			await trigger.check();
		}
		expect(trigger.reported).toHaveLength(2);
	});

	it('C09 C10: another data centre does not know the token, and the message says where to look', async () => {
		const elsewhere = await startQualtricsSandbox({ token: 'token-of-another-data-centre-01' });
		const trigger = await setup.trigger(
			{},
			{
				credentials: {
					qualtricsApi: {
						apiToken: setup.sandbox.token,
						dataCenter: 'iad1',
						baseUrl: elsewhere.url,
					},
				},
			},
		);
		await expect(trigger.activate()).rejects.toMatchObject({
			description: expect.stringContaining('data centre'),
		});
		await elsewhere.close();
	});

	it('a missing permission to read responses, which questions do not need', async () => {
		await setup.sandbox.close();
		const scopes = ['read:users', 'read:surveys'];
		setup.sandbox = await startQualtricsSandbox({ exportPolls: 0, scopes });
		const { url, oauth } = setup.sandbox;
		const trigger = await setup.trigger(
			{ authentication: 'clientCredentials', delivery: 'scheduled' },
			{
				credentials: {
					qualtricsOAuth2Api: { baseUrl: url, scope: scopes.join(' '), ...oauth },
				},
			},
		);
		expect(await activation(trigger)).toMatchObject({
			message: `This Qualtrics account may not read the responses of survey ${storeVisitId}`,
			description: expect.stringContaining('read:survey_responses'),
		});
	});

	const activation = async (trigger: Production): Promise<Problem | undefined> =>
		await trigger.activate().then(
			() => undefined,
			(error: Problem) => error,
		);

	it('a closed survey is a hint and no error', async () => {
		const { control } = setup.sandbox;
		control.addResponse(closedSurveyId);
		const trigger = await setup.trigger({
			startFrom: 'all',
			...surveys(closedSurveyId),
			options: { youngSeconds: 0 },
		});
		await trigger.activate();
		await trigger.checked();
		const sample = await trigger.execute([{ json: {} }], 'manual');
		expect(trigger.runs.map(({ status }) => status)).toEqual(['success', 'success']);
		expect(sample.json('Survey Trigger')).toHaveLength(1);
		expect(trigger.hints).toHaveLength(2);
		for (const hint of trigger.hints) expect(hint).toMatch(/The survey ".*" is closed/);
	});

	it.each([
		[{ every: 'cron', cronExpression: 'every day' }, /is not a cron expression/],
		[{ startFrom: 'date', startDate: 'yesterday' }, /'Start Date' is not a date/],
		[{ surveys: {} }, /No survey is chosen/],
		[{ events: [] }, /Nothing is chosen under 'Trigger On'/],
		[
			{ events: ['updated'], delivery: 'instant' },
			/Instant delivery does not report updated responses/,
		],
	])('settings that cannot work: %j', async (parameters, message) => {
		const trigger = await setup.trigger(parameters);
		expect(await activation(trigger)).toMatchObject({ message: expect.stringMatching(message) });
	});
});
