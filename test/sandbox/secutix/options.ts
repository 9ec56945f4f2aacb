/**
 * How the sandbox is set up. The second half are readings: where the contract is silent, a test can run both ways; the defaults
 * are the less forgiving reading. Source: contracts/secutix.md.
 */
export interface SecutixSandboxOptions {
	/** 0 picks a free one. */
	port: number;
	institution: string;
	operator: string;
	partner: string;
	secret: string;
	/** Versions of the contact service that have not been taken away yet (1.4). */
	versions: string[];
	/** Milliseconds since 1970. */
	now: () => number;
	/** Requests a minute for each service, whatever its version (1.4). */
	perMinute: number;
	/** How long a token of the token service is good for (ms). */
	tokenLifeMs: number;
	/** The word of the interface's language for the third state of an authorization (1.2). */
	clearWord: string;

	/** HTTP status of a refused token; 200 tells it in the body alone. */
	refusedStatus: 401 | 200;
	/** Of what is above the limit: 509 today, 429 is announced. */
	limitStatus: 509 | 429;
	/** Whether the fields of a contact stand in the answer itself or below a name. */
	contactAs: 'answer' | 'contactData';
	/** Names within an entry of `contactCriteria`: the type is named in the contract, its fields are not. */
	criteriaAs: 'criterionCode, values' | 'code, value';
	/** Longest life of a self-signed token, and how far its `iat` may be off (ms). */
	longestSelfSignedMs: number;
	issuedToleranceMs: number;
	/** What an empty [new] cell does to a criterion (unsure 2). */
	emptyNew: 'unchanged' | 'clears';
}

export const withDefaults = (given: Partial<SecutixSandboxOptions>): SecutixSandboxOptions => ({
	port: 0,
	institution: 'MUSEUM',
	operator: 'MUSEUM_CRM',
	partner: 'Survey Ops',
	secret: 'sandbox-secret-of-the-operator',
	versions: ['v2_21'],
	now: Date.now,
	perMinute: 60,
	tokenLifeMs: 10 * 60_000,
	clearWord: 'Vide',
	refusedStatus: 401,
	limitStatus: 509,
	contactAs: 'answer',
	criteriaAs: 'criterionCode, values',
	longestSelfSignedMs: 30_000,
	issuedToleranceMs: 60_000,
	emptyNew: 'unchanged',
	...given,
});
