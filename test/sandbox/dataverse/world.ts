import type { Reply } from '../http/types';
import type { DataverseOptions } from './options';
import type { Fold } from './records/columnIndex';
import type { DataverseState, TableState } from './state';
import { noSegment } from './errors';

/** What every part of the sandbox works on. */
export interface World {
	options: DataverseOptions;
	state: DataverseState;
	/** The sandbox's own, settable time in milliseconds. */
	now(): number;
	/** A new GUID; the same series in every run. */
	guid(): string;
	/** A token nobody can guess, with a readable start. */
	secret(prefix: string): string;
	/** Of the sandbox itself. */
	url(): string;
	fold: Fold;
}

/** Who an operation is carried out for. */
export interface Caller {
	userId: string;
	/** The impersonated user; rights are those of both. */
	onBehalfOf?: string;
	/** Full name of who counts as the writer. */
	name: string;
}

/** One API operation: a request of its own, or a part of a `$batch`. */
export interface Operation {
	world: World;
	caller: Caller;
	method: string;
	/** Below `/api/data/v9.2`, as sent: `/contacts(…)`. */
	path: string;
	/** After the `?`, as sent. */
	search: string;
	query: URLSearchParams;
	headers: Record<string, string | string[] | undefined>;
	body: string;
	/** Inside a change set: what `$1` stands for. */
	references?: Map<string, string>;
	inBatch?: boolean;
}

export type Handler = (operation: Operation) => Reply;

export const apiBase = '/api/data/v9.2';

export const header = (
	{ headers }: Pick<Operation, 'headers'>,
	name: string,
): string | undefined => {
	const value = headers[name];
	return Array.isArray(value) ? value.join(', ') : value;
};

/** By its set, as in addresses. */
export function tableOfSet(world: World, set: string): TableState {
	const found = world.state.sets.get(set);
	if (!found) throw noSegment(set);
	return found;
}

/** By its logical name; for the sandbox's own use. */
export function tableNamed(world: World, name: string): TableState {
	const found = world.state.tables.get(name);
	if (!found) throw new Error(`There is no table ${name} in the sandbox`);
	return found;
}
