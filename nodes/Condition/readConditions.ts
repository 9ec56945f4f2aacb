import type { IExecuteFunctions } from 'n8n-workflow';
import type {
	Combine,
	CompiledConditions,
	CompileOptions,
	ConditionSpec,
	OperatorName,
	Rule,
} from '../shared/conditions';
import { compileConditions } from '../shared/conditions';
import type { PerItem } from '../shared/face/rawParameters';
import { asText, isExpression, perItem, readRaw } from '../shared/face/rawParameters';
import { remembered } from '../shared/face/remembered';
import { rawTextOf } from '../shared/face/textParameters';
import { computedSubject, draggedAnswer, ruleValue } from './ruleSubject';

interface RawRule {
	subject?: unknown;
	operator?: unknown;
	value?: unknown;
	name?: unknown;
}
interface RawSet {
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
 * are evaluated per item, and equal outcomes share one compilation.
 */
export function readConditions(
	context: IExecuteFunctions,
	options: CompileOptions,
): ReadConditions {
	const between = context.getNodeParameter('between', 0, 'all') as Combine;
	const sets = ((readRaw(context, 'sets', {}) as { set?: RawSet[] }).set ?? []).map((set) => ({
		combine: set.combine ?? 'all',
		rules: (set.rules?.rule ?? []).map((rule) => readRule(context, rule)),
	}));
	const specFor = (itemIndex: number): ConditionSpec => ({
		between,
		sets: sets.map((set) => ({
			combine: set.combine,
			rules: set.rules.map((rule) => rule.at(itemIndex)),
		})),
	});
	const varies = sets.some((set) => set.rules.some((rule) => rule.varies));
	if (!varies) {
		const compiled = compileConditions(specFor(0), options);
		return { varies, at: () => compiled };
	}
	const compiled = remembered(200, (spec) =>
		compileConditions(JSON.parse(spec) as ConditionSpec, options),
	);
	return { varies, at: (itemIndex) => compiled(JSON.stringify(specFor(itemIndex))) };
}

interface RuleReader {
	varies: boolean;
	at: PerItem<Rule>;
}

function readRule(context: IExecuteFunctions, raw: RawRule): RuleReader {
	const subject = readSubject(context, rawTextOf(raw.subject));
	const others = {
		operator: rawTextOf(raw.operator) ?? 'selected',
		value: rawTextOf(raw.value) ?? '',
		name: raw.name ?? '',
	};
	const operator = perItem(context, others.operator);
	const value = perItem(context, others.value);
	const name = perItem(context, others.name);
	return {
		varies: subject.varies || Object.values(others).some(isExpression),
		at: (itemIndex) => {
			const named = asText(name(itemIndex));
			return {
				...subject.at(itemIndex),
				operator: asText(operator(itemIndex)) as OperatorName,
				value: ruleValue(value(itemIndex)),
				...(named && { name: named }),
			};
		},
	};
}

function readSubject(
	context: IExecuteFunctions,
	raw: unknown,
): { varies: boolean; at: PerItem<Pick<Rule, 'subject' | 'subjectValue'>> } {
	const answer = draggedAnswer(raw);
	if (answer === undefined && isExpression(raw)) {
		return { varies: true, at: computedSubject(raw, perItem(context, raw)) };
	}
	const subject = answer ?? asText(raw);
	return { varies: false, at: () => ({ subject }) };
}
