import { hasPolicy } from '../../../mapping';
import { textOf } from '../../../pipedText/textOf';
import type { UpsertInput } from '../../../records';
import type { DirectoryOptions } from './DirectoryOptions';

export interface Writing {
	way: 'import' | 'single';
	/** Why a contact of a large run goes singly all the same. */
	note?: string;
}

type Choice = Pick<DirectoryOptions, 'operation' | 'importAbove' | 'mailingListIds' | 'dateField'>;

/**
 * The import job always merges by the directory's rules and reports rows, but it carries no phone, does not say which
 * subscription status it sets, and cannot compare before it writes (contracts/qualtrics.md 5.9).
 */
export function chooseWriting(item: UpsertInput, count: number, options: Choice): Writing {
	const { dateField, importAbove = 0, mailingListIds, operation } = options;
	if (operation !== 'upsertByRules' || importAbove <= 0 || count <= importAbove)
		return { way: 'single' };
	if (mailingListIds.length === 0)
		return single('the bulk import writes into a mailing list, and none is chosen');
	if (dateField !== undefined) return single('"Only If Newer" compares each contact first');
	if (item.status && item.status.wanted !== 'unchanged')
		return single('the subscription status is set on the contact itself');
	if (item.fields.some(hasPolicy)) return single('the policy of a row compares each contact first');
	const phone = item.fields.find(({ target }) => target === 'phone');
	if (phone && phone.action !== 'leave' && !(phone.action === 'set' && textOf(phone.value) === ''))
		return single('the bulk import does not carry phone numbers');
	return { way: 'import' };
}

const single = (reason: string): Writing => ({
	way: 'single',
	note: `Written by a request of its own: ${reason}`,
});
