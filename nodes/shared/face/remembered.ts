/**
 * Builds a thing once per key and keeps it: enough for values that repeat from item to item, bounded for those that do not.
 */
export function remembered<T>(most: number, build: (key: string) => T): (key: string) => T {
	const seen = new Map<string, T>();
	return (key) => {
		if (seen.has(key)) return seen.get(key) as T;
		if (seen.size >= most) seen.clear();
		const built = build(key);
		seen.set(key, built);
		return built;
	};
}
