import type { ICredentialType } from 'n8n-workflow';
import { DynamicsOAuth2Api } from '../../../credentials/DynamicsOAuth2Api.credentials';
import { GhostMembersApi } from '../../../credentials/GhostMembersApi.credentials';
import { HubspotCrmOAuth2Api } from '../../../credentials/HubspotCrmOAuth2Api.credentials';
import { QualtricsApi } from '../../../credentials/QualtricsApi.credentials';
import { QualtricsOAuth2Api } from '../../../credentials/QualtricsOAuth2Api.credentials';
import { SalesManagoApi } from '../../../credentials/SalesManagoApi.credentials';
import { SecutixApi } from '../../../credentials/SecutixApi.credentials';

interface BodyRule {
	type: string;
	properties: { key: string; value: unknown; message: string };
}

/** What n8n says of an answer with status 200: the message of the first rule that fits. */
function verdictOn(credential: ICredentialType, body: unknown): string | undefined {
	const rules = (credential.test?.rules ?? []) as unknown as BodyRule[];
	return rules.find(
		({ type, properties }) =>
			type === 'responseSuccessBody' &&
			(body as Record<string, unknown>)[properties.key] === properties.value,
	)?.properties.message;
}

const credentials: Array<[string, ICredentialType, object]> = [
	['Qualtrics API', new QualtricsApi(), { result: { userId: 'UR_1' }, meta: {} }],
	['Qualtrics OAuth2 API', new QualtricsOAuth2Api(), { result: { userId: 'UR_1' }, meta: {} }],
	['Dynamics', new DynamicsOAuth2Api(), { value: [] }],
	['HubSpot', new HubspotCrmOAuth2Api(), { portalId: 1 }],
	['Ghost', new GhostMembersApi(), { members: [] }],
	['SALESmanago', new SalesManagoApi(), { success: true }],
	['SecuTix', new SecutixApi(), { contactNumber: '0001234' }],
];

it.each(credentials)(
	'MB03 the test of %s tells a web page with status 200 from its system',
	(_, credential, own) => {
		for (const page of ['<html><h1>Sign in</h1></html>', {}, { message: 'Hello' }])
			expect(verdictOn(credential, page)).toMatch(/did not come|There is no|without/);
		expect(verdictOn(credential, own)).toBeUndefined();
	},
);
