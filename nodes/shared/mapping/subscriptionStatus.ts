import { ConnectorError } from '../http/ConnectorError';
import type { AuthorText } from '../pipedText/authorText';
import { textOf } from '../pipedText/textOf';
import { splitEntries } from '../values/entries';
import { fold, isBlank, isEmpty } from '../values/text';

export type StatusChange = 'optIn' | 'optOut' | 'unchanged';

export interface SubscriptionDecision {
	status: StatusChange;
	/** Why the status is left alone; holds no answer. */
	note?: string;
}

export interface SubscriptionValues {
	/** As an author wrote them: on lines of their own or set apart by semicolons, never by commas. Or the entries as they are. */
	optIn: AuthorText | readonly string[];
	optOut: AuthorText | readonly string[];
}

/**
 * Only a value that is exactly (as a person sees it, in any case) an opt-in or opt-out value changes a status; everything else leaves it
 * alone and says so. A value that is both is a mistake in the settings, as is having no value at all.
 */
export function compileSubscription(
	values: SubscriptionValues,
): (source: unknown) => SubscriptionDecision {
	const optIn = entriesOf(values.optIn);
	const optOut = entriesOf(values.optOut);
	const overlap = [...optIn.keys()].find((value) => optOut.has(value));
	if (overlap !== undefined) {
		throw new ConnectorError(
			'input',
			`"${optIn.get(overlap)}" is both an opt-in and an opt-out value`,
			{
				hint: 'Keep it in one of the two lists.',
			},
		);
	}
	if (optIn.size + optOut.size === 0) {
		throw new ConnectorError('input', 'No opt-in or opt-out value is set', {
			hint: 'Enter opt-in or opt-out values, or switch off setting the consent.',
		});
	}
	return (source) => {
		if (isEmpty(source))
			return unchanged('There is no answer: the subscription status is unchanged');
		const value = fold(textOf(source));
		if (optOut.has(value)) return { status: 'optOut' };
		if (optIn.has(value)) return { status: 'optIn' };
		return unchanged(
			'The answer is neither an opt-in nor an opt-out value: the subscription status is unchanged',
		);
	};
}

const unchanged = (note: string): SubscriptionDecision => ({ status: 'unchanged', note });

/** The whole text and whole lines count too, so that an answer with a semicolon in it can be entered. */
const wholeOrCut = (values: AuthorText): string[] => [
	values,
	...values.split(/\r?\n/),
	...splitEntries(values),
];

/** Folded to as written. */
function entriesOf(values: AuthorText | readonly string[]): Map<string, string> {
	const entries = typeof values === 'string' ? wholeOrCut(values) : values;
	const filled = entries.map((entry) => entry.trim()).filter((entry) => !isBlank(entry));
	return new Map(filled.map((entry) => [fold(entry), entry]));
}
