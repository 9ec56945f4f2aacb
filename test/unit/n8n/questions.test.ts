import type { ILoadOptionsFunctions } from 'n8n-workflow';
import { fieldOfRow } from '../../../nodes/shared/n8n/rowField';
import { searchPipedText } from '../../../nodes/shared/n8n/pipedTextField';
import {
	namedSurvey,
	pipedTextFromProperties,
	pipedTextSource,
	questionCredentials,
	questionLists,
} from '../../../nodes/shared/n8n/pipedTextFrom';
import { SURVEY_SYSTEMS } from '../../../nodes/shared/n8n/surveys/all';
import { simplifiedItem } from '../../../nodes/shared/survey/simplifiedItem';
import { parameter } from '../../written';
import { answer, response } from '../conditions/survey';

const locator = (value: string) => ({ __rl: true, mode: 'id', value });

const editor = (parameters: Record<string, unknown>, beside: Record<string, unknown> = {}) =>
	parameter<ILoadOptionsFunctions>({
		getNode: () => ({ name: 'Node', parameters }),
		getCurrentNodeParameter: (name: string) => beside[name],
	});

const item = response([answer('QID6', 42)]);

describe('the survey that a node names', () => {
	it.each([
		['qualtrics', 'SV_1', 'SV_1'],
		[undefined, 'SV_1', 'SV_1'],
		['startquestion', '347232', '347232'],
		['surveymonkey', '105723396', '105723396'],
		['qualtrics', '', undefined],
		['startquestion', 'SV_1', undefined],
		['received', 'SV_1', undefined],
		['sample', 'SV_1', undefined],
		['none', 'SV_1', undefined],
	])('shown are the questions of %s, %s: %s', (showQuestionsOf, value, surveyId) => {
		const parameters = { ...(showQuestionsOf && { showQuestionsOf }) };
		const named = namedSurvey(editor({ ...parameters, questionsSurvey: locator(value) }));
		expect(named?.surveyId).toBe(surveyId);
		if (surveyId !== undefined) expect(named?.system.id).toBe(showQuestionsOf ?? 'qualtrics');
	});
});

describe('where the lists of piped text get their questions from', () => {
	it.each<[string, unknown]>([
		['an item', item],
		['an item as a text', JSON.stringify(item)],
		['what n8n puts around an item', { json: item }],
		['a list of items', JSON.stringify([{ json: item }, { json: {} }])],
		['a simplified item', simplifiedItem(item)],
	])('%s, received or pasted, tells them', async (_name, given) => {
		for (const parameters of [
			{ showQuestionsOf: 'received', questionsReceived: given },
			{ showQuestionsOf: 'sample', questionsSample: given },
		]) {
			const source = await pipedTextSource(editor(parameters));
			expect(source.sample?.response.id).toBe('R_1');
			expect(source.survey?.questions.map(({ id }) => id)).toEqual(['QID6']);
			expect(source.missing).toBeUndefined();
		}
	});

	it.each([undefined, null, '', '={{ $json }}', '{', [], {}, { json: null }, 7])(
		'%j is none: where it should have come in, a list says what to do; where it was pasted, it is an error',
		async (given) => {
			const received = { showQuestionsOf: 'received', questionsReceived: given };
			expect(await pipedTextSource(editor(received))).toEqual({
				missing: expect.stringMatching(/^No response was received yet: execute the nodes/),
			});
			const pasted = { showQuestionsOf: 'sample', questionsSample: given };
			await expect(pipedTextSource(editor(pasted))).rejects.toMatchObject({
				kind: 'input',
				message: "'Sample Response' is not a survey response",
				hint: expect.stringMatching(/^Copy one item from the output panel/),
			});
		},
	);

	it.each(['none', 'qualtrics'])('without a survey (%s) a list says what to do', async (from) => {
		expect(await pipedTextSource(editor({ showQuestionsOf: from }))).toEqual({
			missing: expect.stringMatching(/^No survey is chosen: choose one under/),
		});
	});
});

describe('a list of piped text', () => {
	const page = async (parameters: object, beside = {}, ...asked: [string?, string?]) =>
		await searchPipedText.call(editor({ ...parameters }, beside), ...asked);
	const received = { showQuestionsOf: 'received', questionsReceived: item };

	it('stores tokens, which work in the text as they are', async () => {
		const { results } = await page(received, {}, 'number');
		expect(results[0]).toEqual({
			name: expect.stringContaining('QID6'),
			value: '${q://QID6/ChoiceNumericEntryValue}',
		});
	});

	it('without a survey it begins with what is missing, which stores nothing', async () => {
		const { results, paginationToken } = await page({ showQuestionsOf: 'none' });
		expect(results[0]).toEqual({ name: expect.stringMatching(/^No survey is chosen/), value: '' });
		expect(results.length).toBeGreaterThan(1);
		expect(results.slice(1).filter(({ value }) => value === '')).toEqual([]);
		if (paginationToken === undefined) return;
		const next = await page({ showQuestionsOf: 'none' }, {}, '', String(paginationToken));
		expect(next.results.filter(({ value }) => value === '')).toEqual([]);
	});

	it('of a long survey it has pages, each of which goes on where the one before ended', async () => {
		const answers = Array.from({ length: 200 }, (_, at) => answer(`QID${at}`, at));
		const long = { showQuestionsOf: 'received', questionsReceived: response(answers) };
		const first = await page(long);
		expect(first.results).toHaveLength(100);
		const second = await page(long, {}, '', String(first.paginationToken));
		const seen = new Set(first.results.map(({ value }) => value));
		expect(second.results.length).toBeGreaterThan(0);
		expect(second.results.filter(({ value }) => seen.has(value))).toEqual([]);
	});

	it('in a row, what fits the field of the row stands first', async () => {
		const beside = { '&target': { __rl: true, value: 'email', cachedResultName: 'Email' } };
		const [[first], [other]] = [
			(await page(received, beside)).results,
			(await page(received)).results,
		];
		expect(first.name).toMatch(/e-?mail/i);
		expect(other.name).not.toMatch(/e-?mail/i);
	});

	it('an error says what happened and what to do', async () => {
		await expect(page({ showQuestionsOf: 'sample', questionsSample: 'x' })).rejects.toMatchObject({
			message: "'Sample Response' is not a survey response",
			description: expect.stringMatching(/^Copy one item/),
		});
	});
});

describe('the block that names a survey', () => {
	const names = (...given: Parameters<typeof pipedTextFromProperties>) =>
		pipedTextFromProperties(...given).map(({ name }) => name);

	it('offers every survey tool, a received response, a pasted one, and nothing', () => {
		const [choice] = pipedTextFromProperties();
		expect((choice.options as Array<{ value: string }>).map(({ value }) => value)).toEqual([
			...SURVEY_SYSTEMS.map(({ id }) => id),
			'received',
			'sample',
			'none',
		]);
		expect(choice.default).toBe('qualtrics');
		expect(pipedTextFromProperties('none')[0].default).toBe('none');
		expect(names()).toEqual([
			'showQuestionsOf',
			'receivedSurvey',
			...SURVEY_SYSTEMS.map(() => 'questionsSurvey'),
			'questionsReceived',
			'questionsSample',
		]);
	});

	it('each field is shown for its own choice, and hidden where the block is of no use', () => {
		const hide = { mode: ['expressions'] };
		const [choice, receivedId, ...rest] = pipedTextFromProperties('qualtrics', hide);
		for (const { displayOptions } of [choice, receivedId]) expect(displayOptions).toEqual({ hide });
		expect(rest.map(({ displayOptions }) => displayOptions)).toEqual(
			['qualtrics', 'startquestion', 'surveymonkey', 'received', 'sample'].map((from) => ({
				show: { showQuestionsOf: [from] },
				hide,
			})),
		);
		for (const { displayOptions } of pipedTextFromProperties().slice(0, 2))
			expect(displayOptions).toBeUndefined();
	});

	it('a received response is what comes in, unless another is named', () => {
		const block = pipedTextFromProperties();
		expect(block.find(({ name }) => name === 'questionsReceived')?.default).toBe('={{ $json }}');
	});

	it('has a credential of each tool, which nobody has to choose', () => {
		const unless = { mode: ['x'] };
		for (const slot of questionCredentials({ unless })) {
			expect(slot).toMatchObject({ required: false, displayOptions: { hide: unless } });
			expect(slot.displayName).toMatch(/^Credential for the Survey \(\w/);
		}
		const shown = questionCredentials({ without: ['qualtrics'] }).map(
			({ name, displayOptions }) => [name, displayOptions],
		);
		expect(shown).toEqual([
			['startquestionApi', { show: { showQuestionsOf: ['startquestion'] } }],
			['surveyMonkeyTokenApi', { show: { showQuestionsOf: ['surveymonkey'] } }],
		]);
		const [first] = questionCredentials();
		expect(first.displayOptions?.show).toEqual({
			authentication: ['apiToken'],
			showQuestionsOf: ['qualtrics'],
		});
	});

	it('has a list of surveys of each tool', () => {
		expect(Object.keys(questionLists).sort()).toEqual(
			SURVEY_SYSTEMS.flatMap(({ lists }) => Object.keys(lists)).sort(),
		);
	});
});

describe('names of the field that a row fills', () => {
	it.each<[string, string | undefined, object]>([
		['details.nps', 'NPS (nps)', { name: 'nps', label: 'NPS' }],
		['emailaddress1', 'Email (emailaddress1) · unique', { name: 'emailaddress1', label: 'Email' }],
		['plan', 'Embedded Data · plan', { name: 'plan', label: 'plan' }],
		['plan', 'Embedded Data', { name: 'plan', label: 'Embedded Data' }],
		['plan', '(plan)', { name: 'plan', label: '(plan)' }],
		['plan', '', { name: 'plan' }],
		['plan', undefined, { name: 'plan' }],
		['plan', 'A (b) (c)', { name: 'plan', label: 'A (b)' }],
	])('%s, shown as %s', (value, cachedResultName, wanted) => {
		const target = {
			__rl: true,
			value,
			...(cachedResultName !== undefined && { cachedResultName }),
		};
		expect(fieldOfRow(editor({}, { '&target': target }))).toEqual({ written: value, ...wanted });
	});
});
