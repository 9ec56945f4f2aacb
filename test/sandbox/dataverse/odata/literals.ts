const guidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Bare, without quotes and braces (contracts/dataverse.md 5.1). */
export const isGuid = (text: string): boolean => guidPattern.test(text);

/** A value as written in an address. */
export type Literal =
	| { type: 'string'; value: string }
	| { type: 'number'; value: number }
	| { type: 'boolean'; value: boolean }
	| { type: 'null'; value: null }
	| { type: 'guid'; value: string }
	/** ISO with zone, in the form that is stored. */
	| { type: 'dateTime'; value: string }
	| { type: 'date'; value: string }
	/** `Microsoft.Dynamics.CRM.AttributeTypeCode'Picklist'` */
	| { type: 'enum'; value: string; enumType: string }
	| { type: 'list'; value: Array<string | number> };

const dateTimePattern =
	/^(\d{4})-(\d{2})-(\d{2})T\d{2}:\d{2}(:\d{2}(\.\d{1,7})?)?(Z|[+-]\d{2}:\d{2})$/i;
const datePattern = /^(\d{4})-(\d{2})-(\d{2})$/;

/** The stored form of an `Edm.DateTimeOffset` (whole seconds, UTC), or undefined. A zone is needed. */
export function toDateTime(text: string): string | undefined {
	const match = dateTimePattern.exec(text);
	if (!match || !isDay(match[1], match[2], match[3])) return undefined;
	const at = Date.parse(text);
	return Number.isNaN(at) ? undefined : new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** An `Edm.Date`, or undefined: no time part, a day that exists. */
export function toDate(text: string): string | undefined {
	const match = datePattern.exec(text);
	return match && isDay(match[1], match[2], match[3]) ? text : undefined;
}

function isDay(year: string, month: string, day: string): boolean {
	const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
	return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}

/** A bare word of an address: number, GUID, date, boolean or null. */
export function bareLiteral(text: string): Literal | undefined {
	if (isGuid(text)) return { type: 'guid', value: text.toLowerCase() };
	if (text === 'true' || text === 'false') return { type: 'boolean', value: text === 'true' };
	if (text === 'null') return { type: 'null', value: null };
	if (/^-?\d+(\.\d+)?$/.test(text)) return { type: 'number', value: Number(text) };
	const date = toDate(text);
	if (date) return { type: 'date', value: date };
	const dateTime = toDateTime(text);
	return dateTime ? { type: 'dateTime', value: dateTime } : undefined;
}
