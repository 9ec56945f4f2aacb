/**
 * Builds a thing once per key, from what the key stands for, and keeps it: enough for values that repeat from item to item, bounded for those that do not.
 */
export function remembered<T, From = void>(
	most: number,
	build: (key: string, from: From) => T,
): (key: string, from: From) => T {
	const seen = new Map<string, T>();
	return (key, from) => {
		if (seen.has(key)) return seen.get(key) as T;
		if (seen.size >= most) seen.clear();
		const built = build(key, from);
		seen.set(key, built);
		return built;
	};
}
