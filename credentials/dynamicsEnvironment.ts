/**
 * Where an environment stands and where its users sign in, in the only language that a credential form and its test speak.
 * The connector has the same rule as code (`environmentAddress`), and more to say about mistakes; a test compares the two.
 */
type Source = '$credentials' | '$self';

/** Origin of what was pasted; on hosts that are not Microsoft's, a path before `/api/data` or `/main.aspx` stays. */
export const environmentExpression = (source: Source): string =>
	`{{ (address => /\\.(dynamics\\.com|dynamics\\.cn|microsoftdynamics\\.us|appsplatform\\.us|microsoftdynamics\\.de)(:\\d+)?$/i` +
	`.test(address.replace(/^(https?:\\/\\/[^\\/]+).*$/i, '$1')) ? address.replace(/^(https?:\\/\\/[^\\/]+).*$/i, '$1')` +
	` : address.replace(/\\/(api(\\/data(\\/.*)?)?|main\\.aspx|apps)$/i, '').replace(/\\/+$/, ''))` +
	`((${source}.environmentUrl || '').trim().replace(/[?#].*$/, '').replace(/^(?![a-z]+:\\/\\/)/i, 'https://').replace(/\\/+$/, '')) }}`;

/** The audience of a token is the environment's origin, whatever path follows (contracts/dataverse.md 2.1). */
export const originExpression = (source: Source): string =>
	`(${source}.environmentUrl || '').trim().replace(/^(?![a-z]+:\\/\\/)/i, 'https://').replace(/^(https?:\\/\\/[^\\/?#]+).*$/i, '$1')`;

const SIGN_IN_HOSTS = {
	global: 'https://login.microsoftonline.com',
	usGovernment: 'https://login.microsoftonline.us',
	china: 'https://login.partner.microsoftonline.cn',
} as const;

export const CLOUDS = [
	{ name: 'China (21Vianet)', value: 'china' },
	{ name: 'Global', value: 'global' },
	{ name: 'Other', value: 'other' },
	{ name: 'US Government (GCC High, DoD)', value: 'usGovernment' },
];

/** `https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token`. */
export const signInExpression = (call: 'authorize' | 'token'): string => {
	const hosts = JSON.stringify(SIGN_IN_HOSTS).replace(/"/g, "'");
	return (
		`={{ (${hosts}[$self.cloud] || ($self.signInAddress || '').trim().replace(/\\/+$/, ''))` +
		` + '/' + ($self.tenantId || 'common').trim() + '/oauth2/v2.0/${call}' }}`
	);
};
