import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { hostOf, type HostResult } from './ownHost';

/** Source: contracts/surveymonkey.md 1.1. */
const DATA_CENTERS: Readonly<Record<string, string>> = {
	us: 'https://api.surveymonkey.com',
	eu: 'https://api.eu.surveymonkey.com',
	ca: 'https://api.surveymonkey.ca',
};

/** Origin of the account's API: of its data center, or of the gateway that is entered in its place. */
export function surveyMonkeyAddress({
	dataCenter,
	baseUrl,
}: ICredentialDataDecryptedObject): HostResult {
	if (typeof baseUrl === 'string' && baseUrl.trim() !== '') return hostOf(baseUrl, '/v3');
	const address = DATA_CENTERS[String(dataCenter ?? 'us')];
	return address === undefined
		? { ok: false, reason: 'the data center is none of US, EU and Canada' }
		: { ok: true, address };
}
