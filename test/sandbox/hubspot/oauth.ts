import { parseBody } from '../http/bodies';
import { jsonReply, type Exchange, type Reply } from '../http/types';
import { refuse } from './errors';
import { SCOPES, type HubSpotOptions } from './options';

export const APP = { clientId: 'app', clientSecret: 'app-secret', refreshToken: 'refresh' };

/** What proves the app stands in the form, and nowhere else. Source: contracts/hubspot.md 2.5. */
export function renewToken(exchange: Exchange, options: HubSpotOptions): Reply {
	const parsed = parseBody(exchange);
	const form = parsed.kind === 'form' ? parsed.fields : new URLSearchParams();
	const isApp =
		form.get('client_id') === APP.clientId && form.get('client_secret') === APP.clientSecret;
	const isKnown = form.get('refresh_token') === APP.refreshToken;
	if (form.get('grant_type') !== 'refresh_token' || !isApp || !isKnown)
		throw refuse({
			status: 400,
			message: 'missing or invalid refresh token',
			error: 'invalid_grant',
			error_description: 'missing or invalid refresh token',
		});
	const token = `renewed-${Object.keys(options.tokens).length}`;
	options.tokens = { ...options.tokens, [token]: SCOPES };
	return jsonReply(200, {
		token_type: 'bearer',
		access_token: token,
		refresh_token: APP.refreshToken,
		expires_in: 1800,
	});
}
