import type { ContactKey } from './directory/state';

/**
 * How the sandbox is set up. The second half are readings: where the contract is silent or its sources disagree, a test can
 * run both ways; the defaults are the less forgiving reading.
 */
export interface SandboxOptions {
	/** 0 picks a free one. */
	port: number;
	/** API token; it has every permission of its user. */
	token: string;
	/** What the OAuth client may ask for. */
	scopes: string[];
	/** Seconds an access token lives. */
	tokenLifetime: number;
	/** Milliseconds since 1970. */
	now: () => number;
	/** First number of all ids and generated answers. */
	seed: number;
	/** Whether the user may use event subscriptions. */
	brandAdmin: boolean;
	/** Up to 3 rules, tried in order; all fields of a rule must match. `[]`: no merging. */
	dedupeRules: ContactKey[][];
	/** XM Directory Lite: no directory contact lists, no search. */
	lite: boolean;
	/** Progress requests before an export, or an import, is complete. */
	exportPolls: number;
	importPolls: number;
	/** Milliseconds after recording in which an export does not contain a response yet, and a GET of it gives 404. */
	exportLagMs: number;
	responseLagMs: number;
	/** Milliseconds until the search finds what was written. */
	searchLagMs: number;
	/** Tries after the first one when a webhook is not answered with 2xx. */
	webhookRetries: number;
	webhookRetryDelayMs: number;
	/** contracts/qualtrics.md 1.1.3: The data centre that requests are passed on to; every answer then says so. */
	proxiedTo: string;

	/** contracts/qualtrics.md 2.2.7: Where the fields of a loop stand, or that nothing readable stands there. */
	loopFields: 'beside' | 'inside' | 'unreadable';
	/** contracts/qualtrics.md 1.5.3: How an unknown mailing list is refused. */
	unknownList: 'PACC_6' | 'GP_0';
	/** contracts/qualtrics.md 1.5.4: Errors in the envelope of today, or straight under `meta` as they once came. */
	errorShape: 'today' | 'old';
	/** contracts/qualtrics.md 4.1.11 */
	subscriptionAnswer: 'plain' | 'nested';
	/** contracts/qualtrics.md 5.5.2 */
	putEmbeddedData: 'replace' | 'merge';
	putOmittedFields: 'keep' | 'clear';
	emptyString: 'clears' | 'ignored';
	/** contracts/qualtrics.md 5.7.1: What `unsubscribed` sets when a contact is posted to a list, and in an import. */
	listPostUnsubscribed: 'list' | 'directory';
	importUnsubscribed: 'list' | 'directory';
	/** contracts/qualtrics.md 5.4 `mailingListUnsubscribed` of list items: a boolean (live), or text (one fixture). */
	listUnsubscribedType: 'boolean' | 'string';
	/** contracts/qualtrics.md 2.4.4 */
	embeddedDataType: string;
	/** contracts/qualtrics.md 3.2.3 */
	multiAnswerItems: 'recode' | 'choiceId';
	/** contracts/qualtrics.md 1.3.7 */
	oauthErrors: 'rfc6749' | 'envelope';
	/** contracts/qualtrics.md 4.1.6: Which subscription calls need a brand administrator. */
	brandAdminNeededFor: 'all' | 'create';
	/** contracts/qualtrics.md 1.3: Whether a write scope allows deleting too. */
	writeScopeDeletes: boolean;
	/** contracts/qualtrics.md 4.1.10: A GET to `publicationUrl` must succeed before a subscription is made. */
	validatesPublicationUrl: boolean;
	/** contracts/qualtrics.md 4.3: How spaces travel in webhook forms. */
	formSpaces: '+' | '%20';
	/** contracts/qualtrics.md 3.1: Whether a response created by the API is announced. */
	announceApiResponses: boolean;
	/** contracts/qualtrics.md 3.3: Where `continuationToken` shows: in the progress once complete, or from the creation on. */
	continuationTokenIn: 'complete' | 'always';
	/** contracts/qualtrics.md 3.3: Key of the modified date in exports sorted by it. */
	lastModifiedKey: string;
	/** Zip entries with sizes in front, or behind the data (streamed). */
	zipSizes: 'local-header' | 'data-descriptor';
	/** contracts/qualtrics.md 5.10.3 */
	transactionIdKey: 'transactionId' | 'id';
	/** contracts/qualtrics.md 5.10.2 */
	transactionDates: 'plain' | 'plain-or-iso';
	/** contracts/qualtrics.md 5.9: Where the row report keeps its `skipToken`. */
	reportSkipToken: 'results' | 'top-level';
}

export const allScopes = [
	'activity_logs',
	'contact_frequency_rules',
	'contact_transactions',
	'directories',
	'directory_contacts',
	'distributions',
	'mailing_list_contacts',
	'mailing_lists',
	'subscriptions',
	'survey_responses',
	'surveys',
	'users',
].flatMap((area) => ['read', 'write', 'manage'].map((access) => `${access}:${area}`));

export function withDefaults(given: Partial<SandboxOptions>): SandboxOptions {
	return {
		port: 0,
		token: 'sandbox-token-of-the-test-user-0001',
		scopes: [...allScopes, 'manage:all'],
		tokenLifetime: 3599,
		now: Date.now,
		seed: 1,
		brandAdmin: true,
		dedupeRules: [['email']],
		lite: false,
		exportPolls: 2,
		importPolls: 2,
		exportLagMs: 0,
		responseLagMs: 0,
		searchLagMs: 0,
		webhookRetries: 0,
		webhookRetryDelayMs: 1_000,
		proxiedTo: '',
		loopFields: 'beside',
		unknownList: 'PACC_6',
		errorShape: 'today',
		subscriptionAnswer: 'plain',
		putEmbeddedData: 'replace',
		putOmittedFields: 'keep',
		emptyString: 'clears',
		listPostUnsubscribed: 'list',
		importUnsubscribed: 'list',
		listUnsubscribedType: 'boolean',
		embeddedDataType: 'embeddedData',
		multiAnswerItems: 'recode',
		oauthErrors: 'rfc6749',
		brandAdminNeededFor: 'all',
		writeScopeDeletes: false,
		validatesPublicationUrl: false,
		formSpaces: '+',
		announceApiResponses: false,
		continuationTokenIn: 'complete',
		lastModifiedKey: 'lastModifiedDate',
		zipSizes: 'data-descriptor',
		transactionIdKey: 'transactionId',
		transactionDates: 'plain',
		reportSkipToken: 'results',
		...given,
	};
}
