import type { Misbehaviour } from '../http/misbehaviour';
import type { LoggedRequest } from '../http/requestLog';
import type { Fault } from './faults';

/** A system that can be made to go wrong, and what it was asked. */
export interface Trouble {
	/** Which requests go wrong; default all. */
	match?: RegExp;
	misbehave(rule: Misbehaviour): void;
	behave(): void;
	requests: LoggedRequest[];
	cancel: { aborted: boolean };
	/** When the fault has passed. */
	later(): Promise<void>;
	close(): Promise<void>;
}

export const lineOf = ({ method, path }: LoggedRequest): string => `${method} ${path}`;

/** What goes wrong from this request on, of those that are still to come. */
export function letGoWrong(
	{ match = /./, misbehave, cancel }: Trouble,
	{ rules, isCancelled }: Fault,
	position: number,
): void {
	rules.forEach((rule, index) =>
		misbehave({
			match,
			...rule,
			...(index === 0 && {
				after: position,
				...(isCancelled && { meanwhile: () => (cancel.aborted = true) }),
			}),
		}),
	);
}

export async function whenPassed({ behave, cancel, later }: Trouble): Promise<void> {
	behave();
	cancel.aborted = false;
	await later();
}
