export { compileConditions, type CompiledConditions, type CompileOptions } from './compile';
export { combineTruths, decide, outputFor } from './evaluate';
export { conditionProblems, conditionVerdict, evaluate, setVerdict, shorten } from './explain';
export {
	OPERATORS,
	OPERATOR_NAMES,
	operatorsFor,
	type OperatorName,
	type OperatorOption,
} from './operators';
export type { ValueKind } from './expected';
export { templateOf } from './ruleValue';
export { needsSurvey } from './surveyNeed';
export { bindSubject, parseSubject, type Subject } from './subjects';
export type { ConditionSettings } from './ConditionSettings';
export * from './types';
