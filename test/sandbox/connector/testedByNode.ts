import type {
	ICredentialDataDecryptedObject,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { credentialTests, testedSlots } from '../../../nodes/shared/n8n/credentialTests/all';

export interface LegacyRequest {
	method?: string;
	uri: string;
	headers: Record<string, string>;
	body?: string;
}

/** As n8n's helper answers where it is asked for the whole response and told to follow no redirect. */
const overTheNetwork = async ({ method, uri, headers, body }: LegacyRequest) => {
	const answered = await fetch(uri, { method, headers, body, redirect: 'manual' });
	return {
		statusCode: answered.status,
		headers: Object.fromEntries(answered.headers),
		body: await answered.text(),
	};
};

/** Runs the test that the nodes name for a credential of this type, as n8n does. */
export async function testedByNode(
	type: string,
	data: ICredentialDataDecryptedObject,
	request: (options: LegacyRequest) => Promise<unknown> = overTheNetwork,
): Promise<INodeCredentialTestResult> {
	const [{ testedBy }] = testedSlots([{ name: type }]);
	const test = credentialTests[testedBy as string];
	const context = { helpers: { request } } as unknown as ICredentialTestFunctions;
	return await test.call(context, { id: '1', name: type, type, data });
}
