import type { Runtime } from '../../http/types';
import type { SurveySource } from '../../delivery/SurveySource';
import type { SurveyDefinition } from '../../survey/SurveyDefinition';
import { createApi, type AllowanceOptions } from './api';
import { createContactFields, type ContactFields } from './contactFields';
import { createContacts, type Contacts } from './contacts';
import { createDirectories, type Directories } from './directories';
import { createExports, type Exports } from './exports';
import { createImportJobs, type ImportJobs } from './importJob';
import { createJsonEvents, type JsonEvents } from './jsonEvent';
import { createMailingLists, type MailingLists } from './mailingLists';
import { createResponses, type Responses } from './responses';
import { createSource, type SurveyAtHand } from './source';
import { createSubscriptions, type Subscriptions } from './subscriptions';
import { createSurveys, type Surveys } from './surveys';
import type { ResponseExtras } from './toSurveyResponse';
import { createTransactions, type Transactions } from './transactions';

export interface QualtricsOptions extends AllowanceOptions {
	/** `https://fra1.qualtrics.com` or a gateway's address, as credentials/qualtricsBaseUrl.ts gives it. */
	baseUrl: string;
}

/** One account. */
export interface Qualtrics {
	surveys: Surveys;
	responses: Responses;
	exports: Exports;
	/** The survey's responses as the trigger wants them; the definition is read when first needed, unless given. */
	source(survey: string | SurveyDefinition | SurveyAtHand, extras?: ResponseExtras): SurveySource;
	subscriptions: Subscriptions;
	directories: Directories;
	mailingLists: MailingLists;
	contacts: Contacts;
	contactFields: ContactFields;
	transactions: Transactions;
	importJobs: ImportJobs;
	jsonEvents: JsonEvents;
}

export const createQualtrics = (
	runtime: Runtime,
	{ baseUrl, ...allowance }: QualtricsOptions,
): Qualtrics => {
	const api = createApi(runtime, baseUrl, allowance);
	const surveys = createSurveys(api);
	const responses = createResponses(api);
	const exports = createExports(api);
	const contacts = createContacts(api);
	return {
		surveys,
		responses,
		exports,
		source: (survey, extras) => createSource({ surveys, responses, exports }, survey, extras),
		subscriptions: createSubscriptions(api),
		directories: createDirectories(api),
		mailingLists: createMailingLists(api),
		contacts,
		contactFields: createContactFields(contacts),
		transactions: createTransactions(api),
		importJobs: createImportJobs(api),
		jsonEvents: createJsonEvents(api),
	};
};
