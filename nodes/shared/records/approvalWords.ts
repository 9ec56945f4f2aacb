import { textOf } from '../pipedText/textOf';

/** What a plan comes to, as the person who approves it reads it. */
export interface PlannedChanges {
	status: string;
	/** Of the record, where there is one. */
	id?: string;
	/** As a person reads them: `label` or `field`, `from`, `to`. */
	changes: ReadonlyArray<Record<string, unknown>>;
	/** What is done before the record is written. */
	beforehand?: readonly string[];
	/** What becomes of the subscription status or the consent, in words. */
	consent?: string;
	/** What follows once the record is there, each in words. */
	followUps?: readonly string[];
}

const BEGINNINGS: Readonly<Record<string, string>> = {
	wouldCreate: 'Create a new record',
	wouldUpdate: 'Update record',
	wouldCreateOrUpdate: 'Create a record, or update the one that is there',
	unchanged: 'Leave as it is: record',
};

const LONGEST = 300;

/** One sentence for the record and one for each change, in the order of the changes. */
export function planInWords({
	status,
	id,
	changes,
	beforehand = [],
	consent,
	followUps = [],
}: PlannedChanges): string[] {
	const beginning = BEGINNINGS[status] ?? status;
	const isNew = status === 'wouldCreate' || id === undefined;
	return [
		isNew ? beginning : `${beginning} ${id}`,
		...changes.map(({ label, field, from, to }) => {
			const name = textOf(label ?? field);
			if (to === null || to === undefined) return `${name}: from ${quoted(from)} to nothing`;
			return isNew || isNothing(from)
				? `${name}: ${quoted(to)}${isNew ? '' : ' (empty so far)'}`
				: `${name}: from ${quoted(from)} to ${quoted(to)}`;
		}),
		...beforehand.map((what) => `Before that: ${what}`),
		...(consent === undefined ? [] : [`Subscription: ${consent}`]),
		...followUps.map((what) => `Then: ${what}`),
	];
}

const isNothing = (value: unknown): boolean =>
	value === null || value === undefined || value === '';

/** A value as it stands in a plan: of a length that people read. */
export const quoted = (value: unknown): string =>
	isNothing(value)
		? 'nothing'
		: `“${cut(typeof value === 'object' ? JSON.stringify(value) : textOf(value))}”`;

const cut = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
