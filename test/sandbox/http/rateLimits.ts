export interface RateLimiter {
	/** False when the request is over the limit of its bucket. */
	admit(bucket: string, at: number): boolean;
	/** Requests per minute by bucket; undefined switches all limits off. */
	set(perMinute: Record<string, number> | undefined): void;
}

/**
 * Leaky buckets: a bucket holds one minute's worth of requests and drains evenly. Every request counts for its own bucket
 * and, when there is one, for the bucket named `all`.
 */
export function createRateLimiter(): RateLimiter {
	let limits: Record<string, number> | undefined;
	const levels = new Map<string, { level: number; at: number }>();

	const fits = (bucket: string, at: number): boolean => {
		const limit = limits?.[bucket];
		if (limit === undefined) return true;
		const before = levels.get(bucket) ?? { level: 0, at };
		const level = Math.max(0, before.level - ((at - before.at) * limit) / 60_000);
		const admitted = level + 1 <= limit;
		levels.set(bucket, { level: admitted ? level + 1 : level, at });
		return admitted;
	};

	return {
		admit: (bucket, at) => fits('all', at) && fits(bucket, at),
		set(perMinute) {
			limits = perMinute;
			levels.clear();
		},
	};
}
