import type { IRunExecutionData } from 'n8n-workflow';

/**
 * n8n stores the data of an execution flattened: a list of values in which every object's and array's members are written as
 * indexes (strings) into the list, so that cycles and repetitions survive. The first value is the whole.
 */
export function decodeExecutionData(text: string): IRunExecutionData | undefined {
	const table = JSON.parse(text) as unknown[];
	const decoded = new Map<number, unknown>();
	const value = (index: number): unknown => {
		const known = decoded.get(index);
		if (known !== undefined) return known;
		const raw = table[index];
		if (raw === null || typeof raw !== 'object') return raw;
		const whole: Record<string, unknown> | unknown[] = Array.isArray(raw) ? [] : {};
		decoded.set(index, whole);
		for (const [key, member] of Object.entries(raw)) {
			(whole as Record<string, unknown>)[key] =
				typeof member === 'string' ? value(Number(member)) : member;
		}
		return whole;
	};
	return value(0) as IRunExecutionData | undefined;
}
