import type { IExecuteFunctions } from 'n8n-workflow';
import { surveyResponseIn } from '../survey/simplifiedItem';
import type { SurveyResponse } from '../survey/SurveyResponse';

/**
 * Finds the Survey Response an item belongs to: the item itself, or, when an HTTP Request or a Set node stood between, the
 * item it descends from in one of the nodes before.
 */
export function surveyResponseFinder(
	context: IExecuteFunctions,
): (itemIndex: number) => SurveyResponse | undefined {
	const items = context.getInputData();
	// A simplified item is made a response again, which is worth doing once.
	const known = new Map<number, SurveyResponse | undefined>();
	let ancestors: string[] | undefined;
	const find = (itemIndex: number): SurveyResponse | undefined => {
		const own = surveyResponseIn(items[itemIndex]?.json);
		if (own) return own;
		ancestors ??= context.getParentNodes(context.getNode().name).map((node) => node.name);
		if (ancestors.length === 0) return undefined;
		const data = context.getWorkflowDataProxy(itemIndex);
		for (const name of ancestors) {
			const found = surveyResponseIn(itemOf(data, name));
			if (found) return found;
		}
		return undefined;
	};
	return (itemIndex) => {
		if (!known.has(itemIndex)) known.set(itemIndex, find(itemIndex));
		return known.get(itemIndex);
	};
}

/** n8n throws where a node did not run or pairing is lost; here that only means: not found this way. */
function itemOf(
	data: ReturnType<IExecuteFunctions['getWorkflowDataProxy']>,
	node: string,
): unknown {
	try {
		return data.$(node).item?.json;
	} catch {
		return undefined;
	}
}
