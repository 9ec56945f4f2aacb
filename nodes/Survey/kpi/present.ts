import type {
	IBinaryKeyData,
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
} from 'n8n-workflow';
import {
	chartPage,
	headlineSummary,
	journeyMap,
	kpiCharts,
	kpiMail,
	kpiReport,
	kpiSummary,
	seriesOf,
	stagesOf,
	type KpiChart,
	type Theme,
} from '../../shared/report';
import type { GroupField, KpiBook, KpiPlan, KpiResult, View } from '../../shared/survey/kpi';
import type { Verbatims } from './verbatims';

export interface Presentation {
	output: 'values' | 'charts' | 'report';
	title: string;
	theme: Theme;
	/** Of pages, which a browser shows: it knows what the reader has. */
	pageTheme: Theme;
	withTotal: boolean;
	fillPeriods: boolean;
}

export function readPresentation(context: IExecuteFunctions): Presentation {
	const options = context.getNodeParameter('kpiOptions', 0, {}) as IDataObject;
	return {
		output: context.getNodeParameter('output', 0, 'values') as Presentation['output'],
		title: String(options.title ?? '').trim() || 'Survey KPIs',
		theme: (options.theme as Theme | undefined) ?? 'light',
		pageTheme: (options.theme as Theme | undefined) ?? 'auto',
		withTotal: options.withTotal !== false,
		fillPeriods: options.fillPeriods === true,
	};
}

const nameOf = (field: GroupField): string => field.name ?? ('key' in field ? field.key : field.by);

const isByStage = ({ groupBy }: KpiPlan): boolean => groupBy.some(({ by }) => by === 'stage');

/** A journey map needs the stages apart, whether or not the values are grouped by them. */
export function stagedPlan(plan: KpiPlan, { output }: Presentation): KpiPlan {
	const hasStages = plan.measures.some(({ sources }) =>
		sources.some(({ stage }) => stage !== undefined),
	);
	const isNeeded = output === 'report' && hasStages && !isByStage(plan);
	return isNeeded ? { ...plan, groupBy: [...plan.groupBy, { by: 'stage' }] } : plan;
}

export interface Presentable {
	book: KpiBook;
	plan: KpiPlan;
	/** As the user grouped it. */
	asked: KpiPlan;
	verbatims: Verbatims;
	presentation: Presentation;
	asOf: string;
}

/** What comes out, in the form that the node was asked for. */
export async function outputOf(
	context: IExecuteFunctions,
	presentable: Presentable,
): Promise<INodeExecutionData[]> {
	const { book, asked, presentation, asOf } = presentable;
	const { withTotal, fillPeriods, output } = presentation;
	const view: View = { asOf, by: asked.groupBy.map(nameOf), withTotal, fillPeriods };
	const results = book.results(view);
	if (output === 'charts') return await chartItems(context, results, presentation);
	if (output === 'report') return [await reportItem(context, presentable, results)];
	return results.map((result) => ({ json: asJson({ ...result, text: kpiSummary([result]) }) }));
}

const asJson = (value: object): IDataObject => value as unknown as IDataObject;

type Binary = Awaited<ReturnType<IExecuteFunctions['helpers']['prepareBinaryData']>>;

const file = async (
	context: IExecuteFunctions,
	text: string,
	name: string,
	type: 'svg' | 'html',
): Promise<Binary> =>
	await context.helpers.prepareBinaryData(
		Buffer.from(text, 'utf8'),
		`${fileName(name)}.${type}`,
		type === 'svg' ? 'image/svg+xml' : 'text/html',
	);

const fileName = (name: string): string =>
	name
		.normalize('NFC')
		.replace(/[^\p{L}\p{N}]+/gu, '-')
		.replace(/^-|-$/g, '')
		.slice(0, 80) || 'chart';

async function chartItems(
	context: IExecuteFunctions,
	results: KpiResult[],
	{ theme }: Presentation,
): Promise<INodeExecutionData[]> {
	const items: INodeExecutionData[] = [];
	for (const same of seriesOf(results)) {
		for (const one of kpiCharts(same, { theme })) {
			const { name, kind, svg } = one;
			const [{ kpi, metric, group, labels }] = same;
			const label = `${name} ${kind}`;
			items.push({
				json: asJson({ name, kind, kpi, metric, group, labels, results: same }),
				binary: {
					svg: await file(context, svg, label, 'svg'),
					html: await file(context, chartPage({ title: name, theme }, svg), label, 'html'),
				},
			});
		}
	}
	return items;
}

async function reportItem(
	context: IExecuteFunctions,
	{ book, plan, verbatims, presentation, asOf }: Presentable,
	results: KpiResult[],
): Promise<INodeExecutionData> {
	const { title, theme, pageTheme } = presentation;
	const charts = kpiCharts(results, { theme });
	const page = { title, theme: pageTheme };
	const staged = isByStage(plan);
	const said = verbatims.sample.of(null);
	const report = kpiReport({ ...page, results, verbatims: said });
	const binary: IBinaryKeyData = { report: await file(context, report, title, 'html') };
	const stages = staged
		? stagesOf(book.results({ asOf, by: ['stage'] }), (stage) => verbatims.sample.of(stage))
		: [];
	if (staged) {
		const map = journeyMap({ ...page, stages, whole: book.results({ asOf, by: [] }) });
		binary.journeyMap = await file(context, map, `${title} journey map`, 'html');
	}
	for (const [at, { name, kind, svg }] of charts.entries()) {
		binary[`chart${at + 1}`] = await file(context, svg, `${name} ${kind}`, 'svg');
	}
	return {
		json: asJson({
			title,
			asOf,
			summary: headlineSummary(results),
			mailHtml: kpiMail({ title, results, stages }),
			results,
			charts: named(charts),
		}),
		binary,
	};
}

/** Which binary field holds which chart. */
const named = (charts: KpiChart[]): object[] =>
	charts.map(({ name, kind }, at) => ({ field: `chart${at + 1}`, name, kind }));
