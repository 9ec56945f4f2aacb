export { changeOf, type KpiChange } from './change';
export { checkPlan } from './checkPlan';
export { KpiBook } from './KpiBook';
export { METRICS } from './metrics';
export type { View } from './results';
export { type KpiRow, responseFromColumns, rowOf, type RowColumns } from './rows';
export { type Verbatim, VerbatimSample, type VerbatimSource } from './verbatims';
export * from './types';
