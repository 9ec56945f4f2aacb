import type { BulkLimits, BulkTarget, BulkUpdate } from '../../../nodes/shared/bulk';
import { ConnectorError } from '../../../nodes/shared/http/ConnectorError';
import type { FoundRecord, Written } from '../../../nodes/shared/records';

type Values = Record<string, unknown>;

export interface Misbehaviour {
	/** Errors for single keys when they are written. */
	refuses?: Record<string, ConnectorError>;
	/** The whole call is refused when one of these is in it. */
	spoils?: string[];
	/** Called before every call; may reject it or cancel the run. */
	beforeCall?: (kind: 'find' | 'write', number: number) => void;
}

/** A system that keeps its records in memory, by key. Several records with one key: `double`. */
export class MemoryBulkTarget implements BulkTarget {
	readonly records = new Map<string, Values>();
	readonly double = new Set<string>();
	readonly calls = { find: 0, write: 0 };
	readonly written: string[] = [];

	constructor(
		records: Record<string, Values> = {},
		readonly limits: BulkLimits = { findBatch: 3, writeBatch: 2, callsAtOnce: 2 },
		private readonly misbehaviour: Misbehaviour = {},
	) {
		for (const [key, values] of Object.entries(records)) this.records.set(key, { ...values });
	}

	async find(keys: string[], fieldIds: string[]): Promise<Array<FoundRecord[] | ConnectorError>> {
		this.calls.find++;
		this.misbehaviour.beforeCall?.('find', this.calls.find);
		if (keys.length > this.limits.findBatch) throw new Error('Too many keys');
		return keys.map((key) => {
			const values = this.records.get(key);
			if (!values) return [];
			const asked = Object.fromEntries(fieldIds.map((id) => [id, values[id]]));
			const record = { id: `id-${key}`, values: asked };
			return this.double.has(key) ? [record, { ...record, id: `other-${key}` }] : [record];
		});
	}

	async write(writes: BulkUpdate[]): Promise<Array<Written | ConnectorError>> {
		this.calls.write++;
		this.misbehaviour.beforeCall?.('write', this.calls.write);
		if (writes.length > this.limits.writeBatch) throw new Error('Too many rows');
		const { spoils = [], refuses = {} } = this.misbehaviour;
		if (writes.some(({ key }) => spoils.includes(key))) {
			throw new ConnectorError('input', 'The batch was refused');
		}
		return writes.map(({ key, changes }) => {
			if (refuses[key]) return refuses[key];
			const values = this.records.get(key)!;
			for (const { field, to } of changes) values[field] = to;
			this.written.push(key);
			return { id: `id-${key}` };
		});
	}

	snapshot(): Record<string, Values> {
		return structuredClone(Object.fromEntries(this.records));
	}
}
