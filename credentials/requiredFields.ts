import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';
import { isBlank } from './secretText';

interface Requirement {
	/** As the user knows the system. */
	system: string;
	/** Name and label of what proves the account. */
	fields: ReadonlyArray<readonly [name: string, label: string]>;
	/** Present and false: the fields are not asked for. */
	applies?: (data: ICredentialDataDecryptedObject) => boolean;
}

const CLIENT = [
	['clientId', 'Client ID'],
	['clientSecret', 'Client Secret'],
] as const;

/** What a request to each system is signed in with; n8n itself lets all of it be saved empty. */
const REQUIREMENTS: Readonly<Record<string, Requirement>> = {
	qualtricsApi: { system: 'Qualtrics', fields: [['apiToken', 'API Token']] },
	qualtricsOAuth2Api: { system: 'Qualtrics', fields: CLIENT },
	dynamicsOAuth2Api: {
		system: 'Dynamics',
		fields: CLIENT,
		// With the other grant a person has signed in, and n8n holds the token.
		applies: ({ grantType }) => grantType === 'clientCredentials',
	},
	salesManagoApi: {
		system: 'SALESmanago',
		fields: [
			['clientId', 'Client ID'],
			['apiSecret', 'API Secret'],
		],
	},
	secutixApi: {
		system: 'SecuTix',
		fields: [
			['operator', 'Operator'],
			['partner', 'Partner'],
			['secret', 'Secret'],
		],
	},
	startquestionApi: {
		system: 'Startquestion',
		fields: [
			['token', 'Token'],
			['tokenSecret', 'Token Secret'],
		],
	},
	ghostMembersApi: { system: 'Ghost', fields: [['adminApiKey', 'Admin API Key']] },
	// n8n's own.
	hubspotAppToken: { system: 'HubSpot', fields: [['appToken', 'Service Key']] },
	surveyMonkeyTokenApi: { system: 'SurveyMonkey', fields: [['accessToken', 'Access Token']] },
};

/** Says what is empty in a credential, or nothing. Blanks and signs that cannot be seen are as empty as nothing at all. */
export function emptyFields(
	credentialType: string,
	data: ICredentialDataDecryptedObject,
): string | undefined {
	const requirement = REQUIREMENTS[credentialType];
	if (!requirement || requirement.applies?.(data) === false) return undefined;
	const empty = requirement.fields.filter(([name]) => isBlank(data[name]));
	if (empty.length === 0) return undefined;
	const labels = empty.map(([, label]) => `'${label}'`).join(' and ');
	return `${labels} of the ${requirement.system} credential ${empty.length > 1 ? 'are' : 'is'} empty`;
}

/** For the credential's own test and every request, an HTTP Request node's included: nothing is sent with an empty secret. */
export function assertFilled(credentialType: string, data: ICredentialDataDecryptedObject): void {
	const empty = emptyFields(credentialType, data);
	if (empty !== undefined) throw new UserError(`${empty}: enter it and save the credential`);
}
