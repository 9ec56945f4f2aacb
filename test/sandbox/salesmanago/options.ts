/**
 * How the sandbox is set up. The second half are readings: where the contract is silent or its sources disagree, a test can
 * run both ways; the defaults are the less forgiving reading. Source: contracts/salesmanago.md.
 */
export interface SalesManagoSandboxOptions {
	/** 0 picks a free one. */
	port: number;
	clientId: string;
	apiSecret: string;
	/** Users of the account, the first one being its main owner. */
	owners: string[];
	/** Milliseconds since 1970. */
	now: () => number;
	/** First number of all ids. */
	seed: number;
	/** Status questions before a batch job is done. */
	jobPolls: number;
	/** Requests a minute, above which 429 is answered; 0: no limit. No figure is published (contracts/salesmanago.md 6). */
	perMinute: number;
	/** Consents that exist in the account. */
	consentNames: string[];

	/** contracts/salesmanago.md 6, 6.5: HTTP status of a refused signature. */
	refusedStatus: 200 | 401;
	/** contracts/salesmanago.md 6: Form of `message` in refusals. */
	messageAs: 'array' | 'string';
	/** Unsure 7: how far `requestTime` may be off (ms). */
	timeToleranceMs: number;
	/** contracts/salesmanago.md 2.3: Whether a request time in seconds is taken, as that of the vendor's own SDK is. */
	acceptsSeconds: boolean;
	/** contracts/salesmanago.md 0.6: What becomes of fields in the wrong place: refused, or lost without a word as in the real system. */
	misplacedFields: 'refused' | 'lost';
	/** Unsure 3. */
	emptyText: 'ignored' | 'clears';
	/** Unsure 1. */
	contactsPerBatch: number;
	/** contracts/salesmanago.md 5: The full card as it was recorded (`id`, `contactTags`, `contactExtEvents`), or as documents have it. */
	cardAs: 'recorded' | 'documented';
	/** contracts/salesmanago.md 5: What the full card leaves out, or shows as null, although it is stored; the recorded one never has the language. */
	cardHides: Array<'province' | 'typedDetails'>;
	/** contracts/salesmanago.md 5.12: What the card shows of notes: nothing, or entries of one kind or the other. */
	notesAs: 'hidden' | 'note' | 'content' | 'texts';
	/** contracts/salesmanago.md 5.9: The path under which tags are listed; the other one is not there. */
	tagsAt: '/api/v2/contact/tags' | '/api/contact/tags';
	/** contracts/salesmanago.md 2.7: Users as addresses, or as objects that hold one. */
	usersAs: 'texts' | 'email' | 'login';
	/** contracts/salesmanago.md 5: How the full card of the documents shows tags. */
	tagsAs: 'objects' | 'texts';
	/** Unsure 5. */
	absentContact: 'result false' | 'no contactId';
}

export const withDefaults = (
	given: Partial<SalesManagoSandboxOptions>,
): SalesManagoSandboxOptions => ({
	port: 0,
	clientId: 'sandbox-client',
	apiSecret: 'sandbox-secret-of-the-test-account',
	owners: ['owner@example.com', 'second.owner@example.com'],
	now: Date.now,
	seed: 1,
	jobPolls: 2,
	perMinute: 0,
	consentNames: ['Newsletter'],
	refusedStatus: 200,
	messageAs: 'array',
	timeToleranceMs: 15 * 60_000,
	acceptsSeconds: false,
	misplacedFields: 'refused',
	emptyText: 'ignored',
	contactsPerBatch: 400,
	cardAs: 'recorded',
	cardHides: [],
	notesAs: 'note',
	tagsAt: '/api/v2/contact/tags',
	usersAs: 'texts',
	tagsAs: 'objects',
	absentContact: 'result false',
	...given,
});
