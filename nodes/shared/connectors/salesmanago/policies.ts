import { ConnectorError } from '../../http/ConnectorError';
import { appendText } from '../../mapping';
import { textOf } from '../../pipedText/textOf';
import { changedMeanwhile, type FoundRecord, type RecordUpdate } from '../../records';
import { isEmpty } from '../../values/text';
import type { Contacts } from './contacts';
import { DETAIL_PREFIX, isOftenHidden, sameValue, TAG_PREFIX, valuesOf } from './contactValues';
import { LIMITS } from './limits';

/**
 * A custom detail is a list or lines of text, up to its limit. A tag is there or is not: one that is to be added never takes one
 * away. Source: contracts/salesmanago.md 3.
 */
export function appendTo(
	field: string,
	present: unknown,
	added: readonly unknown[],
): { value: unknown } | ConnectorError {
	if (field.startsWith(TAG_PREFIX)) return { value: [present, ...added].some(isTrue) };
	if (!field.startsWith(DETAIL_PREFIX))
		return refusal('Nothing can be added to this field of a contact');
	const value = appendText(present, added);
	return value.length <= LIMITS.detailValue
		? { value }
		: refusal(`A custom detail holds ${LIMITS.detailValue} characters, and this would be more`);
}

const isTrue = (value: unknown): boolean => textOf(value).trim().toLowerCase() === 'true';

const refusal = (message: string): ConnectorError =>
	new ConnectorError('input', message, {
		hint: 'Append to a custom detail or to tags, or choose another policy.',
	});

/** That a card shows nothing of such a field says nothing (contracts/salesmanago.md 5). */
export const isShown = (field: string, { values }: FoundRecord): boolean =>
	!isOftenHidden(field) || !isEmpty(values[field]);

/** The contacts are read once more, right before they are written; by position, those that somebody changed or removed. */
export async function conflictsAmong(
	contacts: Contacts,
	writes: ReadonlyArray<RecordUpdate | undefined>,
): Promise<Array<ConnectorError | undefined>> {
	const ids = writes.flatMap((write) => (write?.guarded ? write.record.id : []));
	const cards = await contacts.findById(ids);
	const byId = new Map(cards.map((card) => [card.id, valuesOf(card)]));
	return writes.map((write) => {
		if (!write?.guarded) return undefined;
		const values = byId.get(write.record.id);
		if (!values) return new ConnectorError('notFound', 'The contact was deleted meanwhile');
		return changedMeanwhile(write, (field) => values[field], sameValue);
	});
}
