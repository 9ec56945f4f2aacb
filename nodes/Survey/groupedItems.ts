import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { failedItem } from '../shared/n8n/items';
import { settle } from '../shared/http/settle';

/**
 * Answers the input items one question at a time; items that ask the same are answered once, and the answer is paired with all
 * of them. A survey of any size is thus read once, however many items stand before the node.
 */
export async function groupedItems<Question>(
	context: IExecuteFunctions,
	questionOf: (itemIndex: number) => Question,
	answer: (
		question: Question,
		pairedItem: Array<{ item: number }>,
	) => Promise<INodeExecutionData[]>,
): Promise<INodeExecutionData[]> {
	const groups = new Map<string, { question: Question; items: number[] }>();
	const failed: INodeExecutionData[] = [];
	for (const itemIndex of context.getInputData().keys()) {
		const read = await settle((async () => questionOf(itemIndex))());
		if (!read.ok) {
			failed.push(failedItem(context, read.error, itemIndex));
			continue;
		}
		const key = JSON.stringify(read.value);
		const group = groups.get(key) ?? { question: read.value, items: [] };
		group.items.push(itemIndex);
		groups.set(key, group);
	}
	const out: INodeExecutionData[] = [];
	for (const { question, items } of groups.values()) {
		const outcome = await settle(
			answer(
				question,
				items.map((item) => ({ item })),
			),
		);
		if (outcome.ok) for (const item of outcome.value) out.push(item);
		else out.push(failedItem(context, outcome.error, items[0]));
	}
	return [...out, ...failed];
}
