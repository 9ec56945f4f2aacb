/** One request as it went through the sandbox; secrets are left out. */
export interface LoggedRequest {
	/** Counts from 1. */
	number: number;
	/** Milliseconds since 1970 by the machine's clock (not the sandbox's settable one). */
	at: number;
	method: string;
	path: string;
	query: Record<string, string>;
	/** Of the answer; 0 when the connection was dropped without one. */
	status: number;
	/** Parsed JSON, form fields as an object, or the text; undefined without a body. */
	body?: unknown;
	/** Milliseconds from the whole request read to the answer handed over. */
	took: number;
	/** The misbehaviour that was applied, if any. */
	misbehaved?: string;
	/** Those that change what a request means, where the sandbox keeps them. */
	headers?: Record<string, string>;
	/** How the caller identified itself. */
	auth?: 'token' | 'bearer' | 'basic';
}

export interface RequestLog {
	entries: LoggedRequest[];
	add(entry: Omit<LoggedRequest, 'number'>): void;
	clear(): void;
	/** Entries whose `METHOD path` matches. */
	matching(pattern: RegExp): LoggedRequest[];
	total(): number;
}

/** Keeps the newest `limit` requests; the numbers go on counting. */
export function createRequestLog(limit = 20_000): RequestLog {
	const entries: LoggedRequest[] = [];
	let count = 0;
	return {
		entries,
		add(entry) {
			count += 1;
			entries.push({ number: count, ...entry });
			if (entries.length > limit * 1.25) entries.splice(0, entries.length - limit);
		},
		clear() {
			entries.length = 0;
		},
		matching: (pattern) => entries.filter((entry) => pattern.test(`${entry.method} ${entry.path}`)),
		total: () => count,
	};
}
