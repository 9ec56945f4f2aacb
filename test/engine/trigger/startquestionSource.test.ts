import type { IDataObject, INodeParameters } from 'n8n-workflow';
import {
	closedSurveyId,
	netquestSurveyId,
	startStartquestionSandbox,
	type StartquestionSandbox,
	type StartquestionSandboxOptions,
} from '../../sandbox/startquestion';
import { picked } from '../../workflows';
import { forgetProcessed, searchList } from '../harness';
import { Production, type ProductionOptions } from './Production';

const SECRET = 'a secret of at least sixteen';
const HOUR = 3_600_000;
const surveyId = netquestSurveyId;
const NPS = 5255740;

let sandbox: StartquestionSandbox;
const started: Production[] = [];

const credentialsOf = ({ url: host, token, tokenSecret, accountId }: StartquestionSandbox) => ({
	startquestionApi: { host, token, tokenSecret, accountId },
});
const chosen = (...ids: number[]): INodeParameters =>
	({
		source: 'startquestion',
		timeZone: 'Europe/Prague',
		startquestionSurveys: { values: ids.map((id) => ({ survey: picked(String(id)) })) },
	}) as unknown as INodeParameters;

async function open(options: Partial<StartquestionSandboxOptions> = {}): Promise<void> {
	sandbox = await startStartquestionSandbox(options);
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
	sandbox.control.setResthook(`${one.url}/webhook/x/survey`);
	return one;
}

afterEach(async () => {
	for (const one of started.splice(0)) await one.close();
	await sandbox.close();
});

const ids = (...numbers: number[]): string[] => numbers.map(String);

describe('Survey Trigger: Startquestion, Netquest, Webankieta', () => {
	it('N13 N22: instant: a completed sheet is posted whole and comes out at once, nothing is asked for its answers', async () => {
		await open();
		const posted = await trigger({ delivery: 'instant' });
		await posted.activate();
		const answers = {
			[NPS]: { value: 6, reason: 'Fronta' },
			5255742: 'Ostrava',
			5255744: [1, 3],
			5255750: [4, { value: 2, reason: 'drahé' }],
			5255758: 'jan@example.com',
		};
		const id = await sandbox.control.submit(surveyId, answers, {
			externalKey: 'C-1',
			smclientid: 'sm-7',
			endedAt: Date.parse('2025-07-01T00:30:00Z'),
			labels: [{ id: 1, name: 'Město', value: 'Praha' }],
			tags: [{ id: 11452, sentiment: 'positive', weight: 1 }],
		});
		await posted.settled();
		expect(sandbox.control.calls()).toEqual([200]);
		expect(posted.responses).toMatchObject([
			{
				provider: 'startquestion',
				event: 'completed',
				survey: { id: String(surveyId), name: 'Prodejna 2025' },
				// 02:30 in Prague.
				response: { id: String(id), submittedAt: '2025-07-01T00:30:00.000Z', status: 'complete' },
				respondent: {
					externalId: 'C-1',
					identifiers: expect.arrayContaining([
						{ system: 'salesmanago', type: 'smclientid', value: 'sm-7' },
					]),
				},
				context: { Město: 'Praha', smclientid: 'sm-7' },
				tags: ['11452'],
				answers: {
					// The score is the text; the option's id is one higher.
					[`Q${NPS}`]: { type: 'nps', value: 6, npsGroup: 'detractor', comment: 'Fronta' },
					Q5255742: { value: '3', text: 'Ostrava' },
					Q5255744: { label: 'Výběr, Obsluha' },
					Q5255750_2: { value: 2, row: { label: 'Ceny & akce' } },
					Q5255758: { type: 'email', value: 'jan@example.com' },
				},
			},
		]);
		expect(posted.crons).toEqual([]);
	});

	it('scheduled: what the survey holds comes out, oldest first, with its times in the account’s zone', async () => {
		await open({ order: 'newest first', pageSize: 2 });
		const now = Date.now();
		const sheets = [5, 3, 4, 1, 2].map((hours) => ({
			hours,
			id: sandbox.control.addSheet(surveyId, { [NPS]: hours }, { endedAt: now - hours * HOUR }),
		}));
		sandbox.control.addSheet(surveyId, {}, { finished: false });
		const pulled = await trigger({ delivery: 'scheduled', startFrom: 'all' });
		await pulled.activate();
		await pulled.checked();
		const inOrder = [...sheets].sort((a, b) => b.hours - a.hours);
		expect(pulled.out).toEqual(ids(...inOrder.map(({ id }) => id)));
		const [first] = pulled.responses as Array<{ response: { submittedAt: string } }>;
		expect(Math.abs(Date.parse(first.response.submittedAt) - (now - 5 * HOUR))).toBeLessThan(1000);
		await pulled.check();
		expect(pulled.out).toHaveLength(5);
	});

	it.each([
		['the hook, then the check', true],
		['the check alone: the hook never came', false],
	])('instant with catch-up: %s: once', async (_, isPosted) => {
		await open();
		const both = await trigger({ startFrom: 'all', options: { youngSeconds: 0 } });
		await both.activate();
		await both.checked();
		const meta = { endedAt: Date.now() - 1000 };
		const id = isPosted
			? await sandbox.control.submit(surveyId, { [NPS]: 9 }, meta)
			: sandbox.control.addSheet(surveyId, { [NPS]: 9 }, meta);
		await both.settled();
		await both.check();
		await both.restart();
		await both.checked();
		expect(both.out).toEqual(ids(id));
	});

	it('the check, then the hook, late: once', async () => {
		await open();
		const both = await trigger({ startFrom: 'all', options: { youngSeconds: 0 } });
		await both.activate();
		await both.checked();
		const id = sandbox.control.addSheet(surveyId, { [NPS]: 9 }, { endedAt: Date.now() - 1000 });
		await both.check();
		const post = async () =>
			await fetch(`${both.url}/webhook/x/survey`, {
				method: 'POST',
				body: JSON.stringify(sandbox.control.getSheet(id)),
			});
		expect((await post()).status).toBe(200);
		await both.settled();
		expect(both.out).toEqual(ids(id));
	});

	it('the hook sent again long after the check has gone past is recognised without the store', async () => {
		await open();
		const both = await trigger({ startFrom: 'all' });
		const id = sandbox.control.addSheet(surveyId, { [NPS]: 9 }, { endedAt: Date.now() - 5 * HOUR });
		await both.activate();
		await both.checked();
		expect(both.out).toEqual(ids(id));
		forgetProcessed();
		await fetch(`${both.url}/webhook/x/survey`, {
			method: 'POST',
			body: JSON.stringify({ data: { sheets: [sandbox.control.getSheet(id)] } }),
		});
		await both.settled();
		expect(both.out).toEqual(ids(id));
		expect(both.hints).toContainEqual(expect.stringContaining('had already processed it'));
	});

	it('N10: other surveys of the account, and what was not finished, start nothing', async () => {
		await open();
		const posted = await trigger({ delivery: 'instant' });
		await posted.activate();
		await sandbox.control.submit(closedSurveyId, { 5255801: 'jiný' });
		const unfinished = sandbox.control.addSheet(surveyId, { [NPS]: 1 }, { finished: false });
		const sheet = sandbox.control.getSheet(unfinished) as { meta: { endDate: string } };
		expect(sheet.meta.endDate).toBe('0000-00-00 00:00:00');
		await fetch(`${posted.url}/webhook/x/survey`, { method: 'POST', body: JSON.stringify(sheet) });
		await posted.settled();
		expect(sandbox.control.calls()).toEqual([200]);
		expect(posted.out).toEqual([]);
	});

	it('what is no sheet is refused, and nothing runs', async () => {
		await open();
		const posted = await trigger({ delivery: 'instant' });
		await posted.activate();
		for (const body of ['', '{', '[]', '{"meta":{"id":1}}', 'a=1']) {
			const { status } = await fetch(`${posted.url}/webhook/x/survey`, { method: 'POST', body });
			expect(status).toBe(400);
		}
		expect(posted.inputs).toEqual([]);
	});

	it('callers may be asked for a secret: right 200; wrong or missing 401, and nothing runs', async () => {
		await open();
		const secret = 'f3a1b2c4d5e6f7a8';
		for (const [credential, right, query] of [
			[{ method: 'tool', secret: SECRET }, { 'x-survey-secret': SECRET }, ''],
			[{ method: 'path', secret }, {}, `?${secret}`],
		] as Array<[Record<string, string>, Record<string, string>, string]>) {
			const posted = await trigger(
				{ delivery: 'instant', requireAuthentication: true },
				{ credentials: { surveyWebhookApi: credential } },
			);
			await posted.activate();
			const address = `${posted.url}/webhook/x/survey`;
			sandbox.control.setResthook(address);
			await sandbox.control.submit(surveyId, { [NPS]: 1 });
			sandbox.control.setResthook(`${address}?guess`, { 'x-survey-secret': 'guess' });
			await sandbox.control.submit(surveyId, { [NPS]: 2 });
			expect(sandbox.control.calls().slice(-2)).toEqual([401, 401]);
			expect(posted.inputs).toEqual([]);
			sandbox.control.setResthook(`${address}${query}`, right);
			const id = await sandbox.control.submit(surveyId, { [NPS]: 3 });
			await posted.settled();
			expect(sandbox.control.calls().slice(-1)).toEqual([200]);
			expect(posted.out).toEqual(ids(id));
		}
	});

	it('a wrong time zone is told by what is posted', async () => {
		await open();
		const posted = await trigger({ delivery: 'instant', timeZone: 'America/New_York' });
		await posted.activate();
		await sandbox.control.submit(surveyId, { [NPS]: 1 });
		await posted.settled();
		expect(posted.hints).toEqual([
			expect.stringMatching(
				/was posted [56] hours before the time it says .* America\/New_York.*Account Time Zone/,
			),
		]);
	});

	it('the hour that comes twice loses nothing', async () => {
		await open();
		const pulled = await trigger({ delivery: 'scheduled', startFrom: 'all' });
		await pulled.activate();
		await pulled.checked();
		// As if its local time named the hour before: the second 02:30 reads like the first.
		const id = sandbox.control.addSheet(surveyId, { [NPS]: 5 }, { endedAt: Date.now() - HOUR });
		await pulled.check();
		expect(pulled.out).toEqual(ids(id));
	});

	it.each([
		['an unknown survey', () => undefined, 999, /has no survey 999/],
		[
			'a wrong token',
			() => sandbox.control.revokeToken(),
			surveyId,
			/did not accept the credential/,
		],
	])('%s is said at activation, however it is delivered', async (_, happen, id, message) => {
		await open();
		happen();
		for (const delivery of ['scheduled', 'instant', 'instantWithCatchUp']) {
			const broken = await trigger({ ...chosen(id), delivery });
			await expect(broken.activate()).rejects.toThrow(message);
		}
	});

	it('a test shows the latest responses, or one by its ID; a closed survey is said', async () => {
		await open();
		const sheets = [3, 2, 1].map((hours) =>
			sandbox.control.addSheet(surveyId, { [NPS]: hours }, { endedAt: Date.now() - hours * HOUR }),
		);
		const latest = await trigger();
		await latest.execute([{ json: {} }], 'manual');
		expect(latest.out).toEqual(ids(...sheets));
		expect(latest.responses.every(({ event }) => event === 'test')).toBe(true);
		const one = await trigger({ testWith: 'responseId', testResponseId: String(sheets[1]) });
		await one.execute([{ json: {} }], 'manual');
		expect(one.out).toEqual(ids(sheets[1]));
		const old = sandbox.control.addSheet(closedSurveyId, { 5255801: 'pomalé' });
		const closed = await trigger(chosen(closedSurveyId));
		await closed.execute([{ json: {} }], 'manual');
		expect(closed.out).toEqual(ids(old));
		expect(closed.hints).toEqual([expect.stringContaining('is closed')]);
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
			method: 'searchStartquestionSurveys',
			filter: 'prodejna',
		});
		expect(results).toEqual([{ name: 'Prodejna 2025', value: String(surveyId) }]);
	});

	it('no token and no answer stands in an error or in what n8n stores of the trigger', async () => {
		await open();
		const posted = await trigger({ startFrom: 'all', options: { youngSeconds: 0 } });
		await posted.activate();
		await sandbox.control.submit(surveyId, { 5255746: 'tajné' }, { endedAt: Date.now() - 1000 });
		await posted.check();
		const stored = JSON.stringify(posted.staticData);
		for (const secret of [sandbox.token, sandbox.tokenSecret, 'tajné']) {
			expect(stored).not.toContain(secret);
		}
		expect((posted.responses[0] as IDataObject).meta).toBeUndefined();
	});
});
