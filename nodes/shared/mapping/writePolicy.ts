import { withoutDiacritics } from '../pipedText/foldText';
import { textOf } from '../pipedText/textOf';
import { readBoolean } from '../values/booleans';
import { isEmpty } from '../values/text';
import { isConnectorError, type ConnectorError } from '../http/ConnectorError';
import type { MappedField } from './MappedField';
import type { NewerDecision } from './onlyIfNewer';

export type Consent = 'optedIn' | 'optedOut';

/** What a system knows of its own fields; see the members of the same name of `RecordTarget`. */
export interface FieldKnowledge {
	append(
		field: string,
		present: unknown,
		added: readonly unknown[],
	): { value: unknown } | ConnectorError;
	consentOf(field: string, value: unknown): Consent | undefined;
}

/** `kept`: why a value stays that the row would have changed. `refused`: why the row cannot do this at all. */
export type WriteDecision =
	| { kind: 'write'; to: unknown }
	| { kind: 'kept' | 'refused'; reason: string };

export interface PresentValue {
	value: unknown;
	/** The system does not show whether there is one. */
	isUnknown: boolean;
}

export const hasPolicy = ({ policy = 'always' }: MappedField): boolean => policy !== 'always';

/** What several items add to one field, in their order. */
const addedBy = ({ value, added }: MappedField): readonly unknown[] => added ?? [value];

/**
 * | policy            | the field is empty | it has a value                                                         |
 * |-------------------|--------------------|------------------------------------------------------------------------|
 * | always            | written            | written                                                                |
 * | onlyIfEmpty       | written            | kept; kept too where the system does not show whether it has one       |
 * | onlyIfNewer       | by the dates       | by the dates (see `decideNewer`)                                       |
 * | append            | written            | what is missing is added at the end                                    |
 * | neverLowerConsent | written            | a no is always written; a no, or what cannot be read, never becomes yes |
 *
 * Empty: missing, null, empty text, blanks. `0` and `false` are values. A field that is to be cleared is kept by *only if empty*, by
 * *append* cleared as it is asked for, and by *never lower a consent* kept where it holds a no.
 */
export function decideWrite(
	field: MappedField,
	present: PresentValue,
	newer: () => NewerDecision,
	knowledge: FieldKnowledge,
): WriteDecision {
	const { target, action, policy } = field;
	const to = action === 'clear' ? null : field.value;
	const write: WriteDecision = { kind: 'write', to };
	switch (policy) {
		case 'onlyIfEmpty':
			if (present.isUnknown)
				return kept('whether the record has a value already cannot be read from the system');
			return isEmpty(present.value) ? write : kept('the record already has a value');
		case 'onlyIfNewer': {
			const { apply, note } = newer();
			return apply ? write : kept(lowerFirst(note!));
		}
		case 'append':
			return action === 'clear' ? write : appended(field, present, knowledge);
		case 'neverLowerConsent':
			return decideOptOut(target, present, to, knowledge);
		default:
			return write;
	}
}

const kept = (reason: string): WriteDecision => ({ kind: 'kept', reason });

const lowerFirst = (sentence: string): string => sentence[0].toLowerCase() + sentence.slice(1);

/** A new record: only what is appended needs more than the value itself. */
export const decideCreate = (field: MappedField, knowledge: FieldKnowledge): WriteDecision =>
	field.policy === 'append' && field.action === 'set'
		? appended(field, { value: null, isUnknown: false }, knowledge)
		: { kind: 'write', to: field.value };

function appended(
	field: MappedField,
	{ value, isUnknown }: PresentValue,
	{ append }: FieldKnowledge,
): WriteDecision {
	if (isUnknown)
		return {
			kind: 'refused',
			reason: 'nothing can be added, since the system does not show what is there',
		};
	const whole = append(field.target, isEmpty(value) ? null : value, addedBy(field));
	return isConnectorError(whole)
		? {
				kind: 'refused',
				reason: [lowerFirst(whole.message), whole.hint].filter(Boolean).join('. '),
			}
		: { kind: 'write', to: whole.value };
}

/** An opt-out always goes through, and once it is there it is not undone. What cannot be read may be an opt-out. */
function decideOptOut(
	target: string,
	present: PresentValue,
	to: unknown,
	{ consentOf }: FieldKnowledge,
): WriteDecision {
	const wanted = to === null ? 'cleared' : consentOf(target, to);
	if (wanted === undefined) return kept('the value is neither a yes nor a no');
	if (wanted === 'optedOut') return { kind: 'write', to };
	if (present.isUnknown)
		return kept('the present consent cannot be read from the system and may be an opt-out');
	if (isEmpty(present.value)) return { kind: 'write', to };
	const is = consentOf(target, present.value);
	if (is === 'optedIn') return { kind: 'write', to };
	return kept(
		is === 'optedOut'
			? 'the record holds an opt-out, which is not undone'
			: 'the present value is neither a yes nor a no and may be an opt-out',
	);
}

/**
 * By the words for yes and no; `optIn` and `optOut` as they are. A yes is a consent, except in fields whose names take it away:
 * `donotemail`, `Opt-Out`, `unsubscribed`, `noEmail`, `widerrufen`.
 */
export function consentInWords(field: string, value: unknown): Consent | undefined {
	if (value === 'optIn' || value === 'optOut') return value === 'optIn' ? 'optedIn' : 'optedOut';
	const single: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value;
	const isPlain = typeof single === 'boolean' || typeof single === 'number';
	const isYes = readBoolean(isPlain ? single : textOf(single));
	return isYes === undefined ? undefined : isYes === takesAway(field) ? 'optedOut' : 'optedIn';
}

/** In the languages that yes and no are read in; without case, accents, and whatever sets words apart. */
const TAKES_AWAY = new RegExp(
	[
		'donot|opt(?:ed|ing)?out|unsubscri|suppress|b(?:lack|lock)list|blocked|withdr[ae]w|revoked|objected|refus|declined',
		'desabonn|desinscri|opposition',
		'odhlas|nezasilat|neposilat|nesouhlas|nepreje',
		'abgemeldet|abmeld|abbestell|widerspr|widerruf|keinewerbung',
		'wypisa|sprzeciw|niewysyl|rezygn',
		'desuscri|disiscri|afgemeld|uitgeschreven|geenmail',
	].join('|'),
);
/** `no_email`, `noSms`, `ne pas contacter`: words that would be found within others. */
const NO_WHAT =
	/(?:^| )(?:don ?t |ne pas |no enviar |no contactar|non contattare|no ?(?:bulk ?|direct ?|e ?)?(?:mails?|mailings?|newsletters?|marketing|promotions?|adverts?|ads|sms|texts?|calls?|phone|contact|spam)(?: |$))/;

function takesAway(field: string): boolean {
	const words = withoutDiacritics(field)
		.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, ' ');
	return NO_WHAT.test(words) || TAKES_AWAY.test(words.replaceAll(' ', ''));
}

/**
 * What two items (or rows) that mean one field come to: the later value, unless the policy says otherwise. The first value counts
 * for *only if empty*, an opt-out for *never lower a consent*; with *append* both are added. A field is cleared only where
 * nothing gives it a value, and left alone only where nobody touches it.
 */
export function joinFields(
	earlier: MappedField,
	later: MappedField,
	consentOf: FieldKnowledge['consentOf'] = consentInWords,
): MappedField {
	if (STRENGTH[later.action] < STRENGTH[earlier.action]) return earlier;
	if (earlier.action !== 'set' || later.action !== 'set') return later;
	const { target } = later;
	if (later.policy === 'onlyIfEmpty' && earlier.policy === 'onlyIfEmpty') return earlier;
	if (later.policy === 'append' && earlier.policy === 'append')
		return { ...later, added: [...addedBy(earlier), ...addedBy(later)] };
	if (later.policy !== 'neverLowerConsent') return later;
	const isOut = consentOf(target, earlier.value) === 'optedOut';
	return isOut || consentOf(target, later.value) === undefined ? earlier : later;
}

const STRENGTH = { leave: 0, clear: 1, set: 2 } as const;
