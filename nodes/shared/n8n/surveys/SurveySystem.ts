import type { INodeProperties } from 'n8n-workflow';
import type { SurveySource } from '../../delivery/SurveySource';
import type { SurveyDefinition } from '../../survey/SurveyDefinition';
import type { RequestContext } from '../context';
import type { System } from '../systems/System';

/**
 * A survey tool whose account can be asked. Everything that differs from one to the next stands behind this: `connect()` gives
 * the account, that gives a survey's definition, and with it the source that its responses are read from.
 */
export interface SurveySystem extends System {
	/** Chooses a survey of the account, by one of `lists`. */
	locator(overrides: Partial<INodeProperties> & { name: string }): INodeProperties;
	/** The id in a locator's value: chosen, typed, or inside a pasted address; empty where there is none. */
	surveyIdIn(locator: unknown): string;
	/** What an id looks like, to follow "enter its ID". */
	idLooksLike: string;
	connect(context: RequestContext): Promise<SurveyAccount>;
}

/** The account that a node's credential belongs to. Its rate limits hold for all that use it. */
export interface SurveyAccount {
	/** Tells accounts apart within this process; holds no secret. */
	name: string;
	list(cursor?: string): Promise<{ surveys: ListedSurvey[]; next?: string }>;
	/** As this process has read it within the last minute, or anew. */
	definition(surveyId: string): Promise<SurveyDefinition>;
	source(survey: SurveyDefinition, options: SourceOptions): SurveySource;
}

export interface ListedSurvey {
	id: string;
	name: string;
	/** It collects responses; absent where the system does not tell. */
	isActive?: boolean;
	/** ISO-8601 UTC. */
	lastModified?: string;
}

export interface SourceOptions {
	/** IP address, place or referring page, which are personal. */
	includeMeta?: boolean;
	/** What the system sent, beside what was made of it. */
	includeRaw?: boolean;
	/** IANA name, of the account, where its times have none (Startquestion). */
	timeZone: string;
}
