/** Rules of an administrator: what must be there when a record of the kind is created. Source: contracts/hubspot.md 3.13. */
export interface AdminRule {
	type: string;
	required: string[];
}

/** What the contract leaves open, and what differs from account to account. */
export interface HubSpotOptions {
	now(): number;
	/** Scopes by token; `expired`: was good once. */
	tokens: Record<string, readonly string[] | 'expired'>;
	/** How long it takes until the search knows of a write. Source: contracts/hubspot.md 5.3. */
	searchLagMs: number;
	/** Where the details of refused values are told. Source: contracts/hubspot.md 1.4. */
	details: 'everywhere' | 'in the message' | 'in errors';
	/** Where missing scopes are told. Source: contracts/hubspot.md 2.3. */
	scopesIn: 'errors' | 'context';
	/** Status of a batch that was done in part. Source: contracts/hubspot.md 3.12. */
	partialStatus: 207 | 200;
	/** Whether the trace id comes back with what was created. Source: contracts/hubspot.md 3.9. */
	echoesTraceIds: boolean;
	/** How an address that somebody has is refused on an update. Source: contracts/hubspot.md 4.8. */
	takenStatus: 400 | 409;
	/** Source: contracts/hubspot.md 6.11. */
	numbersAs: 'sent' | 'decimals';
	/** Source: contracts/hubspot.md 11.4. */
	dataPrivacy: boolean;
	adminRules: readonly AdminRule[];
	/** Whether a contact needs an address or a name. Source: contracts/hubspot.md 9.3. */
	contactsNeedName: boolean;
	/** Requests in ten seconds; searches a second; associations in ten seconds. Source: contracts/hubspot.md 12.1, 5.2, 8.6. */
	limits: { burst: number; search: number; associations: number };
	/** Kinds of objects of the account's own; without them the schemas are refused. Source: contracts/hubspot.md 9.1. */
	hasCustomObjects: boolean;
}

export const SCOPES = [
	...['contacts', 'companies', 'deals', 'custom'].flatMap((object) => [
		`crm.objects.${object}.read`,
		`crm.objects.${object}.write`,
		`crm.schemas.${object}.write`,
	]),
	'tickets',
	'crm.objects.owners.read',
	'crm.lists.read',
	'crm.lists.write',
	'communication_preferences.read_write',
] as const;

export const TOKEN = 'pat-eu1-00000000-0000-4000-8000-000000000000';

export const DEFAULTS: HubSpotOptions = {
	now: () => Date.now(),
	tokens: { [TOKEN]: SCOPES },
	searchLagMs: 0,
	details: 'everywhere',
	scopesIn: 'errors',
	partialStatus: 207,
	echoesTraceIds: false,
	takenStatus: 400,
	numbersAs: 'sent',
	dataPrivacy: true,
	adminRules: [],
	contactsNeedName: true,
	limits: { burst: 190, search: 5, associations: 150 },
	hasCustomObjects: true,
};
