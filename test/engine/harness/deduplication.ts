import { DataDeduplicationService } from 'n8n-core';
import type {
	DeduplicationItemTypes,
	DeduplicationScope,
	ICheckProcessedContextData,
	ICheckProcessedOptions,
	IDataDeduplicator,
	IDeduplicationOutput,
} from 'n8n-workflow';

/**
 * `helpers.checkProcessedAndRecord` in mode `entries`, as n8n's database does it: one list per workflow and node; the oldest
 * entries go once `maxEntries` is passed.
 */
class EntriesInMemory implements IDataDeduplicator {
	private readonly lists = new Map<string, DeduplicationItemTypes[]>();

	private key(scope: DeduplicationScope, { workflow, node }: ICheckProcessedContextData): string {
		return `${workflow.id ?? ''}:${scope === 'node' ? (node?.id ?? '') : ''}`;
	}

	async checkProcessedAndRecord(
		items: DeduplicationItemTypes[],
		scope: DeduplicationScope,
		context: ICheckProcessedContextData,
		options: ICheckProcessedOptions,
	): Promise<IDeduplicationOutput> {
		if (options.mode !== 'entries') throw new Error('Only the mode "entries" is kept in memory');
		const key = this.key(scope, context);
		const list = this.lists.get(key) ?? [];
		const known = new Set(list);
		const output: IDeduplicationOutput = { new: [], processed: [] };
		for (const item of items) output[known.has(item) ? 'processed' : 'new'].push(item);
		list.push(...output.new);
		if (options.maxEntries) list.splice(0, Math.max(0, list.length - options.maxEntries));
		this.lists.set(key, list);
		return output;
	}

	async removeProcessed(
		items: DeduplicationItemTypes[],
		scope: DeduplicationScope,
		context: ICheckProcessedContextData,
	): Promise<void> {
		const key = this.key(scope, context);
		this.lists.set(
			key,
			(this.lists.get(key) ?? []).filter((item) => !items.includes(item)),
		);
	}

	async clearAllProcessedItems(
		scope: DeduplicationScope,
		context: ICheckProcessedContextData,
	): Promise<void> {
		this.lists.delete(this.key(scope, context));
	}

	async getProcessedDataCount(
		scope: DeduplicationScope,
		context: ICheckProcessedContextData,
	): Promise<number> {
		return this.lists.get(this.key(scope, context))?.length ?? 0;
	}

	forget(): void {
		this.lists.clear();
	}
}

const entries = new EntriesInMemory();
let ready: Promise<void> | undefined;

/** Must stand before a run that de-duplicates; n8n-core refuses a second initialisation. */
export async function prepareDeduplication(): Promise<void> {
	ready ??= DataDeduplicationService.init(entries);
	await ready;
}

/** Forgets what earlier runs in this test file recorded. */
export function forgetProcessed(): void {
	entries.forget();
}
