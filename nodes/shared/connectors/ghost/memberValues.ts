import { ConnectorError } from '../../http/ConnectorError';
import { appendLines, type PresentStatus } from '../../mapping';
import { textOf } from '../../pipedText/textOf';
import { foldText } from '../../pipedText/foldText';
import { cleanText, fold } from '../../values/text';
import type { FieldShape } from '../../records';
import type { Member } from './members';

/** Value: true gives the label, false takes it away. */
const LABEL_PREFIX = 'labels.';

/** Source: contracts/ghost.md 3.2. Whatever else is sent is ignored there. */
export const STANDARD_FIELDS = [
	{ name: 'email', label: 'Email' },
	{ name: 'name', label: 'Name' },
	{ name: 'note', label: 'Note' },
] as const;

export const labelField = (label: string): string => `${LABEL_PREFIX}${cleanText(label)}`;

/** The label that a field stands for; undefined for other fields. */
export const labelOf = (field: string): string | undefined =>
	field.startsWith(LABEL_PREFIX) ? field.slice(LABEL_PREFIX.length) : undefined;

/** Labels are one in any case of letters, with or without accents (contracts/ghost.md 3.8). */
export const isSameLabel = (one: string, other: string): boolean =>
	foldText(one) === foldText(other);

/** A member as the records floor compares it; of labels those that `fields` ask about. */
export const valueOf = (member: Member, field: string): unknown => {
	const label = labelOf(field);
	if (label === undefined) return Object.hasOwn(member.raw, field) ? member.raw[field] : undefined;
	return member.labels.some((one) => isSameLabel(one, label));
};

export const isTrue = (value: unknown): boolean => textOf(value) === 'true';

/** Whether Ghost keeps both as the same. */
export function sameValue(field: string, from: unknown, to: unknown): boolean {
	if (labelOf(field) !== undefined) return isTrue(from) === isTrue(to);
	if (field === 'email') return fold(textOf(from)) === fold(textOf(to));
	return textOf(from) === textOf(to);
}

/** Ghost's own words for a wrong address name no field. */
export const shapeOf = (field: string): FieldShape | undefined =>
	field === 'email' ? { shape: 'email', label: 'Email', identifies: true } : undefined;

/** A note gets new lines. A label is there or is not: one that is to be added never takes one away. */
export function appendTo(
	field: string,
	present: unknown,
	added: readonly unknown[],
): { value: unknown } | ConnectorError {
	if (field === 'note') return { value: appendLines(present, added) };
	if (labelOf(field) !== undefined) return { value: [present, ...added].some(isTrue) };
	return new ConnectorError('input', 'Nothing can be added to this field of a member', {
		hint: 'Append to the note or to labels, or choose another policy.',
	});
}

/**
 * By one newsletter, or by all of them where none is named. Whoever gets none may have left it: Ghost does not tell that from
 * never having had it.
 */
export const presentStatus = ({ newsletters }: Member, newsletter?: string): PresentStatus =>
	(newsletter === undefined ? newsletters.length > 0 : newsletters.includes(newsletter))
		? 'optedIn'
		: 'optedOut';
