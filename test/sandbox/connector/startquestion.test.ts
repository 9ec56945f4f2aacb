import { toSurveyResponse } from '../../../nodes/shared/connectors/startquestion/toSurveyResponse';
import { customDetails } from '../../../nodes/shared/connectors/salesmanago/customDetails';
import { identify } from '../../../nodes/shared/connectors/salesmanago/identify';
import type { ResponseWindow } from '../../../nodes/shared/delivery/SurveySource';
import { collect } from '../../../nodes/shared/http/paginate';
import {
	closedSurveyId,
	netquestSurveyId,
	type StartquestionSandboxOptions,
} from '../startquestion';
import { startStartquestion, type StartquestionAccount } from './startquestionAccount';

let account: StartquestionAccount;
const start = async (
	options: Partial<StartquestionSandboxOptions> = {},
	hasAccountId = false,
): Promise<StartquestionAccount> => {
	account = await startStartquestion(options, hasAccountId);
	return account;
};
afterEach(async () => await account.sandbox.close());

const failureOf = async (work: Promise<unknown>): Promise<unknown> =>
	await work.then(
		() => 'no failure',
		(error: unknown) => error,
	);

const extras = { timeZone: 'Europe/Prague' };
const surveyId = String(netquestSurveyId);

describe('surveys', () => {
	it.each([true, false])(
		'are listed, the way the account allows (by webhook: %p)',
		async (hasAccountId) => {
			const { startquestion } = await start({}, hasAccountId);
			expect(await startquestion.surveys.list()).toEqual({
				surveys: [
					{ id: surveyId, name: 'Prodejna 2025', isActive: true },
					{ id: String(closedSurveyId), name: 'Loňský průzkum', isActive: false },
				],
			});
		},
	);

	it.each([true, false])('more than a page of them (by webhook: %p)', async (hasAccountId) => {
		const { startquestion, sandbox } = await start({}, hasAccountId);
		for (let id = 1; id <= 30; id += 1)
			sandbox.control.addSurvey({
				id,
				title: `S${id}`,
				internalTitle: '',
				status: 1,
				questions: [],
			});
		const ids = new Set<string>();
		let cursor: string | undefined;
		do {
			const { surveys, next } = await startquestion.surveys.list(cursor);
			for (const { id } of surveys) ids.add(id);
			cursor = next;
		} while (cursor);
		expect(ids.size).toBe(32);
	});

	it('a wrong token in plain words, and no secret in any text', async () => {
		const { startquestion, sandbox, logged } = await start({}, true);
		sandbox.control.misbehave({ match: /survey-list/, kind: '429' });
		sandbox.control.revokeToken();
		const error = (await failureOf(startquestion.surveys.list())) as Error;
		expect(error).toMatchObject({ kind: 'auth', hint: expect.stringContaining('token secret') });
		expect(logged).not.toEqual([]);
		expect(JSON.stringify([error, error.message, logged])).not.toMatch(/sandbox-token|4711/);
	});

	it('a definition holds what the survey says and what its sheets show', async () => {
		const { startquestion, sandbox } = await start();
		sandbox.control.addSheet(
			netquestSurveyId,
			{},
			{ labels: [{ id: 1, name: 'City', value: 'Brno' }] },
		);
		const definition = await startquestion.surveys.definition(surveyId);
		expect(definition).toMatchObject({ id: surveyId, name: 'Prodejna 2025', isActive: true });
		const byId = Object.fromEntries(
			definition.questions.map((question) => [question.id, question]),
		);
		expect(Object.keys(byId)).toHaveLength(11);
		expect(byId[5255740]).toMatchObject({
			title: 'Jak pravděpodobně nás doporučíte?',
			type: 'nps',
			answerKeys: ['Q5255740'],
		});
		expect(byId[5255742]).toMatchObject({
			type: 'singleChoice',
			choices: [{ id: '1', label: 'Praha' }, {}, {}],
		});
		expect(byId[5255750]).toMatchObject({
			type: 'matrix',
			answerKeys: ['Q5255750_1', 'Q5255750_2'],
		});
		expect(byId[5255752].choices.map(({ label }) => label)).toEqual(['Často', 'Zřídka']);
		expect(byId[5255758]).toMatchObject({ type: 'email' });
		expect(definition.contextFields).toEqual([{ name: 'City' }]);
	});
});

describe('a sheet', () => {
	const answers = {
		5255740: { value: 0, reason: 'Fronta' },
		5255746: 'Protože',
		5255750: [4, { value: 2, reason: 'drahé' }],
		5255758: 'Jan@example.com',
		5255760: 'kolega@example.com',
		5255762: 'Proto',
	};

	it.each<[Partial<StartquestionSandboxOptions>]>([
		[{ smclientidIn: 'referer' }],
		[{ smclientidIn: 'meta', labelsAs: 'map' }],
		[{ smclientidIn: 'label', noDate: null }],
	])(
		'N14 N17 N23 N30 N36 as posted, becomes custom details and says whose it is: %j',
		async (options) => {
			const { startquestion, sandbox } = await start(options);
			const id = sandbox.control.addSheet(netquestSurveyId, answers, { smclientid: 'abc-1' });
			const definition = await startquestion.surveys.definition(surveyId);
			const response = toSurveyResponse(sandbox.control.getSheet(id), { ...extras, definition });
			expect(identify(response, 'smclientid')).toMatchObject({ key: { contactId: 'abc-1' } });
			expect(identify(response, 'email')).toMatchObject({ key: { email: 'jan@example.com' } });
			const { details } = customDetails(response, { survey: definition });
			expect(Object.fromEntries(details.map(({ name, value }) => [name, value]))).toEqual({
				'dotaznik.Jak-pravdepodobne-nas-doporucite?': '0',
				'dotaznik.Jak-pravdepodobne-nas-doporucite?.comment': 'Fronta',
				'dotaznik.Proc?': 'Protože',
				'dotaznik.Ohodnotte-nas-Obsluha': '4',
				'dotaznik.Ohodnotte-nas-Ceny-&-akce': '2',
				'dotaznik.Ohodnotte-nas-Ceny-&-akce.comment': 'drahé',
				'dotaznik.Vas-e-mail': 'Jan@example.com',
				'dotaznik.E-mail-kolegy': 'kolega@example.com',
				'dotaznik.Proc?-2': 'Proto',
			});
		},
	);
});

describe('scheduled pulls', () => {
	const at = (iso: string) => Date.parse(iso);
	const window = (from?: string, to?: string): ResponseWindow => ({ surveyId, from, to });

	it.each<[Partial<StartquestionSandboxOptions>]>([
		[{}],
		[{ order: 'oldest first', pageSize: 2 }],
		[{ v3: { list: 'sheets', total: 'totalCount' } }],
		[{ timeZone: 'Pacific/Auckland' }],
	])('N13 give what was completed in the window, to the second: %j', async (options) => {
		const { startquestion, sandbox } = await start(options);
		const timeZone = options.timeZone ?? 'Europe/Prague';
		const times = [
			'2025-02-10T22:59:59Z',
			'2025-02-10T23:00:00Z',
			'2025-02-11T12:00:00Z',
			'2025-02-12T00:00:00Z',
		];
		const ids = times.map((time) =>
			String(sandbox.control.addSheet(netquestSurveyId, {}, { endedAt: at(time) })),
		);
		sandbox.control.addSheet(netquestSurveyId, {}, { finished: false });
		const source = startquestion.source(surveyId, { timeZone });
		const listed = await collect(
			source.list(window('2025-02-10T23:00:00Z', '2025-02-12T00:00:00Z')),
		);
		expect(listed.map(({ id }) => id).sort()).toEqual([ids[1], ids[2]]);
		expect(listed.find(({ id }) => id === ids[1])?.recordedAt).toBe('2025-02-10T23:00:00.000Z');
		expect(await collect(source.list(window()))).toHaveLength(4);
		const read = await collect(source.read({ ...window(), only: new Set([ids[3]]) }));
		expect(read.map(({ toResponse }) => toResponse().response.id)).toEqual([ids[3]]);
		expect(await collect(source.list({ ...window(), limit: 2 }))).toHaveLength(2);
	});

	it('read many pages, each sheet once, with filters of days on the wire', async () => {
		const { startquestion, sandbox } = await start({ pageSize: 7 });
		for (let count = 0; count < 50; count += 1) sandbox.control.addSheet(netquestSurveyId);
		const source = startquestion.source(surveyId, extras);
		const from = '2025-03-01T00:00:00Z';
		const ids = (await collect(source.list(window(from)))).map(({ id }) => id);
		expect(new Set(ids).size).toBe(50);
		expect(ids).toHaveLength(50);
		expect(sandbox.requests[0].query).toMatchObject({ lowerResponseDate: '2025-02-28', page: '1' });
	});

	it('one response, also shortly before it is there', async () => {
		const { startquestion, sandbox, clock } = await start({ lagMs: 5_000 });
		const id = String(sandbox.control.addSheet(netquestSurveyId, { 5255740: 9 }));
		const source = startquestion.source(surveyId, extras);
		const response = await source.get(id, { justAnnounced: true });
		expect(response).toMatchObject({ response: { id }, survey: { name: 'Prodejna 2025' } });
		expect(response.answers.Q5255740).toMatchObject({
			type: 'nps',
			value: 9,
			npsGroup: 'promoter',
		});
		expect(clock.slept.length).toBeGreaterThan(0);
		expect(await failureOf(source.get('1'))).toMatchObject({ kind: 'notFound' });
	});

	it.each(['5xx-html', 'drop', '429', 'garbage-json'] as const)(
		'ride out %s, or say so',
		async (kind) => {
			const { startquestion, sandbox } = await start();
			sandbox.control.addSheet(netquestSurveyId);
			sandbox.control.misbehave({ match: /single-sheets/, kind });
			const source = startquestion.source(surveyId, extras);
			const outcome = await collect(source.list(window())).then(
				(list) => list.length,
				(error: unknown) => error,
			);
			if (kind === 'garbage-json') expect(outcome).toMatchObject({ kind: 'unexpected' });
			else expect(outcome).toBe(1);
		},
	);
});
