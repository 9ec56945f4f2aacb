import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Verdict } from '../shared/conditions';
import { asNodeError, toNodeError } from '../shared/n8n/errors';
import { hints } from '../shared/n8n/hints';
import type { Decider, Options } from './Decider';
import { decideByAnswers } from './decideByAnswers';
import { decideByExpressions } from './decideByExpressions';

/** Reasons shown one by one; of more, their number is told. */
const REASONS_SHOWN = 5;

/** Sends every item unchanged to True (first output) or False (second). */
export async function decideItems(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const options = this.getNodeParameter('options', 0, {}) as Options;
	const explain = options.explain === true;
	const decider = await asNodeError(this.getNode(), deciderFor(this, options));

	const yes: INodeExecutionData[] = [];
	const no: INodeExecutionData[] = [];
	const reasons = new Map<string, number>();
	const items = this.getInputData();
	for (let itemIndex = 0; itemIndex < items.length; itemIndex++) {
		const item = items[itemIndex];
		const outcome = attempt(decider, itemIndex, explain);
		if ('error' in outcome) {
			no.push(undecided(this, item, outcome.error, itemIndex));
			continue;
		}
		const { passes, verdict } = outcome;
		for (const reason of verdict?.reasons ?? []) {
			if (!decider.reported.has(reason)) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
		}
		const json = explain && verdict ? explained(item.json, passes, verdict) : item.json;
		(passes ? yes : no).push(passedOn(item, json, itemIndex));
	}
	hints(this, 'warning', counted(reasons), REASONS_SHOWN);
	return [yes, no];
}

async function deciderFor(context: IExecuteFunctions, options: Options): Promise<Decider> {
	return context.getNodeParameter('mode', 0, 'answers') === 'expressions'
		? decideByExpressions(context, options)
		: await decideByAnswers(context, options);
}

function attempt(
	decider: Decider,
	itemIndex: number,
	explain: boolean,
): ReturnType<Decider['decide']> | { error: unknown } {
	try {
		return decider.decide(itemIndex, explain);
	} catch (error) {
		return { error };
	}
}

const passedOn = (
	item: INodeExecutionData,
	json: IDataObject,
	itemIndex: number,
): INodeExecutionData => {
	const pairedItem = { item: itemIndex };
	return item.binary ? { json, binary: item.binary, pairedItem } : { json, pairedItem };
};

/**
 * With "Continue" the item goes on to False, and with "Continue (using error output)" to the error output: whole, with the
 * reason beside what it holds. Otherwise the run stops here and names the item. n8n knows an item for the error output by its
 * having nothing but `error` and `details`, and then adds what the input item held; one with `error` set on the item itself
 * would lose all of that.
 */
function undecided(
	context: IExecuteFunctions,
	item: INodeExecutionData,
	error: unknown,
	itemIndex: number,
): INodeExecutionData {
	const nodeError = toNodeError(context.getNode(), error, itemIndex);
	if (!context.continueOnFail()) throw nodeError;
	const reason = { error: nodeError.message, details: nodeError.description ?? '' };
	const isForErrorOutput = context.getNode().onError === 'continueErrorOutput';
	return passedOn(item, isForErrorOutput ? reason : { ...item.json, ...reason }, itemIndex);
}

/** The explanation comes first, so that it is what one sees in the output panel; what it is about stays as it was. */
function explained(json: IDataObject, passes: boolean, verdict: Verdict): IDataObject {
	const _condition = {
		explanation: verdict.sentence,
		output: passes ? 'True' : 'False',
		result: verdict.result,
		...(verdict.decidedBy && { decidedBy: verdict.decidedBy }),
		groups: verdict.groups,
	} as unknown as IDataObject;
	const whole: IDataObject = { _condition, ...json };
	whole._condition = _condition;
	return whole;
}

const counted = (reasons: Map<string, number>): string[] =>
	[...reasons].map(([reason, count]) => (count === 1 ? reason : `${reason} (${count} items)`));
