/** Why a value could not be read. */
export type UnreadableReason =
	/** It is nothing of that kind. */
	| 'notThatKind'
	/** It is ambiguous, and no setting decides. */
	| 'ambiguous'
	/** It is of that kind, and no such value exists or can be kept (30 February, seventeen digits). */
	| 'impossible';

/**
 * A value that was not understood. `message` is a sentence part for the user, without the value itself, so that it may stand in
 * errors and logs: "this is not a number".
 */
export class Unreadable {
	constructor(
		readonly reason: UnreadableReason,
		readonly message: string,
	) {}
}

export const isUnreadable = (reading: unknown): reading is Unreadable =>
	reading instanceof Unreadable;
