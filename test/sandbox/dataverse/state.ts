import type { Table, Values } from './model/types';
import type { Row, TableStore } from './records/store';

export interface TableState {
	table: Table;
	store: TableStore;
}

/** One write as it was carried out. */
export interface RecordChange {
	/** Milliseconds, by the sandbox's clock. */
	at: number;
	table: string;
	id: string;
	kind: 'create' | 'update' | 'delete';
	/** Columns that were sent, whether or not they differed. */
	columns: Record<string, { before: unknown; after: unknown }>;
	/** Full name of the user; `somebody else` for the control's own. */
	by: string;
	/** Headers asked for custom logic to be passed by. */
	bypassed: boolean;
}

export interface AccessToken {
	/** Key of a row of `systemuser`, or what the user would be if there were one. */
	userId: string;
	/** Origin of the environment it is for. */
	audience: string;
	expiresAt: number;
}

export interface AuthorizationCode {
	redirectUri: string;
	scope: string;
	expiresAt: number;
}

/** The result of a query, kept for its further pages. */
export interface Cursor {
	rows: Row[];
	/** Query of the link that was handed out, as text. */
	target: string;
	offset: number;
	pageSize: number;
	pageNumber: number;
}

/** What somebody else does to a table just before, or in the middle of, the next write to it. */
export interface Intervention {
	table: string;
	/** `insert`: after an upsert has found nothing and before it inserts. */
	moment: 'before-write' | 'insert';
	run(): void;
}

/** A customer's plug-in that refuses writes. */
export interface Plugin {
	table: string;
	message: string;
	stepId: string;
	/** `CustomSync` or `CustomAsync`; only the first can refuse. */
	mode: 'CustomSync' | 'CustomAsync';
}

export interface View {
	id: string;
	kind: 'savedquery' | 'userquery';
	table: string;
	name: string;
	columns: string[];
	/** As in `$filter`; empty: all. */
	filter: string;
}

export type Membership = 'present' | 'missing' | 'disabled' | 'without-role';

export interface DataverseState {
	/** By logical name. */
	tables: Map<string, TableState>;
	/** By entity set. */
	sets: Map<string, TableState>;
	/** Newest last. */
	changes: RecordChange[];
	tokens: Map<string, AccessToken>;
	refreshTokens: Map<string, string>;
	authorizationCodes: Map<string, AuthorizationCode>;
	applicationUser: Membership;
	applicationUserId: string;
	/** The user who signs in with an authorization code. */
	delegatedUserId: string;
	organizationId: string;
	businessUnitId: string;
	/** Privileges taken away, by user. */
	revoked: Map<string, Set<string>>;
	/** Columns whose equality makes a duplicate, by table. */
	duplicateRules: Map<string, string[]>;
	plugins: Plugin[];
	interventions: Intervention[];
	views: Map<string, View>;
	cursors: Map<string, Cursor>;
	nextPageOrigin: string | undefined;
	/** Nothing more can be created. */
	isStorageFull: boolean;
	version: number;
}

/** A row's public shape for tests: `{ contactid, firstname, … }`, lookups as `{ table, id }`. */
export type PlainRecord = Values;
