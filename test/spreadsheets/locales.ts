/** What a person in a country types, and how a workflow there would be set. */
export interface TrialLocale {
	tag: string;
	decimal: '.' | ',';
	/** Set in tens of thousands by people who do so. */
	thousands: string;
	/** `dd`, `MM` and `yyyy`: how days are typed, and the node's _Date Format_. */
	dateFormat: string;
	/** Of Windows in that country, in which programs save that do not know UTF-8. */
	encoding: 'windows-1252' | 'windows-1250';
	true: string;
	false: string;
}

const WEST = 'windows-1252';
const EAST = 'windows-1250';

export const LOCALES: readonly TrialLocale[] = [
	{
		tag: 'en-US',
		decimal: '.',
		thousands: ',',
		dateFormat: 'MM/dd/yyyy',
		encoding: WEST,
		true: 'TRUE',
		false: 'FALSE',
	},
	{
		tag: 'en-GB',
		decimal: '.',
		thousands: ',',
		dateFormat: 'dd/MM/yyyy',
		encoding: WEST,
		true: 'TRUE',
		false: 'FALSE',
	},
	{
		tag: 'de-DE',
		decimal: ',',
		thousands: '.',
		dateFormat: 'dd.MM.yyyy',
		encoding: WEST,
		true: 'WAHR',
		false: 'FALSCH',
	},
	{
		tag: 'fr-FR',
		decimal: ',',
		thousands: '\u202f',
		dateFormat: 'dd/MM/yyyy',
		encoding: WEST,
		true: 'VRAI',
		false: 'FAUX',
	},
	{
		tag: 'cs-CZ',
		decimal: ',',
		thousands: '\u00a0',
		dateFormat: 'dd.MM.yyyy',
		encoding: EAST,
		true: 'PRAVDA',
		false: 'NEPRAVDA',
	},
	{
		tag: 'pl-PL',
		decimal: ',',
		thousands: '\u00a0',
		dateFormat: 'dd.MM.yyyy',
		encoding: EAST,
		true: 'PRAWDA',
		false: 'FAŁSZ',
	},
];

/** What separates the cells of a CSV file there. */
export const delimiterOf = ({ decimal }: TrialLocale): ',' | ';' => (decimal === ',' ? ';' : ',');

/** `2025-12-31` as it is typed there. */
export function dayTyped(iso: string, { dateFormat }: TrialLocale): string {
	const [year, month, day] = iso.split('-');
	return dateFormat.replace('yyyy', year).replace('MM', month).replace('dd', day);
}

export const numberTyped = (value: number, { decimal }: TrialLocale): string =>
	String(value).replace('.', decimal);
