import { somebodyElse } from '../control/somebodyElse';
import type { World } from '../world';

/** Carries out all of it or nothing. */
export function inTransaction<T>(world: World, work: () => T): T {
	const { tables, changes } = world.state;
	const newest = changes.at(-1);
	for (const { store } of tables.values()) store.begin();
	try {
		const result = work();
		for (const { store } of tables.values()) store.commit();
		return result;
	} catch (error) {
		for (const { store } of tables.values()) store.rollBack();
		const added = changes.splice(newest ? changes.lastIndexOf(newest) + 1 : 0);
		changes.push(...added.filter(({ by }) => by === somebodyElse));
		throw error;
	}
}
