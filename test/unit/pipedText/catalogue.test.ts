import { catalogue } from '../../../nodes/shared/pipedText/catalogue';
import { searchCatalogue } from '../../../nodes/shared/pipedText/catalogue/searchCatalogue';
import { checkTemplate as typedCheckTemplate } from '../../../nodes/shared/pipedText/checkTemplate';
import { compileTemplate as typedCompileTemplate } from '../../../nodes/shared/pipedText/compileTemplate';
import type { Question, SurveyDefinition } from '../../../nodes/shared/survey/SurveyDefinition';
import type { SurveyResponse } from '../../../nodes/shared/survey/SurveyResponse';
import corpus from '../../corpora/pipedText/tokens.json';
import { plainly } from '../../written';

const checkTemplate = plainly(typedCheckTemplate);
const compileTemplate = plainly(typedCompileTemplate);

const survey = corpus.survey as SurveyDefinition;
const full = corpus.responses.full as unknown as SurveyResponse;
const hook = corpus.responses.hook as unknown as SurveyResponse;
const context = { now: 0, timeZone: 'UTC', random: () => 0.5 };

describe('the {a} list', () => {
	const entries = catalogue({ survey });
	const tokenNamed = (name: string) => entries.find((entry) => entry.name === name)?.token;

	it.each([
		[
			'How satisfied were you with your visit? · Selected choice (Q2)',
			'${q://QID2/ChoiceGroup/SelectedChoices}',
		],
		[
			'How satisfied were you with your visit? · Recode value (Q2)',
			'${q://QID2/SelectedChoicesRecode}',
		],
		['What made you come? · Selected choices (Q3)', '${q://QID3/ChoiceGroup/SelectedChoices}'],
		['What made you come? · Text typed into "Other" (Q3)', '${q://QID3/ChoiceTextEntryValue/4}'],
		['How were these? · Staff · Selected answer (Q4)', '${q://QID4/ChoiceGroup/SelectedChoices/2}'],
		['How likely are you to recommend us? · Score (Q6)', '${q://QID6/ChoiceNumericEntryValue}'],
		['Rank these brands · Rank of "West" (Q7)', '${q://QID7/ChoiceNumericEntryValue/3}'],
		['Your address · City · Typed text (Q9)', '${q://QID9/ChoiceTextEntryValue/2}'],
		[
			'Was this product good? · Loop 2 · Selected choice (Q10)',
			'${q://2_QID10/ChoiceGroup/SelectedChoices}',
		],
		['Your receipt · File name (Q8)', '${q://QID8/FileName}'],
		['Embedded Data · Team Member 1', '${e://Field/Team%20Member%201}'],
		['Contact · Email', '${m://Email}'],
		['Response · Survey name', '${r://SurveyName}'],
		['Date · Today (31/12/2025)', '${date://CurrentDate/d%2Fm%2FY}'],
	])('Q25 %s', (name, token) => {
		expect(tokenNamed(name)).toBe(token);
	});

	it('Q25 every token it offers is known to the survey, and none is offered twice', () => {
		for (const { token, name } of entries) {
			expect([name, checkTemplate(token, survey)]).toEqual([name, []]);
			expect(
				compileTemplate(token).render({ ...context, survey, response: full }).warnings,
			).toEqual([]);
		}
		expect(new Set(entries.map(({ token }) => token)).size).toBe(entries.length);
		expect(new Set(entries.map(({ name }) => name)).size).toBe(entries.length);
	});

	it.each([
		['full', full],
		['hook', hook],
	] as const)(
		'Q25 from a sample alone (%s), every question token finds its answer there',
		(_name, sample) => {
			const offered = catalogue({ sample }).filter(
				({ group }) => group === 'Question' || group === 'Embedded Data',
			);
			expect(offered.length).toBeGreaterThan(5);
			for (const { token } of offered) {
				const { unresolved } = compileTemplate(token).render({ ...context, response: sample });
				expect([
					token,
					unresolved.filter(({ reason }) => !reason.includes('Show Questions Of')),
				]).toEqual([token, []]);
			}
			expect(catalogue({ sample }).some(({ name }) => name === 'Response · Score SC_0')).toBe(
				sample === full,
			);
		},
	);

	it('shows titles without HTML and of a readable length', () => {
		const [first] = catalogue({ sample: hook });
		expect(first.name).toBe('How was it? Really · Selected choice (csat_ref)');
		const long: Question = { ...survey.questions[1], title: 'word '.repeat(60) };
		expect(catalogue({ survey: { ...survey, questions: [long] } })[0].name.length).toBeLessThan(
			120,
		);
	});
});

describe('searching the list', () => {
	const entries = catalogue({ survey });
	const first = (filter: string) => searchCatalogue(entries, filter).entries[0]?.token;

	it.each([
		['satisfied selected', '${q://QID2/ChoiceGroup/SelectedChoices}'],
		['SELECTED Satisfied', '${q://QID2/ChoiceGroup/SelectedChoices}'],
		['qid4 staff', '${q://QID4/ChoiceGroup/SelectedChoices/2}'],
		['staff how were', '${q://QID4/ChoiceGroup/SelectedChoices/2}'],
		['Q1', '${q://QID1/ChoiceTextEntryValue}'],
		['${e://Field/plan}', '${e://Field/plan}'],
		['dâte isö', '${date://CurrentDate/Y-m-d}'],
		['زيارتك', '${q://QID17/ChoiceGroup/SelectedChoices}'],
	])('Q25 %s', (filter, token) => {
		expect(first(filter)).toBe(token);
	});

	it('finds nothing rather than anything', () => {
		expect(searchCatalogue(entries, 'satisfied zebra').entries).toEqual([]);
	});

	it('a survey of 150 questions and 2,000 fields is listed in pages, whole and without repeats, fast enough to type by', () => {
		const questions = Array.from({ length: 150 }, (_, number) => ({
			...survey.questions[3],
			id: `QID${number + 100}`,
			ref: `Q${number + 100}`,
		}));
		const contextFields = Array.from({ length: 2000 }, (_, number) => ({
			name: `Field ${number}`,
		}));
		const start = performance.now();
		const large = catalogue({ survey: { ...survey, questions, contextFields } });
		const seen: string[] = [];
		for (let page: string | undefined = '0'; page !== undefined; ) {
			const found = searchCatalogue(large, '', page, 250);
			expect(found.entries.length).toBeLessThanOrEqual(250);
			seen.push(...found.entries.map(({ token }) => token));
			page = found.paginationToken;
		}
		expect(seen).toEqual(large.map(({ token }) => token));
		expect(searchCatalogue(large, 'field 1999').entries[0].token).toBe('${e://Field/Field%201999}');
		expect(performance.now() - start).toBeLessThan(1000);
	});

	it.each(['x', '-5', '1e9', '2.5', 'NaN'])('a page token of %s is no error', (token) => {
		expect(searchCatalogue(entries, '', token).entries.length).toBeLessThanOrEqual(100);
	});
});

describe('checking a template at design time', () => {
	it.each([
		[
			'${q://QID19/SelectedChoices}',
			'QID19 is not in "Store visit". Did you mean QID17 "كيف كانت زيارتك؟"?',
		],
		[
			'${q://QID12/SelectedChoices}',
			'QID12 is not in "Store visit". Did you mean QID11 "How much of each?"?',
		],
		[
			'${q://Rank those brands}',
			'Rank those brands is not in "Store visit". Did you mean QID7 "Rank these brands"?',
		],
		['${q://zzzzzzzz}', 'zzzzzzzz is not in "Store visit".'],
		['${q:// zzzzzzzz /Answer}', 'zzzzzzzz is not in "Store visit".'],
		['${e://Field/ zzzzzzzz }', 'zzzzzzzz is not an embedded data field of "Store visit".'],
		[
			'${q://QID2/SelectedChioces}',
			'SelectedChioces is not something a question has. Did you mean SelectedChoices?',
		],
		['${q://QID4/SelectedChoices/9}', 'QID4 has no row or choice 9'],
		[
			'${e://Field/plann}',
			'plann is not an embedded data field of "Store visit". Did you mean plan?',
		],
		['${m://Mail}', 'A contact has no Mail. Did you mean Email?'],
		['${q://QID2/SelectedChoices|uper}', 'uper is not a transformation. Did you mean upper?'],
		[
			'${date://CurrentDate/PT}',
			'PT is a named date format whose meaning Qualtrics does not publish; write it in letters, for example Y-m-d',
		],
		['Hi ${q://QID2', 'The token is never closed with } (at character 4)'],
		[
			'$e{ ${q://QID99/SelectedChoicesRecode} * 2 }',
			'QID99 is not in "Store visit". Did you mean QID9 "Your address"?',
		],
	])('Q25 %s', (template, message) => {
		expect(checkTemplate(template, survey)).toEqual([message]);
	});

	it.each([
		'plain',
		'${q://QID2/ChoiceGroup/SelectedChoices}',
		'${e://Field/ResponseID}',
		'${q://1_QID10}',
		'${q:// QID2 /ChoiceGroup/SelectedChoices}',
		'${e://Field/ plan }',
		'${e://Field/ ResponseID }',
		'${q://QID4_2}',
		'${m://Email}',
		'${loc://IPAddress}',
		'${gr://SC_1/Score}',
		'${date://CurrentDate/c}',
		'${rand://int/1:9}',
		'${r://Status}',
	])('finds no fault with %s', (template) => {
		expect(checkTemplate(template, survey)).toEqual([]);
	});

	it('names the nearest question as a person would look for it', () => {
		const near: SurveyDefinition = {
			...survey,
			questions: [
				{ ...survey.questions[5], id: 'QID11', title: 'How likely are you to recommend us?' },
			],
		};
		expect(checkTemplate('${q://QID12/SelectedChoices}', near)).toEqual([
			'QID12 is not in "Store visit". Did you mean QID11 "How likely are you to recommend us?"?',
		]);
	});

	it('says only what needs no survey when none is known', () => {
		expect(checkTemplate('${q://QID99} ${e://Field/x} ${q://QID1/Nope}')).toHaveLength(1);
	});
});
