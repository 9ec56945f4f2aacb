import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { TestNode } from '../harness/additionalData';
import { picked } from '../../workflows';
import { storeVisitId } from '../../sandbox/qualtrics';

export interface RuleInput {
	subject: string;
	operator: string;
	value?: string;
	name?: string;
}
export type GroupInput = [combine: 'all' | 'any', ...rules: RuleInput[]];

/** As the editor stores it: what was picked or typed, in locators. */
const asStored = ({ subject, operator, value = '', name = '' }: RuleInput) => ({
	subject: picked(subject, 'text'),
	operator: picked(operator),
	value: picked(value, 'text'),
	name,
});

export const answerGroups = (...groups: GroupInput[]) => ({
	group: groups.map(([combine, ...rules]) => ({ combine, rules: { rule: rules.map(asStored) } })),
});

/** A Condition node by survey answers, Explain switched on. */
export const byAnswers = (
	groups: GroupInput[],
	more: { combineGroups?: string; options?: IDataObject; parameters?: INodeParameters } = {},
): TestNode => ({
	name: 'Condition',
	type: 'n8n-nodes-survey-ops.condition',
	parameters: {
		questionsSurvey: picked(storeVisitId),
		combineGroups: more.combineGroups ?? 'all',
		groups: answerGroups(...groups),
		options: { explain: true, ...more.options } as INodeParameters,
		...more.parameters,
	},
});

export interface FilterInput {
	left: unknown;
	type: string;
	operation: string;
	right?: unknown;
	singleValue?: boolean;
}

/** What the filter field of n8n's editor stores. */
export const filter = (combinator: 'and' | 'or', conditions: FilterInput[]) => ({
	options: { caseSensitive: false, leftValue: '', typeValidation: 'loose', version: 3 },
	combinator,
	conditions: conditions.map(({ left, type, operation, right = '', singleValue }, index) => ({
		id: String(index),
		leftValue: left,
		rightValue: right,
		operator: { type, operation, ...(singleValue && { singleValue }) },
	})),
});

export const byExpressions = (
	groups: Array<ReturnType<typeof filter>>,
	more: { combineGroups?: string; options?: IDataObject } = {},
): TestNode => ({
	name: 'Condition',
	type: 'n8n-nodes-survey-ops.condition',
	parameters: {
		mode: 'expressions',
		combineGroups: more.combineGroups ?? 'all',
		expressionGroups: { group: groups.map((conditions) => ({ conditions })) },
		options: { explain: true, ...more.options } as INodeParameters,
	} as unknown as INodeParameters,
});

export const source = (items: object[]): TestNode => ({
	name: 'Items',
	type: 'test.items',
	parameters: { items } as unknown as INodeParameters,
});

export interface Explanation {
	output: string;
	result: boolean | null;
	explanation: string;
	decidedBy?: string;
	groups: Array<{ id: string; result: boolean | null; rules: Array<Record<string, unknown>> }>;
}

export const explanationOf = (json: IDataObject): Explanation =>
	json._condition as unknown as Explanation;
