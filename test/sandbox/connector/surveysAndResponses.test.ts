import { toSurveyResponse } from '../../../nodes/shared/connectors/qualtrics/toSurveyResponse';
import { collect } from '../../../nodes/shared/http/paginate';
import {
	closedSurveyId,
	mainDirectoryId,
	serviceCallId,
	storeVisitId,
	type SandboxOptions,
} from '../qualtrics';
import { acceleratedNow, startAccount, type SandboxAccount } from './sandboxAccount';

let account: SandboxAccount;
const start = async (options: Partial<SandboxOptions> = {}): Promise<SandboxAccount> => {
	account = await startAccount(options);
	return account;
};
afterEach(async () => await account.sandbox.close());

const failureOf = async (work: Promise<unknown>): Promise<unknown> =>
	await work.then(
		() => 'no failure',
		(error: unknown) => error,
	);

it('Q01 a revoked token is told in plain words', async () => {
	const { qualtrics, sandbox } = await start();
	expect(await failureOf(qualtrics.surveys.list())).toBe('no failure');
	sandbox.control.revokeToken();
	expect(await failureOf(qualtrics.surveys.list())).toMatchObject({
		kind: 'auth',
		hint: expect.stringContaining('revoked'),
	});
});

it('Q03 C16 lists every survey, open and closed', async () => {
	const { qualtrics } = await start();
	const { surveys } = await qualtrics.surveys.list();
	expect(surveys).toEqual(
		expect.arrayContaining([
			expect.objectContaining({ id: storeVisitId, isActive: true }),
			expect.objectContaining({ id: closedSurveyId, isActive: false }),
		]),
	);
});

it('knows all questions of the large survey, none of the trash', async () => {
	const { qualtrics } = await start();
	const definition = await qualtrics.surveys.definition(storeVisitId);
	expect(definition.questions).toHaveLength(150);
	expect(definition.contextFields).toHaveLength(2000);
	expect(definition.questions.some(({ id }) => id === 'QID901')).toBe(false);
	expect(definition.questions[0]).toMatchObject({
		id: 'QID1',
		type: 'nps',
		title: 'How likely are you to recommend our store?',
	});
	expect(JSON.stringify(definition)).not.toMatch(/<\/|&amp;|&eacute;/);
});

it.each<[Partial<SandboxOptions>]>([
	[{ multiAnswerItems: 'recode' }],
	[{ multiAnswerItems: 'choiceId' }],
	[{ embeddedDataType: 'embedded_data' }],
])('Q12 reads a full response under %j', async (options) => {
	const { qualtrics, sandbox } = await start(options);
	const responseId = sandbox.control.addResponse(storeVisitId);
	const definition = await qualtrics.surveys.definition(storeVisitId);
	const response = await qualtrics.responses.get(storeVisitId, responseId, { definition });
	const record = sandbox.control.getResponse(responseId);
	const answers = Object.values(response.answers);

	expect(response.response).toMatchObject({ id: responseId, status: 'complete', isTest: false });
	expect(response.scores).toHaveLength(1);
	expect(new Set(answers.map(({ key }) => key)).size).toBe(answers.length);
	// Every answer of every question has a title, and every chosen entry its words.
	expect(answers.filter(({ title }) => /^QID\d+$/.test(title))).toEqual([]);
	const wordless = answers
		.flatMap(({ choices = [] }) => choices)
		.filter(({ label, id }) => !label || !id);
	expect(wordless).toEqual([]);
	// What the API labels is what we label.
	for (const [key, label] of Object.entries(record.labels)) {
		const answer = response.answers[key];
		if (!answer || answer.type === 'ranking') continue;
		const plain = (Array.isArray(label) ? label : [label]).map((text) =>
			text.replace(/<[^>]*>/g, ''),
		);
		expect(answer.label.length).toBeGreaterThan(0);
		if (!/&/.test(plain.join())) expect(answer.label).toBe(plain.join(', '));
	}
	// Nothing of what was answered is missing.
	const text = JSON.stringify(response);
	for (const [key, value] of Object.entries(record.values)) {
		if (/_DO$|ipAddress|location|^status$|Date$/.test(key)) continue;
		const words = typeof value === 'string' ? JSON.stringify(value).slice(1, -1) : undefined;
		if (words !== undefined) expect(text).toContain(words);
	}
});

describe.each<[Partial<SandboxOptions>]>([
	[{ loopFields: 'beside' }],
	[{ loopFields: 'inside' }],
	[{ loopFields: 'unreadable' }],
	[{ proxiedTo: 'az1' }],
	[{ errorShape: 'old' }],
])('under %j', (options) => {
	it('Q12 the passes of a loop are those of the response, in order', async () => {
		const { qualtrics, sandbox } = await start(options);
		const definition = await qualtrics.surveys.definition(storeVisitId);
		const looped = definition.questions.filter(({ loops }) => loops !== undefined);
		expect(looped).toHaveLength(12);
		expect(new Set(looped.map(({ loops }) => loops?.join()))).toContain('1,2,3');
		const response = await qualtrics.responses.get(
			storeVisitId,
			sandbox.control.addResponse(storeVisitId),
			{ definition },
		);
		const passes = Object.values(response.answers).flatMap(({ loop }) => loop ?? []);
		expect(new Set(passes)).toEqual(new Set(['1', '2', '3']));
	});

	it('Q25 a survey that is unknown, and one that is not shared, are told so', async () => {
		const { qualtrics, sandbox } = await start(options);
		const isOld = options.errorShape === 'old';
		expect(await failureOf(qualtrics.surveys.definition('SV_unknown'))).toMatchObject({
			kind: 'notFound',
			code: 'GSI_2',
			message: expect.stringContaining('survey SV_unknown'),
		});
		sandbox.control.unshareSurvey(storeVisitId);
		expect(await failureOf(qualtrics.surveys.definition(storeVisitId))).toMatchObject({
			kind: 'permission',
			...(isOld && { code: 'GS_5', status: 400, requestId: expect.any(String) }),
		});
	});
});

it.each<[Partial<SandboxOptions>]>([[{ unknownList: 'PACC_6' }], [{ unknownList: 'GP_0' }]])(
	'Q25 a mailing list that is unknown is told so under %j',
	async (options) => {
		const { qualtrics } = await start(options);
		const place = { directoryId: mainDirectoryId, mailingListId: 'CG_unknown' };
		expect(await failureOf(collect(qualtrics.contacts.list(place)))).toMatchObject({
			kind: 'notFound',
			code: options.unknownList,
		});
	},
);

it('Q12 recodes and ids are told apart whichever the entries are', async () => {
	for (const multiAnswerItems of ['recode', 'choiceId'] as const) {
		const { qualtrics, sandbox } = await start({ multiAnswerItems });
		const responseId = sandbox.control.addResponse(storeVisitId, {
			QID2: 5,
			QID4: ['2', '1', '6'],
			QID4_9_TEXT: 'Car park',
		});
		const definition = await qualtrics.surveys.definition(storeVisitId);
		const { answers } = await qualtrics.responses.get(storeVisitId, responseId, { definition });
		expect(answers.QID2).toMatchObject({
			value: 5,
			label: 'Extremely satisfied',
			choices: [{ id: '8', code: '5' }],
		});
		expect(answers.QID4).toMatchObject({
			value: ['2', '1', '6'],
			label: 'Clothing, Café, Other:',
			text: 'Clothing, Café, Car park',
		});
		expect(answers.QID4.choices?.map(({ id }) => id)).toEqual(['1', '3', '9']);
		// The same without labels, as an export may leave them out.
		const { labels: _labels, ...record } = sandbox.control.getResponse(responseId);
		expect(toSurveyResponse(record, definition).answers.QID4.choices?.map(({ id }) => id)).toEqual([
			'1',
			'3',
			'9',
		]);
		await sandbox.close();
	}
	await start();
});

it('skipped and not shown are told apart', async () => {
	const { qualtrics, sandbox } = await start();
	const responseId = sandbox.control.addResponse(
		storeVisitId,
		{ QID1: 0, QID3_TEXT: null },
		{ notShown: ['QID5'] },
	);
	const definition = await qualtrics.surveys.definition(storeVisitId);
	const { answers } = await qualtrics.responses.get(storeVisitId, responseId, { definition });
	expect([answers.QID1, answers.QID3, answers.QID5].map(({ state }) => state)).toEqual([
		'answered',
		'skipped',
		'notShown',
	]);
	expect(answers.QID1).toMatchObject({ value: 0, npsGroup: 'detractor' });
});

it('C07 a response that was just announced is waited for', async () => {
	const { qualtrics, sandbox } = await start();
	const responseId = sandbox.control.addResponse(serviceCallId, { QID2: 9 });
	sandbox.control.hideResponse(responseId, 3);
	const response = await qualtrics.source(serviceCallId).get(responseId, { justAnnounced: true });
	expect(response.response.id).toBe(responseId);
	const asked = sandbox.requests.filter(({ path }) => path.includes(responseId));
	expect(asked.map(({ status }) => status)).toEqual([404, 404, 404, 200]);
});

describe('exports', () => {
	const ids = async (
		qualtrics: SandboxAccount['qualtrics'],
		window: object = {},
	): Promise<string[]> =>
		(await collect(qualtrics.source(storeVisitId).list({ surveyId: storeVisitId, ...window }))).map(
			({ id }) => id,
		);

	it('C13 list and read the same responses as they are got one by one', async () => {
		const { qualtrics, sandbox } = await start();
		const all = sandbox.control.addResponses(40, { surveyId: storeVisitId });
		expect((await ids(qualtrics)).sort()).toEqual([...all].sort());
		const only = new Set(all.slice(3, 6));
		const read = await collect(
			qualtrics.source(storeVisitId).read({ surveyId: storeVisitId, only }),
		);
		expect(read.map(({ id }) => id).sort()).toEqual([...only].sort());
		const single = await qualtrics.source(storeVisitId).get(all[3]);
		expect(read.find(({ id }) => id === all[3])?.toResponse()).toEqual(single);
	});

	it('C13 keep to the window: from inclusive, to exclusive', async () => {
		const { qualtrics, sandbox } = await start();
		const lastAt = Date.parse('2025-01-01T00:00:00Z');
		const all = sandbox.control.addResponses(10, {
			surveyId: storeVisitId,
			stepMs: 60_000,
			lastAt,
		});
		const at = (index: number): string => new Date(lastAt - (9 - index) * 60_000).toISOString();
		expect((await ids(qualtrics, { from: at(2), to: at(5) })).sort()).toEqual(
			all.slice(2, 5).sort(),
		);
	});

	it.each(['lastModifiedDate', 'LastModifiedDate'])(
		'C28 edits are listed by %s',
		async (lastModifiedKey) => {
			const { qualtrics, sandbox } = await start({ lastModifiedKey });
			const lastAt = Date.now() - 3_600_000;
			const [first] = sandbox.control.addResponses(3, { surveyId: storeVisitId, lastAt });
			const from = new Date(Date.now() - 60_000).toISOString();
			sandbox.control.editResponse(first, { QID1: 3 });
			const stubs = await collect(
				qualtrics.source(storeVisitId).list({ surveyId: storeVisitId, by: 'modified', from }),
			);
			expect(stubs).toMatchObject([{ id: first, modifiedAt: expect.any(String) }]);
			const [edited] = await collect(
				qualtrics.source(storeVisitId).read({ surveyId: storeVisitId, by: 'modified', from }),
			);
			expect(edited.toResponse().response).toMatchObject({ revision: stubs[0].modifiedAt });
		},
	);

	it('C26 an empty survey is normal', async () => {
		const { qualtrics } = await start();
		expect(await ids(qualtrics)).toEqual([]);
	});

	it('C13 goes on from a token, and starts again when it has expired', async () => {
		const { qualtrics, sandbox } = await start();
		sandbox.control.addResponses(3, { surveyId: storeVisitId, lastAt: Date.now() - 60_000 });
		const first = await qualtrics.exports.open({ surveyId: storeVisitId, allowContinuation: true });
		expect(await collect(first.records)).toHaveLength(3);
		sandbox.control.addResponse(storeVisitId, { QID1: 5 }, { recordedAt: Date.now() + 1 });
		const { continuation } = first;
		const second = await qualtrics.exports.open({ surveyId: storeVisitId, continuation });
		expect(second.restarted).toBe(false);
		expect(await collect(second.records)).toHaveLength(1);
		sandbox.control.expireContinuationTokens();
		const third = await qualtrics.exports.open({ surveyId: storeVisitId, continuation });
		expect(third.restarted).toBe(true);
		expect(await collect(third.records)).toHaveLength(4);
	});

	it('C26 one that fails says so, two at once do not disturb each other', async () => {
		const { qualtrics, sandbox } = await start();
		sandbox.control.addResponses(3, { surveyId: storeVisitId });
		sandbox.control.failExports();
		expect(await failureOf(ids(qualtrics))).toMatchObject({
			kind: 'unavailable',
			message: expect.stringContaining(storeVisitId),
		});
		const [one, other] = await Promise.all([ids(qualtrics), ids(qualtrics)]);
		expect(one.sort()).toEqual(other.sort());
	});

	it('C26 the file’s connection drops: it is read again', async () => {
		const { qualtrics, sandbox } = await start();
		sandbox.control.addResponses(3, { surveyId: storeVisitId });
		sandbox.control.misbehave({ match: 'GET .*/file$', kind: 'drop', times: 2 });
		expect(await ids(qualtrics)).toHaveLength(3);
	});

	it('C26 JSON in a wrapper is read like lines', async () => {
		const { qualtrics, sandbox } = await start();
		sandbox.control.addResponses(5, { surveyId: storeVisitId });
		const lines = await collect((await qualtrics.exports.open({ surveyId: storeVisitId })).records);
		const wrapped = await collect(
			(await qualtrics.exports.open({ surveyId: storeVisitId, format: 'json' })).records,
		);
		expect(wrapped).toEqual(lines);
	});
});

describe('when the system misbehaves', () => {
	it.each([
		['429', 5],
		['429-retry-after', 2],
		['5xx-html', 3],
		['drop', 2],
		['garbage-json', 1],
	] as const)('Q25 %s on a read', async (kind, times) => {
		const { qualtrics, sandbox, logged } = await start();
		sandbox.control.misbehave({ match: 'GET /API/v3/surveys', kind, times: Math.min(times, 4) });
		const outcome = await qualtrics.surveys.list().then(
			({ surveys }) => surveys[0].id,
			(error: Error) => error.name,
		);
		if (kind === 'garbage-json') expect(outcome).toBe('ConnectorError');
		else expect(outcome).toMatch(/^SV_/);
		expect(logged.join()).not.toContain(sandbox.token);
	});

	it('Q25 the token never follows a next page to another host', async () => {
		const { qualtrics, sandbox } = await start();
		sandbox.control.setNextPageOrigin('https://evil.example.org');
		for (let count = 0; count < 120; count += 1)
			sandbox.control.addForeignSubscription(`threesixty.t${count}`, 'https://a.example.com');
		expect(await failureOf(qualtrics.subscriptions.find('a', 'b'))).toMatchObject({
			message: expect.stringContaining('evil.example.org'),
		});
		sandbox.control.setNextPageOrigin('https://co1.qualtrics.com');
		expect(
			await qualtrics.subscriptions.find('threesixty.t119', 'https://a.example.com'),
		).toHaveLength(1);
	});

	it('Q25 the documented limits are never exceeded, however much there is to do', async () => {
		const { qualtrics, sandbox } = await start({ now: acceleratedNow });
		sandbox.control.setRateLimits({ 'response-get': 240 });
		const responseId = sandbox.control.addResponse(serviceCallId, { QID2: 9 });
		const started = acceleratedNow();
		await Promise.all(
			Array.from({ length: 600 }, () => qualtrics.responses.raw(serviceCallId, responseId)),
		);
		expect(sandbox.requests.filter(({ status }) => status === 429)).toEqual([]);
		// Not slower than it has to be, either: 600 requests at 240 a minute.
		expect(acceleratedNow() - started).toBeLessThan(4 * 60_000);
	});
});
