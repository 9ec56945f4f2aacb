/**
 * What the test of a credential says of an answer that is none of its system. For the tests that nodes run, and for those of OAuth2
 * credentials, which n8n runs itself and which can say nothing but fixed sentences.
 */
export interface Tested {
	/** As people call it. */
	system: string;
	/** Labels of the fields that hold the address: `'Endpoint'`. */
	address: string;
	/** The host that was asked; none where it is not known. */
	host?: string;
}

const hostOf = ({ host = 'this address' }: Tested): string => host;
/** At the beginning of a sentence. */
const begins = ({ host = 'This address' }: Tested): string => host;

export const noApi = (tested: Tested): string =>
	`There is no ${tested.system} API at ${hostOf(tested)}. Check ${tested.address}.`;

export const webPage = (tested: Tested): string =>
	`${begins(tested)} answered with a web page, not the ${tested.system} API: a proxy or a login page may be in the way. Check ${tested.address}.`;

export const otherAnswer = (tested: Tested): string =>
	`The answer of ${hostOf(tested)} did not come from the ${tested.system} API. Check ${tested.address}.`;

/** `target`: the host that it leads to, where it is another one. */
export const redirect = (tested: Tested, target?: string): string =>
	target === undefined
		? `${begins(tested)} answered with a redirect, not the ${tested.system} API: a login page may be in the way. Check ${tested.address}.`
		: `${begins(tested)} redirects to ${target}, where the credential is not sent. If that is the right host, enter it in ${tested.address}.`;

export const proxySignIn = (): string =>
	'A proxy between n8n and the system asks for a sign-in. Ask the administrator of n8n to check the proxy settings.';

export const tooMany = ({ system }: Tested): string =>
	`${system} is limiting requests: too many were sent. Try again in a minute.`;

export const outage = (tested: Tested, status: number): string =>
	`${begins(tested)} could not answer (status ${status}): temporary outage at ${tested.system}, or a proxy cannot reach it. Try again later.`;

export const refusedOtherwise = (tested: Tested, status: number): string =>
	`${begins(tested)} rejected the request (status ${status}). Check ${tested.address}.`;

export const refusedByPage = (tested: Tested, status: number): string =>
	`${begins(tested)} refused the request with a web page (status ${status}), not with an answer of the ${tested.system} API: a proxy or a firewall may be in the way. Check ${tested.address}.`;
