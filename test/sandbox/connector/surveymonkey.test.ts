import type { ResponseWindow, SurveySource } from '../../../nodes/shared/delivery/SurveySource';
import { collect } from '../../../nodes/shared/http/paginate';
import { ALL_SCOPES, Q, quizSurveyId, storeSurveyId as surveyId } from '../surveymonkey';
import type { SurveyMonkeySandboxOptions } from '../surveymonkey';
import { startSurveyMonkey, type SurveyMonkeyAccount } from './surveymonkeyAccount';

let account: SurveyMonkeyAccount;
const start = async (
	options: Partial<SurveyMonkeySandboxOptions> = {},
): Promise<SurveyMonkeyAccount> => {
	account = await startSurveyMonkey(options);
	return account;
};
afterEach(async () => await account.sandbox.close());

const failureOf = async (work: Promise<unknown>): Promise<unknown> =>
	await work.then(
		() => 'no failure',
		(error: unknown) => error,
	);

const sourceOf = ({ surveymonkey }: SurveyMonkeyAccount, id = surveyId): SurveySource =>
	surveymonkey.source(
		{ id, definition: async () => await surveymonkey.surveys.definition(id) },
		{},
	);

const bulkCalls = () => account.sandbox.requests.filter(({ path }) => path.endsWith('/bulk'));

describe('surveys', () => {
	it('are listed with their nicknames, and whether they collect is not claimed', async () => {
		const { surveymonkey } = await start();
		expect(await surveymonkey.surveys.list()).toEqual({
			surveys: [
				{ id: surveyId, name: 'Store visit', lastModified: '2025-03-01T08:00:00.000Z' },
				{ id: quizSurveyId, name: 'Quiz', lastModified: '2025-03-01T08:00:00.000Z' },
			],
		});
	});

	it.each([true, false])('more than a page of them (links: %p)', async (hasNextLinks) => {
		const { surveymonkey, sandbox } = await start({ hasNextLinks });
		for (let id = 1; id <= 1000; id += 1)
			sandbox.control.addSurvey({ id: String(id), title: `S${id}`, pages: [] });
		const first = await surveymonkey.surveys.list();
		const second = await surveymonkey.surveys.list(first.next);
		expect([first.surveys.length, second.surveys.length, second.next]).toEqual([
			1000,
			2,
			undefined,
		]);
	});

	it('are described', async () => {
		const { surveymonkey } = await start();
		const { name, questions } = await surveymonkey.surveys.definition(surveyId);
		expect([name, questions.length]).toEqual(['Store visit', Object.keys(Q).length]);
	});
});

describe('responses', () => {
	const HOUR = 3_600_000;

	function fill({ sandbox, clock }: SurveyMonkeyAccount, count: number, stepMs: number): string[] {
		const now = clock.now();
		return Array.from({ length: count }, (_, at) =>
			sandbox.control.addResponse(
				surveyId,
				{ [Q.text]: [{ text: String(at) }] },
				{ modifiedAt: now - (count - at) * stepMs },
			),
		);
	}

	const idsIn = async (source: SurveySource, window: Partial<ResponseWindow> = {}) =>
		(await collect(source.list({ surveyId, ...window }))).map(({ id }) => id);

	it.each<[string, Partial<SurveyMonkeySandboxOptions>, number]>([
		['with links', {}, 10_000],
		['without links to the next page', { hasNextLinks: false }, 10_000],
		['on small pages', { pageSize: 7 }, 10_000],
		['all within two seconds', { pageSize: 7 }, 40],
		['in no order', { pageSize: 7, isSorted: false }, 10_000],
	])('each comes once, %s', async (_name, options, stepMs) => {
		const made = await start({ perMinute: 1e6, perDay: 1e6, ...options });
		const ids = fill(made, 230, stepMs);
		const found = await idsIn(sourceOf(made));
		expect([...found].sort()).toEqual([...ids].sort());
		expect(new Set(found).size).toBe(ids.length);
	});

	it('one that is edited while pages are read takes no other with it', async () => {
		const made = await start({ pageSize: 5, perDay: 1e6 });
		const ids = fill(made, 20, 60_000);
		made.sandbox.control.misbehave({
			match: '/bulk',
			kind: 'slow',
			delayMs: 1,
			after: 1,
			meanwhile: () => made.sandbox.control.edit(ids[0], { [Q.text]: [{ text: 'edited' }] }),
		});
		const found = await idsIn(sourceOf(made));
		expect(new Set(found)).toEqual(new Set(ids));
	});

	it('a window is half open, and counts by the second at most', async () => {
		const made = await start();
		const now = Math.floor(made.clock.now() / 1000) * 1000;
		const at = (ms: number) => made.sandbox.control.addResponse(surveyId, {}, { modifiedAt: ms });
		const [, first, second] = [now - 3 * HOUR, now - 2 * HOUR, now - HOUR].map(at);
		const window = {
			from: new Date(now - 2 * HOUR).toISOString(),
			to: new Date(now - HOUR).toISOString(),
		};
		expect(await idsIn(sourceOf(made), window)).toEqual([first]);
		const later = { ...window, to: new Date(now - HOUR + 1).toISOString() };
		expect(await idsIn(sourceOf(made), later)).toEqual([first, second]);
		expect(await idsIn(sourceOf(made), { ...later, limit: 1 })).toEqual([first]);
	});

	it('looking for edits after looking for new ones asks for nothing more', async () => {
		const made = await start();
		const ids = fill(made, 3, HOUR);
		const source = sourceOf(made);
		const to = new Date(made.clock.now()).toISOString();
		expect(await idsIn(source, { to })).toEqual(ids);
		const from = new Date(made.clock.now() - 2.5 * HOUR).toISOString();
		expect(await idsIn(source, { by: 'modified', from, to })).toEqual(ids.slice(1));
		expect(bulkCalls()).toHaveLength(1);
		expect(made.sandbox.requests).toHaveLength(1);
	});

	it('are read with their answers; the survey is asked for once, and not where there is nothing', async () => {
		const made = await start();
		const source = sourceOf(made);
		expect(await collect(source.read({ surveyId }))).toEqual([]);
		expect(made.sandbox.requests).toHaveLength(1);
		const [first, second] = fill(made, 2, HOUR);
		const found = await collect(source.read({ surveyId, only: new Set([second]) }));
		expect(found.map(({ id, partial }) => [id, partial])).toEqual([[second, false]]);
		expect(found[0].toResponse().answers[`Q${Q.text}`].value).toBe('1');
		const again = await source.parse(found[0].raw);
		expect(again).toEqual(found[0].toResponse());
		expect((await source.get(first)).response.id).toBe(first);
	});

	it('a response that was just announced is waited for; one that is not there is said', async () => {
		const made = await start({ lagMs: 6000 });
		const id = made.sandbox.control.addResponse(surveyId);
		expect((await sourceOf(made).get(id, { justAnnounced: true })).response.id).toBe(id);
		expect(await failureOf(sourceOf(made).get('1'))).toMatchObject({ kind: 'notFound' });
		expect(await failureOf(sourceOf(made, quizSurveyId).get(id))).toMatchObject({
			kind: 'notFound',
		});
		expect(await failureOf(sourceOf(made).get('../x'))).toMatchObject({ kind: 'input' });
	});
});

describe('trouble', () => {
	it.each<[string, () => void, object]>([
		[
			'the scope is missing',
			() => account.sandbox.control.grant(['surveys_read']),
			{
				kind: 'permission',
				message: expect.stringMatching(/lacks the permission for the responses/),
			},
		],
		[
			'the plan has no answers',
			() => account.sandbox.control.grant(ALL_SCOPES, ['surveys_read']),
			{ kind: 'permission', message: expect.stringMatching(/plan/) },
		],
		['the token was taken back', () => account.sandbox.control.revokeToken(), { kind: 'auth' }],
		[
			'a login page answers',
			() => account.sandbox.control.misbehave({ match: '/bulk', kind: '5xx-html', status: 200 }),
			{ kind: 'unexpected' },
		],
		[
			'JSON of something else answers',
			() => account.sandbox.control.misbehave({ match: '/bulk', kind: 'garbage-json' }),
			{ kind: 'unexpected' },
		],
	])('%s', async (_name, happen, expected) => {
		const { surveymonkey } = await start();
		happen();
		const failure = await failureOf(surveymonkey.responses.assertReadable(surveyId));
		expect(failure).toMatchObject(expected);
		expect(JSON.stringify(failure)).not.toContain(account.sandbox.token);
	});

	it('another data center is said', async () => {
		const { surveymonkey } = await start({ isElsewhere: true });
		expect(await failureOf(surveymonkey.surveys.list())).toMatchObject({
			kind: 'auth',
			message: expect.stringContaining('another data center'),
		});
	});

	it('the minute’s allowance is kept, and a refusal waited out until its reset', async () => {
		const { surveymonkey, sandbox, clock } = await start({ perMinute: 5 });
		const began = clock.now();
		for (let count = 0; count < 8; count += 1)
			await surveymonkey.responses.assertReadable(surveyId);
		expect(sandbox.requests.filter(({ status }) => status === 200)).toHaveLength(8);
		expect(sandbox.requests.filter(({ status }) => status === 429).length).toBeLessThan(3);
		expect(clock.now() - began).toBeGreaterThan(20_000);
	});

	it('with the day’s allowance used up it says so, and until when', async () => {
		const { surveymonkey, sandbox } = await start();
		sandbox.control.exhaustDay();
		expect(await failureOf(surveymonkey.surveys.list())).toMatchObject({
			kind: 'rateLimited',
			message: expect.stringContaining('in a day'),
			hint: expect.stringContaining('500 a day'),
		});
		// Asked again a few times while somebody is patient, then no more.
		expect(sandbox.requests.length).toBeLessThan(5);
	});

	it('a disturbance is tried again', async () => {
		const { surveymonkey, sandbox } = await start();
		sandbox.control.misbehave({ match: '/surveys', kind: '5xx-html', times: 2 });
		expect((await surveymonkey.surveys.list()).surveys).toHaveLength(2);
	});

	it('nothing but ids in paths: whatever else is refused before it is sent', async () => {
		const { surveymonkey, sandbox } = await start();
		for (const id of ['', '1/../../users/me', 'SV_1', '%2e', '1?x=1']) {
			expect(await failureOf(surveymonkey.surveys.definition(id))).toMatchObject({ kind: 'input' });
		}
		expect(sandbox.requests).toEqual([]);
	});
});
