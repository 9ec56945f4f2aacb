import { timed, ownNode } from '../engine';
import type { INodeExecutionData } from 'n8n-workflow';
import { compileTemplate } from '../../../nodes/shared/pipedText/compileTemplate';
import type { SurveyDefinition } from '../../../nodes/shared/survey/SurveyDefinition';
import type { SurveyResponse } from '../../../nodes/shared/survey/SurveyResponse';
import { byAnswers, type RuleInput } from '../../engine/condition/conditionNode';
import { answer, definition, response, subject } from '../../unit/conditions/survey';
import { plainly } from '../../written';
import { expect, tenfold, type Growth, type Work } from './Growth';

/** The Condition node and piped text: what is done for every answer that goes by. */
const RULES = 3;
const QUESTIONS = 30;
const TOKENS = 5;

const keyOf = (question: number): string => `QID${question + 1}`;

/** As items come out of n8n, each with objects of its own. */
const responseOf = (item: number, questions: number): SurveyResponse =>
	response(Array.from({ length: questions }, (_, question) => answer(keyOf(question), item % 11)));

/** They spread over the questions, and all are met, so that nobody stops early. */
const rulesOf = (count: number, questions: number): RuleInput[] =>
	Array.from({ length: count }, (_, rule) => ({
		subject: `\${q://${keyOf(Math.floor((rule * questions) / count))}/ChoiceNumericEntryValue}`,
		operator: 'greaterOrEqual',
		value: '0',
	}));

function conditions(items: number, rules: number, questions: number, times = 1): Work {
	const pool = Array.from(
		{ length: items },
		(_, item): INodeExecutionData => ({ json: responseOf(item, questions) as never }),
	);
	const node = byAnswers([['all', ...rulesOf(rules, questions)]], {
		options: { explain: false },
		parameters: { showQuestionsOf: 'none' },
	});
	const condition = ownNode('Condition');
	return async () => {
		let spent = 0;
		for (let time = 0; time < times; time++) {
			const { cpuMs, outputs } = await timed(node, condition, pool);
			expect('Items that passed', outputs[0].length, items);
			spent += cpuMs;
		}
		return spent;
	};
}

function surveyOf(questions: number): SurveyDefinition {
	const [model] = definition.questions.filter(({ id }) => id === 'QID5');
	const made = Array.from({ length: questions }, (_, question) => ({
		...model,
		id: keyOf(question),
		answerKeys: [keyOf(question)],
	}));
	return { ...definition, questions: made };
}

function texts(items: number, tokens: number, questions: number, times = 1): Work {
	const survey = surveyOf(questions);
	const pool = Array.from({ length: items }, (_, item) => responseOf(item, questions));
	const written = Array.from(
		{ length: tokens },
		(_, token) => `\${q://${keyOf(Math.floor((token * questions) / tokens))}/ChoiceTextEntryValue}`,
	);
	const template = plainly(compileTemplate)(written.join(', '));
	return () => {
		let unresolved = 0;
		// Copies, so that nothing is remembered with a response.
		for (let time = 0; time < times; time++)
			for (const one of pool)
				unresolved += template.render(subject({ ...one }, survey)).unresolved.length;
		expect('Unresolved tokens', unresolved, 0);
	};
}

export const ANSWERS: Growth[] = [
	tenfold('Condition, items', 10_000, (size) => conditions(size, RULES, 5)),
	tenfold('Condition, rules', RULES, (size) => conditions(2_000, size, QUESTIONS, 5)),
	tenfold('Condition, questions', QUESTIONS, (size) => conditions(500, RULES, size, 20)),
	tenfold('Piped text, items', 10_000, (size) => texts(size, TOKENS, 5)),
	tenfold('Piped text, tokens', TOKENS, (size) => texts(2_000, size, QUESTIONS, 10)),
	tenfold('Piped text, questions', QUESTIONS, (size) => texts(500, TOKENS, size, 50)),
];
