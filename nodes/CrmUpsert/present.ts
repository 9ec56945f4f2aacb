import type { IDataObject } from 'n8n-workflow';
import type { RequestPreview } from '../shared/connectors/dataverse/recordWriter';
import type { Outcome } from '../shared/upsert';
import type { PreparedItem } from './prepare';
import type { CrmTarget } from './providers/CrmProvider';

/** What was done about one item, or would be. */
export interface Done {
	outcome: Outcome;
	/** How the item counts, where those it was written together with are counted too. */
	foldedWith?: number[];
	/** Dry runs. */
	requests?: RequestPreview[];
	record?: IDataObject;
	/** Whether it will be created or updated is decided by the CRM. */
	isOpen?: boolean;
}

const CONSENT_WORDS = { optIn: 'opt in', optOut: 'opt out', unchanged: 'left alone' } as const;

/** What an item comes out as. */
export function present(
	{ mapping, keyRows, consent, warnings }: PreparedItem,
	{ outcome, foldedWith, requests, record, isOpen }: Done,
	target: CrmTarget,
): IDataObject {
	const { status, id, changes } = outcome;
	const isDryRun = requests !== undefined;
	const allWarnings = [
		...new Set([
			...warnings,
			...outcome.warnings,
			...(requests ?? []).flatMap((request) => request.warnings),
		]),
	];
	return {
		status: isOpen ? 'createdOrUpdated' : status,
		...(id && target.describe(id)),
		changes: changes.map((change) => target.inWords(change)),
		...(consent && { consent: CONSENT_WORDS[consent.status] }),
		...(foldedWith && { writtenTogetherWith: foldedWith }),
		...(mapping.unmatched.length > 0 && { unmatched: mapping.unmatched }),
		...(allWarnings.length > 0 && { warnings: allWarnings }),
		...(record && { record }),
		...(isDryRun && {
			dryRun: true,
			mapping: [
				...keyRows.map((row) => ({ ...row, match: true })),
				...mapping.rows,
			] as IDataObject[],
			requests: requests.map(({ method, path, headers, body }) => ({
				method,
				path,
				headers,
				body: body as IDataObject,
			})),
		}),
	};
}
