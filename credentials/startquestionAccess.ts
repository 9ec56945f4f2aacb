/**
 * How a request shows whose it is: the token and its secret as parameters, or, for webhooks, in the path, where these words
 * stand in for them. Source: contracts/startquestion.md 2.
 */
export const PLACEHOLDERS = {
	accountId: '-account-',
	token: '-token-',
	tokenSecret: '-secret-',
} as const;

export interface StartquestionAccess {
	accountId?: string;
	token: string;
	tokenSecret: string;
}

const WEBHOOK = '/webhooks/';

/** The same request with the account's secrets in it. */
export function withAccess(
	url: string,
	query: Record<string, unknown>,
	{ accountId = '', token, tokenSecret }: StartquestionAccess,
): { url: string; query: Record<string, unknown> } {
	if (!url.includes(WEBHOOK)) return { url, query: { ...query, token, token_secret: tokenSecret } };
	const filled = url
		.replace(PLACEHOLDERS.accountId, encodeURIComponent(accountId))
		.replace(PLACEHOLDERS.token, encodeURIComponent(token))
		.replace(PLACEHOLDERS.tokenSecret, encodeURIComponent(tokenSecret));
	return { url: filled, query };
}
