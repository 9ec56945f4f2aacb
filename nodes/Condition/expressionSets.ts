import type { FilterConditionValue, FilterValue, IExecuteFunctions } from 'n8n-workflow';
import { executeFilterCondition } from 'n8n-workflow';
import type { Combine, SetVerdict, Truth, Verdict } from '../shared/conditions';
import { combineTruths } from '../shared/conditions';
import type { PerItem } from '../shared/face/rawParameters';
import { perItem, readRaw } from '../shared/face/rawParameters';

interface Settings {
	caseSensitive: boolean;
	convertTypes: boolean;
}

interface ExpressionRule {
	condition: FilterConditionValue;
	left: PerItem<unknown>;
	right: PerItem<unknown>;
}

/**
 * Sets of n8n's own conditions. What a single condition says is n8n's own semantics; a condition it refuses (a text where a
 * number is needed) cannot be evaluated, which is told apart from false.
 */
export function readExpressionSets(
	context: IExecuteFunctions,
	settings: Settings,
): PerItem<Verdict> {
	const between = context.getNodeParameter('between', 0, 'all') as Combine;
	const raw = readRaw(context, 'expressionSets', {}) as {
		set?: Array<{ conditions?: FilterValue }>;
	};
	const sets = (raw.set ?? []).map(({ conditions }) => ({
		combine: (conditions?.combinator === 'or' ? 'any' : 'all') as Combine,
		rules: (conditions?.conditions ?? []).map((condition) => ({
			condition,
			left: perItem(context, condition.leftValue),
			right: perItem(context, condition.rightValue),
		})),
	}));
	const options: FilterValue['options'] = {
		caseSensitive: settings.caseSensitive,
		leftValue: '',
		typeValidation: settings.convertTypes ? 'loose' : 'strict',
		version: 2,
	};

	return (itemIndex) => {
		const verdicts = sets
			.map((set, setIndex) => setVerdict(set, setIndex, itemIndex, options))
			.filter((verdict) => verdict.rules.length > 0);
		const result = combineTruths(
			between,
			verdicts.map((verdict) => verdict.result),
		);
		return {
			result: verdicts.length === 0 ? null : result,
			sets: verdicts,
			sentence: verdicts.map((verdict) => verdict.sentence).join('\n'),
			reasons:
				verdicts.length === 0
					? ['There is no rule to decide by.']
					: verdicts.flatMap(({ rules }) => rules.flatMap(({ reason }) => reason ?? [])),
		};
	};
}

function setVerdict(
	set: { combine: Combine; rules: ExpressionRule[] },
	setIndex: number,
	itemIndex: number,
	options: FilterValue['options'],
): SetVerdict {
	const rules = set.rules.map((rule, ruleIndex) => {
		const id = `${setIndex + 1}.${ruleIndex + 1}`;
		const condition = {
			...rule.condition,
			leftValue: rule.left(itemIndex),
			rightValue: rule.right(itemIndex),
		} as FilterConditionValue;
		const { result, reason } = judge(id, condition, options, itemIndex);
		const { operation } = condition.operator;
		const expected = text(condition.rightValue);
		const actual = text(condition.leftValue);
		const sentence = `${actual} ${operation}${condition.operator.singleValue ? '' : ` ${expected}`} → ${said(result)}`;
		return {
			id,
			result,
			field: String(rule.condition.leftValue ?? ''),
			operator: operation as SetVerdict['rules'][number]['operator'],
			expected,
			actual,
			...(reason && { reason }),
			sentence,
		};
	});
	const result = combineTruths(
		set.combine,
		rules.map((rule) => rule.result),
	);
	const id = String(setIndex + 1);
	const sentence = `Set ${id} (${set.combine}): ${rules.map((rule) => rule.sentence).join('; ')}`;
	return { id, combine: set.combine, result, rules, sentence };
}

/** n8n throws where it cannot compare. */
function judge(
	id: string,
	condition: FilterConditionValue,
	options: FilterValue['options'],
	itemIndex: number,
): { result: Truth; reason?: string } {
	try {
		return { result: executeFilterCondition(condition, options, { itemIndex }) };
	} catch (error) {
		const said = error instanceof Error ? error.message.replace(/ \[.*\]$/, '') : 'not comparable';
		return { result: null, reason: `Rule ${id} cannot be evaluated: ${said}.` };
	}
}

const said = (truth: Truth): string => (truth === null ? 'cannot be evaluated' : String(truth));
const text = (value: unknown): string =>
	typeof value === 'string' ? `"${value}"` : (JSON.stringify(value) ?? 'nothing');
