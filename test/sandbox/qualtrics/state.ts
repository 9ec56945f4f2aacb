import type { ModelSurvey } from './model/types';
import type { ResponseRecipe } from './model/makeResponse';
import type { ContactKey, Directory } from './directory/state';

/** Everything the sandbox knows. Tests may read it freely; what they change they change without any check. */
export interface SandboxState {
	user: User;
	brandAdmin: boolean;
	/** undefined: revoked. */
	token: string | undefined;
	oauth: { clientId: string; clientSecret: string; scopes: Set<string>; lifetime: number };
	accessTokens: Map<string, { scopes: Set<string>; expiresAt: number }>;
	surveys: Map<string, SurveyRecord>;
	responses: Map<string, StoredResponse[]>;
	responsesById: Map<string, StoredResponse>;
	/** Grows with every recorded or changed response: the order that continuation tokens go by. */
	sequence: number;
	/** GETs of a response that are still answered with 404. */
	hidden: Map<string, number>;
	subscriptions: Map<string, Subscription>;
	deliveries: Delivery[];
	directories: Map<string, Directory>;
	exports: Map<string, ExportJob>;
	exportTokens: Map<string, { surveyId: string; sequence: number; expiresAt: number }>;
	/** How many of the next exports fail half-way. */
	failingExports: number;
	imports: Map<string, ImportJob>;
	jsonEvents: JsonEvent[];
	/** Workflow ids that the JSON-event address knows. */
	workflows: Set<string>;
	/** When set, paging links point to this origin instead of the sandbox's own. */
	nextPageOrigin: string | undefined;
}

export interface User {
	brandId: string;
	userId: string;
	userName: string;
	accountType: string;
	firstName: string;
	lastName: string;
	email: string;
	datacenter: string;
	language: string;
}

export interface SurveyRecord {
	model: ModelSurvey;
	/** The caller may see it. */
	shared: boolean;
}

/** Kept as a recipe, so that 100,000 of them are small; the record is made when somebody reads it. */
export interface StoredResponse {
	responseId: string;
	surveyId: string;
	recipe: ResponseRecipe;
	recordedAt: number;
	modifiedAt: number;
	recordedSequence: number;
	modifiedSequence: number;
	/** An unfinished, still open session: only in exports that ask for it. */
	inProgress: boolean;
	embeddedData?: Record<string, string>;
	/** Travels in the webhook when the link was personal. */
	recipientId?: string;
	distributionId?: string;
}

export interface Subscription {
	id: string;
	scope: string;
	topics: string;
	publicationUrl: string;
	encrypted: boolean;
	successfulCalls: number;
	/** Never returned. */
	sharedKey?: string;
}

export interface Delivery {
	at: number;
	subscriptionId: string;
	publicationUrl: string;
	topic: string;
	responseId?: string;
	/** Of the receiver; 0 when it could not be reached. */
	status: number;
	forged?: boolean;
}

export interface ExportJob {
	progressId: string;
	fileId: string;
	surveyId: string;
	request: ExportRequest;
	selected: StoredResponse[];
	pollsLeft: number;
	fails: boolean;
	continuationToken?: string;
}

export interface ExportRequest {
	format: 'json' | 'ndjson';
	compress: boolean;
	byModified: boolean;
	questionIds?: string[];
	embeddedDataIds?: string[];
	surveyMetadataIds?: string[];
}

export interface ImportJob {
	id: string;
	directoryId: string;
	mailingListId: string;
	pollsLeft: number;
	/** What is still to be done; undefined afterwards. */
	run?: () => void;
	counts: { added: number; updated: number; failed: number; transactions: number };
	invalidEmails: string[];
	report: Array<Record<string, unknown>>;
}

export interface JsonEvent {
	at: number;
	workflow: string;
	payload: unknown;
}

export const defaultUser: User = {
	brandId: 'sandboxbrand',
	userId: 'UR_0sandboxUser01',
	userName: 'sam.sandbox@example.com#sandboxbrand',
	accountType: 'UT_BRANDADMIN',
	firstName: 'Sam',
	lastName: 'Sandbox',
	email: 'sam.sandbox@example.com',
	datacenter: 'iad1',
	language: 'en',
};

export function makeDirectory(
	directoryId: string,
	name: string,
	settings: { isDefault: boolean; lite: boolean; rules: ContactKey[][] },
): Directory {
	return {
		directoryId,
		name,
		...settings,
		contacts: new Map(),
		lists: new Map(),
		transactions: new Map(),
		batches: new Map(),
	};
}
