export { bulkReport } from './bulkReport';
export { type BulkRun } from './bulkRun';
export { bulkSummary } from './bulkSummary';
export { journeyMap, stagesOf } from './journeyMap';
export { type KpiChart, kpiCharts, kpiReport, kpiSummary } from './kpiReport';
export { chartPage } from './page';
export type { Theme } from './theme';
