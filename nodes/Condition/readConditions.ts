import type { IExecuteFunctions } from 'n8n-workflow';
import type {
	Combine,
	CompiledConditions,
	CompileOptions,
	OperatorName,
	Rule,
} from '../shared/conditions';
import { compileConditions } from '../shared/conditions';
import type { PerItem, Raw } from '../shared/n8n/rawParameters';
import {
	asText,
	cutText,
	isExpression,
	perItem,
	rawTextOf,
	readRaw,
	resultsFor,
} from '../shared/n8n/rawParameters';
import { remembered } from '../shared/n8n/remembered';
import { dataOf } from '../shared/pipedText/compileTemplate';
import { draggedAnswer, ruleSubject, ruleText } from './ruleSubject';

interface RawRule {
	subject?: Raw;
	operator?: Raw;
	value?: Raw;
	name?: Raw;
}
interface RawGroup {
	combine?: Combine;
	rules?: { rule?: RawRule[] };
}

export interface ReadConditions {
	/** Whether an n8n expression makes the rules differ from item to item. */
	varies: boolean;
	at: PerItem<CompiledConditions>;
}

/**
 * The rules as the user built them. Without an n8n expression in them they are compiled once per run; otherwise the expressions
 * are evaluated per item, and items for which they give the same share one compilation.
 */
export function readConditions(
	context: IExecuteFunctions,
	options: CompileOptions,
): ReadConditions {
	const between = context.getNodeParameter('combineGroups', 0, 'all') as Combine;
	const groups = (readRaw<{ group?: RawGroup[] }>(context, 'groups', {}).group ?? []).map(
		(group) => ({
			combine: group.combine ?? 'all',
			rules: (group.rules?.rule ?? []).map((rule) => readRule(context, rule)),
		}),
	);
	const readers = groups.flatMap(({ rules }) => rules);
	const compile = (given: Given[]): CompiledConditions => {
		let next = 0;
		const rulesOf = (rules: RuleReader[]) => rules.map((rule) => rule.with(given[next++]));
		return compileConditions(
			{
				between,
				groups: groups.map(({ combine, rules }) => ({ combine, rules: rulesOf(rules) })),
			},
			options,
		);
	};
	const givenAt = (itemIndex: number) => readers.map((rule) => rule.at(itemIndex));
	const varies = readers.some((rule) => rule.varies);
	if (!varies) {
		const compiled = compile(givenAt(0));
		return { varies, at: () => compiled };
	}
	const compiled = remembered(200, (_key, given: Given[]) => compile(given));
	return {
		varies,
		at: (itemIndex) => {
			const given = givenAt(itemIndex);
			return compiled(JSON.stringify(given), given);
		},
	};
}

/** What the n8n expressions of a rule gave for an item: data. */
interface Given {
	subject: readonly unknown[];
	value: readonly unknown[];
	operator: string;
	name: string;
}

interface RuleReader {
	varies: boolean;
	at: PerItem<Given>;
	with(given: Given): Rule;
}

function readRule(context: IExecuteFunctions, raw: RawRule): RuleReader {
	const dragged = draggedAnswer(raw.subject);
	const subject = cutText(dragged === undefined ? raw.subject : undefined);
	const value = cutText(raw.value);
	const [subjects, values] = [resultsFor(context, subject), resultsFor(context, value)];
	const operator = perItem(context, rawTextOf(raw.operator) ?? 'selected');
	const name = perItem(context, raw.name ?? '');
	const isComputed = [raw.operator, raw.name].some((one) => isExpression(rawTextOf(one)));
	return {
		varies: isComputed || subject.codes.length + value.codes.length > 0,
		at: (itemIndex) => ({
			subject: subjects(itemIndex).map(dataOf),
			value: values(itemIndex).map(dataOf),
			operator: asText(operator(itemIndex)),
			name: asText(name(itemIndex)),
		}),
		with: (given) => ({
			...(dragged === undefined ? ruleSubject(subject, given.subject) : { subject: dragged }),
			operator: given.operator as OperatorName,
			value: ruleText(value, given.value),
			...(given.name && { name: given.name }),
		}),
	};
}
