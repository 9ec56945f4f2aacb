/** Lets at most `width` pieces of work run at once; the others wait in order of arrival. */
export type Gate = <T>(work: () => Promise<T>) => Promise<T>;

export const createGate = (width = Number.POSITIVE_INFINITY): Gate => {
	let running = 0;
	const waiting: Array<() => void> = [];
	const enter = async (): Promise<void> => {
		if (running < width) {
			running += 1;
			return;
		}
		// The place is handed over, not freed, so that nobody slips in between.
		await new Promise<void>((resolve) => waiting.push(resolve));
	};
	const leave = (): void => {
		const next = waiting.shift();
		if (next) next();
		else running -= 1;
	};
	return async (work) => {
		await enter();
		return await work().finally(leave);
	};
};
