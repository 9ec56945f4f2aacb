import type { Fields } from '../http/fields';
import type { Exchange, Reply } from '../http/types';
import { notFound } from './envelope';
import type { Directory } from './directory/state';
import type { SandboxOptions } from './options';
import type { SandboxState, StoredResponse } from './state';

/** What every part of the sandbox works on. */
export interface World {
	options: SandboxOptions;
	state: SandboxState;
	/** The sandbox's own, settable time in milliseconds. */
	now(): number;
	id(prefix: string, length?: number): string;
	/** Where paging links point. */
	origin(): string;
	/** Announces a stored response to every subscription it concerns; resolves when all have been called. */
	announce(response: StoredResponse): Promise<void>;
	/** Announces anything else, e.g. a survey's closing. */
	publish(topic: string, message: Record<string, string>, responseId?: string): Promise<void>;
}

export interface Call {
	world: World;
	exchange: Exchange;
	params: Record<string, string>;
	query: URLSearchParams;
	/** JSON body after the check of `ApiRoute.body`. */
	body: Record<string, unknown>;
}

export interface ApiRoute {
	method: 'GET' | 'POST' | 'PUT' | 'DELETE';
	/** Below `/API/v3`. */
	path: string;
	/** `surveys` + `read`: the scope an access token needs is `read:surveys` or more. */
	scope: { area: string; access: 'read' | 'write' | 'delete' };
	/** Query parameters it knows; any other is refused. */
	query?: string[];
	/** Fields of its JSON body; `any object` is checked by the handler. Without it a body is ignored. */
	body?: Fields | 'any object';
	/** An absent body is taken as `{}`. */
	bodyOptional?: boolean;
	/** Most bytes of a body. */
	bodyLimit?: number;
	slashTolerated?: boolean;
	/** Name in the table of rate limits. */
	bucket?: string;
	handle(call: Call): Reply | Promise<Reply>;
}

export function directoryOf({ world, params }: Call): Directory {
	const directory = world.state.directories.get(params.directoryId);
	if (!directory) throw notFound(`Directory ${params.directoryId}`);
	return directory;
}
