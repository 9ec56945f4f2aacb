export { compileConditions, type CompiledConditions, type CompileOptions } from './compile';
export { decide, outputFor } from './evaluate';
export { conditionProblems, conditionVerdict, evaluate, groupVerdict, shorten } from './explain';
export { OPERATORS, OPERATOR_NAMES, operatorsFor, type OperatorName } from './operators';
export { templateOf } from './ruleValue';
export { needsSurvey } from './surveyNeed';
export type { ConditionSettings } from './ConditionSettings';
export * from './types';
