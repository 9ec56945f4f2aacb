/** A route's address: `/surveys/:surveyId/responses`. */
export interface RouteAddress {
	method: string;
	path: string;
	/** The same path with a slash at its end is taken as well. */
	slashTolerated?: boolean;
}

export interface RouteMatch<R> {
	route: R;
	params: Record<string, string>;
}

interface Compiled<R> {
	route: R;
	segments: string[];
	fixed: number;
}

/** Finds the route of a request; fixed segments win over parameters. An undecodable or empty segment matches no parameter. */
export function createRouter<R extends RouteAddress>(
	routes: readonly R[],
): (method: string, path: string) => RouteMatch<R> | undefined {
	const compiled: Array<Compiled<R>> = routes
		.map((route) => {
			const segments = route.path.split('/').slice(1);
			return { route, segments, fixed: segments.filter((part) => !part.startsWith(':')).length };
		})
		.sort((a, b) => b.fixed - a.fixed);

	return (method, path) => {
		const bare = path.endsWith('/') ? path.slice(0, -1) : path;
		const given = bare.split('/').slice(1);
		for (const { route, segments } of compiled) {
			if (route.method !== method || segments.length !== given.length) continue;
			if (path.endsWith('/') && !route.slashTolerated) continue;
			const params = matchSegments(segments, given);
			if (params) return { route, params };
		}
		return undefined;
	};
}

function matchSegments(segments: string[], given: string[]): Record<string, string> | undefined {
	const params: Record<string, string> = {};
	for (const [index, segment] of segments.entries()) {
		if (!segment.startsWith(':')) {
			if (segment !== given[index]) return undefined;
			continue;
		}
		const value = decodeSegment(given[index]);
		if (!value) return undefined;
		params[segment.slice(1)] = value;
	}
	return params;
}

function decodeSegment(text: string): string | undefined {
	try {
		return decodeURIComponent(text);
	} catch {
		return undefined;
	}
}
