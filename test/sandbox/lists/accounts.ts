import { GhostMembersApi } from '../../../credentials/GhostMembersApi.credentials';
import { QualtricsApi } from '../../../credentials/QualtricsApi.credentials';
import { SalesManagoApi } from '../../../credentials/SalesManagoApi.credentials';
import { StartquestionApi } from '../../../credentials/StartquestionApi.credentials';
import { SurveyMonkeyTokenApi } from '../../../credentials/SurveyMonkeyTokenApi.credentials';
import type { GhostSandbox } from '../ghost';
import type { QualtricsSandbox } from '../qualtrics';
import type { SalesManagoSandbox } from '../salesmanago';
import type { StartquestionSandbox } from '../startquestion';
import type { SurveyMonkeySandbox } from '../surveymonkey';
import type { Account } from './editor';

/* The accounts of the stand-ins, as their credentials hold them. */

export const qualtricsAccount = ({ url, token }: QualtricsSandbox): Account => ({
	type: 'qualtricsApi',
	data: { apiToken: token, dataCenter: '', baseUrl: url },
	authenticate: new QualtricsApi().authenticate,
});

export const ghostAccount = ({ url, adminApiKey }: GhostSandbox): Account => ({
	type: 'ghostMembersApi',
	data: { url, adminApiKey },
	authenticate: new GhostMembersApi().authenticate,
});

export const salesmanagoAccount = (
	{ url, clientId, apiSecret }: SalesManagoSandbox,
	owner: string,
): Account => ({
	type: 'salesManagoApi',
	data: { endpoint: url, clientId, apiSecret, owner },
	authenticate: new SalesManagoApi().authenticate,
});

export const startquestionAccount = (
	{ url, token, tokenSecret }: StartquestionSandbox,
	accountId = '',
): Account => ({
	type: 'startquestionApi',
	data: { host: url, token, tokenSecret, accountId },
	authenticate: new StartquestionApi().authenticate,
});

export const surveymonkeyAccount = ({ url, token }: SurveyMonkeySandbox): Account => ({
	type: 'surveyMonkeyTokenApi',
	data: { accessToken: token, dataCenter: 'us', baseUrl: url },
	authenticate: new SurveyMonkeyTokenApi().authenticate,
});
