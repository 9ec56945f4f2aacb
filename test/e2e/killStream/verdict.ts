/** One response that came out of the trigger in an execution that got past it. */
export interface Output {
	executionId: string;
	responseId: string;
	/** What the response held. */
	form: string;
	event: string;
}

export interface Verdict {
	responses: number;
	outputs: number;
	/** Responses that held something else later: each of those forms may have come out, the last one must. */
	changed: number;
	/** Responses that never came out. */
	lost: string[];
	/** The same form of a response out of two executions that both got past the trigger: `<response>: <form>`. */
	doubled: string[];
	/** Responses whose last form never came out. */
	updatesLost: string[];
}

/** `forms`: what each response held, in order; each form is another. */
export function judge(
	forms: ReadonlyMap<string, readonly string[]>,
	outputs: readonly Output[],
	hasEdits: boolean,
): Verdict {
	const seen = new Map<string, number>();
	for (const { responseId, form } of outputs) {
		const key = `${responseId}: ${form}`;
		seen.set(key, (seen.get(key) ?? 0) + 1);
	}
	const out = new Set(outputs.map(({ responseId }) => responseId));
	const all = [...forms];
	return {
		responses: all.length,
		outputs: outputs.length,
		changed: all.filter(([, held]) => held.length > 1).length,
		lost: all.map(([id]) => id).filter((id) => !out.has(id)),
		doubled: [...seen].filter(([, times]) => times > 1).map(([key]) => key),
		updatesLost: all
			.filter(([id, held]) => hasEdits && out.has(id) && !seen.has(`${id}: ${held.at(-1)}`))
			.map(([id]) => id),
	};
}
