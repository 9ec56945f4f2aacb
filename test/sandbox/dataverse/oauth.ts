import { parseBody } from '../http/bodies';
import { htmlReply, jsonReply, type Exchange, type Reply } from '../http/types';
import { isGuid } from './odata/literals';
import { originsOf } from './access';
import { page } from '../qualtrics/pages/layout';
import type { World } from './world';

/** `/{tenant}/oauth2/v2.0/token` and `/authorize` of the identity platform (contracts/dataverse.md 2.1); undefined for other paths. */
export function identityPlatform(world: World, exchange: Exchange): Reply | undefined {
	const match = /^\/([^/]+)\/oauth2\/v2\.0\/(token|authorize)$/.exec(exchange.path);
	if (!match) return undefined;
	const [, tenant, call] = match;
	if (call === 'authorize') return authorize(world, tenant, exchange);
	if (exchange.method !== 'POST') return oauthError(400, 'invalid_request', 'AADSTS900561');
	return issueToken(world, tenant, exchange);
}

function issueToken(world: World, tenant: string, exchange: Exchange): Reply {
	const { options } = world;
	const parsed = parseBody(exchange);
	if (parsed.kind !== 'form') return oauthError(400, 'invalid_request', 'AADSTS900144');
	const form = parsed.fields;
	if (!knowsTenant(world, tenant)) return oauthError(400, 'invalid_request', 'AADSTS90002');
	const [clientId, clientSecret] = clientOf(exchange, form);
	if (clientId !== options.clientId) return oauthError(400, 'unauthorized_client', 'AADSTS700016');
	if (clientSecret !== options.clientSecret)
		return oauthError(401, 'invalid_client', 'AADSTS7000215');
	switch (form.get('grant_type')) {
		case 'client_credentials':
			return clientCredentials(world, tenant, form);
		case 'authorization_code':
			return redeemCode(world, form);
		case 'refresh_token':
			return refresh(world, form);
		default:
			return oauthError(400, 'unsupported_grant_type', 'AADSTS70003');
	}
}

/** A GUID of its own is needed, and `<environment>/.default` is the only scope. */
function clientCredentials(world: World, tenant: string, form: URLSearchParams): Reply {
	if (tenant !== world.options.tenantId) return oauthError(400, 'invalid_request', 'AADSTS50059');
	const scope = form.get('scope') ?? '';
	const audience = /^(https?:\/\/[^/\s]+)\/\.default$/.exec(scope)?.[1];
	if (audience === undefined) return oauthError(400, 'invalid_scope', 'AADSTS70011');
	return tokenReply(world, world.state.applicationUserId, audience);
}

function redeemCode(world: World, form: URLSearchParams): Reply {
	const given = form.get('code') ?? '';
	const code = world.state.authorizationCodes.get(given);
	world.state.authorizationCodes.delete(given);
	if (!code || code.expiresAt <= world.now() || code.redirectUri !== form.get('redirect_uri')) {
		return oauthError(400, 'invalid_grant', 'AADSTS70008');
	}
	return delegatedReply(world, code.scope);
}

function refresh(world: World, form: URLSearchParams): Reply {
	const scope = world.state.refreshTokens.get(form.get('refresh_token') ?? '');
	return scope === undefined
		? oauthError(400, 'invalid_grant', 'AADSTS700082')
		: delegatedReply(world, scope);
}

function delegatedReply(world: World, scope: string): Reply {
	const audience = delegatedAudience(scope);
	if (audience === undefined) return oauthError(400, 'invalid_scope', 'AADSTS70011');
	const more: Record<string, string> = { scope };
	if (scope.split(' ').includes('offline_access')) {
		more.refresh_token = world.secret('rt');
		world.state.refreshTokens.set(more.refresh_token, scope);
	}
	return tokenReply(world, world.state.delegatedUserId, audience, more);
}

/** `<environment>/.default` or `<environment>/user_impersonation`, with or without `offline_access`. */
function delegatedAudience(scope: string): string | undefined {
	const resources = scope.split(' ').filter((part) => part && part !== 'offline_access');
	const match = /^(https?:\/\/[^/\s]+)\/(\.default|user_impersonation)$/.exec(resources[0] ?? '');
	return resources.length === 1 ? match?.[1] : undefined;
}

function tokenReply(
	world: World,
	userId: string,
	audience: string,
	more: Record<string, string> = {},
): Reply {
	const { tokenLifetime } = world.options;
	const token = world.secret('at');
	const expiresAt = world.now() + tokenLifetime * 1_000;
	world.state.tokens.set(token, { userId, audience, expiresAt });
	return jsonReply(
		200,
		{
			token_type: 'Bearer',
			expires_in: tokenLifetime,
			ext_expires_in: tokenLifetime,
			access_token: token,
			...more,
		},
		{ 'cache-control': 'no-store, no-cache' },
	);
}

/** The sign-in page: a button (or no click at all) leads back with a code. */
function authorize(world: World, tenant: string, { query }: Exchange): Reply {
	const redirectUri = query.get('redirect_uri') ?? '';
	const scope = query.get('scope') ?? '';
	const wrong =
		(!knowsTenant(world, tenant) && 'AADSTS90002') ||
		(query.get('client_id') !== world.options.clientId && 'AADSTS700016') ||
		(query.get('response_type') !== 'code' && 'AADSTS900144') ||
		(!/^https?:\/\//.test(redirectUri) && 'AADSTS50011') ||
		(delegatedAudience(scope) === undefined && 'AADSTS70011') ||
		(!originsOf(world).includes(delegatedAudience(scope) ?? '') && 'AADSTS500011');
	if (wrong)
		return htmlReply(
			400,
			page('Sign in', `<h1>Sorry, but we’re having trouble</h1><p>${wrong}</p>`),
		);
	const code = world.secret('ac');
	const expiresAt = world.now() + 600_000;
	world.state.authorizationCodes.set(code, { redirectUri, scope, expiresAt });
	const back = new URL(redirectUri);
	back.searchParams.set('code', code);
	const state = query.get('state');
	if (state !== null) back.searchParams.set('state', state);
	if (world.options.signsInAtOnce) return { status: 302, headers: { location: back.href } };
	const href = back.href.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
	return htmlReply(
		200,
		page('Sign in', `<h1>Sign in</h1><p><a id="sign-in" href="${href}">Sign in and accept</a></p>`),
	);
}

const knowsTenant = (world: World, tenant: string): boolean =>
	isGuid(tenant)
		? tenant === world.options.tenantId
		: ['common', 'organizations', 'example.com'].includes(tenant);

function clientOf(exchange: Exchange, form: URLSearchParams): [string | null, string | null] {
	const basic = /^Basic (.+)$/.exec(exchange.headers.authorization ?? '')?.[1];
	if (basic === undefined) return [form.get('client_id'), form.get('client_secret')];
	const text = Buffer.from(basic, 'base64').toString('utf8');
	const colon = text.indexOf(':');
	return [decodeURIComponent(text.slice(0, colon)), decodeURIComponent(text.slice(colon + 1))];
}

const descriptions: Record<string, string> = {
	AADSTS50011: 'The redirect URI specified in the request does not match.',
	AADSTS50059: 'No tenant-identifying information found in either the request or the credentials.',
	AADSTS500011: 'The resource principal was not found in the tenant.',
	AADSTS70003: 'The app requested an unsupported grant type.',
	AADSTS70008:
		'The provided authorization code or refresh token has expired or was not issued here.',
	AADSTS700016: 'Application with this identifier was not found in the directory.',
	AADSTS70011: "The provided value for the input parameter 'scope' is not valid.",
	AADSTS700082: 'The refresh token has expired.',
	AADSTS7000215: 'Invalid client secret provided.',
	AADSTS90002: 'Tenant not found. Check that you have the correct tenant ID.',
	AADSTS900144: 'The request body must contain a required parameter.',
	AADSTS900561: 'The endpoint only accepts POST requests.',
};

const oauthError = (status: number, error: string, code: string): Reply =>
	jsonReply(status, {
		error,
		error_description: `${code}: ${descriptions[code]}`,
		error_codes: [Number(code.slice(6))],
	});
