import type { IDataObject, INodeParameters } from 'n8n-workflow';
import {
	ALL_SCOPES,
	Q,
	quizSurveyId,
	startSurveyMonkeySandbox,
	storeSurveyId as surveyId,
	type Given,
	type SurveyMonkeySandbox,
	type SurveyMonkeySandboxOptions,
} from '../../sandbox/surveymonkey';
import { picked } from '../../workflows';
import { forgetProcessed, searchList } from '../harness';
import { Production, type ProductionOptions } from './Production';

const HOUR = 3_600_000;

let sandbox: SurveyMonkeySandbox;
const started: Production[] = [];

const credentialsOf = ({ url: baseUrl, token: accessToken }: SurveyMonkeySandbox) => ({
	surveyMonkeyTokenApi: { accessToken, dataCenter: 'us', baseUrl },
});
const chosen = (...ids: string[]): INodeParameters =>
	({
		source: 'surveymonkeyAccount',
		surveymonkeySurveys: { values: ids.map((id) => ({ survey: picked(id) })) },
	}) as unknown as INodeParameters;

async function open(options: Partial<SurveyMonkeySandboxOptions> = {}): Promise<void> {
	sandbox = await startSurveyMonkeySandbox(options);
	forgetProcessed();
}

async function trigger(
	parameters: INodeParameters = {},
	options: ProductionOptions = {},
): Promise<Production> {
	const all = { ...chosen(surveyId), ...parameters };
	const credentials = { ...credentialsOf(sandbox), ...options.credentials };
	const one = await new Production(sandbox, all, { credentials }).start();
	started.push(one);
	return one;
}

afterEach(async () => {
	for (const one of started.splice(0)) await one.close();
	await sandbox.close();
});

const score = (value: number): Given => ({
	[Q.nps]: [{ row_id: '140', choice_id: String(150 + value) }],
});
const ago = (ms: number) => ({ modifiedAt: Date.now() - ms });
const eventsOf = ({ responses }: Production) =>
	responses.map(({ event, answers }) => [
		event,
		(answers as Record<string, { value: number }>)[`Q${Q.nps}`].value,
	]);
const youngSeconds = { options: { youngSeconds: 0 } };

describe('Survey Trigger: SurveyMonkey', () => {
	it('instant: a webhook of its own is made, an announced response is fetched and comes out at once', async () => {
		await open();
		const posted = await trigger({ delivery: 'instant' });
		await posted.activate();
		expect(sandbox.control.webhooks()).toMatchObject([
			{
				name: expect.stringMatching(/^n8n [0-9a-f]{12} [0-9a-f]{12} response_completed$/),
				event_type: 'response_completed',
				object_ids: [surveyId],
			},
		]);
		const id = await sandbox.control.submit(surveyId, {
			...score(6),
			[Q.where]: [{ other_id: '103', text: 'Ostrava' }],
			[Q.contact]: [{ row_id: '223', text: 'ann@example.com' }],
		});
		await posted.settled();
		expect(sandbox.control.calls()).toEqual([200]);
		expect(posted.responses).toMatchObject([
			{
				provider: 'surveymonkey',
				event: 'completed',
				survey: { id: surveyId, name: 'Store visit' },
				response: { id, status: 'complete' },
				answers: {
					[`Q${Q.nps}`]: { type: 'nps', value: 6, npsGroup: 'detractor' },
					[`Q${Q.where}`]: { value: '103', label: 'Elsewhere', text: 'Ostrava' },
					[`Q${Q.contact}_223`]: { type: 'email', value: 'ann@example.com' },
				},
			},
		]);
		await posted.deactivate();
		expect(sandbox.control.webhooks()).toEqual([]);
	});

	it('scheduled: what the survey holds comes out, oldest first; a check that finds nothing asks once', async () => {
		await open();
		const made = [5, 3, 4, 1, 2].map((hours) => ({
			hours,
			id: sandbox.control.addResponse(surveyId, score(hours), ago(hours * HOUR)),
		}));
		sandbox.control.addResponse(surveyId, score(1), { ...ago(HOUR), status: 'partial' });
		sandbox.control.addResponse(surveyId, score(1), {
			...ago(HOUR),
			more: { collection_mode: 'preview' },
		});
		const pulled = await trigger({ delivery: 'scheduled', startFrom: 'all' });
		await pulled.activate();
		await pulled.checked();
		const inOrder = [...made].sort((a, b) => b.hours - a.hours);
		expect(pulled.out).toEqual(inOrder.map(({ id }) => id));
		expect(sandbox.control.webhooks()).toEqual([]);
		const before = sandbox.requests.length;
		await pulled.check();
		expect(sandbox.requests.slice(before).map(({ path }) => path)).toEqual([
			`/v3/surveys/${surveyId}/responses/bulk`,
		]);
		expect(pulled.out).toHaveLength(5);
	});

	it.each([
		['the webhook, then the check', true],
		['the check alone: the call never came', false],
	])('instant with catch-up: %s: once', async (_, isAnnounced) => {
		await open();
		const both = await trigger({ startFrom: 'all', ...youngSeconds });
		await both.activate();
		await both.checked();
		const id = isAnnounced
			? await sandbox.control.submit(surveyId, score(9), ago(1000))
			: sandbox.control.addResponse(surveyId, score(9), ago(1000));
		await both.settled();
		await both.check();
		await both.restart();
		await both.checked();
		expect(both.out).toEqual([id]);
		expect(sandbox.control.webhooks()).toHaveLength(1);
	});

	it('the check, then the call, late and twice: once', async () => {
		await open();
		const both = await trigger({ startFrom: 'all', ...youngSeconds });
		await both.activate();
		await both.checked();
		const id = sandbox.control.addResponse(surveyId, score(9), ago(1000));
		await both.check();
		for (let count = 0; count < 2; count += 1)
			expect(await sandbox.control.announce(id, 'response_completed')).toEqual([200]);
		await both.settled();
		expect(both.out).toEqual([id]);
	});

	it('what came while n8n was stopped comes with the first check', async () => {
		await open();
		const both = await trigger({ startFrom: 'new', ...youngSeconds });
		await both.activate();
		await both.checked();
		await both.deactivate();
		// Times are told by the second: later than the one in which it was activated.
		await new Promise((resolve) => setTimeout(resolve, 1100));
		const ids = [1, 2].map((value) => sandbox.control.addResponse(surveyId, score(value)));
		await both.activate('init');
		await both.checked();
		expect([...both.out].sort()).toEqual(ids);
	});

	it('LB03 LB04 New + Updated: an edit comes once, as updated; the same content again brings nothing', async () => {
		await open();
		const pulled = await trigger({
			delivery: 'scheduled',
			startFrom: 'all',
			events: ['new', 'updated'],
		});
		const id = sandbox.control.addResponse(surveyId, score(3), ago(2 * HOUR));
		await pulled.activate();
		await pulled.checked();
		sandbox.control.edit(id, score(9), ago(20_000));
		await pulled.check();
		await pulled.check();
		expect(eventsOf(pulled)).toEqual([
			['completed', 3],
			['updated', 9],
		]);
		sandbox.control.edit(id, score(9), ago(15_000));
		await pulled.check();
		expect(pulled.out).toHaveLength(2);
		sandbox.control.edit(id, score(3), ago(12_000));
		await pulled.check();
		expect(eventsOf(pulled).slice(2)).toEqual([['updated', 3]]);
	});

	it('New alone: an edit brings nothing', async () => {
		await open();
		const pulled = await trigger({ delivery: 'scheduled', startFrom: 'all' });
		const id = sandbox.control.addResponse(surveyId, score(3), ago(2 * HOUR));
		await pulled.activate();
		await pulled.checked();
		sandbox.control.edit(id, score(9), ago(20_000));
		await pulled.check();
		expect(eventsOf(pulled)).toEqual([['completed', 3]]);
	});

	it('Partial: left open it comes as partial, completed it comes as new', async () => {
		await open();
		const pulled = await trigger({
			delivery: 'scheduled',
			startFrom: 'all',
			events: ['new', 'partial'],
		});
		const meta = { ...ago(2 * HOUR), status: 'partial' as const };
		const id = sandbox.control.addResponse(surveyId, score(3), meta);
		await pulled.activate();
		await pulled.checked();
		sandbox.control.edit(id, score(9), { ...ago(20_000), status: 'completed' });
		await pulled.check();
		expect(pulled.responses.map(({ response }) => (response as IDataObject).status)).toEqual([
			'partial',
			'complete',
		]);
	});

	it('Partial, instant: screened out and over quota are announced by webhooks of their own', async () => {
		await open();
		const posted = await trigger({ delivery: 'instant', events: ['partial'] });
		await posted.activate();
		expect(sandbox.control.webhooks().map(({ event_type }) => event_type)).toEqual([
			'response_disqualified',
			'response_overquota',
		]);
		await sandbox.control.submit(surveyId, score(1), { status: 'disqualified' });
		await sandbox.control.submit(surveyId, score(2), { status: 'completed' });
		await posted.settled();
		expect(posted.out).toHaveLength(1);
	});

	it('edits do not come by Instant delivery does not report', async () => {
		await open();
		const posted = await trigger({ delivery: 'instant', events: ['new', 'updated'] });
		await expect(posted.activate()).rejects.toThrow(/Instant delivery does not report/);
	});
});

describe('Survey Trigger: the webhook at SurveyMonkey', () => {
	const post = async (one: Production, body: string, headers: Record<string, string> = {}) =>
		(await fetch(`${one.url}/webhook/x/survey`, { method: 'POST', body, headers })).status;

	it('what a stranger posts causes a look and nothing else', async () => {
		await open();
		const posted = await trigger({ delivery: 'instant' });
		await posted.activate();
		const call = (change: object) =>
			JSON.stringify({
				event_type: 'response_completed',
				object_id: '1',
				resources: { survey_id: surveyId },
				pages: [{ questions: [{ id: Q.text, answers: [{ text: 'forged' }] }] }],
				...change,
			});
		for (const body of [
			'',
			'{',
			'[]',
			'a=1',
			call({ object_id: '../1' }),
			call({ event_type: null }),
		])
			expect(await post(posted, body)).toBe(400);
		for (const change of [
			{ resources: { survey_id: quizSurveyId } },
			{ event_type: 'response_deleted' },
		])
			expect(await post(posted, call(change))).toBe(200);
		expect(posted.inputs).toEqual([]);
		const id = sandbox.control.addResponse(surveyId, score(4));
		expect(await post(posted, call({ object_id: id }))).toBe(200);
		await posted.settled();
		expect(eventsOf(posted)).toEqual([['completed', 4]]);
		expect(JSON.stringify(posted.responses)).not.toContain('forged');
	});

	it('with Require Webhook Authentication: signed as SurveyMonkey does it 200; wrong or missing 401, and nothing runs', async () => {
		await open();
		const secret = `${sandbox.clientId}&${sandbox.clientSecret}`;
		const credentials = { surveyWebhookApi: { method: 'tool', secret } };
		const posted = await trigger(
			{ delivery: 'instant', requireAuthentication: true },
			{ credentials },
		);
		await posted.activate();
		const id = sandbox.control.addResponse(surveyId, score(4));
		expect(await sandbox.control.announce(id, 'response_completed', 'guess')).toEqual([401]);
		expect(await post(posted, '{}')).toBe(401);
		expect(posted.inputs).toEqual([]);
		expect(await sandbox.control.announce(id, 'response_completed')).toEqual([200]);
		await posted.settled();
		expect(posted.out).toEqual([id]);
	});

	it('without the scopes for webhooks: the check alone, and a note says so; instant alone is refused', async () => {
		await open({ granted: ['users_read', 'surveys_read', 'responses_read_detail'] });
		const both = await trigger({ startFrom: 'all', ...youngSeconds });
		const id = sandbox.control.addResponse(surveyId, score(4), ago(1000));
		await both.activate();
		await both.checked();
		expect(both.out).toEqual([id]);
		expect(both.hints).toEqual([
			expect.stringMatching(
				/by the scheduled check alone, not at once by webhook: .*webhooks.*Create\/Modify Webhooks/,
			),
		]);
		const posted = await trigger({ delivery: 'instant' });
		await expect(posted.activate()).rejects.toThrow(/lacks the permission for webhooks/);
		sandbox.control.grant(ALL_SCOPES);
		await both.change({});
		expect(sandbox.control.webhooks()).toHaveLength(1);
	});

	it('webhooks of others stay, leftovers of its own go, what fits is kept', async () => {
		await open();
		const posted = await trigger({ delivery: 'instant' });
		await posted.activate();
		const [own] = sandbox.control.webhooks();
		const headers = { authorization: `Bearer ${sandbox.token}` };
		const make = async (name: string) => {
			const { id: _, ...body } = { ...own, name };
			await fetch(`${sandbox.url}/v3/webhooks`, {
				method: 'POST',
				headers,
				body: JSON.stringify(body),
			});
		};
		await make('somebody else');
		await make(own.name.replace(/ [0-9a-f]{12} r/, ' 000000000000 r'));
		await posted.restart();
		expect(sandbox.control.webhooks().map(({ name }) => name)).toContain(own.name);
		// Somebody deletes it: with the next start of n8n it is there again.
		sandbox.control.forgetWebhooks();
		await make('somebody else');
		await posted.restart();
		expect(sandbox.control.webhooks().map(({ name }) => name)).toEqual(['somebody else', own.name]);
		await posted.change(chosen(surveyId, quizSurveyId));
		const names = sandbox.control
			.webhooks()
			.map(({ name, object_ids }) => [name, object_ids.length]);
		expect(names).toEqual([
			['somebody else', 1],
			[expect.stringMatching(/^n8n /), 2],
		]);
		await posted.deactivate();
		expect(sandbox.control.webhooks().map(({ name }) => name)).toEqual(['somebody else']);
	});
});

describe('Survey Trigger: the account at SurveyMonkey', () => {
	it.each<[string, () => void, string, RegExp]>([
		['an unknown survey', () => undefined, '999', /has no survey 999/],
		[
			'a token that was taken back',
			() => sandbox.control.revokeToken(),
			surveyId,
			/did not accept/,
		],
		[
			'the missing right to read answers',
			() => sandbox.control.grant(['surveys_read', 'webhooks_read', 'webhooks_write']),
			surveyId,
			/permission for the responses of survey/,
		],
	])('%s is said at activation, however it is delivered', async (_, happen, id, message) => {
		await open();
		happen();
		for (const delivery of ['scheduled', 'instant', 'instantWithCatchUp']) {
			const broken = await trigger({ ...chosen(id), delivery });
			await expect(broken.activate()).rejects.toThrow(message);
		}
	});

	it('a test shows the latest responses, or one by its ID', async () => {
		await open();
		const ids = [3, 2, 1].map((hours) =>
			sandbox.control.addResponse(surveyId, score(1), ago(hours * HOUR)),
		);
		const latest = await trigger();
		await latest.execute([{ json: {} }], 'manual');
		expect(latest.out).toEqual(ids);
		expect(latest.responses.every(({ event }) => event === 'test')).toBe(true);
		const one = await trigger({ testWith: 'responseId', testResponseId: ids[1] });
		await one.execute([{ json: {} }], 'manual');
		expect(one.out).toEqual([ids[1]]);
	});

	it('the list of surveys is searched', async () => {
		await open();
		const node = {
			name: 'Survey Trigger',
			type: 'n8n-nodes-survey-ops.surveyTrigger',
			parameters: chosen(surveyId),
		};
		const { results } = await searchList({
			node,
			credentials: credentialsOf(sandbox),
			method: 'searchSurveyMonkeySurveys',
			filter: 'visit',
		});
		expect(results).toEqual([{ name: 'Store visit', value: surveyId }]);
	});

	it('no token and no answer stands in what n8n stores of the trigger', async () => {
		await open();
		const posted = await trigger({ startFrom: 'all', ...youngSeconds });
		await posted.activate();
		await sandbox.control.submit(surveyId, { [Q.text]: [{ text: 'secret words' }] }, ago(1000));
		await posted.check();
		const stored = JSON.stringify(posted.staticData);
		for (const secret of [sandbox.token, 'secret words']) expect(stored).not.toContain(secret);
		expect((posted.responses[0] as IDataObject).meta).toBeUndefined();
	});
});
