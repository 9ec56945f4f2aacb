import type {
	IExecuteFunctions,
	IHookFunctions,
	ITriggerFunctions,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import type { SurveySource } from '../../shared/delivery/SurveySource';
import type { RequestContext } from '../../shared/n8n/context';
import type { SurveyResponse } from '../../shared/survey/SurveyResponse';
import type { Job } from '../jobs';
import type { TriggerSettings } from '../settings';

/** What differs from one kind of survey tool to the next. */
export interface SourceKind {
	/** Answers a POST to the trigger's address, and hands on a job when it is for this workflow. */
	receive(context: IWebhookFunctions, settings: TriggerSettings): Promise<IWebhookResponseData>;
	/** What activation sets up outside of n8n, and deactivation takes back. One of these at a time. */
	isRegistered(context: IHookFunctions): Promise<boolean>;
	register(context: IHookFunctions): Promise<void>;
	unregister(context: IHookFunctions): Promise<void>;
	/** Opened once in an execution. */
	open(context: IExecuteFunctions, settings: TriggerSettings): JobReader;
	/** Absent where nobody can be asked. */
	account?: AccountKind;
}

/** Makes responses of what the webhook and the schedule put into an execution. What the user should know goes into `notes`. */
export interface JobReader {
	read(job: Job, notes: Set<string>): Promise<{ responses: SurveyResponse[]; missing?: string[] }>;
	/** What a test run shows. */
	sample(notes: Set<string>): Promise<SurveyResponse[]>;
}

export interface AccountKind {
	connect(context: RequestContext, settings: TriggerSettings): Promise<TriggerAccount>;
	/** New responses are announced by subscriptions that have to be kept. */
	isAnnounced?: boolean;
	/** How far each check looks back behind its mark of time. */
	overlapMs: number;
}

/** An account whose surveys can be asked for their responses. */
export interface TriggerAccount {
	survey(surveyId: string): Promise<AccountSurvey>;
	/** Says at activation what would otherwise fail silently later. */
	assertReadable(surveyIds: string[]): Promise<void>;
	/** Sees to it that new responses go on being announced. */
	keepAnnouncing?(context: ITriggerFunctions, isStopped: () => boolean): Promise<void>;
}

export interface AccountSurvey {
	source: SurveySource;
	/** Its name where it takes no responses any more, as far as the account tells; asked for once something came in. */
	closedName?(): Promise<string | undefined>;
}
