/** Work of which there is ten times as much. */
export interface Growth {
	/** As in `Condition, rules`. */
	what: string;
	small: number;
	large: number;
	/** Makes ready what is not measured; a size is given, the work itself comes back. May give the milliseconds that count. */
	prepare(size: number): Promise<Work> | Work;
	/** At the end. */
	close?(): void;
}

export type Work = () => Promise<number | void> | number | void;

export const tenfold = (
	what: string,
	small: number,
	prepare: Growth['prepare'],
	close?: () => void,
): Growth => ({ what, small, large: small * 10, prepare, ...(close && { close }) });

/** So that no bench measures nothing. */
export function expect(what: string, found: unknown, wanted: unknown): void {
	if (found !== wanted) throw new Error(`${what}: ${String(found)} instead of ${String(wanted)}`);
}
