import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { KpiResult } from '../../../nodes/shared/survey/kpi';
import type { SurveyResponse } from '../../../nodes/shared/survey/SurveyResponse';
import {
	startQualtricsSandbox,
	storeVisitId,
	type QualtricsSandbox,
	type SandboxOptions,
} from '../../sandbox/qualtrics';
import { credentialsOf, picked } from '../../workflows';
import { runWorkflow, type RunOptions, type RunResult } from '../harness';

export const NODE = 'Survey';
export const TYPE = 'n8n-nodes-survey-ops.survey';

export const surveys = (...ids: string[]): IDataObject => ({
	values: ids.map((id) => ({ survey: picked(id) })),
});

export interface SourceRow {
	value: string;
	survey?: string;
	stage?: string;
}

/** A row of *KPIs*: `kpi('nps', ['QID1'])`, or with rows of a journey. */
export const kpi = (
	metric: string,
	sources: Array<string | SourceRow>,
	{ name = '', ...settings }: IDataObject = {},
): IDataObject => ({
	metric,
	name,
	answers: {
		source: sources.map((source) => {
			const {
				value,
				survey = '',
				stage = '',
			} = typeof source === 'string' ? { value: source } : source;
			return { value: picked(value, 'key'), survey: picked(survey, 'id'), stage };
		}),
	},
	settings,
});

export const kpis = (...rows: IDataObject[]): IDataObject => ({ kpi: rows });

export const groupBy = (...groups: IDataObject[]): IDataObject => ({ group: groups });

/** A sandbox and the node, run in n8n's engine. */
export interface Setup {
	sandbox: QualtricsSandbox;
	run(
		parameters: IDataObject,
		more?: Partial<Omit<RunOptions, 'input'>> & { input?: IDataObject[]; onError?: string },
	): Promise<RunResult>;
	/** The node with incoming items or with the survey, values only. */
	compute(parameters: IDataObject, input?: IDataObject[]): Promise<KpiResult[]>;
}

export async function setUp(options: Partial<SandboxOptions> = {}): Promise<Setup> {
	const sandbox = await startQualtricsSandbox({ exportPolls: 0, ...options });
	const run: Setup['run'] = async (parameters, { input, onError, ...more } = {}) =>
		await runWorkflow({
			nodes: [
				{
					name: NODE,
					type: TYPE,
					parameters: { surveys: surveys(storeVisitId), ...parameters } as INodeParameters,
					...(onError && { onError: onError as 'continueErrorOutput' }),
				},
			],
			credentials: credentialsOf(sandbox),
			mode: 'trigger',
			...more,
			...(input && { input: input.map((json): INodeExecutionData => ({ json })) }),
		});
	return {
		sandbox,
		run,
		async compute(parameters, input) {
			const result = await run(
				{ resource: 'kpi', operation: 'compute', ...parameters },
				input && { input },
			);
			if (result.error) throw new Error(result.error.message);
			return result.json(NODE) as unknown as KpiResult[];
		},
	};
}

export const responsesOf = (result: RunResult, node = NODE): SurveyResponse[] =>
	result.json(node) as unknown as SurveyResponse[];

export const idsOf = (result: RunResult, node = NODE): string[] =>
	responsesOf(result, node).map(({ response }) => response.id);
