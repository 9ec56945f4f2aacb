import { fieldName, type BulkField, type BulkTarget, type BulkUpdate } from '../../../bulk';
import { ConnectorError, isConnectorError } from '../../../http/ConnectorError';
import type { CancelSignal } from '../../../http/types';
import { textOf } from '../../../pipedText/textOf';
import type { FieldChange, FoundRecord, RecordUpdate, Written } from '../../../records';
import type { ContactCard } from '../cards';
import type { SalesManago } from '../client';
import { PHONE_STATUS, readEmail, valuesOf } from '../contactValues';
import { LIMITS } from '../limits';
import { createSalesManagoRecordTarget } from '../recordTarget';
import { bulkValuesOf, OPTED_OUT, OPTED_OUT_PHONE } from './bulkFields';

export interface SalesManagoBulkOptions {
	key: 'email' | 'contactId';
	fields: readonly BulkField[];
	/** Whether the changes set off automation rules and workflows. */
	fireEvents: boolean;
	cancel?: CancelSignal;
}

/**
 * Contacts of SALESmanago, for files: looked up fifty at a time, written a hundred to a job, and read back to see what became
 * of each. Right before a job starts, its contacts are read once more: a job would create those that are gone. Source:
 * contracts/salesmanago.md 3 to 5.
 */
export function createSalesManagoBulkTarget(
	salesmanago: SalesManago,
	{ key, fields, fireEvents, cancel }: SalesManagoBulkOptions,
): BulkTarget {
	const { contacts } = salesmanago;
	const target = createSalesManagoRecordTarget(salesmanago, {
		matchBy: 'email',
		operation: 'createOrUpdate',
		mode: 'batch',
		// Whether consents may be changed was decided where the file was checked.
		allowOptInAgain: true,
		fireEvents,
		...(cancel && { cancel }),
	});
	const fold = (text: string): string =>
		key === 'email' ? text.trim().toLowerCase() : text.trim();

	return {
		limits: {
			findBatch: LIMITS.contactsPerRead,
			writeBatch: LIMITS.contactsPerBatch,
			callsAtOnce: Math.ceil(LIMITS.contactsPerBatch / LIMITS.contactsPerRead),
		},

		async find(keys, fieldIds) {
			const wanted = keys.map(fold);
			const cards =
				key === 'email'
					? await contacts.findByEmail(wanted.filter(isAddress))
					: await contacts.findById(wanted);
			const byKey = groupBy(cards, (card) => fold((key === 'email' ? card.email : card.id) ?? ''));
			return wanted.map((one) =>
				(byKey.get(one) ?? []).map(
					(card): FoundRecord => ({ id: card.id, values: bulkValuesOf(card, fieldIds) }),
				),
			);
		},

		async write(updates) {
			const ids = updates.map(({ record }) => record.id);
			const present = new Map(
				(await contacts.findById(ids)).map((card) => [card.id, card] as const),
			);
			const answers = new Array<Written | ConnectorError>(updates.length);
			const planned: Array<{ index: number; write: RecordUpdate }> = [];
			updates.forEach((update, index) => {
				const card = present.get(update.record.id);
				const plan = card ? planOf(update, card, fields) : goneMeanwhile();
				if (isConnectorError(plan)) answers[index] = plan;
				else planned.push({ index, write: plan });
			});
			if (planned.length === 0) return answers;
			const written = await target.write(planned.map(({ write }) => write));
			const refusal = wholeRefusal(written);
			// A rejected call is tried again in halves, until the contact to blame is alone.
			if (refusal) throw refusal;
			planned.forEach(({ index }, position) => {
				answers[index] = written[position];
			});
			return answers;
		},
	};
}

const isAddress = (text: string): boolean => typeof readEmail(text) === 'string';

function groupBy(
	cards: ContactCard[],
	keyOf: (card: ContactCard) => string,
): Map<string, ContactCard[]> {
	const groups = new Map<string, ContactCard[]>();
	for (const card of cards) groups.set(keyOf(card), [...(groups.get(keyOf(card)) ?? []), card]);
	return groups;
}

/** The one error that stands for all, where a job was not taken at all. */
function wholeRefusal(results: unknown[]): ConnectorError | undefined {
	const [first] = results;
	const isWhole = results.length > 1 && results.every((result) => result === first);
	return isWhole && isConnectorError(first) && first.kind === 'input' ? first : undefined;
}

const goneMeanwhile = (): ConnectorError =>
	new ConnectorError('notFound', 'The contact was deleted meanwhile');

/** The update of the card as it is now, or why it cannot be made. */
function planOf(
	{ changes }: BulkUpdate,
	card: ContactCard,
	fields: readonly BulkField[],
): RecordUpdate | ConnectorError {
	const now = bulkValuesOf(
		card,
		changes.map(({ field }) => field),
	);
	for (const { field, from, to } of changes) {
		// Standard fields are read without the blanks around them.
		if (textOf(now[field]).trim() !== textOf(from).trim()) {
			return new ConnectorError('conflict', `${fieldName(fields, field)} was changed meanwhile`, {
				hint: 'Run the file again.',
			});
		}
		if (to === null) {
			return new ConnectorError(
				'input',
				`SALESmanago has no way to empty ${fieldName(fields, field)}`,
				{
					hint: 'Write another value in its place, or empty it in SALESmanago.',
				},
			);
		}
	}
	const optOut = changes.find(({ field }) => field === OPTED_OUT);
	return {
		kind: 'update',
		record: { id: card.id, values: valuesOf(card) },
		changes: changes.filter((change) => change !== optOut).map(asStored),
		...(optOut && { status: { status: optOut.to === true ? 'optOut' : 'optIn' } }),
	};
}

const asStatus = (isOptedOut: unknown): 'optOut' | 'optIn' =>
	isOptedOut === true ? 'optOut' : 'optIn';

const asStored = (change: FieldChange): FieldChange =>
	change.field === OPTED_OUT_PHONE
		? { field: PHONE_STATUS, from: asStatus(change.from), to: asStatus(change.to) }
		: change;
