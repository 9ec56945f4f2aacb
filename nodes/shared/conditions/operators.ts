import type { AnswerType } from '../survey/SurveyResponse';
import type { Expected, ValueKind } from './expected';
import { FITS_OF, type Fit } from './fits';
import type { Operand } from './operand';
import type { Outcome, PredicateContext } from './Outcome';
import * as predicates from './operatorPredicates';

export interface OperatorDefinition {
	label: string;
	/** Reads after the field's name in an explanation: `"Age" is greater than "5"`. */
	phrase: string;
	fits: Fit[];
	value: ValueKind;
	/** What a missing answer gives; `evaluate` leaves it to the operator. */
	onMissing: Outcome | 'evaluate';
	evaluate(operand: Operand, expected: Expected, context: PredicateContext): Outcome;
}

const ANY_VALUE: Fit[] = ['choice', 'multi', 'text', 'number', 'nps', 'date', 'boolean', 'field'];

/**
 * Every operator. Membership (selected, is, contains, in list, promoter, true) is plainly false for a missing answer and its
 * negation plainly true; an ordered comparison with nothing cannot be evaluated.
 */
export const OPERATORS = {
	selected: {
		label: 'Is Selected',
		phrase: 'is selected',
		fits: ['choice', 'multi'],
		value: 'choice',
		onMissing: false,
		evaluate: predicates.isSelected,
	},
	notSelected: {
		label: 'Is Not Selected',
		phrase: 'is not selected',
		fits: ['choice', 'multi'],
		value: 'choice',
		onMissing: true,
		evaluate: predicates.not(predicates.isSelected),
	},
	is: {
		label: 'Is',
		phrase: 'is',
		fits: ANY_VALUE,
		value: 'any',
		onMissing: false,
		evaluate: predicates.equals,
	},
	isNot: {
		label: 'Is Not',
		phrase: 'is not',
		fits: ANY_VALUE,
		value: 'any',
		onMissing: true,
		evaluate: predicates.not(predicates.equals),
	},
	inList: {
		label: 'Is One Of',
		phrase: 'is one of',
		fits: ['choice', 'multi', 'text', 'number', 'field'],
		value: 'list',
		onMissing: false,
		evaluate: predicates.isInList,
	},
	notInList: {
		label: 'Is Not One Of',
		phrase: 'is not one of',
		fits: ['choice', 'multi', 'text', 'number', 'field'],
		value: 'list',
		onMissing: true,
		evaluate: predicates.not(predicates.isInList),
	},
	contains: {
		label: 'Contains',
		phrase: 'contains',
		fits: ['choice', 'multi', 'text', 'field'],
		value: 'text',
		onMissing: false,
		evaluate: predicates.contains,
	},
	doesNotContain: {
		label: 'Does Not Contain',
		phrase: 'does not contain',
		fits: ['choice', 'multi', 'text', 'field'],
		value: 'text',
		onMissing: true,
		evaluate: predicates.not(predicates.contains),
	},
	startsWith: {
		label: 'Starts With',
		phrase: 'starts with',
		fits: ['text', 'field'],
		value: 'text',
		onMissing: false,
		evaluate: predicates.startsWith,
	},
	endsWith: {
		label: 'Ends With',
		phrase: 'ends with',
		fits: ['text', 'field'],
		value: 'text',
		onMissing: false,
		evaluate: predicates.endsWith,
	},
	matchesRegex: {
		label: 'Matches Regex',
		phrase: 'matches',
		fits: ['text', 'field'],
		value: 'pattern',
		onMissing: false,
		evaluate: predicates.matches,
	},
	greater: {
		label: 'Is Greater Than',
		phrase: 'is greater than',
		fits: ['number', 'nps', 'field'],
		value: 'number',
		onMissing: 'missing',
		evaluate: predicates.compares((sign) => sign > 0),
	},
	greaterOrEqual: {
		label: 'Is Greater Than or Equal To',
		phrase: 'is at least',
		fits: ['number', 'nps', 'field'],
		value: 'number',
		onMissing: 'missing',
		evaluate: predicates.compares((sign) => sign >= 0),
	},
	less: {
		label: 'Is Less Than',
		phrase: 'is less than',
		fits: ['number', 'nps', 'field'],
		value: 'number',
		onMissing: 'missing',
		evaluate: predicates.compares((sign) => sign < 0),
	},
	lessOrEqual: {
		label: 'Is Less Than or Equal To',
		phrase: 'is at most',
		fits: ['number', 'nps', 'field'],
		value: 'number',
		onMissing: 'missing',
		evaluate: predicates.compares((sign) => sign <= 0),
	},
	between: {
		label: 'Is Between',
		phrase: 'is between',
		fits: ['number', 'nps', 'date', 'field'],
		value: 'range',
		onMissing: 'missing',
		evaluate: predicates.isBetween,
	},
	before: {
		label: 'Is Before',
		phrase: 'is before',
		fits: ['date', 'field'],
		value: 'date',
		onMissing: 'missing',
		evaluate: predicates.comparesDates((sign) => sign < 0),
	},
	after: {
		label: 'Is After',
		phrase: 'is after',
		fits: ['date', 'field'],
		value: 'date',
		onMissing: 'missing',
		evaluate: predicates.comparesDates((sign) => sign > 0),
	},
	npsPromoter: {
		label: 'Is Promoter (9–10)',
		phrase: 'is a promoter',
		fits: ['nps'],
		value: 'none',
		onMissing: false,
		evaluate: predicates.isNpsGroup('promoter'),
	},
	npsPassive: {
		label: 'Is Passive (7–8)',
		phrase: 'is a passive',
		fits: ['nps'],
		value: 'none',
		onMissing: false,
		evaluate: predicates.isNpsGroup('passive'),
	},
	npsDetractor: {
		label: 'Is Detractor (0–6)',
		phrase: 'is a detractor',
		fits: ['nps'],
		value: 'none',
		onMissing: false,
		evaluate: predicates.isNpsGroup('detractor'),
	},
	countEqual: {
		label: 'Selected Choices: Exactly',
		phrase: 'has exactly this many choices selected:',
		fits: ['multi'],
		value: 'number',
		onMissing: 'evaluate',
		evaluate: predicates.counts((sign) => sign === 0),
	},
	countGreater: {
		label: 'Selected Choices: More Than',
		phrase: 'has more choices selected than',
		fits: ['multi'],
		value: 'number',
		onMissing: 'evaluate',
		evaluate: predicates.counts((sign) => sign > 0),
	},
	countLess: {
		label: 'Selected Choices: Fewer Than',
		phrase: 'has fewer choices selected than',
		fits: ['multi'],
		value: 'number',
		onMissing: 'evaluate',
		evaluate: predicates.counts((sign) => sign < 0),
	},
	isTrue: {
		label: 'Is True',
		phrase: 'is true',
		fits: ['boolean', 'field'],
		value: 'none',
		onMissing: false,
		evaluate: predicates.isBoolean(true),
	},
	isFalse: {
		label: 'Is False',
		phrase: 'is false',
		fits: ['boolean', 'field'],
		value: 'none',
		onMissing: false,
		evaluate: predicates.isBoolean(false),
	},
	isEmpty: {
		label: 'Is Empty',
		phrase: 'is empty',
		fits: ['question', 'field'],
		value: 'none',
		onMissing: true,
		evaluate: () => false,
	},
	isNotEmpty: {
		label: 'Is Not Empty',
		phrase: 'is not empty',
		fits: ['question', 'field'],
		value: 'none',
		onMissing: false,
		evaluate: () => true,
	},
	answered: {
		label: 'Was Answered',
		phrase: 'was answered',
		fits: ['question'],
		value: 'none',
		onMissing: 'evaluate',
		evaluate: predicates.isAnswered,
	},
	skipped: {
		label: 'Was Skipped',
		phrase: 'was skipped',
		fits: ['question'],
		value: 'none',
		onMissing: 'evaluate',
		evaluate: predicates.hasState('skipped'),
	},
	shown: {
		label: 'Was Shown',
		phrase: 'was shown',
		fits: ['question'],
		value: 'none',
		onMissing: 'evaluate',
		evaluate: predicates.hasState('answered', 'skipped'),
	},
	notShown: {
		label: 'Was Not Shown',
		phrase: 'was not shown',
		fits: ['question'],
		value: 'none',
		onMissing: 'evaluate',
		evaluate: predicates.hasState('notShown'),
	},
} satisfies Record<string, OperatorDefinition>;

export type OperatorName = keyof typeof OPERATORS;

export const OPERATOR_NAMES = Object.keys(OPERATORS) as OperatorName[];

/** What is known of a question or field that neither response nor definition mentions. */
export const KNOWN_OF_ABSENT: ReadonlySet<string> = new Set(['isEmpty', 'isNotEmpty', 'answered']);

export const operatorNamed = (name: string): OperatorDefinition | undefined =>
	Object.hasOwn(OPERATORS, name) ? OPERATORS[name as OperatorName] : undefined;

export interface OperatorOption {
	name: OperatorName;
	label: string;
	value: ValueKind;
}

/** The operators that fit, in the order of the table; `field` stands for embedded data, contact fields and metadata. */
export function operatorsFor(type: AnswerType | 'field'): OperatorOption[] {
	const wanted: Fit[] = type === 'field' ? ['field'] : [...FITS_OF[type], 'question'];
	return OPERATOR_NAMES.filter((name) =>
		OPERATORS[name].fits.some((fit: Fit) => wanted.includes(fit)),
	).map((name) => ({ name, label: OPERATORS[name].label, value: OPERATORS[name].value }));
}
