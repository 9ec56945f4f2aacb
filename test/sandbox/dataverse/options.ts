/** Limits of the service protection for one user (contracts/dataverse.md 10). */
export interface ProtectionLimits {
	/** Requests, those inside a `$batch` counted one by one, per window. */
	requests: number;
	/** Seconds of execution time per window. */
	executionSeconds: number;
	/** From so many requests at once on, the newest is refused. */
	concurrent: number;
	windowSeconds: number;
}

export const documentedLimits: ProtectionLimits = {
	requests: 6000,
	executionSeconds: 1200,
	concurrent: 52,
	windowSeconds: 300,
};

/**
 * How the sandbox is set up. The second half are readings: where the contract is unsure, a test can run both ways; the
 * defaults are the less forgiving reading.
 */
export interface DataverseOptions {
	/** 0 picks a free one. */
	port: number;
	/** A bearer token that needs no token request and never expires; it is the application user's. */
	token: string;
	tenantId: string;
	clientId: string;
	clientSecret: string;
	/** Seconds an access token lives. */
	tokenLifetime: number;
	/** The sign-in page sends the browser on without a click. */
	signsInAtOnce: boolean;
	/** Milliseconds since 1970. */
	now: () => number;
	/** First number of all ids and generated people. */
	seed: number;
	/** Contacts that are there at the start. */
	contacts: number;
	/** Milliseconds that every API request takes on top. */
	latencyMs: number;
	/** Milliseconds of execution time that one operation is counted with. */
	executionMs: number;
	/** Service protection; what is left out is not limited. */
	limits: Partial<ProtectionLimits>;
	/** Records of a page where no page size is asked for. */
	pageSize: number;

	/** contracts/dataverse.md 6: Columns that exist and cannot be written. */
	readOnlyColumns: 'ignored' | 'refused';
	/** U2 Status of 0x80040237 and of 0x80040333. */
	duplicateStatus: 409 | 412 | 400;
	duplicateRuleStatus: 412 | 500;
	/** contracts/dataverse.md 6: Code of an unknown choice value. */
	unknownChoiceCode: '0x8004431A' | '0x80040203';
	/** U5 Whether several rows may hold NULL in a column of a key. */
	nullsInKeys: 'allowed' | 'collide';
	/** U7 String equality: case never counts. */
	trailingSpaces: 'ignored' | 'significant';
	accents: 'significant' | 'ignored';
	/** U9 Status of a created record with representation inside a `$batch`. */
	batchCreatedStatus: 201 | 200;
	/** contracts/dataverse.md 8 */
	batchLineEnds: 'crlf' | 'any';
	batchNeedsContentLength: boolean;
	/** contracts/dataverse.md 8: What a `$batch` that stopped answers with: the failed part's JSON alone, or a multipart that ends with it. */
	batchFailureBody: 'json' | 'multipart';
	/** contracts/dataverse.md 11 */
	unauthorizedBody: 'empty' | 'html' | 'envelope';
	/** U3 Longest request target, and longest inside `$batch`. */
	maxUrlLength: number;
	maxBatchUrlLength: number;
	/** contracts/dataverse.md 4.3.2: A key whose index is not active answers 404 for each record (recorded), or as if it were none. */
	waitingKeys: '404' | '400';
	/** contracts/dataverse.md 11.10: Code of an address that names nothing. */
	segmentCode: '0x8006088a' | '0x80060888';
	/** contracts/dataverse.md 5.4.3: Where the address of a next page begins. */
	nextLinks: 'absolute' | 'at the root' | 'at the API';
	/** contracts/dataverse.md 8.6: Whether a batch is refused whose sender does not accept multipart. */
	batchAccept: 'multipart' | 'any';
	/** contracts/dataverse.md 6.9: Numbers with an exponent in a body. */
	exponents: 'refused' | 'taken';
	/** contracts/dataverse.md 9: Most targets of CreateMultiple and its like; on elastic tables 100. */
	bulkLimit: number;
}

export function withDefaults(given: Partial<DataverseOptions>): DataverseOptions {
	return {
		port: 0,
		token: 'sandbox-token-of-the-application-user',
		tenantId: '11111111-2222-4333-8444-555555555555',
		clientId: 'aaaaaaaa-0000-4000-8000-00000000c11e',
		clientSecret: 'sandbox-client-secret',
		tokenLifetime: 3599,
		signsInAtOnce: false,
		now: Date.now,
		seed: 1,
		contacts: 0,
		latencyMs: 0,
		executionMs: 20,
		limits: { concurrent: documentedLimits.concurrent },
		pageSize: 5000,
		readOnlyColumns: 'ignored',
		duplicateStatus: 412,
		duplicateRuleStatus: 412,
		unknownChoiceCode: '0x8004431A',
		nullsInKeys: 'allowed',
		trailingSpaces: 'ignored',
		accents: 'significant',
		batchCreatedStatus: 201,
		batchLineEnds: 'crlf',
		batchNeedsContentLength: false,
		batchFailureBody: 'json',
		unauthorizedBody: 'empty',
		maxUrlLength: 32 * 1024,
		maxBatchUrlLength: 64 * 1024,
		waitingKeys: '404',
		segmentCode: '0x8006088a',
		nextLinks: 'absolute',
		batchAccept: 'multipart',
		exponents: 'refused',
		bulkLimit: 1000,
		...given,
	};
}
