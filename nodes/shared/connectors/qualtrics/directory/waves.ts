/**
 * Cuts a run into waves, so that items that share a value never go out side by side: an item comes in the wave after the last
 * one it shares a value with. Without shared values there is one wave.
 */
export function wavesOf<T>(items: readonly T[], sharedValues: (item: T) => string[]): T[][] {
	const waves: T[][] = [];
	const next = new Map<string, number>();
	for (const item of items) {
		const values = sharedValues(item);
		const wave = Math.max(0, ...values.map((value) => next.get(value) ?? 0));
		(waves[wave] ??= []).push(item);
		for (const value of values) next.set(value, wave + 1);
	}
	return waves;
}
