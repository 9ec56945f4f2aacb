import type { Membership } from '../state';
import type { World } from '../world';

/** Levers on who may do what. */
export function accessControl(world: World) {
	const { state, options } = world;
	const unlimited = 8.64e15;
	return {
		/** A bearer token of a user (default: the application user) that never expires, or expires in so many seconds. */
		addToken(token: string, settings: { userId?: string; seconds?: number } = {}): void {
			const { userId = state.applicationUserId, seconds } = settings;
			const expiresAt = seconds === undefined ? unlimited : world.now() + seconds * 1_000;
			state.tokens.set(token, { userId, audience: world.url(), expiresAt });
		},
		/** All tokens stop working, refresh tokens too. */
		revokeTokens(): void {
			state.tokens.clear();
			state.refreshTokens.clear();
		},
		setTokenLifetime(seconds: number): void {
			options.tokenLifetime = seconds;
		},
		setClientSecret(secret: string): void {
			options.clientSecret = secret;
		},
		/** Tokens are issued in any case; what is behind them decides. */
		setApplicationUser(membership: Membership): void {
			state.applicationUser = membership;
		},
		/** `prvCreateContact`, `prvActOnBehalfOfAnotherUser`, `prvBypassCustomBusinessLogic`, … */
		revokePrivilege(privilege: string, userId: string = state.applicationUserId): void {
			const revoked = state.revoked.get(userId) ?? new Set();
			state.revoked.set(userId, revoked.add(privilege));
		},
		grantPrivilege(privilege: string, userId: string = state.applicationUserId): void {
			state.revoked.get(userId)?.delete(privilege);
		},
	};
}
