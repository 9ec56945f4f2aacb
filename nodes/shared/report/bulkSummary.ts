import { type BulkRun, OUTCOMES, type RowOutcome } from './bulkRun';
import { formatCount } from './numbers';
import { shortened } from './textFit';

export const outcomeCount = ({ counts }: Pick<BulkRun, 'counts'>, name: RowOutcome): number =>
	counts[name] ?? 0;

const STATES: Readonly<Record<BulkRun['state'], string>> = {
	done: 'completed',
	running: 'still running',
	stopped: 'stopped by a safety limit',
	cancelled: 'cancelled',
	failed: 'stopped by an error',
};

export const stateInWords = (state: BulkRun['state']): string => STATES[state];

const OPENINGS: Readonly<Record<BulkRun['operation'], string>> = {
	validate: 'Checked',
	apply: 'Read',
	rollBack: 'Read',
	verify: 'Checked',
};

/** How the counts read in a sentence, and where an operation has other words for them. */
const CLAUSES: ReadonlyArray<
	[outcome: RowOutcome, words: string, special?: Partial<Record<BulkRun['operation'], string>>]
> = [
	[
		'ok',
		'written',
		{ validate: 'ready to be written', rollBack: 'put back', verify: 'as expected' },
	],
	['unchanged', 'unchanged'],
	['conflict', 'changed meanwhile'],
	['invalid', 'invalid'],
	['notFound', 'not found'],
	['ambiguous', 'ambiguous'],
	['failed', 'failed'],
	['notProcessed', 'not processed'],
];

/** One paragraph of plain text, for mail and chat: no values, no contact data, no line breaks. */
export function bulkSummary(run: BulkRun): string {
	const { operation, target, fileName, rows, state, stopReason, reasons } = run;
	const file = fileName ? ` from ${plain(fileName)}` : '';
	const noun = rows === 1 ? 'row' : 'rows';
	const sentences = [
		`${OPENINGS[operation]} ${formatCount(rows)} ${noun}${file} (${plain(target)}): ${countsOf(run)}.`,
		state === 'done' ? undefined : `The run was ${STATES[state]}.`,
		stopReason ? sentence(stopReason) : undefined,
		reasons[0] ? commonest(reasons[0]) : undefined,
	];
	return sentences.filter(Boolean).join(' ');
}

function countsOf(run: BulkRun): string {
	const counts = CLAUSES.flatMap(([name, words, special]) => {
		const count = outcomeCount(run, name);
		return count > 0 ? [`${formatCount(count)} ${special?.[run.operation] ?? words}`] : [];
	});
	return counts.join(', ') || 'nothing to do';
}

/** Its kind and not its message, which quotes the cell. */
function commonest({ kind, field, outcome, rows }: BulkRun['reasons'][number]): string {
	const where = field ? ` in "${plain(field)}"` : '';
	const words = plain(kind).replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
	const count = `${formatCount(rows)} ${rows === 1 ? 'row' : 'rows'}`;
	return `Most frequent reason: ${OUTCOMES[outcome].name.toLowerCase()}${where} (${words}, ${count}).`;
}

/** Without what could break the line, or turn the direction of what follows. */
const plain = (text: string): string =>
	shortened(text.replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' '), 160);

const sentence = (text: string): string => {
	const words = plain(text);
	return /[.!?…]$/.test(words) ? words : `${words}.`;
};
