/**
 * Cuts a run into rounds, so that items that share a value never go out side by side: an item comes in the round after the last
 * one it shares a value with. Without shared values there is one round.
 */
export function roundsOf<T>(items: readonly T[], sharedValues: (item: T) => string[]): T[][] {
	const rounds: T[][] = [];
	const next = new Map<string, number>();
	for (const item of items) {
		const values = sharedValues(item);
		const round = Math.max(0, ...values.map((value) => next.get(value) ?? 0));
		(rounds[round] ??= []).push(item);
		for (const value of values) next.set(value, round + 1);
	}
	return rounds;
}
