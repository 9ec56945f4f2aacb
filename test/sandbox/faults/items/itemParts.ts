import type { HttpSend } from '../../../../nodes/shared/http/types';
import type { MappedField } from '../../../../nodes/shared/mapping';
import {
	writeRecords,
	type Destination,
	type MatchField,
	type RecordItem,
	type RecordResult,
	type UpsertInput,
} from '../../../../nodes/shared/records';
import { ROWS } from '../bulkSweep';
import { address, list } from '../stageParts';
import type { Told } from './itemSweep';

const BATCH = 4;

/** Every other record is not there yet, and the last one is as it should be. */
export const isNew = (index: number): boolean => index % 2 === 1 && !isUnchanged(index);
/** Of each batch a new one, and one that is there, opt out. */
export const isLeaving = (index: number): boolean => index % 4 === 1 || index % 4 === 2;
export const isUnchanged = (index: number): boolean => index === ROWS - 1;

/** What is there before: as it is wanted, or still to be changed. */
export const PRESENT = list((index) => ({
	index,
	email: address(index),
	...(isUnchanged(index)
		? { name: `New ${index}`, plan: 'gold' }
		: { name: `Name ${index}`, plan: 'free' }),
})).filter(({ index }) => !isNew(index));

export const setting = (values: Record<string, unknown>): MappedField[] =>
	Object.entries(values).map(([target, value]) => ({
		target,
		value,
		sourceText: String(value),
		action: 'set',
	}));

/** The destination's targets take a few records at a time. */
export const inBatches = (destination: Destination, size = BATCH): Destination => ({
	...destination,
	open: async (inputs, part) => {
		const open = await destination.open(inputs, part);
		return { ...open, batchSize: Math.min(size, open.batchSize) };
	},
});

/** One request after the other, so that the same one is the third in every run. */
export function inTurn(send: HttpSend): HttpSend {
	let last: Promise<unknown> = Promise.resolve();
	return async (request) => {
		const mine = last.then(async () => await send(request));
		last = mine.catch(() => undefined);
		return await mine;
	};
}

/** Records of one kind, opened anew by each run. */
export const kindOf = (open: Destination['open'], ...match: MatchField[]): Destination => ({
	name: 'records',
	fields: [],
	match,
	open,
});

export const writeWhole = async (
	inputs: Array<UpsertInput & { followUp?: unknown }>,
	destination: Destination,
	cancel: { aborted: boolean },
): Promise<RecordResult[]> => {
	const items = inputs.map((input, position): RecordItem => ({ ...input, destination, position }));
	const { results } = await writeRecords(items, {
		operation: 'createOrUpdate',
		whenAmbiguous: 'error',
		allowOptInAgain: false,
		timeZone: 'UTC',
		dryRun: false,
		returnRecords: false,
		stopOnFailure: false,
		cancel,
	});
	return results;
};

export const toldOf = (results: RecordResult[]): Told[] =>
	results.map(({ outcome, error = outcome.error }) => ({ status: outcome.status, error }));
