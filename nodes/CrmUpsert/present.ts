import type { IDataObject } from 'n8n-workflow';
import type { FieldChange, Outcome, ShownRequest } from '../shared/records';
import type { PreparedItem } from './prepare';
import type { CrmTarget } from './providers/CrmProvider';

/** What was done about one item, or would be. */
export interface Done {
	outcome: Outcome;
	/** How the item counts, where those it was written together with are counted too. */
	foldedWith?: number[];
	/** Dry runs. */
	requests?: ShownRequest[];
	record?: IDataObject;
	/** By what a record was looked for that is not there. */
	lookedFor?: Record<string, unknown>;
}

const CONSENT_WORDS = { optIn: 'opt in', optOut: 'opt out', unchanged: 'left alone' } as const;

/** What an item comes out as. */
export function present(
	{ mapping, keyRows, moreRows, consent, warnings }: PreparedItem,
	{ outcome, foldedWith, requests, record, lookedFor }: Done,
	/** None where nothing was to be written. */
	target: CrmTarget | undefined,
): IDataObject {
	const { status, id, changes } = outcome;
	const isDryRun = requests !== undefined;
	const allWarnings = [...new Set([...warnings, ...outcome.warnings])];
	return {
		status,
		...(id && target?.describe(id)),
		...(lookedFor && { lookedFor: lookedFor as IDataObject }),
		changes: target ? changesInWords(changes, target) : [],
		...(consent && { consent: CONSENT_WORDS[outcome.consent ?? 'unchanged'] }),
		...(foldedWith && { writtenTogetherWith: foldedWith }),
		...(mapping.unmatched.length > 0 && { unmatched: mapping.unmatched }),
		...(allWarnings.length > 0 && { warnings: allWarnings }),
		...(record && { record }),
		...(isDryRun && {
			dryRun: true,
			mapping: [
				...keyRows.map((row) => ({ ...row, match: true })),
				...mapping.rows,
				...moreRows,
			].map((row): IDataObject => ({ ...row }) as IDataObject),
			requests: requests as unknown as IDataObject[],
		}),
	};
}

/** What reads the same before and after is no change to a person: a tag to be removed that a new contact never had. */
const changesInWords = (changes: FieldChange[], target: CrmTarget): IDataObject[] =>
	changes.map((change) => target.inWords(change)).filter(({ from, to }) => from !== to);
