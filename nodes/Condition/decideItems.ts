import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type {
	CompiledConditions,
	ConditionSettings,
	ConditionSubject,
	Verdict,
} from '../shared/conditions';
import { conditionProblems, decide, evaluate, outputFor } from '../shared/conditions';
import { failedItem } from '../shared/face/items';
import { pipedTextSource } from '../shared/face/pipedTextFrom';
import { surveyResponseFinder } from '../shared/face/surveyResponseOf';
import { renderSurroundings } from '../shared/face/textParameters';
import { compileTemplate } from '../shared/pipedText/compileTemplate';
import { readConditions } from './readConditions';
import { readExpressionSets } from './expressionSets';
import { ConnectorError } from '../shared/http/ConnectorError';

type Options = Partial<ConditionSettings> & { explain?: boolean };

/** Reasons shown in full; with more, their number is told. */
const REASONS_SHOWN = 3;

/** Decides one item: the output it goes to, and, when asked or when it cannot be evaluated, why. */
type Decider = (itemIndex: number, explain: boolean) => { passes: boolean; verdict?: Verdict };

/** Sends every item unchanged to True (first output) or False (second). */
export async function decideItems(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const options = this.getNodeParameter('options', 0, {}) as Options;
	const explain = options.explain === true;
	const byExpressions = this.getNodeParameter('buildWith', 0, 'answers') === 'expressions';
	const decideItem = byExpressions
		? expressionDecider(this, options)
		: await answerDecider(this, options);

	const yes: INodeExecutionData[] = [];
	const no: INodeExecutionData[] = [];
	const reasons = new Map<string, number>();
	const items = this.getInputData();
	for (let itemIndex = 0; itemIndex < items.length; itemIndex++) {
		const outcome = attempt(() => decideItem(itemIndex, explain));
		if ('error' in outcome) {
			no.push(failedItem(this, outcome.error, itemIndex));
			continue;
		}
		const { passes, verdict } = outcome.value;
		for (const reason of verdict?.reasons ?? []) {
			reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
		}
		const item = items[itemIndex];
		(passes ? yes : no).push({
			json:
				explain && verdict ? { ...item.json, _condition: explanation(passes, verdict) } : item.json,
			...(item.binary && { binary: item.binary }),
			pairedItem: { item: itemIndex },
		});
	}
	report(this, reasons);
	return [yes, no];
}

function attempt<T>(work: () => T): { value: T } | { error: unknown } {
	try {
		return { value: work() };
	} catch (error) {
		return { error };
	}
}

async function answerDecider(context: IExecuteFunctions, options: Options): Promise<Decider> {
	const surroundings = renderSurroundings(context);
	const conditionsFor = readConditions(context, {
		...options,
		timeZone: surroundings.timeZone,
		compileTemplate,
	});
	if (context.getMode() === 'manual') await reportProblems(context, conditionsFor(0));
	const responseOf = surveyResponseFinder(context);
	const items = context.getInputData();
	return (itemIndex, explain) => {
		const compiled = conditionsFor(itemIndex);
		const response = responseOf(itemIndex);
		if (!response) return withoutResponse(options, items[itemIndex]);
		const subject: ConditionSubject = { response, ...surroundings };
		const result = decide(compiled, subject);
		if (result !== null && !explain) return { passes: result };
		const verdict = evaluate(compiled, subject);
		return { passes: outputFor(compiled, result, () => verdict.reasons), verdict };
	};
}

/** In a test step the survey may be asked, so that a rule about a question it does not have is named before it goes live. */
async function reportProblems(
	context: IExecuteFunctions,
	compiled: CompiledConditions,
): Promise<void> {
	const source = await pipedTextSource(context).then(
		(known) => known,
		() => ({ survey: undefined }),
	);
	for (const problem of conditionProblems(compiled, source.survey)) {
		context.addExecutionHints({ message: problem, type: 'warning', location: 'outputPane' });
	}
}

/** No survey response, and none in what led here: nothing can be said about answers. */
function withoutResponse(options: Options, item: INodeExecutionData) {
	const reason =
		'This item is not a survey response and does not come from one, so its answers cannot be looked at.';
	if (options.notEvaluable === 'error') {
		throw new ConnectorError('input', reason, {
			hint: "Connect a Survey Trigger before this node, or use 'Build With' → 'Expressions'",
		});
	}
	const fields = Object.keys(item.json).slice(0, 5).join(', ');
	const verdict: Verdict = {
		result: null,
		sets: [],
		sentence: reason,
		reasons: [fields ? `${reason} Its fields: ${fields}.` : reason],
	};
	return { passes: options.notEvaluable === 'true', verdict };
}

function expressionDecider(context: IExecuteFunctions, options: Options): Decider {
	const verdictFor = readExpressionSets(context, {
		caseSensitive: options.caseSensitive === true,
		convertTypes: options.convertTypes !== false,
	});
	return (itemIndex) => {
		const verdict = verdictFor(itemIndex);
		if (verdict.result !== null) return { passes: verdict.result, verdict };
		if (options.notEvaluable === 'error') {
			throw new ConnectorError(
				'input',
				`The condition cannot be evaluated. ${verdict.reasons.join(' ')}`,
				{ hint: 'Correct the rules that are named, or choose in the options where such items go' },
			);
		}
		return { passes: options.notEvaluable === 'true', verdict };
	};
}

const explanation = (passes: boolean, verdict: Verdict): IDataObject =>
	({
		output: passes ? 'True' : 'False',
		result: verdict.result,
		explanation: verdict.sentence,
		...(verdict.decidedBy && { decidedBy: verdict.decidedBy }),
		sets: verdict.sets,
	}) as unknown as IDataObject;

function report(context: IExecuteFunctions, reasons: Map<string, number>): void {
	const told = [...reasons].slice(0, REASONS_SHOWN);
	for (const [reason, count] of told) {
		context.addExecutionHints({
			message: count === 1 ? reason : `${reason} (${count} items)`,
			type: 'warning',
			location: 'outputPane',
		});
	}
	if (reasons.size > told.length) {
		context.addExecutionHints({
			message: `… and ${reasons.size - told.length} more rules or items that cannot be evaluated`,
			type: 'warning',
			location: 'outputPane',
		});
	}
}
