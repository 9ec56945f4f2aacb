import { badRequest } from './envelope';
import type { Call } from './world';

/** A whole number of the query within bounds; 400 otherwise. */
export function numberIn(
	query: URLSearchParams,
	name: string,
	bounds: { fallback: number; min: number; max: number },
): number {
	const text = query.get(name);
	if (text === null) return bounds.fallback;
	const value = Number(text);
	if (!/^\d+$/.test(text) || value < bounds.min || value > bounds.max) {
		throw badRequest(`Invalid request. Missing or invalid parameter ${name}.`);
	}
	return value;
}

export function booleanIn(query: URLSearchParams, name: string): boolean {
	const text = query.get(name);
	if (text === null) return false;
	if (text !== 'true' && text !== 'false') {
		throw badRequest(`Invalid request. Missing or invalid parameter ${name}.`);
	}
	return text === 'true';
}

/** Opaque to clients: the position from which to go on. */
const tokenOf = (position: number): string =>
	Buffer.from(`sandbox:${position}`).toString('base64url');

export function positionOf(token: string | null): number {
	if (token === null) return 0;
	const match = /^sandbox:(\d+)$/.exec(Buffer.from(token, 'base64url').toString('latin1'));
	if (!match) throw badRequest('Invalid request. Missing or invalid parameter skipToken.');
	return Number(match[1]);
}

const absolute = ({ world, exchange, query }: Call, change: Record<string, string>): string => {
	const next = new URLSearchParams(query);
	for (const [name, value] of Object.entries(change)) next.set(name, value);
	return `${world.origin()}${exchange.path}?${next.toString()}`;
};

/** Offset paging: page size fixed by the server, `nextPage` an absolute URL or null (contracts/qualtrics.md 1.6). */
export function byOffset<T>(
	call: Call,
	all: T[],
	pageSize: number,
): { elements: T[]; nextPage: string | null } {
	const offset = numberIn(call.query, 'offset', {
		fallback: 0,
		min: 0,
		max: Number.MAX_SAFE_INTEGER,
	});
	const end = offset + pageSize;
	return {
		elements: all.slice(offset, end),
		nextPage: end < all.length ? absolute(call, { offset: String(end) }) : null,
	};
}

/** `skipToken` paging with an absolute `nextPage` (contracts/qualtrics.md 1.6). */
export function bySkipToken<T>(
	call: Call,
	all: T[],
	sizes: { fallback: number; max: number },
	view: (item: T) => unknown = (item) => item,
): { elements: unknown[]; nextPage: string | null } {
	booleanIn(call.query, 'useNewPaginationScheme');
	const size = numberIn(call.query, 'pageSize', { ...sizes, min: 1 });
	const start = positionOf(call.query.get('skipToken'));
	const end = start + size;
	return {
		elements: all.slice(start, end).map(view),
		nextPage: end < all.length ? absolute(call, { skipToken: tokenOf(end) }) : null,
	};
}

/** The same with the token in the result, absent when the page is not full. */
export function inResult<T>(
	start: number,
	size: number,
	all: T[],
	view: (item: T) => unknown = (item) => item,
): { elements: unknown[]; skipToken?: string } {
	const elements = all.slice(start, start + size).map(view);
	return { elements, ...(elements.length === size && { skipToken: tokenOf(start + size) }) };
}
