import { readLocalDate } from '../../../nodes/shared/connectors/startquestion/dates';
import {
	readSheets,
	toSurveyResponse,
} from '../../../nodes/shared/connectors/startquestion/toSurveyResponse';
import { hostAddress } from '../../../nodes/shared/connectors/startquestion/address';
import { PLACEHOLDERS, withAccess } from '../../../credentials/startquestionAccess';
import type { SurveyDefinition } from '../../../nodes/shared/survey/SurveyDefinition';
import { compileTemplate as typedCompileTemplate } from '../../../nodes/shared/pipedText/compileTemplate';
import { plainly } from '../../written';

const compileTemplate = plainly(typedCompileTemplate);

const sheet = (questions: unknown[], meta: Record<string, unknown> = {}) => ({
	meta: {
		id: 89595094,
		surveyId: 347232,
		startDate: '2021-05-26 11:01:01',
		endDate: '2021-05-26 11:07:14',
		finished: true,
		...meta,
	},
	time: { real: '00:06:13' },
	questions,
});
const read = (
	questions: unknown[],
	meta?: Record<string, unknown>,
	definition?: SurveyDefinition,
) => toSurveyResponse(sheet(questions, meta), { timeZone: 'Europe/Prague', definition });
const answersOf = (question: object) =>
	Object.values(read([{ id: 1, content: 'T', ...question }]).answers);

describe('what was chosen', () => {
	it.each([
		[
			{ id: 3, content: 'Yes' },
			{ id: '3', code: '3', label: 'Yes' },
		],
		[{ id: 3 }, { id: '3', code: '3', label: '3' }],
		[{ content: 'Yes' }, { label: 'Yes' }],
		[
			{ id: 3, content: 'Other', additional: 'Blue' },
			{ id: '3', code: '3', label: 'Other', other: true, otherText: 'Blue' },
		],
	])('%j beside another', (entry, choice) => {
		const [answer] = answersOf({ answers: [entry, { id: 9, content: 'No' }] });
		expect(answer.choices?.[0]).toEqual(choice);
	});

	it('an entry of which nothing is said has no words', () => {
		const [answer] = answersOf({ answers: [{ position: 1 }, { id: 9, content: 'No' }] });
		expect(answer.choices?.[0]).toEqual({ label: '' });
	});
});

describe('times', () => {
	it.each([
		['summer', '2021-05-26 11:01:01', '2021-05-26T09:01:01.000Z'],
		['winter', '2021-01-26 11:01:01', '2021-01-26T10:01:01.000Z'],
		['pending', '0000-00-00 00:00:00', undefined],
		['never', null, undefined],
		['no date', 'soon', undefined],
		['a date that does not exist', '2021-02-30 10:00:00', undefined],
	])('%s: %s is %s', (_name, text, iso) => {
		expect(readLocalDate(text, 'Europe/Prague')).toBe(iso);
	});

	it('N13 local times get the account’s zone', () => {
		expect(read([]).response).toMatchObject({
			id: '89595094',
			status: 'complete',
			startedAt: '2021-05-26T09:01:01.000Z',
			submittedAt: '2021-05-26T09:07:14.000Z',
			rawTimeZone: 'Europe/Prague',
			durationSeconds: 373,
			revision: expect.stringMatching(/^[0-9a-f]{32}$/),
		});
	});

	it('an unfinished sheet is partial and has no end', () => {
		const { response, event } = read([], { finished: false, endDate: '0000-00-00 00:00:00' });
		expect(response.status).toBe('partial');
		expect(response.submittedAt).toBeUndefined();
		expect(event).toBe('updated');
	});
});

describe('answers', () => {
	it.each([0, 6, 10])(
		'N02 the score is what it says and not the position of the option: %d',
		(score) => {
			const answer = { id: score + 1, content: String(score), additional: 'Reason' };
			expect(answersOf({ answer })).toEqual([
				expect.objectContaining({
					key: 'Q1',
					type: 'nps',
					value: score,
					numeric: score,
					text: String(score),
					comment: 'Reason',
					scale: { min: 0, max: 10, direction: 'up' },
					npsGroup: score === 10 ? 'promoter' : 'detractor',
				}),
			]);
		},
	);

	it('a number among choices is a choice, unless the survey says that it is a score', () => {
		const raw = [
			{ id: 1, content: 'How many?', answer: { id: 2, content: '5', additional: null } },
		];
		expect(read(raw).answers.Q1).toMatchObject({ type: 'singleChoice', value: '2', label: '5' });
		const question = {
			id: '1',
			title: 'T',
			type: 'nps' as const,
			choices: [],
			rows: [],
			answerKeys: ['Q1'],
		};
		const definition = {
			provider: 'startquestion',
			id: '347232',
			name: 'S',
			questions: [question],
			contextFields: [],
		};
		expect(read(raw, {}, definition).answers.Q1).toMatchObject({ type: 'nps', value: 5 });
	});

	it('one choice, with a text of their own', () => {
		const answer = { id: 1, content: 'a &amp; b', additional: 'own' };
		expect(answersOf({ answer })[0]).toMatchObject({
			type: 'singleChoice',
			value: '1',
			label: 'a & b',
			text: 'own',
			choices: [{ id: '1', code: '1', label: 'a & b', other: true, otherText: 'own' }],
		});
	});

	it('several choices are one answer with the positions as codes', () => {
		const answers = [
			{ id: 1, content: 'a', additional: 'own' },
			{ id: 3, content: 'c', additional: null },
		];
		expect(answersOf({ answers })[0]).toMatchObject({
			type: 'multiChoice',
			value: ['1', '3'],
			label: 'a, c',
			text: 'own, c',
		});
	});

	it.each([
		['one text', [{ value: 'x' }], 'x', 'x'],
		['several', [{ value: 'x' }, { value: 'y' }], ['x', 'y'], 'x, y'],
		['zero', [{ value: 0 }], '0', '0'],
	])('open: %s', (_name, answers, value, text) => {
		expect(answersOf({ answers })[0]).toMatchObject({
			type: 'text',
			state: 'answered',
			value,
			text,
		});
	});

	it.each([[{ answer: null }], [{ answers: [] }], [{}], [{ answers: [{ value: '' }] }]])(
		'%j was skipped',
		(raw) => {
			expect(answersOf(raw)).toMatchObject([
				{ key: 'Q1', state: 'skipped', value: null, text: '' },
			]);
		},
	);

	it('a rating matrix has an answer for each row, with its reason', () => {
		const answers = [
			{ id: 1, rating: 2, content: 'a', additional: 'more', reason: 'why' },
			{ id: 2, rating: 0, content: 'b', additional: null, reason: null },
		];
		expect(answersOf({ answers })).toMatchObject([
			{
				key: 'Q1_1',
				parentId: '1',
				row: { id: '1', label: 'a' },
				type: 'rating',
				numeric: 2,
				comment: 'more, why',
			},
			{ key: 'Q1_2', row: { id: '2', label: 'b' }, numeric: 0, value: 0, text: '0' },
		]);
	});

	it('a single rating is no matrix', () => {
		expect(answersOf({ answers: [{ id: 1, rating: 4, content: '' }] })).toMatchObject([
			{ key: 'Q1', numeric: 4 },
		]);
	});

	it('nested matrices: one choice, several, and text in each row', () => {
		const answers = [
			{ id: 1, content: 'r1', answer: { id: 2, content: 'B', additional: null } },
			{
				id: 2,
				content: 'r2',
				answers: [
					{ id: 1, content: 'A' },
					{ id: 2, content: 'B' },
				],
			},
			{ id: 3, content: 'r3', answers: [{ value: 'free' }] },
			{ id: 4, content: 'r4', answer: null },
		];
		expect(
			answersOf({ answers }).map(({ key, type, text, state }) => [key, type, text, state]),
		).toEqual([
			['Q1_1', 'singleChoice', 'B', 'answered'],
			['Q1_2', 'multiChoice', 'A, B', 'answered'],
			['Q1_3', 'text', 'free', 'answered'],
			['Q1_4', 'text', '', 'skipped'],
		]);
	});

	it('N14 answers stand in the order of the survey, whatever their ids', () => {
		const open = (id: number, text: string) => ({ id, content: text, answers: [{ value: text }] });
		const matrix = { id: 20, content: 'm', answers: [{ id: 1, rating: 1, content: 'r' }] };
		const { answers } = read([open(30, 'a'), matrix, open(10, 'b')]);
		expect(Object.keys(answers)).toEqual(['Q30', 'Q20_1', 'Q10']);
	});

	it('answers are in piped text by id and by words', () => {
		const response = read([
			{ id: 5255748, content: '<b>NPS</b>', answer: { id: 7, content: '6' } },
		]);
		const context = { response, now: 0, timeZone: 'UTC', random: () => 0 };
		const text = (source: string) => compileTemplate(source).render(context).text;
		expect(text('${q://5255748/ChoiceGroup/SelectedChoices}')).toBe('6');
		expect(response.answers.Q5255748.title).toBe('NPS');
	});
});

describe('what travels with the answers', () => {
	const labels = [
		{ id: 1, name: 'City', value: 'London' },
		{ id: 2, name: 'City', value: 'Praha' },
		{ id: 3, name: '', value: 'x' },
	];

	it('labels by name, tags, external key, consent', () => {
		const response = read([], {
			labels,
			tags: [{ id: 11452, sentiment: 'positive', weight: 1 }],
			externalKey: 'C-1',
			email: 'j.snow@example.com',
			respondentId: 7548,
			token: '84CFd0',
			personalDataChecked: true,
			ip: '192.0.2.7',
		});
		expect(response).toMatchObject({
			context: { City: 'London', 'City-2': 'Praha', l3: 'x' },
			tags: ['11452'],
			consents: [{ purpose: 'personalData', value: 'granted' }],
			respondent: {
				id: '7548',
				email: 'j.snow@example.com',
				externalId: 'C-1',
				token: '84CFd0',
				anonymous: false,
				identifiers: [{ system: 'startquestion', type: 'externalKey', value: 'C-1' }],
			},
		});
		expect(response.meta).toBeUndefined();
		expect(JSON.stringify(response)).not.toContain('192.0.2.7');
	});

	it('labels as a map of l1, l2', () => {
		const { context } = read([], {
			labels: { l1: 'London', l2: { name: 'Job', value: 'Programmer' } },
		});
		expect(context).toEqual({ l1: 'London', Job: 'Programmer' });
	});

	it.each([
		[
			'in the address',
			{ referer: 'https://www.netquest.cz/dotaznik/1/a.html?x=1&smclientid=abc-1' },
		],
		['as metadata', { smclientid: 'abc-1' }],
		['as a label', { labels: [{ id: 9, name: 'smclientid', value: 'abc-1' }] }],
	])('N17 smclientid %s', (_name, meta) => {
		const { respondent, context } = read([], meta);
		expect(respondent.identifiers).toContainEqual({
			system: 'salesmanago',
			type: 'smclientid',
			value: 'abc-1',
		});
		expect(context.smclientid).toBe('abc-1');
	});

	it('an empty external key is none, and nobody is known', () => {
		expect(read([], { externalKey: '', email: '', respondentId: null }).respondent).toEqual({
			anonymous: true,
			identifiers: [],
		});
	});
});

describe('what a RESThook posts', () => {
	it.each([
		['alone', (posted: unknown) => posted],
		['in a list', (posted: unknown) => [posted]],
		['under sheets', (posted: unknown) => ({ sheets: [posted] })],
		['under data', (posted: unknown) => ({ data: [posted] })],
		['under data.sheets', (posted: unknown) => ({ data: { sheets: [posted] } })],
	])('is read %s', (_name, wrap) => {
		const posted = sheet([]);
		const body = JSON.stringify(wrap(posted));
		const read = {
			kind: 'ok',
			sheets: [{ surveyId: String(posted.meta.surveyId), sheet: posted }],
		};
		expect(readSheets(body)).toEqual(read);
		expect(readSheets(Buffer.from(body))).toEqual(read);
	});

	it.each(['', '{', 'null', '[]', '{"meta":{}}', '{"meta":{"id":1}}', 'token=1'])(
		'%j is malformed',
		(body) => {
			expect(readSheets(body)).toEqual({ kind: 'malformed', reason: expect.any(String) });
		},
	);

	it.each([
		null,
		1,
		'x',
		[],
		{ meta: 1, questions: [null, 1, { id: null }, { id: 1, answers: [null, 1, 'x'] }] },
	])('%j never throws', (raw) =>
		expect(() => toSurveyResponse(raw, { timeZone: 'UTC' })).not.toThrow(),
	);
});

describe('the account', () => {
	it.each([
		['netquest.cz', 'https://netquest.cz'],
		['https://www.startquestion.com/en/login', 'https://www.startquestion.com'],
		['http://localhost:3000', 'http://localhost:3000'],
	])('%s is %s', (pasted, address) => expect(hostAddress(pasted)).toBe(address));

	it.each([
		['', 'is missing'],
		['http://www.netquest.cz', 'must begin with https://'],
		['https://a:b@netquest.cz', 'must not contain a user name or password'],
	])('%j is refused: it %s', (pasted, what) =>
		expect(() => hostAddress(pasted)).toThrow(
			expect.objectContaining({
				kind: 'input',
				message: `The host of the survey account ${what}`,
				hint: 'Enter the host you log in at, for example www.netquest.cz.',
			}),
		),
	);

	it('secrets take their places only when the request leaves', () => {
		const access = { accountId: '1/2', token: 'to$&ken', tokenSecret: 'se?cret' };
		const { accountId, token, tokenSecret } = PLACEHOLDERS;
		const list = `https://h/webhooks/${accountId}/${token}/${tokenSecret}/survey-list`;
		expect(withAccess(list, { limit: 1 }, access)).toEqual({
			url: 'https://h/webhooks/1%2F2/to%24%26ken/se%3Fcret/survey-list',
			query: { limit: 1 },
		});
		expect(withAccess('https://h/api/v2/surveys', { limit: 1 }, access)).toEqual({
			url: 'https://h/api/v2/surveys',
			query: { limit: 1, token: 'to$&ken', token_secret: 'se?cret' },
		});
	});
});
