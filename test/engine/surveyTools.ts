import { startQualtricsSandbox, storeVisitId } from '../sandbox/qualtrics';
import { netquestSurveyId, startStartquestionSandbox } from '../sandbox/startquestion';
import { startSurveyMonkeySandbox, storeSurveyId } from '../sandbox/surveymonkey';
import { credentialsOf } from '../workflows';
import type { CredentialData } from './harness';

/** A survey tool that can be asked, with a stand-in for it. */
export interface Tool {
	id: string;
	method: string;
	surveyId: string;
	open(): Promise<{ credentials: CredentialData; close(): Promise<unknown> }>;
}

export const TOOLS: Tool[] = [
	{
		id: 'qualtrics',
		method: 'searchSurveys',
		surveyId: storeVisitId,
		async open() {
			const sandbox = await startQualtricsSandbox();
			return { credentials: credentialsOf(sandbox), close: async () => await sandbox.close() };
		},
	},
	{
		id: 'startquestion',
		method: 'searchStartquestionSurveys',
		surveyId: String(netquestSurveyId),
		async open() {
			const sandbox = await startStartquestionSandbox();
			const { url: host, token, tokenSecret, accountId } = sandbox;
			return {
				credentials: { startquestionApi: { host, token, tokenSecret, accountId } },
				close: async () => await sandbox.close(),
			};
		},
	},
	{
		id: 'surveymonkey',
		method: 'searchSurveyMonkeySurveys',
		surveyId: storeSurveyId,
		async open() {
			const sandbox = await startSurveyMonkeySandbox();
			return {
				credentials: {
					surveyMonkeyTokenApi: {
						accessToken: sandbox.token,
						dataCenter: 'us',
						baseUrl: sandbox.url,
					},
				},
				close: async () => await sandbox.close(),
			};
		},
	},
];

/** Those that have 'Show Questions Of'. */
export const NODES = [
	['Condition', 'condition'],
	['Update Directory Contact', 'updateDirectoryContact'],
	['CRM Upsert', 'crmUpsert'],
] as const;
