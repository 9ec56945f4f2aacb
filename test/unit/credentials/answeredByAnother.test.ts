import type { ICredentialType } from 'n8n-workflow';
import { DynamicsOAuth2Api } from '../../../credentials/DynamicsOAuth2Api.credentials';
import { HubspotCrmOAuth2Api } from '../../../credentials/HubspotCrmOAuth2Api.credentials';
import { QualtricsOAuth2Api } from '../../../credentials/QualtricsOAuth2Api.credentials';

interface BodyRule {
	type: string;
	properties: { key: string; value: unknown; message: string };
}

interface StatusRule {
	type: string;
	properties: { value: number; message: string };
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
	['Qualtrics OAuth2 API', new QualtricsOAuth2Api(), { result: { userId: 'UR_1' }, meta: {} }],
	['Dynamics', new DynamicsOAuth2Api(), { value: [] }],
	['HubSpot', new HubspotCrmOAuth2Api(), { portalId: 1 }],
];

it.each(credentials)(
	'MB03 the test of %s tells a web page with status 200 from its system',
	(_, credential, own) => {
		for (const page of ['<html><h1>Sign in</h1></html>', {}, { message: 'Hello' }])
			expect(verdictOn(credential, page)).toMatch(/did not come from the \w+ API\. Check '/);
		expect(verdictOn(credential, own)).toBeUndefined();
	},
);

it.each(credentials)(
	'MB03 the test of %s has a sentence for each status that it may get',
	(_, credential) => {
		const rules = (credential.test?.rules ?? []) as unknown as StatusRule[];
		const sentences = new Map(
			rules
				.filter(({ type }) => type === 'responseCode')
				.map(({ properties: { value, message } }) => [value, message]),
		);
		expect([...sentences.keys()].sort((one, other) => one - other)).toEqual([
			301, 302, 303, 307, 308, 401, 403, 404, 407, 429, 500, 502, 503, 504,
		]);
		expect(sentences.get(404)).toMatch(/^There is no \w+ API at this address\. Check '/);
		expect(sentences.get(302)).toMatch(/^This address answered with a redirect/);
		expect(sentences.get(503)).toMatch(/temporary outage/);
		for (const message of sentences.values()) expect(message.length).toBeGreaterThan(40);
	},
);
