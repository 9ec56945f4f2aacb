import type { SalesManago } from '../../../shared/connectors/salesmanago/client';
import {
	CONSENT_PREFIX,
	DATE_DETAIL_PREFIX,
	DETAIL_PREFIX,
	NUMBER_DETAIL_PREFIX,
	PHONE_STATUS,
	readConsent,
	STANDARD_FIELDS,
	TAG_PREFIX,
} from '../../../shared/connectors/salesmanago/contactValues';
import { createSalesManagoRecordTarget } from '../../../shared/connectors/salesmanago/recordTarget';
import type { ContactTargetOptions } from '../../../shared/connectors/salesmanago/targetOptions';
import { textOf } from '../../../shared/pipedText/textOf';
import { dryRunOf, type OpenDestination } from '../../../shared/records';

const SINGLY =
	'Jobs create or update contacts by their email address; these contacts are sent one after another';

export function openTarget(
	salesmanago: SalesManago,
	options: ContactTargetOptions,
): OpenDestination {
	const target = createSalesManagoRecordTarget(salesmanago, options);
	return {
		...target,
		notes: options.mode === 'batch' && !target.isBatch ? [SINGLY] : [],
		dryRun: dryRunOf(target.preview),
		describe(id) {
			if (id === undefined) return {};
			const job = target.jobOf(id);
			return {
				id,
				...(job && {
					job: { id: job.requestId, done: job.isDone, resultFile: job.fileUrl ?? null },
				}),
			};
		},
		inWords: ({ field, from, to }) => {
			const shown = (value: unknown): unknown =>
				field.startsWith(TAG_PREFIX)
					? textOf(value) === 'true'
					: (readConsent(value)?.status ?? value);
			return { field, label: labelOf(field), from: shown(from), to: shown(to) };
		},
		async records(ids) {
			const cards = await salesmanago.contacts.findById(ids);
			return new Map(cards.map((card) => [card.id, { ...card }]));
		},
	};
}

const DETAILS = [DETAIL_PREFIX, DATE_DETAIL_PREFIX, NUMBER_DETAIL_PREFIX];

/** A field as a person calls it. */
function labelOf(field: string): string {
	if (field === PHONE_STATUS) return 'Phone consent';
	const prefix = DETAILS.find((candidate) => field.startsWith(candidate));
	if (prefix) return field.slice(prefix.length);
	if (field.startsWith(TAG_PREFIX)) return `Tag ${field.slice(TAG_PREFIX.length)}`;
	if (field.startsWith(CONSENT_PREFIX)) return `Consent ${field.slice(CONSENT_PREFIX.length)}`;
	return STANDARD_FIELDS.find(({ name }) => name === field)?.label ?? field;
}
