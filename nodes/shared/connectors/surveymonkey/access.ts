import { asRecord, asText, isRecord, type Json } from './json';

/** What an answer of the service says of a token. */
export interface Access {
	/** Names of the scopes the token was given; none: the answer does not tell. */
	granted?: ReadonlySet<string>;
	/** Names of the scopes that the plan includes. */
	available?: ReadonlySet<string>;
}

interface Scope {
	name: string;
	label: string;
}

/** Without these nothing can be read. Source: contracts/surveymonkey.md 1.3. */
const NEEDED: readonly Scope[] = [
	{ name: 'surveys_read', label: 'View Surveys' },
	{ name: 'responses_read_detail', label: 'View Response Details' },
];

const FOR_INSTANT: readonly Scope[] = [
	{ name: 'webhooks_read', label: 'View Webhooks' },
	{ name: 'webhooks_write', label: 'Create/Modify Webhooks' },
];

/** The scopes as the user's own record lists them, or as a header of any answer does. Source: contracts/surveymonkey.md 1.4. */
export function accessIn(body: Json, headers: Readonly<Record<string, unknown>>): Access {
	const scopes = asRecord(body.scopes);
	const granted = namesIn(scopes.granted) ?? namesIn(headers['x-oauth-scopes-granted']);
	const available = namesIn(scopes.available) ?? namesIn(headers['x-oauth-scopes-available']);
	return { ...(granted && { granted }), ...(available && { available }) };
}

/** A list, or one text with commas. */
function namesIn(value: unknown): ReadonlySet<string> | undefined {
	const list = Array.isArray(value) ? (value as unknown[]) : asText(value)?.split(',');
	if (!list) return undefined;
	return new Set(list.flatMap((entry) => asText(entry)?.trim() ?? []));
}

const named = (scopes: readonly Scope[]): string =>
	scopes.map(({ name, label }) => `${label} (${name})`).join(' and ');

/** Whether the token can do what it is for, in words for the credential's own window. */
export function verdictOn({ granted, available }: Access): { isEnough: boolean; message: string } {
	if (!granted)
		return {
			isEnough: true,
			message: 'Connected. SurveyMonkey did not list the scopes of the token.',
		};
	const missing = NEEDED.filter(({ name }) => !granted.has(name));
	if (missing.length > 0) {
		const isOutOfPlan = available && missing.some(({ name }) => !available.has(name));
		const advice = isOutOfPlan
			? 'The plan of this SurveyMonkey account does not include it.'
			: 'Switch it on in the settings of the app at developer.surveymonkey.com and take a new token.';
		return {
			isEnough: false,
			message: `The token is valid, but lacks ${named(missing)}. ${advice}`,
		};
	}
	const forInstant = FOR_INSTANT.filter(({ name }) => !granted.has(name));
	return {
		isEnough: true,
		message:
			forInstant.length === 0
				? 'Connected'
				: `Connected. Instant delivery also needs ${named(forInstant)}.`,
	};
}

/** The user's own record; whatever else came with status 200 (a login page, another system) is none. */
export const isUserRecord = (body: unknown): body is Json =>
	isRecord(body) && (asText(body.id) !== undefined || asText(body.username) !== undefined);
