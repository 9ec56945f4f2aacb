/**
 * The values of the credentials that this process works with, so that none of them gets into an error or a log, whoever
 * quotes it: a system that repeats a header, a proxy, a library. Kept by account and replaced when it is used again.
 */
const accounts = new Map<string, readonly string[]>();
const MOST_ACCOUNTS = 50;

/** Fields of credentials that say where and how, and are no secret: error texts have to name them. */
const SETTINGS =
	/url$|address$|scopes?$|domains$|expire|^(?:host|endpoint|environment|institution|dataCenter|cloud|scope|grantType|authentication|method|headerName|algorithm|encoding|prefix|apiVersion|serviceVersion|authQueryParameters|allowedHttpRequestDomains|allowedDomains|token_?type)$/i;

/** Shorter values stand in ordinary words. */
const SHORTEST = 4;
/** Up to this length a value counts only where it stands by itself. */
const WORD_LENGTH = 8;

/** A user name that is a plain word (survey, admin) stands in ordinary sentences, and tells nothing. */
const isPlainUser = (name: string, value: string): boolean =>
	/^user(?:name)?$/i.test(name) && /^\p{L}+$/u.test(value.trim());

const valuesIn = (data: unknown, name = ''): string[] => {
	if (typeof data === 'string')
		return SETTINGS.test(name) || isPlainUser(name, data) ? [] : [data.trim()];
	if (typeof data === 'number') return SETTINGS.test(name) ? [] : [String(data)];
	if (typeof data !== 'object' || data === null) return [];
	return Object.entries(data).flatMap(([key, value]) => valuesIn(value, key));
};

const escapedForJson = (text: string): string => JSON.stringify(text).slice(1, -1);
const escapedForHtml = (text: string): string =>
	text
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;')
		.replaceAll("'", '&#39;');
const base64 = (text: string): string[] => {
	const plain = Buffer.from(text, 'utf8').toString('base64').replace(/=+$/, '');
	return [plain, plain.replaceAll('+', '-').replaceAll('/', '_')];
};

/** Every way in which a value may stand in a text. */
const formsOf = (value: string): string[] => {
	const encoded = encodeURIComponent(value.isWellFormed() ? value : '');
	return [
		value,
		encoded,
		encoded.replaceAll('%20', '+'),
		escapedForJson(value),
		escapedForHtml(value),
		...base64(value),
	];
};

/** Takes note of a credential. `account` tells credentials apart and holds no secret. */
export const rememberSecrets = (account: string, credential: unknown): void => {
	const values = [...new Set(valuesIn(credential))].filter((value) => value.length >= SHORTEST);
	// What basic authentication sends: any of the values as the user, any as the password.
	const pairs = values.flatMap((user) =>
		values.filter((one) => one !== user).flatMap((password) => base64(`${user}:${password}`)),
	);
	const forms = [...values.flatMap(formsOf), ...pairs].filter((form) => form.length >= SHORTEST);
	accounts.delete(account);
	if (accounts.size >= MOST_ACCOUNTS) accounts.delete(accounts.keys().next().value!);
	// The longest first: a value may hold another one.
	const longestFirst = [...new Set(forms.map((form) => form.toLowerCase()))].sort(
		(left, right) => right.length - left.length,
	);
	accounts.set(account, longestFirst);
};

const isWordSign = (sign: string | undefined): boolean => sign !== undefined && /\w/.test(sign);

/** Letters that change their length with their case would shift the positions: such a text is compared as it is. */
const fold = (text: string): string => {
	const folded = text.toLowerCase();
	return folded.length === text.length ? folded : text;
};

const without = (text: string, searched: string, secret: string): string => {
	let clean = '';
	let from = 0;
	for (let at = searched.indexOf(secret); at >= 0; at = searched.indexOf(secret, at)) {
		const end = at + secret.length;
		const isPart =
			secret.length < WORD_LENGTH && (isWordSign(text[at - 1]) || isWordSign(text[end]));
		if (!isPart) {
			clean += `${text.slice(from, at)}[secret]`;
			from = end;
		}
		at = end;
	}
	return from === 0 ? text : clean + text.slice(from);
};

/** A text without the values of any credential that was noted, however they are written in it. */
export const conceal = (text: string): string => {
	let clean = text;
	let searched = fold(clean);
	for (const secrets of accounts.values()) {
		for (const secret of secrets) {
			if (!searched.includes(secret)) continue;
			clean = without(clean, searched, secret);
			searched = fold(clean);
		}
	}
	return clean;
};

/** The same for what goes along with a line of a log. */
export const concealAll = (value: unknown, depth = 0): unknown => {
	if (typeof value === 'string') return conceal(value);
	if (typeof value !== 'object' || value === null || depth > 4) return value;
	if (Array.isArray(value)) return value.map((one) => concealAll(one, depth + 1));
	return Object.fromEntries(
		Object.entries(value).map(([name, one]) => [name, concealAll(one, depth + 1)]),
	);
};
