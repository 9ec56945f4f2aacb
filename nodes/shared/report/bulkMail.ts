import { outcomesOf, remarkOf, titleOf } from './bulkReport';
import { type BulkRun, OUTCOMES } from './bulkRun';
import { bulkSummary, outcomeCount } from './bulkSummary';
import { mailBar, mailBody, mailHeading, mailList, mailText } from './mail';
import { formatMoment } from './moments';
import { formatCount } from './numbers';
import { shortened } from './textFit';

const MOST_REASONS = 10;

/** What became of a file, as the body of a mail that says it all without its attachments. */
export function bulkMail(run: BulkRun): string {
	const { reasons, warnings = [], startedAt, timeZone = 'UTC' } = run;
	const outcomes = outcomesOf(run);
	const total = outcomes.reduce((sum, name) => sum + outcomeCount(run, name), 0);
	const lines = outcomes.map((name) => ({
		name: OUTCOMES[name].name,
		figure: formatCount(outcomeCount(run, name)),
		remark: remarkOf(run, name),
		tone: outcomeCount(run, name) > 0 ? OUTCOMES[name].tone : undefined,
	}));
	const bars = outcomes.map((name) => ({
		share: total > 0 ? (100 * outcomeCount(run, name)) / total : 0,
		tone: OUTCOMES[name].tone ?? ('plain' as const),
	}));
	return mailBody(
		titleOf(run),
		mailText(bulkSummary(run)),
		mailText(`Started ${formatMoment(startedAt, timeZone)}.`, 'plain'),
		...warnings.map((text) => mailText(`Warning: ${text}`, 'warn')),
		total > 0 ? mailBar(bars) : undefined,
		mailList(lines),
		reasons.length > 0 ? mailHeading('Most frequent reasons') : undefined,
		reasons.length > 0
			? mailList(
					reasons
						.slice(0, MOST_REASONS)
						.map(({ message, field, outcome, rows, firstLine, setting }) => ({
							name: shortened(message, 300),
							figure: `${formatCount(rows)} ${rows === 1 ? 'row' : 'rows'}`,
							remark: [
								field,
								OUTCOMES[outcome].name,
								firstLine && `first in line ${firstLine}`,
								setting,
							]
								.filter(Boolean)
								.join(' · '),
						})),
				)
			: undefined,
	);
}

/** Of a file that was not begun. */
export const refusedMail = (summary: string): string =>
	mailBody('Update report', mailText(summary, 'bad'));
