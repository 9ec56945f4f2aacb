import { serviceCallId, storeVisitId } from '../../sandbox/qualtrics';
import { HOUR, recordedAgo, Setup } from './setup';

const SECRET = 'a secret that nobody guesses';

describe('Survey Trigger: what comes in at its address', () => {
	const setup = new Setup();
	beforeEach(async () => await setup.open());
	afterEach(async () => await setup.close());

	it.each(['wrong-key', 'no-signature', 'wrong-hmac', 'changed-message', 'not-a-form'] as const)(
		'forged (%s): 401, and nothing runs',
		async (how) => {
			const trigger = await setup.trigger({ delivery: 'instant' });
			await trigger.activate();
			const { control } = setup.sandbox;
			expect(await control.forgeWebhook({ surveyId: storeVisitId, how })).toEqual([401]);
			expect(trigger.runs).toEqual([]);
		},
	);

	it('cut off anywhere: refused, or whole all the same, and never a wrong response', async () => {
		const trigger = await setup.trigger({ delivery: 'instant' });
		await trigger.activate();
		const { control } = setup.sandbox;
		const id = control.addResponse(storeVisitId);
		for (const length of [0, 1, 20, 60, 120, 180, 240]) {
			const [status] = await control.truncateWebhook(id, { length });
			expect([400, 401]).toContain(status);
		}
		expect(trigger.runs).toEqual([]);
	});

	it('answers GET, which Qualtrics asks for', async () => {
		setup.sandbox.control.setOptions({ validatesPublicationUrl: true });
		const trigger = await setup.trigger({ delivery: 'instant' });
		await trigger.activate();
		expect(setup.subscriptions).toHaveLength(1);
	});

	it('accepts nothing while it knows no key', async () => {
		const trigger = await setup.trigger({ delivery: 'instant' });
		await trigger.activate();
		const { publicationUrl } = setup.subscriptions[0];
		await trigger.deactivate();
		const { control } = setup.sandbox;
		for (const how of ['wrong-key', 'no-signature', 'not-a-form'] as const) {
			expect(
				await control.forgeWebhook({ surveyId: storeVisitId, how, url: publicationUrl }),
			).toEqual([401]);
		}
		expect(trigger.runs).toEqual([]);
	});

	it('other surveys and unwanted events are answered and start nothing', async () => {
		const trigger = await setup.trigger({ delivery: 'instant' });
		await trigger.activate();
		const [subscription] = setup.subscriptions;
		subscription.topics = 'surveyengine.*';
		const { control } = setup.sandbox;
		await control.submitResponse(serviceCallId);
		await control.submitResponse(storeVisitId, undefined, { finished: false });
		expect(trigger.inputs).toEqual([]);
		expect(setup.sandbox.state.deliveries.map(({ status }) => status)).toEqual([200, 200]);
	});

	it('is patient while Qualtrics does not know yet what it announced', async () => {
		const trigger = await setup.trigger({ delivery: 'instant' });
		await trigger.activate();
		const { control } = setup.sandbox;
		const id = control.addResponse(storeVisitId);
		control.hideResponse(id, 2);
		await control.announce(id);
		await trigger.settled();
		expect(trigger.out).toEqual([id]);
	});

	it('an announcement that is sent again long after the check has gone past is recognised without the store', async () => {
		const trigger = await setup.trigger({ startFrom: 'all' });
		const { control } = setup.sandbox;
		const id = control.addResponse(storeVisitId, undefined, recordedAgo(5 * HOUR));
		await trigger.activate();
		await trigger.checked();
		expect(trigger.out).toEqual([id]);
		setup.forgetProcessed();
		await control.announce(id);
		await trigger.settled();
		expect(trigger.out).toEqual([id]);
		expect(trigger.hints).toEqual([expect.stringContaining('had already processed it')]);
	});

	describe('a Web Service task', () => {
		const post = async (url: string, headers: Record<string, string>, body: string) => {
			const response = await fetch(url, { method: 'POST', headers, body });
			return response.status;
		};

		async function taskTrigger(parameters: object = {}, method: object = {}) {
			setup.sandbox.control.makeBrandAdmin(false);
			const { token, url } = setup.sandbox;
			const trigger = await setup.trigger(
				{ options: { webServiceTask: true, youngSeconds: 0 }, ...parameters },
				{
					credentials: {
						qualtricsApi: { apiToken: token, dataCenter: 'fra1', baseUrl: url },
						surveyWebhookApi: {
							method: 'header',
							headerName: 'X-Survey-Secret',
							secret: SECRET,
							...method,
						},
					},
				},
			);
			await trigger.activate();
			await trigger.checked();
			return trigger;
		}

		it('announces, with the secret alone, where the account may not subscribe; each response once', async () => {
			const trigger = await taskTrigger({ delivery: 'instant' });
			const address = `${trigger.url}/webhook/x/survey`;
			const responseId = setup.sandbox.control.addResponse(storeVisitId);
			const body = JSON.stringify({ surveyId: storeVisitId, responseId });
			const json = { 'content-type': 'application/json' };
			expect(await post(address, json, body)).toBe(401);
			expect(await post(address, { ...json, 'x-survey-secret': 'guessed' }, body)).toBe(401);
			const known = { ...json, 'x-survey-secret': SECRET };
			expect(await post(address, known, body)).toBe(200);
			expect(await post(address, known, body)).toBe(200);
			// As the task sends it when its author chose a form.
			const form = new URLSearchParams({ SurveyID: storeVisitId, ResponseID: responseId });
			expect(
				await post(
					address,
					{ 'content-type': 'application/x-www-form-urlencoded', 'x-survey-secret': SECRET },
					form.toString(),
				),
			).toBe(200);
			await trigger.settled();
			expect(trigger.out).toEqual([responseId]);
			expect(trigger.hints[0]).toContain('by the Web Service task alone');
		});

		it('may sign in by basic auth', async () => {
			const trigger = await taskTrigger(
				{},
				{ method: 'basic', user: 'qualtrics', password: SECRET },
			);
			const address = `${trigger.url}/webhook/x/survey`;
			const responseId = setup.sandbox.control.addResponse(storeVisitId);
			const body = JSON.stringify({ surveyId: storeVisitId, responseId });
			const basic = Buffer.from(`qualtrics:${SECRET}`).toString('base64');
			expect(await post(address, { authorization: `Basic ${basic}` }, body)).toBe(200);
			expect(await post(address, { authorization: 'Basic bm86bm8=' }, body)).toBe(401);
			await trigger.settled();
			expect(trigger.out).toEqual([responseId]);
			expect(trigger.hints[0]).toContain('by the Web Service task and the scheduled check');
		});

		it('is refused where it was not allowed', async () => {
			const trigger = await taskTrigger({ options: {} });
			const body = JSON.stringify({ surveyId: storeVisitId, responseId: 'R_1' });
			expect(
				await post(`${trigger.url}/webhook/x/survey`, { 'x-survey-secret': SECRET }, body),
			).toBe(401);
		});
	});
});
