import { checkTemplate as typedCheckTemplate } from '../../../nodes/shared/pipedText/checkTemplate';
import { compileTemplate as typedCompileTemplate } from '../../../nodes/shared/pipedText/compileTemplate';
import type { RenderContext } from '../../../nodes/shared/pipedText/Template';
import type { SurveyDefinition } from '../../../nodes/shared/survey/SurveyDefinition';
import type { Answer, SurveyResponse } from '../../../nodes/shared/survey/SurveyResponse';
import { answer, definition, response } from '../conditions/survey';
import { plainly } from '../../written';

const compileTemplate = plainly(typedCompileTemplate);
const checkTemplate = plainly(typedCheckTemplate);
const render = (token: string, more: Partial<RenderContext>) =>
	compileTemplate(token).render({ now: 0, timeZone: 'UTC', random: () => 0, ...more });

describe('Q25 a row, a pass and a column of a question, by its reference', () => {
	const survey: SurveyDefinition = {
		...definition,
		questions: definition.questions.map((question) =>
			question.id === 'QID4' ? { ...question, ref: 'RATE', loops: ['1', '2'] } : question,
		),
	};
	const row = (key: string, more: Partial<Answer> = {}) =>
		answer(key, `said ${key}`, {
			row: { id: key.slice(-1), label: `Row ${key.slice(-1)}` },
			...more,
		});
	const given = response([
		row('QID4_1'),
		row('QID4_2'),
		row('2_QID4_1', { loop: '2' }),
		row('2_QID4_2', { loop: '2' }),
		row('QID4#2_2'),
	]);
	it.each([
		['RATE_1', 'said QID4_1'],
		['RATE_2', 'said QID4_2'],
		['2_RATE_2', 'said 2_QID4_2'],
		['RATE#2_2', 'said QID4#2_2'],
	])('%s: %s', (name, text) => {
		expect(render(`\${q://${name}/Answer}`, { response: given, survey })).toMatchObject({
			text,
			unresolved: [],
		});
		expect(checkTemplate(`\${q://${name}/Answer}`, survey)).toEqual([]);
	});
	it.each(['RATE_3', 'RATE_', '3_RATE_2', '_RATE', 'RATE_2_1'])(
		'%s is not in the survey',
		(name) => {
			const found = render(`\${q://${name}/Answer}`, { response: given, survey });
			expect(found.text).toBe('');
			expect(found.unresolved[0].reason).toContain(`${name} is not in "Store visit".`);
			expect(checkTemplate(`\${q://${name}/Answer}`, survey)).toHaveLength(1);
		},
	);
});

it.each([
	'SelectedChoices',
	'SelectedChoicesTextEntry',
	'EnteredChoicesTextEntry',
	'DisplayedChoices',
	'SelectedChoicesCount',
])('Q25 %s of a question that the survey does not have says so', (form) => {
	const given = response([answer('QID1', 'x')]);
	const found = render(`\${q://QID99/ChoiceGroup/${form}}`, {
		response: given,
		survey: definition,
	});
	const whole = render(`\${q://QID99/${form}}`, { response: given, survey: definition });
	for (const { text, unresolved } of [found, whole]) {
		expect(text).toBe('');
		expect(unresolved).toHaveLength(1);
		expect(unresolved[0].reason).toContain('QID99 is not in');
	}
});

describe('Q25 what a person typed or chose', () => {
	const label = 'https://shop.example/?a=1&copy=2 &lt;b&gt; <b>x</b>';
	const shown = (type: Answer['type'], form: string) =>
		render(`\${q://QID5/${form}}`, { response: response([answer('QID5', label, { type })]) }).value;
	it.each(
		'text longText email phone url date time dateTime number'.split(' ') as Array<Answer['type']>,
	)('typed into a question of the type %s: as it was typed, and no choice', (type) => {
		expect(shown(type, 'SelectedChoices')).toBe(label);
		expect(shown(type, 'SelectedChoicesCount')).toBe(0);
	});
	it.each(
		'boolean consent singleChoice multiChoice rating scale nps ranking matrix other'.split(
			' ',
		) as Array<Answer['type']>,
	)('chosen in a question of the type %s: cleaned words, and one choice', (type) => {
		expect(shown(type, 'SelectedChoices')).toBe('https://shop.example/?a=1&copy=2 <b> x');
		expect(shown(type, 'SelectedChoicesCount')).toBe(1);
	});
});

describe('Q25 why a token has no value', () => {
	const whole = response([answer('QID1', '1')], {
		respondent: { anonymous: false, identifiers: [] },
		context: { plan: 'gold' },
		notShown: [{ id: 'QID7' }],
	});
	const shownOnly: SurveyDefinition = {
		...definition,
		questions: [
			{ ...definition.questions[4], id: 'QID12', type: 'other', title: 'Welcome', answerKeys: [] },
		],
	};
	it.each<[token: string, reason: string, more?: Partial<RenderContext>]>([
		[
			'${q://QID7/QuestionText}',
			'QID7 was not shown to this respondent, so its words did not come along, and no survey is at hand that has them',
		],
		[
			'${q://QID12/Answer}',
			'QID12 is shown among the questions and cannot be answered: only its text is known',
			{ survey: shownOnly },
		],
		[
			'${m://ContactID}',
			"The contact's contact ID is not part of the response: it takes a look-up in the directory",
		],
		[
			'${m://Field/Segment}',
			"The contact's own field Segment is not part of the response; ${e://Field/Segment} reads it where the survey records it",
		],
		[
			'${e://Field/plam}',
			'plam is not among the embedded data of this response. Did you mean plan?',
		],
		[
			'${e://Field/plam}',
			'plam is not an embedded data field of "Store visit". Did you mean plan?',
			{ survey: definition },
		],
		['${e://zzz/plan}', 'Embedded data is written ${e://Field/Name}'],
		['${e://Field/ }', 'The token names no embedded data field'],
		['${rm://Status}', 'Response metadata is written ${rm://Field/ResponseID}'],
		['${loc://Street}', 'A place has no Street'],
		[
			'${loc://IPAddress}',
			'Browser, IP address and place are personal data and were not read with this response',
		],
		...['CountryName', 'CountryCode', 'RegionName', 'RegionCode', 'City', 'PostalCode'].map(
			(name): [string, string] => [
				`\${loc://${name}}`,
				`${name} is looked up by Qualtrics while the survey runs and is not part of the response`,
			],
		),
		[
			'${date://Tomorrow/Y}',
			'Tomorrow is not a date. There are CurrentDate, CurrentTime and OtherDate',
		],
		['${date://CurrentDate}', 'CurrentDate must be followed by a format, as in CurrentDate/Y-m-d'],
		['${date://OtherDate/Y/soon}', '"soon" is not an offset such as -1 day or +2 weeks'],
		[
			'${date://CurrentDate/Y}',
			'The time zone Mars/Base is not known, or the date is too far off',
			{ timeZone: 'Mars/Base' },
		],
		[
			'${r://RecordedDate/Y}',
			'The time zone Mars/Base or the date itself is not valid',
			{ timeZone: 'Mars/Base' },
		],
		['${rand://int/0:9007199254740991}', 'The bounds are too far apart'],
		[
			'${q://QID1/Answer}',
			'What is here is not a complete survey response',
			{ response: {} as SurveyResponse },
		],
	])('%s: %s', (...[token, reason, more]) => {
		const found = render(token, { response: whole, ...more });
		expect(found.unresolved.map((one) => one.reason)).toEqual([reason]);
		expect(found.text).toBe('');
	});
	it.each(
		['q://QID1', 'e://Field/plan', 'm://Email', 'm://Field/x', 'r://Status', 'gr://SC_0'].concat([
			'rm://Field/ResponseID',
			'loc://IPAddress',
			'r://RecordedDate/Y',
			'r://Consent/news',
		]),
	)('%s: there is no response', (token) => {
		expect(render(`\${${token}}`, {}).unresolved.map((one) => one.reason)).toEqual([
			'There is no survey response here',
		]);
	});
	it('the words of what was not shown came along, or stand in the survey', () => {
		const titled = { ...whole, notShown: [{ id: 'QID7', title: 'When?' }] };
		const token = '${q://QID7/QuestionText}';
		expect(render(token, { response: titled }).text).toBe('When?');
		expect(render(token, { response: whole, survey: definition }).text).toBe('Date of your visit');
	});
});
