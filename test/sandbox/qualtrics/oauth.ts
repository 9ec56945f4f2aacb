import { parseBody } from '../http/bodies';
import { jsonReply, type Exchange, type Reply } from '../http/types';
import { errorReply } from './envelope';
import type { World } from './world';

/** `POST /oauth2/token`: client credentials only; form bodies, not JSON (contracts/qualtrics.md 1.3). */
export function issueToken(world: World, exchange: Exchange): Reply {
	const { oauth } = world.state;
	const parsed = parseBody(exchange);
	if (parsed.kind !== 'form')
		return oauthError(world, 400, 'invalid_request', 'A form body is needed.');
	const form = parsed.fields;
	const [clientId, clientSecret] = clientOf(exchange, form);
	if (clientId !== oauth.clientId || clientSecret !== oauth.clientSecret) {
		return oauthError(world, 401, 'invalid_client', 'Client authentication failed.');
	}
	if (form.get('grant_type') !== 'client_credentials') {
		return oauthError(
			world,
			400,
			'unsupported_grant_type',
			'Only client_credentials is supported.',
		);
	}
	const scopes = (form.get('scope') ?? '').split(' ').filter(Boolean);
	if (scopes.length === 0 || scopes.some((scope) => !oauth.scopes.has(scope))) {
		return oauthError(
			world,
			400,
			'invalid_scope',
			'A requested scope is not granted to this client.',
		);
	}
	const token = world.id('at-', 40);
	world.state.accessTokens.set(token, {
		scopes: new Set(scopes),
		expiresAt: world.now() + oauth.lifetime * 1_000,
	});
	return jsonReply(
		200,
		{
			access_token: token,
			token_type: 'Bearer',
			expires_in: oauth.lifetime,
			scope: scopes.join(' '),
		},
		{ 'cache-control': 'no-store' },
	);
}

function clientOf(exchange: Exchange, form: URLSearchParams): [string | null, string | null] {
	const basic = /^Basic (.+)$/.exec(exchange.headers.authorization ?? '')?.[1];
	if (basic === undefined) return [form.get('client_id'), form.get('client_secret')];
	const text = Buffer.from(basic, 'base64').toString('utf8');
	const colon = text.indexOf(':');
	return [text.slice(0, colon), text.slice(colon + 1)];
}

const oauthError = (world: World, status: number, error: string, description: string): Reply =>
	world.options.oauthErrors === 'envelope'
		? errorReply(status, error, { code: 'AUTH_6.0' })
		: jsonReply(status, { error, error_description: description });
