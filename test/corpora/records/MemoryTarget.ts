import { ConnectorError } from '../../../nodes/shared/http/ConnectorError';
import {
	normaliseKey,
	type FoundRecord,
	type MatchField,
	type RecordKey,
	type RecordTarget,
	type RecordWrite,
	type Written,
} from '../../../nodes/shared/records';
import type {
	Capability,
	CorpusSubject,
	CorpusWorld,
	Meanwhile,
	Scenario,
	Values,
	WorldRecord,
} from './scenario';

interface Stored extends WorldRecord {
	id: string;
}

const NOTE_LENGTH = 255;

/** A field that is accepted and not kept. */
const IGNORED = 'ignored';

const withoutIgnored = ({ [IGNORED]: _ignored, ...kept }: Values): Values => kept;

const TOLD = { warnings: [`The directory accepted "${IGNORED}" and did not keep the value`] };

/** A directory in memory that behaves as real ones do; `unique` decides whether it refuses a second record with a key. */
export class MemoryTarget implements RecordTarget {
	readonly batchSize = 3;
	readonly records: Stored[] = [];
	private nextId = 1;
	private meanwhile: Meanwhile[];
	private hasFound = false;

	constructor(
		readonly keysAreUnique: boolean,
		private readonly match: MatchField[],
		private readonly scenario: Pick<Scenario, 'refuse' | 'meanwhile'>,
		readonly ids: Record<string, string>,
	) {
		this.meanwhile = [...(scenario.meanwhile ?? [])];
	}

	add(record: WorldRecord): string {
		const id = `record-${this.nextId++}`;
		this.records.push({ ...record, values: { ...record.values }, id });
		return id;
	}

	find(keys: RecordKey[]): Promise<FoundRecord[][]> {
		this.hasFound = true;
		return Promise.resolve(
			keys.map((key) => this.withKey(key.values).map((record) => structuredClone(record))),
		);
	}

	write(writes: RecordWrite[]): Promise<Array<Written | ConnectorError>> {
		this.letOthersWrite();
		return Promise.resolve(
			writes.map((write) => (write.kind === 'create' ? this.create(write) : this.update(write))),
		);
	}

	private create(write: Extract<RecordWrite, { kind: 'create' }>): Written | ConnectorError {
		const refusal = this.refusal(write.values);
		if (refusal) return refusal;
		if (this.keysAreUnique && write.key && this.withKey(write.values).length > 0) {
			return new ConnectorError('conflict', 'A record with this key exists already');
		}
		const status =
			write.status?.status === 'optOut'
				? 'optedOut'
				: write.status?.status === 'optIn'
					? 'optedIn'
					: 'unset';
		const id = this.add({ values: withoutIgnored(write.values), status });
		if (!Object.hasOwn(write.values, IGNORED)) return { id };
		const kept = Object.entries(withoutIgnored(write.values));
		return { id, ...TOLD, changes: kept.map(([field, to]) => ({ field, from: null, to })) };
	}

	private update({
		record,
		changes,
		status,
	}: Extract<RecordWrite, { kind: 'update' }>): Written | ConnectorError {
		const stored = this.records.find(({ id }) => id === record.id);
		if (!stored) return new ConnectorError('notFound', 'There is no such record');
		const values = {
			...stored.values,
			...Object.fromEntries(changes.map(({ field, to }) => [field, to])),
		};
		const refusal = this.refusal(values);
		if (refusal) return refusal;
		stored.values = withoutIgnored(values);
		if (status) stored.status = status.status === 'optOut' ? 'optedOut' : 'optedIn';
		const kept = changes.filter(({ field }) => field !== IGNORED);
		if (kept.length === changes.length) return { id: stored.id };
		const did = kept.length === 0 && !status ? { did: 'unchanged' as const } : {};
		return { id: stored.id, ...TOLD, ...did, changes: kept };
	}

	private withKey(values: Values): Stored[] {
		return this.records.filter((record) =>
			this.match.every(
				({ field, kind }) =>
					normaliseKey(kind, record.values[field]) === normaliseKey(kind, values[field]),
			),
		);
	}

	private refusal(values: Values): ConnectorError | undefined {
		if (String(values.note ?? '').length > NOTE_LENGTH)
			return new ConnectorError('input', 'The field "note" is too long');
		const refused = this.scenario.refuse?.find((entry) =>
			Object.entries(entry.values).every(([field, value]) => values[field] === value),
		);
		return refused && new ConnectorError(refused.kind, 'The system refused this record');
	}

	private letOthersWrite(): void {
		if (!this.hasFound) return;
		for (const act of this.meanwhile.splice(0)) {
			if ('create' in act) this.add(act.create);
			else if ('change' in act)
				Object.assign(this.named(act.change.ref)!.values, act.change.values);
			else this.records.splice(this.records.indexOf(this.named(act.remove.ref)!), 1);
		}
	}

	private named(ref: string): Stored | undefined {
		return this.records.find(({ id }) => id === this.ids[ref]);
	}
}

export function memorySubject(keysAreUnique: boolean): CorpusSubject {
	const can = new Set<Capability>([
		'status',
		'date',
		'ignoresFields',
		keysAreUnique ? 'uniqueKeys' : 'sharedKeys',
	]);
	return {
		can,
		createWorld: (scenario): Promise<CorpusWorld> => {
			const ids: Record<string, string> = {};
			const target = new MemoryTarget(keysAreUnique, scenario.match, scenario, ids);
			for (const { ref, ...record } of scenario.world) ids[ref] = target.add(record);
			return Promise.resolve({
				target,
				ids,
				read: () => Promise.resolve(structuredClone(target.records)),
			});
		},
	};
}
