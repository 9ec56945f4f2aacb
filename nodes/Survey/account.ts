import type { SurveySource } from '../shared/delivery/SurveySource';
import { cancelSignalOf } from '../shared/n8n/cancelSignal';
import type { RequestContext } from '../shared/n8n/context';
import { knownSurvey } from '../shared/n8n/knownSurveys';
import { connectQualtrics } from '../shared/n8n/qualtrics';
import { connectStartquestion } from '../shared/n8n/startquestion';
import { ConnectorError } from '../shared/http/ConnectorError';
import type { SurveyDefinition } from '../shared/survey/SurveyDefinition';
import { cancellable } from './cancellable';

export type Provider = 'qualtrics' | 'startquestion';

export interface ListedSurvey {
	id: string;
	name: string;
	isActive: boolean;
	/** ISO-8601 UTC. */
	lastModified?: string;
}

export interface SourceOptions {
	/** IP address, place or referring page, which are personal. */
	includeMeta?: boolean;
	/** Without the questions that the respondent was never shown (Qualtrics). */
	onlyShown?: boolean;
	/** Of the account, where its times have none (Startquestion). */
	timeZone: string;
}

/** An account of either survey tool, as far as this node reads it. */
export interface SurveyAccount {
	provider: Provider;
	list(cursor?: string): Promise<{ surveys: ListedSurvey[]; next?: string }>;
	definition(surveyId: string): Promise<SurveyDefinition>;
	source(survey: SurveyDefinition, options: SourceOptions): SurveySource;
}

export const providerOf = (context: RequestContext): Provider =>
	context.getNode().parameters.provider === 'startquestion' ? 'startquestion' : 'qualtrics';

const OPEN: Record<Provider, (context: RequestContext) => Promise<SurveyAccount>> = {
	async qualtrics(context) {
		const qualtrics = await connectQualtrics(context);
		return {
			provider: 'qualtrics',
			async list(cursor) {
				const { surveys, nextCursor } = await qualtrics.surveys.list(cursor);
				return { surveys, next: nextCursor };
			},
			definition: async (surveyId) => await knownSurvey(qualtrics, surveyId),
			source: (survey, { includeMeta, onlyShown }) =>
				qualtrics.source(survey, { includeMeta, onlyShown }),
		};
	},
	async startquestion(context) {
		const startquestion = await connectStartquestion(context);
		return {
			provider: 'startquestion',
			list: async (cursor) => await startquestion.surveys.list(cursor),
			definition: async (surveyId) => await knownSurvey(startquestion, surveyId),
			source: (survey, { includeMeta, timeZone }) =>
				startquestion.source(survey, { includeMeta, timeZone }),
		};
	},
};

/** The account that the node's credential belongs to. Its rate limits hold for as long as it is kept. */
export async function openAccount(context: RequestContext): Promise<SurveyAccount> {
	const account = await OPEN[providerOf(context)](context);
	const cancel = cancelSignalOf(context);
	return {
		...account,
		source: (survey, options) => cancellable(account.source(survey, options), cancel),
	};
}

const SURVEY_ID: Record<Provider, RegExp> = {
	qualtrics: /SV_[0-9a-zA-Z]+/,
	startquestion: /\d+/,
};

/** The id in a survey locator's value: chosen, typed, or inside a pasted address; empty when there is none. */
export function surveyIdIn(provider: Provider, locator: unknown): string {
	const value =
		typeof locator === 'object' && locator !== null
			? (locator as { value?: unknown }).value
			: locator;
	return SURVEY_ID[provider].exec(String(value ?? ''))?.[0] ?? '';
}

export function missingSurvey(parameter: string): ConnectorError {
	return new ConnectorError('input', `No survey is chosen in '${parameter}'`, {
		hint: 'Choose a survey from the list, or enter its ID.',
	});
}
