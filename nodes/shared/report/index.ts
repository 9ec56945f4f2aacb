export { type BulkReport, bulkReport } from './bulkReport';
export {
	type BulkRun,
	type BulkValue,
	OUTCOMES,
	type OutcomeCounts,
	type RowOutcome,
} from './bulkRun';
export { bulkSummary } from './bulkSummary';
export type { ChartOptions } from './chartFrame';
export { type Distribution, distributionChart } from './distributionChart';
export { type Gauge, gaugeChart } from './gaugeChart';
export { type JourneyMap, journeyMap, type JourneyStage, stagesOf } from './journeyMap';
export { type KpiChart, kpiCharts, type KpiReport, kpiReport, kpiSummary } from './kpiReport';
export { chartPage, htmlPage, type PageOptions } from './page';
export type { Theme } from './theme';
export { type Trend, trendChart, trendOf, type TrendPoint } from './trendChart';
