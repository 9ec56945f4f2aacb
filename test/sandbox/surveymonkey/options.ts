/**
 * How the sandbox is set up. The second half are readings: where the contract is silent or its sources disagree, a test can
 * run both ways. Source: contracts/surveymonkey.md.
 */
export interface SurveyMonkeySandboxOptions {
	/** 0 picks a free one. */
	port: number;
	token: string;
	clientId: string;
	clientSecret: string;
	/** Milliseconds since 1970. */
	now: () => number;
	/** Rule 1.3. */
	granted: readonly string[];
	available: readonly string[];
	/** Rule 3.1. */
	perMinute: number;
	perDay: number;
	/** The account is kept in another data center (rule 2.3). */
	isElsewhere: boolean;

	/** `/users/me` lists scopes (rule 1.4); older descriptions of it do not. */
	tellsScopes: boolean;
	/** `simple=true` is honoured (rule 5.5), or taken and ignored. */
	isSimpleHonoured: boolean;
	/** Pages link to the next one (rules 3.3 and 3.5). */
	hasNextLinks: boolean;
	/** Entries on a page of responses at most, whatever was asked for. */
	pageSize: number;
	/** The list is sorted as asked for, or newest first all the same. */
	isSorted: boolean;
	/** Milliseconds in which a new response is not listed yet (rule 5.13). */
	lagMs: number;
}

export const ALL_SCOPES = [
	'users_read',
	'surveys_read',
	'responses_read',
	'responses_read_detail',
	'webhooks_read',
	'webhooks_write',
] as const;

export const withDefaults = (
	given: Partial<SurveyMonkeySandboxOptions>,
): SurveyMonkeySandboxOptions => ({
	port: 0,
	token: 'sandbox-surveymonkey-token',
	clientId: 'sandbox-client',
	clientSecret: 'sandbox-client-secret',
	now: Date.now,
	granted: ALL_SCOPES,
	available: ALL_SCOPES,
	perMinute: 120,
	perDay: 500,
	isElsewhere: false,
	tellsScopes: true,
	isSimpleHonoured: true,
	hasNextLinks: true,
	pageSize: 100,
	isSorted: true,
	lagMs: 0,
	...given,
});
