import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { hostOf, type HostResult } from './ownHost';

/** Ends of the host names, after the institution's code. Source: contracts/secutix.md 4. */
const HOST_ENDS = {
	production: '.ws.secutix.com',
	preProduction: '.pp-ws.secutix.com',
	demo: '.demo-ws.secutix.com',
} as const;

export const ENVIRONMENTS = [
	{ name: 'Demo', value: 'demo' },
	{ name: 'Other Address', value: 'other' },
	{ name: 'Pre-Production', value: 'preProduction' },
	{ name: 'Production', value: 'production' },
];

/** Where an institution's services stand: its own host name, or the address of a gateway. */
export function secutixAddress({
	institution,
	environment,
	address,
}: ICredentialDataDecryptedObject): HostResult {
	if (environment === 'other') return hostOf(address);
	const code = typeof institution === 'string' ? institution.trim().toLowerCase() : '';
	if (!/^[a-z0-9][a-z0-9-]*$/.test(code))
		return { ok: false, reason: 'the institution is missing, or is not a code such as MUSEUM' };
	const end = HOST_ENDS[environment as keyof typeof HOST_ENDS] ?? HOST_ENDS.production;
	return { ok: true, address: `https://${code}${end}` };
}
