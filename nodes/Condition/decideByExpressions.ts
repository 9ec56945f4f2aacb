import type { FilterConditionValue, FilterValue, IExecuteFunctions } from 'n8n-workflow';
import { executeFilterCondition } from 'n8n-workflow';
import type { Combine, RuleVerdict, Truth, Verdict } from '../shared/conditions';
import { conditionVerdict, groupVerdict, shorten } from '../shared/conditions';
import { errorWords } from '../shared/n8n/errors';
import type { PerItem } from '../shared/n8n/rawParameters';
import { splitExpression } from '../shared/n8n/expressionPieces';
import { isExpression, perItem, readRaw } from '../shared/n8n/rawParameters';
import { ConnectorError } from '../shared/http/ConnectorError';
import type { Decider, Options } from './Decider';
import { kindOf, valueText, wordsFor, written } from './expressionWords';

/** n8n's filter takes an empty text for no number from this version on, as its If node does. */
export const FILTER_VERSION = 3;

interface ExpressionRule {
	id: string;
	condition: FilterConditionValue;
	left: PerItem<unknown>;
	right: PerItem<unknown>;
	/** Why the condition can never be evaluated. */
	fault?: string;
}

interface ExpressionGroup {
	id: string;
	combine: Combine;
	rules: ExpressionRule[];
}

type FilterOptions = FilterValue['options'];

/**
 * Groups of n8n's own conditions. What a single condition says is n8n's own semantics; a condition it refuses (a text where a
 * number is needed) cannot be evaluated, which is told apart from false.
 */
export function decideByExpressions(context: IExecuteFunctions, options: Options): Decider {
	const between = context.getNodeParameter('combineGroups', 0, 'all') as Combine;
	const groups = readGroups(context);
	if (groups.length === 0) {
		throw new ConnectorError('input', 'There are no conditions', {
			hint: 'Add a group with at least one condition.',
		});
	}
	const filterOptions: FilterOptions = {
		caseSensitive: options.caseSensitive === true,
		leftValue: '',
		typeValidation: options.convertTypes === false ? 'strict' : 'loose',
		version: FILTER_VERSION,
	};
	const verdictFor = (itemIndex: number): Verdict =>
		conditionVerdict(
			between,
			groups.map(({ id, combine, rules }) =>
				groupVerdict(
					id,
					combine,
					rules.map((rule) => ruleVerdict(rule, filterOptions, itemIndex)),
				),
			),
		);
	return {
		reported: new Set(),
		decide: (itemIndex) => {
			const verdict = verdictFor(itemIndex);
			return { passes: verdict.result ?? whenNotEvaluable(options, verdict), verdict };
		},
	};
}

function readGroups(context: IExecuteFunctions): ExpressionGroup[] {
	const raw = readRaw<{ group?: Array<{ conditions?: FilterValue }> }>(
		context,
		'expressionGroups',
		{},
	);
	const groups = (raw.group ?? []).map(({ conditions }, groupIndex) => ({
		id: String(groupIndex + 1),
		combine: (conditions?.combinator === 'or' ? 'any' : 'all') as Combine,
		rules: (conditions?.conditions ?? []).map((condition, ruleIndex) => ({
			id: `${groupIndex + 1}.${ruleIndex + 1}`,
			condition,
			left: perItem(context, condition.leftValue),
			right: perItem(context, condition.rightValue),
			...(isPatternOfData(condition) && { fault: PATTERN_OF_DATA }),
		})),
	}));
	return groups.filter(({ rules }) => rules.length > 0);
}

const PATTERNS: ReadonlySet<string> = new Set(['regex', 'notRegex']);

const PATTERN_OF_DATA =
	'is compared with a pattern from an n8n expression, which is not allowed for security: type the pattern';

/** n8n would compile it, whoever wrote it. */
const isPatternOfData = ({ operator, rightValue }: FilterConditionValue): boolean =>
	PATTERNS.has(operator.operation) &&
	isExpression(rightValue) &&
	splitExpression(rightValue.slice(1)).some((piece) => 'code' in piece);

function whenNotEvaluable(options: Options, verdict: Verdict): boolean {
	if (options.notEvaluable === 'error') {
		throw new ConnectorError(
			'input',
			`The condition cannot be evaluated. ${verdict.reasons.join(' ')}`,
			{
				hint: "Correct these rules, or choose where to send such items under 'When a Rule Cannot Be Evaluated'",
			},
		);
	}
	return options.notEvaluable === 'true';
}

function ruleVerdict(
	{ id, condition, left, right, fault }: ExpressionRule,
	options: FilterOptions,
	itemIndex: number,
): RuleVerdict {
	const { operation, singleValue } = condition.operator;
	const field = written(condition.leftValue);
	const leftValue = valueOf(left, itemIndex);
	const rightValue = valueOf(right, itemIndex);
	const expected = singleValue ? undefined : valueText(rightValue);
	const actual = valueText(leftValue);
	const outcome = fault ?? compare(condition, leftValue, rightValue, options, itemIndex);
	const result: Truth = typeof outcome === 'string' ? null : outcome;
	const reason = typeof outcome === 'string' ? `Rule ${id}: "${field}" ${outcome}.` : undefined;
	const statement = `"${shorten(field, 60)}" ${wordsFor(operation)}${expected === undefined ? '' : ` "${shorten(expected, 60)}"`}`;
	const verdict = `${statement} → ${result ?? 'cannot be evaluated'} (value: ${shorten(actual, 200)})`;
	return {
		id,
		result,
		field,
		operator: operation,
		...(expected !== undefined && { expected }),
		actual,
		...(reason && { reason }),
		sentence: reason ? `${verdict}: ${reason.replace(/\.$/, '')}` : verdict,
	};
}

/** An expression that n8n cannot evaluate makes just its own rule impossible to evaluate. */
class Failed {
	constructor(readonly message: string) {}

	toJSON(): string {
		return 'not known';
	}
}

function valueOf(read: PerItem<unknown>, itemIndex: number): unknown {
	try {
		return read(itemIndex);
	} catch (error) {
		return new Failed(errorWords(error));
	}
}

/** n8n throws where it cannot compare; its message quotes the value, ours only says what kind of value it is. */
function compare(
	condition: FilterConditionValue,
	leftValue: unknown,
	rightValue: unknown,
	options: FilterOptions,
	itemIndex: number,
): boolean | string {
	const failed = [leftValue, rightValue].find((value) => value instanceof Failed);
	if (failed) return `cannot be evaluated (${failed.message})`;
	try {
		const values = { ...condition, leftValue, rightValue } as FilterConditionValue;
		// For "is true" n8n gives back the value itself, which may be missing.
		return Boolean(executeFilterCondition(values, options, { itemIndex }));
	} catch {
		const { type, singleValue } = condition.operator;
		const kinds = singleValue
			? kindOf(leftValue)
			: `${kindOf(leftValue)}, compared with ${kindOf(rightValue)},`;
		const cure = options.typeValidation === 'strict' ? " while 'Convert Types' is off" : '';
		return `is ${kinds} and cannot be taken as ${type}${cure}`;
	}
}
