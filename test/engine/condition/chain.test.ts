import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { QualtricsSandbox } from '../../sandbox/qualtrics';
import { startQualtricsSandbox, storeVisitId } from '../../sandbox/qualtrics';
import { credentialsOf, picked } from '../../workflows';
import { chain, forgetProcessed, runWorkflow } from '../harness';
import { byAnswers, explanationOf } from './conditionNode';

/**
 * Tokens as people have them: picked with {a}, copied out of a survey's editor (short and long form, URL-encoded, in the middle
 * of HTML), with steps behind; each with what it has to come out as, wherever it stands.
 */
const TOKENS: Array<[token: string, text: string]> = [
	['${q://QID2/ChoiceGroup/SelectedChoices}', 'Extremely satisfied'],
	['${q://QID2/SelectedChoices}', 'Extremely satisfied'],
	['${q://QID2/QuestionText}', 'How satisfied were you with your visit?'],
	['${q://QID4/ChoiceGroup/SelectedChoices}', 'Home & garden, Café, Other:'],
	['${q://QID4/ChoiceGroup/SelectedChoicesTextEntry}', 'Home & garden, Café, the <toys>'],
	['${q://QID4/ChoiceTextEntryValue/9}', 'the <toys>'],
	['${q://QID8/ChoiceGroup/SelectedChoices/4}', 'Agree'],
	['${q://QID8/ChoiceDescription/4}', 'The shop was clean & tidy'],
	['${q://QID9/ChoiceGroup/SelectedChoices}', 'السعر'],
	['${q://QID10/QuestionText}', 'מה דעתך על the fitting rooms?'],
	['${q://QID10/ChoiceGroup/SelectedChoices}', 'Ambiance 🎵'],
	['${q://QID15/QuestionText}', 'ما رأيك في the fitting rooms؟'],
	['${q://QID46/QuestionText}', 'gift wrapping 😀👍🏽 — tell us!'],
	['${q://QID6/ChoiceTextEntryValue}', 'Line one\nline <two> &amp; 🙂'],
	['${q://QID1/ChoiceNumericEntryValue}', '0'],
	['${e://Field/Pr%C3%A9nom%20du%20vendeur}', 'Zoë'],
	['${e://Field/Prénom du vendeur|upper}', 'ZOË'],
	['${q://QID5/ChoiceTextEntryValue|phone:national:FR}', '0612345678'],
	['${q://QID7/ChoiceGroup/SelectedChoices}', ''],
	['${e://Field/Team&nbsp;Member&#32;1}', 'Tom & Jerry'],
	['${e://Field/Team\u00a0Member%201\u200b}', 'Tom & Jerry'],
	['<p>${e://Field/Team%20Member%201}<br>\n${m://Language}</p>', '<p>Tom & Jerry<br>\nEN</p>'],
	['Dear ${q://QID3/ChoiceTextEntryValue}, thanks!', 'Dear ada@example.com, thanks!'],
];

/** What a person reads: no tags, no entities that mean a character, no blanks at the ends. */
const READABLE =
	/^(?!\s)(?!.*<\/?[a-z])(?!.*&(?:amp|nbsp|ndash|lt|gt|eacute|#\d+);)[\s\S]*(?<!\s)$/i;

const FORMS: Array<[form: string, parameters: IDataObject]> = [
	['whole', { options: { onlyShown: false } }],
	['without what was not shown', {}],
	['simplified', { simplify: true }],
];

describe.each(FORMS)('the whole chain, items %s', (form, parameters) => {
	let sandbox: QualtricsSandbox;
	let response: IDataObject;
	beforeAll(async () => {
		sandbox = await startQualtricsSandbox({ exportPolls: 0 });
		forgetProcessed();
		sandbox.control.addResponse(storeVisitId, {
			QID1: 0,
			QID2: 5,
			QID3_TEXT: 'ada@example.com',
			QID4: ['3', '1', '6'],
			QID4_9_TEXT: 'the <toys>',
			QID5_TEXT: '+33612345678',
			QID6_TEXT: 'Line one\nline <two> &amp; 🙂',
			QID7: null,
			QID8_4: 4,
			QID9: 60,
			QID10: 2,
			'Prénom du vendeur': 'Zoë',
			'Team Member 1': 'Tom & Jerry',
		});
		const result = await runWorkflow({
			nodes: [
				{
					name: 'Survey Trigger',
					type: 'n8n-nodes-survey-ops.surveyTrigger',
					parameters: {
						surveys: { values: [{ survey: picked(storeVisitId) }] },
						...parameters,
					} as INodeParameters,
				},
			],
			credentials: credentialsOf(sandbox),
		});
		[response] = result.json('Survey Trigger');
	});
	afterAll(async () => await sandbox.close());

	const run = async (node: object, input: object[] = [response]) => {
		const result = await runWorkflow({
			nodes: [
				{
					name: 'Items',
					type: 'test.items',
					parameters: { items: input.map((json) => ({ json })) } as never,
				},
				{ name: 'Node', type: '', ...node },
			],
			connections: chain('Items', 'Node'),
			credentials: credentialsOf(sandbox),
			mode: 'trigger',
		});
		expect(result.error).toBeUndefined();
		return result.json('Node').concat(result.json('Node', 1));
	};

	const everyWordReads = () =>
		it('every title and label of a full response reads as a person would read it', () => {
			const answers = Object.values(response.answers as Record<string, IDataObject>);
			const texts = answers.flatMap(({ title, row, choices }) => [
				title,
				(row as IDataObject | undefined)?.label,
				...((choices as IDataObject[] | undefined) ?? []).map(({ label }) => label),
			]);
			const found = texts.filter((text): text is string => typeof text === 'string');
			expect(found.length).toBeGreaterThan(200);
			// Two texts of the survey hold escaped brackets and a pipe; those are what the author wrote.
			const unreadable = found.filter(
				(text) => !READABLE.test(text.replace('<only>', '')) || text === '',
			);
			expect(unreadable).toEqual([]);
			expect(found).toContain(
				'returns\n\nPlease think of your last visit <only>.'.replace('\n\n', ' '),
			);
		});
	// The other forms hold some of its words.
	if (form === 'whole') everyWordReads();

	it.each(TOKENS)('Q25: %s', async (token, text) => {
		const byCondition = byAnswers(
			[['all', { subject: '${r://ResponseID}', operator: 'isNot', value: token }]],
			{},
		);
		const [item] = await run({ ...byCondition, name: 'Node' });
		const [rule] = explanationOf(item).groups[0].rules;
		expect(rule.expected ?? '').toBe(text);
	});

	it('Q25: a token copied with its HTML is the same subject too', async () => {
		const subject = '${e://Field/Team&nbsp;Member&#32;1}';
		const rule = { subject, operator: 'is', value: 'tom & jerry' };
		const [item] = await run({ ...byAnswers([['all', rule]]), name: 'Node' });
		expect(explanationOf(item).result).toBe(true);
	});

	it('Q25: the same tokens give the same texts in Update Directory Contact', async () => {
		const rows = TOKENS.map(([source], index) => ({
			target: picked(`token${index}`, 'name'),
			source: picked(source, 'text'),
			options: {},
		}));
		await run({
			type: 'n8n-nodes-survey-ops.updateDirectoryContact',
			parameters: {
				directory: picked('default'),
				questionsSurvey: picked(storeVisitId),
				fields: {
					row: [
						{ target: picked('email'), source: picked('ada@example.com', 'text'), options: {} },
						...rows,
					],
				},
			} as unknown as INodeParameters,
		});
		const contact = [...sandbox.state.directories.values()]
			.flatMap(({ contacts }) => [...contacts.values()])
			.find(({ email }) => email === 'ada@example.com');
		const written = TOKENS.map((_, index) => contact?.embeddedData[`token${index}`] ?? '');
		expect(written).toEqual(TOKENS.map(([, text]) => text));
	});
});
