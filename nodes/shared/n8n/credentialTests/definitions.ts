import { GhostMembersApi } from '../../../../credentials/GhostMembersApi.credentials';
import { ghostSite } from '../../../../credentials/ghostSite';
import { hostOf } from '../../../../credentials/ownHost';
import { QualtricsApi } from '../../../../credentials/QualtricsApi.credentials';
import { qualtricsBaseUrl } from '../../../../credentials/qualtricsBaseUrl';
import { SalesManagoApi } from '../../../../credentials/SalesManagoApi.credentials';
import { SecutixApi } from '../../../../credentials/SecutixApi.credentials';
import { secutixAddress } from '../../../../credentials/secutixAccount';
import { isBlank } from '../../../../credentials/secretText';
import { PLACEHOLDERS } from '../../../../credentials/startquestionAccess';
import { StartquestionApi } from '../../../../credentials/StartquestionApi.credentials';
import { surveyMonkeyAddress } from '../../../../credentials/surveyMonkeyAddress';
import { SurveyMonkeyTokenApi } from '../../../../credentials/SurveyMonkeyTokenApi.credentials';
import { describeError as ofGhost } from '../../connectors/ghost/errorTable';
import { describeError as ofQualtrics } from '../../connectors/qualtrics/errorTable';
import { describeError as ofSalesManago } from '../../connectors/salesmanago/errorTable';
import { readContact } from '../../connectors/secutix/contactData';
import { describeError as ofSecutix } from '../../connectors/secutix/errorTable';
import { describeError as ofStartquestion } from '../../connectors/startquestion/errorTable';
import { accessIn, isUserRecord, verdictOn } from '../../connectors/surveymonkey/access';
import { describeError as ofSurveyMonkey } from '../../connectors/surveymonkey/errorTable';
import type { CredentialTest } from './CredentialTest';

type Json = Record<string, unknown>;

const isObject = (body: unknown): body is Json =>
	typeof body === 'object' && body !== null && !Array.isArray(body);

const orBaseUrl =
	(field: string) =>
	({ baseUrl }: Json): string[] => [isBlank(baseUrl) ? field : 'Base URL'];

/** Source: contracts/qualtrics.md 1.4. */
export const qualtrics: CredentialTest = {
	credential: new QualtricsApi(),
	system: 'Qualtrics',
	account(data) {
		const account = qualtricsBaseUrl(data);
		return account.ok ? { ok: true, address: account.baseUrl } : account;
	},
	addressFields: orBaseUrl('Data Center ID'),
	describe: ofQualtrics,
	asked: [
		{
			path: () => '/API/v3/whoami',
			subject: 'the API',
			isAnswer: (body) => isObject(body) && isObject(body.result),
		},
	],
};

const { accountId, token, tokenSecret } = PLACEHOLDERS;

/** Source: contracts/startquestion.md 2. */
export const startquestion: CredentialTest = {
	credential: new StartquestionApi(),
	system: 'Startquestion',
	account: ({ host }) => hostOf(host),
	addressFields: () => ['Host'],
	describe: ofStartquestion,
	asked: [
		{
			path: (data) =>
				isBlank(data.accountId)
					? '/api/v2/surveys'
					: `/webhooks/${accountId}/${token}/${tokenSecret}/survey-list`,
			query: { limit: 1 },
			subject: 'the surveys',
			isAnswer: (body) =>
				Array.isArray(body) ||
				(isObject(body) && (Array.isArray(body.surveys) || Array.isArray(body.data))),
		},
	],
};

const PERMISSION_IS_MISSING = '1014';

const surveyMonkeyVerdict = ({ body, headers }: { body: unknown; headers: Json }) =>
	verdictOn(accessIn(body as Json, headers));

/** The permission to read the user itself may be missing; the surveys then tell. Source: contracts/surveymonkey.md 1. */
export const surveyMonkey: CredentialTest = {
	credential: new SurveyMonkeyTokenApi(),
	system: 'SurveyMonkey',
	account: surveyMonkeyAddress,
	addressFields: orBaseUrl('Data Center'),
	describe: ofSurveyMonkey,
	asked: [
		{
			path: () => '/v3/users/me',
			subject: 'your user record',
			isAnswer: isUserRecord,
			verdict: surveyMonkeyVerdict,
			goesOn: ({ code }) => code === PERMISSION_IS_MISSING,
		},
		{
			path: () => '/v3/surveys',
			query: { per_page: 1 },
			subject: 'the surveys',
			isAnswer: (body) => isObject(body) && Array.isArray(body.data),
			verdict: surveyMonkeyVerdict,
		},
	],
};

/** Source: contracts/ghost.md 2. */
export const ghost: CredentialTest = {
	credential: new GhostMembersApi(),
	system: 'Ghost',
	account: ({ url }) => ghostSite(url),
	addressFields: () => ['Admin API URL'],
	describe: ofGhost,
	asked: [
		{
			path: () => '/ghost/api/admin/members/',
			query: { limit: 1 },
			headers: { 'Accept-Version': 'v6.0' },
			subject: 'members',
			isAnswer: (body) => isObject(body) && Array.isArray(body.members),
		},
	],
};

/** Source: contracts/salesmanago.md 2 and 5. */
export const salesManago: CredentialTest = {
	credential: new SalesManagoApi(),
	system: 'SALESmanago',
	account: ({ endpoint }) => hostOf(endpoint, '/api'),
	addressFields: () => ['Endpoint'],
	describe: ofSalesManago,
	asked: [
		{
			method: 'POST',
			path: () => '/api/user/listByClient',
			body: () => ({}),
			subject: 'the users of the account',
			isAnswer: (body) => isObject(body) && body.success === true,
			isRefusal: (body) => isObject(body) && typeof body.success === 'boolean',
		},
	],
};

/** A refusal comes with status 200 too; only the contact itself shows that it could be read. Source: contracts/secutix.md 4. */
export const secutix: CredentialTest = {
	credential: new SecutixApi(),
	system: 'SecuTix',
	account: secutixAddress,
	addressFields: ({ environment }) =>
		environment === 'other' ? ['Address'] : ['Institution', 'Environment'],
	pathFields: ['Version of the Contact Service'],
	describe: ofSecutix,
	asked: [
		{
			method: 'POST',
			path: ({ serviceVersion }) =>
				`/tnco/backend-apis/contactInformationPublicService/${encodeURIComponent(
					String(serviceVersion).trim(),
				)}/getContactData`,
			body: ({ testContactNumber }) => ({
				contactNumber: String(testContactNumber).trim(),
				details: ['GENERAL'],
			}),
			subject: "contact with the number under 'Contact to Test With'",
			isAnswer: (body) => isObject(body) && readContact(body) !== undefined,
			isRefusal: (body) => isObject(body) && body.statusCode !== undefined,
		},
	],
};
