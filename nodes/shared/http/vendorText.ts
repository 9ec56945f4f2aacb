import { allowedListsOf } from './allowedValues';

/**
 * What may pass of the text of an outside system. Such a text may quote the record, also values that were never sent, and a
 * name or a street has no form by which it could be taken out. So nothing of the text itself passes: it is searched for what
 * is known beforehand (names of fields, lists of allowed values, limits, kinds of faults), and that is said in our own words.
 */
const LONGEST_TEXT = 4_000;
const MOST_NAMES = 200;
const MOST_FIELDS = 8;

/** What went wrong, by the words that systems have for it. */
const FAULTS: ReadonlyArray<[RegExp, string]> = [
	[/\bscopes?\b/i, 'the scopes do not fit'],
	[
		/\b(?:is|are) required\b|\brequired (?:field|attribute|parameter|property)\b|\bmissing\b/i,
		'something required is missing',
	],
	[
		/\b(?:cannot|can't|can not|must not|may not|should not) be (?:null|empty|blank)\b/i,
		'it must not be empty',
	],
	[
		/\bduplicates?\b|\balready (?:exists?|used|taken|in use)\b|\bexists already\b|\bnot unique\b/i,
		'it exists already',
	],
	[/\bread[- ]?only\b|\bcannot be (?:changed|modified|updated|set)\b/i, 'it cannot be changed'],
	[
		/\btoo long\b|\b(?:exceeds?|exceeded|longer than|over) (?:the )?(?:max\w{0,10}|allowed|permitted)\b|\btoo many characters\b/i,
		'it is too long or too much',
	],
	[
		/\boutside (?:of )?(?:the |its )?(?:valid |allowed )?range\b|\bout of range\b/i,
		'it is outside of the valid range',
	],
	[
		/\bnot found\b|\b(?:does|do|did) not exist\b|\bdoesn't exist\b|\bunknown\b|\bno such\b|\bcould not find\b/i,
		'something is not known there',
	],
	[
		/\binvalid\b|\bnot valid\b|\bmalformed\b|\bwrong format\b|\bcannot (?:be )?(?:parsed?|convert(?:ed)?)\b|\bincorrect\b/i,
		'it is not valid',
	],
	[
		/\b(?:token|secret|password|session|certificate|key)\w{0,3} (?:has |is |was )?expired\b|\bexpired (?:token|secret|key)\b/i,
		'it has expired',
	],
	[/\b(?:limit|quota)\b/i, 'a limit was reached'],
	[/\btoo (?:many|much|large|big)\b/i, 'it is too much at once'],
	[/\bblocked\b|\bdeactivated\b|\bdisabled\b|\binactive\b/i, 'it is blocked or switched off'],
];

/** OAuth 2.0 (RFC 6749, 5.2) and the numbers that Microsoft's sign-in gives. */
const SIGN_IN_CODES =
	/\b(?:invalid_(?:client|grant|request|scope|token)|unauthorized_client|unsupported_grant_type|access_denied|insufficient_scope|AADSTS\d{5,7})\b/;

const LENGTH =
	/\b(?:max(?:imum)?|at most|up to|no more than|cannot exceed|must not exceed|longer than|shorter than|less than|exceeds?)(?: the)?(?: max(?:imum)?)?(?: allowed| permitted)?(?: length| size| number)?(?: of| is)?:? ?["']?([1-9]\d{0,6})(?![\w:/-])/i;
const RANGE =
	/\b(?:must be|should be|range is|range of|range:|values?(?: must be)?)(?: in the range)?(?: between| from)? ?\(?(-?\d{1,15}(?:\.\d{1,6})?) (?:and|to) (-?\d{1,15}(?:\.\d{1,6})?)(?![\w:/-])/i;
const TYPE =
	/\bEdm\.(?:Boolean|Byte|Date|DateTimeOffset|Decimal|Double|Guid|Int16|Int32|Int64|Single|String)\b|\b(?:expected|expects?|must be|should be|not) (?:an? |of type |type )?["']?(string|integer|number|boolean|date|datetime|uuid|guid|array|object|list|decimal)\b/i;
const PRIVILEGE =
	/\bprv(?:Create|Read|Write|Delete|AppendTo|Append|Assign|Share)[A-Za-z_]\w{0,60}\b/;
const RECORD =
	/\bid ?[=:]? ?["']?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})["']? does not exist\b/i;

const singleSpaced = (text: string): string => text.replace(/\s+/g, ' ');

export const shortened = (text: string): string => singleSpaced(text.slice(0, LONGEST_TEXT)).trim();

export interface Facts {
	/** In our own words, ready to follow a message; empty where nothing was recognised. */
	said: string;
	/** The privilege that Dataverse names. */
	privilege?: string;
	/** The record that is said not to exist. */
	record?: string;
}

/** A name is found where no letter, digit or sign of a name adjoins it. */
const isNamed = (text: string, name: string): boolean => {
	for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
		const before = text[at - 1];
		const after = text[at + name.length];
		const adjoins = [before, after].some(
			(sign) => sign !== undefined && /[\p{L}\p{N}_]/u.test(sign),
		);
		if (!adjoins && before !== '@') return true;
	}
	return false;
};

/** `names` are the names of fields that the request or the system is known to have. */
export const factsOf = (vendorText: string, names: Iterable<string>): Facts => {
	const text = shortened(vendorText);
	if (text === '') return { said: '' };
	const fields = [...names].slice(0, MOST_NAMES).filter((name) => isNamed(text, name));
	const faults = FAULTS.flatMap(([words, meaning]) => (words.test(text) ? [meaning] : []));
	const allowed = [...new Set(allowedListsOf(text).flatMap(({ values }) => values))];
	const length = LENGTH.exec(text)?.[1];
	const range = RANGE.exec(text);
	const type = TYPE.exec(text);
	const signIn = SIGN_IN_CODES.exec(text)?.[0];
	const privilege = PRIVILEGE.exec(text)?.[0];
	const record = RECORD.exec(text)?.[1];
	const said = [
		signIn,
		fields.length > 0 && `field ${fields.slice(0, MOST_FIELDS).join(', ')}`,
		...faults.slice(0, 2),
		length !== undefined && `at most ${length}`,
		range && `from ${range[1]} to ${range[2]}`,
		type && `expected type ${type[1]?.toLowerCase() ?? type[0]}`,
		allowed.length > 0 && `accepted values: ${allowed.join(', ')}`,
	];
	return {
		said: said.filter(Boolean).join('; '),
		...(privilege !== undefined && { privilege }),
		...(record !== undefined && { record }),
	};
};

/**
 * `0x80040237`, `ESSG_2`, `AUTH_6.0`, `INVALID`, `invalid_client`, `404`: what is written as codes are. A word in lower or
 * mixed case may be a name, a long number a phone.
 */
const CODES: readonly RegExp[] = [
	/^0x[0-9a-f]{1,8}$/i,
	/^-?\d{1,5}$/,
	/^[A-Z]{1,24}(?:[_.][A-Z0-9]{1,24}){1,6}$/,
	/^[A-Z]{1,16}-?\d{1,6}$/,
	/^(?:k\.?o|nok|ok|success|errors?|err|failed|failure|fatal|warning|refused|rejected|denied|forbidden|unauthorized|invalid|notFound|unknown|exists|duplicate|conflict|locked|expired|timeout|busy)$/i,
];

export const asCode = (code: string | undefined): string | undefined => {
	if (code === undefined || code.length > 60) return undefined;
	const isCode = CODES.some((form) => form.test(code)) || SIGN_IN_CODES.exec(code)?.[0] === code;
	return isCode ? code : undefined;
};

/** UUIDs and tokens with digits in them; addresses, words and phone numbers are none. */
export const asRequestId = (id: string | undefined): string | undefined =>
	id !== undefined &&
	/^[\w-]{1,80}$/.test(id) &&
	/\d/.test(id) &&
	(/[A-Za-z]/.test(id) || /^\d{1,8}$/.test(id)) &&
	!/^\d{4}-\d{2}-\d{2}/.test(id)
		? id
		: undefined;
