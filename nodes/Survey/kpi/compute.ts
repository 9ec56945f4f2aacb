import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { hint } from '../../shared/n8n/hints';
import { failedItem } from '../../shared/n8n/items';
import { ConnectorError } from '../../shared/http/ConnectorError';
import { surveyResponseIn } from '../../shared/survey/simplifiedItem';
import {
	KpiBook,
	responseFromColumns,
	type KpiPlan,
	type RowColumns,
	type ValueSource,
} from '../../shared/survey/kpi';
import type { SurveyDefinition } from '../../shared/survey/SurveyDefinition';
import { isKpiRow } from './kpiRows';
import { outputOf, readPresentation, stagedPlan, type Presentation } from './present';
import { questionIn } from './questionIn';
import { readPlan, timeZoneOf } from './readPlan';
import {
	assertPlan,
	originOf,
	surveysAtHand,
	withSurveys,
	type SurveysAtHand,
} from './surveysAtHand';
import { readVerbatims, type Verbatims } from './verbatims';

export async function computeKpis(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const origin = originOf(context, 'survey');
	const ofColumns =
		origin !== 'survey' && context.getNodeParameter('itemsAre', 0, 'responses') === 'columns';
	const presentation = readPresentation(context);
	const surveys = await surveysAtHand(context, origin);
	const asked = readPlan(context, ofColumns);
	const known = surveys ? withSurveys(asked, surveys) : asked;
	assertPlan(context, known);
	const plan = stagedPlan(known, presentation);
	const verbatims = readVerbatims(context, plan);
	const options = context.getNodeParameter('kpiOptions', 0, {}) as IDataObject;
	if (origin === 'survey' && surveys) {
		// What is recorded from here on may be missing.
		const asOf = new Date().toISOString();
		const book = new KpiBook(plan, { remember: false });
		await readSurveys(surveys, plan, book, verbatims, {
			timeZone: String(options.accountTimeZone || timeZoneOf(context, options)),
		});
		return await output(context, { book, plan, asked: known, verbatims, presentation, asOf });
	}
	const asOf = new Date().toISOString();
	const maxRemembered = Number(options.maxRemembered ?? 0) || undefined;
	const book = new KpiBook(plan, { ...(maxRemembered && { maxRemembered }) });
	const failed = readItems(context, plan, book, verbatims, ofColumns);
	const computed = { book, plan, asked: known, verbatims, presentation, asOf };
	return [...(await output(context, computed)), ...failed];
}

interface Computed {
	book: KpiBook;
	plan: KpiPlan;
	asked: KpiPlan;
	verbatims: Verbatims;
	presentation: Presentation;
	asOf: string;
}

/** With more items than this, what comes out names no origin: nobody could follow it. */
const MOST_ORIGINS = 500;

async function output(
	context: IExecuteFunctions,
	computed: Computed,
): Promise<INodeExecutionData[]> {
	const items = context.getInputData();
	const pairedItem = items.length > MOST_ORIGINS ? undefined : items.map((_, item) => ({ item }));
	const results = await outputOf(context, computed);
	hintOnlyTests(context, computed);
	return results.map((item) => ({ ...item, ...(pairedItem && { pairedItem }) }));
}

/** Who builds a workflow sees the sample of the trigger, and would wonder why it comes to nothing. */
function hintOnlyTests(context: IExecuteFunctions, { book, asOf }: Computed): void {
	if (context.getMode() !== 'manual') return;
	const wholes = book.results({ asOf, by: [], perPeriod: false });
	if (wholes.every(({ n, leftOut }) => n === 0 && (leftOut.test ?? 0) > 0)) {
		hint(
			context,
			'info',
			"All responses are tests, which do not count: also the sample that a Survey Trigger shows in a test run. 'Count Tests and Previews' in the options counts them.",
		);
	}
}

/** From the export, one response at a time. */
async function readSurveys(
	{ account, definitions }: SurveysAtHand,
	plan: KpiPlan,
	book: KpiBook,
	verbatims: Verbatims,
	{ timeZone }: { timeZone: string },
): Promise<void> {
	for (const survey of definitions) {
		const questions = questionsNeeded(plan, verbatims, survey);
		const source = account.source(survey, { timeZone });
		const window = { surveyId: survey.id, ...plan.between };
		for await (const one of source.read({ ...window, ...(questions && { questions }) })) {
			const response = one.toResponse();
			book.add(response);
			verbatims.sample.add(response);
		}
	}
}

/** Ids of the questions that the plan reads of a survey; undefined when that cannot be told for certain. */
function questionsNeeded(
	{ measures, groupBy }: KpiPlan,
	verbatims: Pick<Verbatims, 'sources'>,
	survey: SurveyDefinition,
): string[] | undefined {
	const sources: ValueSource[] = measures.flatMap((measure) =>
		measure.sources.filter(({ surveyId }) => (surveyId ?? survey.id) === survey.id),
	);
	const keys = new Set([
		...sources.filter(({ from, key }) => from === 'answer' && key !== '').map(({ key }) => key),
		...groupBy.flatMap((field) => (field.by === 'answer' ? [field.key] : [])),
		...verbatims.sources.flatMap(({ key, score }) => (score === undefined ? [key] : [key, score])),
	]);
	const ids = new Set<string>();
	for (const key of keys) {
		const question = questionIn(survey, key);
		if (question) ids.add(question.id);
		else if (!survey.contextFields.some(({ name }) => name === key)) return undefined;
	}
	return [...ids];
}

function readItems(
	context: IExecuteFunctions,
	plan: KpiPlan,
	book: KpiBook,
	verbatims: Verbatims,
	ofColumns: boolean,
): INodeExecutionData[] {
	const columns = context.getNodeParameter('columns', 0, {}) as unknown as RowColumns;
	const timeZone = plan.timeZone ?? 'UTC';
	const failed: INodeExecutionData[] = [];
	let empty = 0;
	for (const [itemIndex, { json }] of context.getInputData().entries()) {
		try {
			const response = ofColumns ? undefined : surveyResponseIn(json);
			if (ofColumns) {
				book.add(responseFromColumns(json, columns, timeZone));
			} else if (response) {
				book.add(response);
				verbatims.sample.add(response);
			} else if (isKpiRow(json)) {
				book.addRow(json);
			} else if (Object.keys(json).length === 0) {
				empty += 1;
			} else {
				failed.push(failedItem(context, notAResponse(), itemIndex));
			}
		} catch (error) {
			failed.push(failedItem(context, error, itemIndex));
		}
	}
	// An empty table comes as one empty item where a node is told to always put something out.
	if (empty > 0) hint(context, 'info', `${empty} empty items were passed over.`);
	return failed;
}

const notAResponse = (): ConnectorError =>
	new ConnectorError('input', 'The item is neither a survey response nor a row of a KPI table', {
		hint: "Feed survey responses or rows from 'Make Rows', or set 'Items Are' to rows of a table of your own.",
	});
