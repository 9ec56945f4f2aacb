import type { IExecuteFunctions } from 'n8n-workflow';
import type { BulkTarget } from '../shared/bulk';
import { isConnectorError } from '../shared/http/ConnectorError';
import type { CancelSignal } from '../shared/http/types';

/** Where n8n keeps what an execution says about itself; missing in older versions. */
interface CustomData {
	set(key: string, value: string): void;
}

/**
 * Keeps the number of rows written in the execution's own data while the run goes on. n8n drops the output of a node whose
 * execution is cancelled, but not this: the saved execution says how far it got.
 */
export function withWrittenCount(
	context: IExecuteFunctions,
	cancel: CancelSignal,
	target: BulkTarget,
): BulkTarget {
	const customData = (context as { customData?: CustomData }).customData;
	const key = context
		.getNode()
		.name.replace(/[^\p{L}\p{N}\p{M}_]+/gu, '_')
		.slice(0, 50);
	let written = 0;
	let onTheWay = 0;
	const save = () => {
		if (cancel.aborted) return;
		const more = onTheWay > 0 ? `, up to ${onTheWay} more on their way` : '';
		try {
			customData?.set(key, `${written} rows written${more}`);
		} catch {
			// A run must not fail, between a write and its roll-back row, for what is only saved beside it.
		}
	};
	return {
		limits: target.limits,
		...(target.find && {
			find: async (keys: string[], fieldIds: string[]) => await target.find!(keys, fieldIds),
		}),
		async write(writes) {
			onTheWay += writes.length;
			save();
			const answers = await target.write(writes).finally(() => (onTheWay -= writes.length));
			written += answers.filter((answer) => !isConnectorError(answer)).length;
			save();
			return answers;
		},
	};
}
