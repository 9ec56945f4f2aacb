import type { Exchange, Reply } from '../http/types';
import { htmlReply, ReplyNow } from '../http/types';
import { badSyntax, codes, errorBody, refusal } from './errors';
import type { Table } from './model/types';
import { isGuid } from './odata/literals';
import { header, tableNamed, type Caller, type World } from './world';

/** The user a bearer token stands for; a 401 for everything else (contracts/dataverse.md 2.3). */
export function authenticate(world: World, { headers }: Exchange): string {
	const bearer = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1];
	const token = bearer === undefined ? undefined : world.state.tokens.get(bearer);
	if (!token || token.expiresAt <= world.now()) throw unauthorized(world);
	if (!originsOf(world).includes(token.audience)) throw unauthorized(world);
	return token.userId;
}

/** The environment under each name that a client on this machine may use for it. */
export const originsOf = (world: World): string[] => {
	const url = world.url();
	return [url, url.replace('127.0.0.1', 'localhost')];
};

function unauthorized(world: World): ReplyNow {
	const { unauthorizedBody, tenantId } = world.options;
	const challenge = {
		'www-authenticate': `Bearer authorization_uri=${world.url()}/${tenantId}/oauth2/authorize, resource_id=${world.url()}/`,
	};
	const bodies: Record<typeof unauthorizedBody, Reply> = {
		empty: { status: 401 },
		html: htmlReply(
			401,
			'<html><body><h2>401 - Unauthorized: Access is denied.</h2></body></html>',
		),
		envelope: errorBody(401, '0x0', 'Unauthorized'),
	};
	const reply = bodies[unauthorizedBody];
	return new ReplyNow({ ...reply, headers: { ...reply.headers, ...challenge } });
}

/** A valid token is not enough: the user must be there and enabled; then who it acts for (contracts/dataverse.md 2, 3). */
export function resolveCaller(world: World, headers: Exchange['headers'], userId: string): Caller {
	const { state } = world;
	if (userId === state.applicationUserId) {
		if (state.applicationUser === 'missing') throw notAMember();
		if (state.applicationUser === 'disabled') throw disabled();
	}
	const name = nameOf(world, userId);
	const objectId = header({ headers }, 'callerobjectid');
	const systemUserId = header({ headers }, 'mscrmcallerid');
	if (objectId === undefined && systemUserId === undefined) return { userId, name };
	if (isRevoked(world, userId, 'prvActOnBehalfOfAnotherUser')) {
		throw privilegeDenied(userId, 'prvActOnBehalfOfAnotherUser');
	}
	const onBehalfOf = impersonated(world, objectId, systemUserId);
	return { userId, onBehalfOf, name: nameOf(world, onBehalfOf) };
}

function impersonated(world: World, objectId?: string, systemUserId?: string): string {
	const given = (objectId ?? systemUserId ?? '').toLowerCase();
	if (!isGuid(given)) throw badSyntax(`Invalid caller id '${given}': a GUID is needed.`);
	const { store } = tableNamed(world, 'systemuser');
	const row =
		objectId === undefined
			? store.get(given)
			: store.index(['azureactivedirectoryobjectid']).findOne(given)[0];
	if (!row) throw notAMember();
	return row.key;
}

function nameOf(world: World, userId: string): string {
	const row = tableNamed(world, 'systemuser').store.get(userId);
	if (!row) throw notAMember();
	if (row.values.isdisabled === true) throw disabled();
	return String(row.values.fullname ?? userId);
}

export type Action = 'Read' | 'Create' | 'Write' | 'Delete' | 'AppendTo';

/** `prvCreateContact` and its like, of the caller and of the user it acts for. */
export function requireAccess(world: World, caller: Caller, action: Action, table: Table): void {
	requirePrivilege(world, caller, `prv${action}${table.schemaName}`);
}

export function requirePrivilege(world: World, caller: Caller, privilege: string): void {
	const { applicationUser, applicationUserId } = world.state;
	if (applicationUser === 'without-role' && caller.userId === applicationUserId) {
		throw refusal(403, codes.noRole, 'The user has not been assigned any roles.');
	}
	for (const userId of [caller.userId, caller.onBehalfOf]) {
		if (userId !== undefined && isRevoked(world, userId, privilege)) {
			throw privilegeDenied(userId, privilege);
		}
	}
}

const isRevoked = (world: World, userId: string, privilege: string): boolean =>
	world.state.revoked.get(userId)?.has(privilege) ?? false;

const privilegeDenied = (userId: string, privilege: string): ReplyNow =>
	refusal(
		403,
		codes.privilege,
		`Principal user (Id=${userId}, type=8) is missing ${privilege} privilege.`,
	);

const notAMember = (): ReplyNow =>
	refusal(403, codes.notAMember, 'The user is not a member of the organization.');

const disabled = (): ReplyNow =>
	refusal(403, codes.userDisabled, 'The user is disabled and cannot access the organization.');
