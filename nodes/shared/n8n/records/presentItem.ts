import type { IDataObject } from 'n8n-workflow';
import {
	planInWords,
	quoted,
	shownStatus,
	type FieldChange,
	type OpenDestination,
	type RecordResult,
} from '../../records';
import type { ReadItem } from './readItem';
import type { RecordNode } from './settings';

const STATUS_WORDS = { optIn: 'opt in', optOut: 'opt out', unchanged: 'left alone' } as const;

/** What an item comes out as: what was done, not what was asked for. */
export function presentItem(
	{ consent, unmatched, warnings, shown, shownInDryRun }: ReadItem,
	{ outcome, target, lookedFor, record, followedUp }: RecordResult,
	{ status }: RecordNode,
	isDryRun: boolean,
): IDataObject {
	const { foldedWith, id, kept = [] } = outcome;
	const allWarnings = [...new Set([...warnings, ...outcome.warnings])];
	return {
		status: shownStatus(outcome.status, isDryRun),
		...(target?.describe ? target.describe(id) : id !== undefined && { id }),
		...(lookedFor && { lookedFor }),
		changes: target ? changesInWords(outcome.changes, target) : [],
		...(kept.length > 0 && { kept }),
		...shown,
		...(consent && { [status.shownAs]: STATUS_WORDS[outcome.consent ?? 'unchanged'] }),
		...(!isDryRun && followedUp),
		...(foldedWith && { writtenTogetherWith: foldedWith }),
		...(unmatched.length > 0 && { unmatched }),
		...(allWarnings.length > 0 && { warnings: allWarnings }),
		...(record && { record }),
		...(isDryRun && { dryRun: true, ...shownInDryRun, requests: outcome.requests ?? [] }),
	} as IDataObject;
}

/** What an item comes out as that waits for approval: the plan in words, and what applies it. */
export function presentPlan(
	read: ReadItem,
	result: RecordResult,
	node: RecordNode,
	approval: { token: string; expires: string } | undefined,
): IDataObject {
	const item = presentItem({ ...read, shownInDryRun: {} }, result, node, true);
	for (const technical of ['requests', 'dryRun']) delete item[technical];
	const consent = item[node.status.shownAs];
	const plan = planInWords({
		status: String(item.status),
		...(result.outcome.id !== undefined && { id: result.outcome.id }),
		changes: item.changes as IDataObject[],
		...(item.status !== 'unchanged' && { beforehand: result.target?.beforehand }),
		...(result.outcome.consent !== undefined && { consent: String(consent) }),
		...(approval && { followUps: followUpsOf(read) }),
	});
	return {
		...item,
		...(approval
			? {
					needsApproval: true,
					plan,
					approvalToken: approval.token,
					approvalExpires: approval.expires,
				}
			: { needsApproval: false }),
	};
}

function followUpsOf({ record: { destination, followUp } }: ReadItem): string[] {
	if (followUp === undefined) return [];
	return destination.followUpInWords?.(followUp) ?? [quoted(followUp)];
}

/** What reads the same before and after is no change to a person: a tag to be removed that a new contact never had. */
const changesInWords = (
	changes: FieldChange[],
	target: OpenDestination,
): Array<Record<string, unknown>> =>
	changes
		.map((change): Record<string, unknown> => target.inWords?.(change) ?? { ...change })
		.filter(({ from, to }) => from !== to);
