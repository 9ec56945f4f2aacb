import { ConnectorError } from '../../../nodes/shared/http/ConnectorError';
import type {
	Destination,
	OpenDestination,
	RecordItem,
	RecordWrite,
	WriteOptions,
} from '../../../nodes/shared/records';

export const OPTIONS: WriteOptions = {
	operation: 'createOrUpdate',
	whenAmbiguous: 'error',
	allowOptInAgain: false,
	timeZone: 'UTC',
	dryRun: false,
	returnRecords: false,
	stopOnFailure: true,
	cancel: { aborted: false },
};

/** A place that keeps nothing: every record is new there, and one named "bad" is refused. */
export function place(
	name: string,
	more: Partial<Destination<string>> = {},
	opened: Partial<OpenDestination> = {},
) {
	const written: string[] = [];
	const nameOf = (write: RecordWrite): string =>
		write.kind === 'create' ? String(write.values.name) : write.record.id;
	const target: OpenDestination = {
		keysAreUnique: true,
		batchSize: 2,
		find: async (keys) => await Promise.resolve(keys.map(() => [])),
		write: async (writes) =>
			await Promise.resolve(
				writes.map((write) => {
					if (nameOf(write) === 'bad') return new ConnectorError('input', 'refused');
					written.push(nameOf(write));
					return { id: `id of ${nameOf(write)}` };
				}),
			),
		dryRun: async (writes) =>
			await Promise.resolve(
				writes.map((write) => ({ requests: [{ method: 'PUT', path: `/${nameOf(write)}` }] })),
			),
		...opened,
	};
	const destination: Destination<string> = {
		name,
		fields: [],
		match: [{ field: 'name', kind: 'text' }],
		open: async () => await Promise.resolve(target),
		...more,
	};
	return { destination, written };
}

export const itemsFor = (destination: Destination, ...names: string[]): RecordItem[] =>
	names.map((value, position) => ({
		destination,
		position,
		fields: [{ target: 'name', value, sourceText: value, action: 'set' }],
		followUp: `after ${value}`,
	}));

export const statusesOf = (results: Array<{ outcome: { status: string } }>): string[] =>
	results.map(({ outcome }) => outcome.status);
