import { codes, errorBody } from './errors';
import type { Reply } from '../http/types';
import type { ProtectionLimits } from './options';

interface Spent {
	at: number;
	requests: number;
	milliseconds: number;
}

interface Account {
	spent: Spent[];
	requests: number;
	milliseconds: number;
	/** Refused until then, after a limit was passed. */
	blockedUntil: number;
	reason: Reason;
}

type Reason = 'requests' | 'time';

/** The three limits of one user, in a sliding window (contracts/dataverse.md 10). */
export interface ServiceProtection {
	/** The 429 that an operation is answered with, or undefined. `milliseconds` is its execution time. */
	admit(userId: string, at: number, milliseconds: number): Reply | undefined;
	/** One more request at once; undefined when it may go on. */
	enter(userId: string): Reply | undefined;
	leave(userId: string): void;
	set(limits: Partial<ProtectionLimits>): void;
	/** Headers that tell what is left of what is limited. */
	remaining(userId: string): Record<string, string>;
}

const messages: Record<Reason | 'concurrent', [code: string, message: string]> = {
	requests: [
		codes.tooManyRequests,
		'Number of requests exceeded the limit of %n over time window of %w seconds.',
	],
	time: [
		codes.tooMuchTime,
		'Combined execution time of incoming requests exceeded limit of %n milliseconds over time window of %w seconds. Decrease number of concurrent requests or reduce the duration of requests and try again later.',
	],
	concurrent: [codes.tooManyAtOnce, 'Number of concurrent requests exceeded the limit of %n.'],
};

export const throttled = (
	reason: keyof typeof messages,
	retryAfter: number,
	limit: number,
	windowSeconds = 300,
): Reply => {
	const [code, message] = messages[reason];
	const text = message.replace('%n', String(limit)).replace('%w', String(windowSeconds));
	return errorBody(429, code, text, undefined, { 'retry-after': String(retryAfter) });
};

export function createServiceProtection(): ServiceProtection {
	let limits: Partial<ProtectionLimits> = {};
	const accounts = new Map<string, Account>();
	const active = new Map<string, number>();
	const windowMs = (): number => (limits.windowSeconds ?? 300) * 1_000;

	const accountOf = (userId: string, at: number): Account => {
		let account = accounts.get(userId);
		if (!account) {
			account = { spent: [], requests: 0, milliseconds: 0, blockedUntil: 0, reason: 'requests' };
			accounts.set(userId, account);
		}
		while (account.spent.length > 0 && account.spent[0].at <= at - windowMs()) {
			const [old] = account.spent.splice(0, 1);
			account.requests -= old.requests;
			account.milliseconds -= old.milliseconds;
		}
		return account;
	};
	/** Entries of one second are one: the window stays short. */
	const spend = (account: Account, at: number, milliseconds: number): void => {
		const second = Math.floor(at / 1_000) * 1_000;
		const last = account.spent.at(-1);
		if (last?.at === second) {
			last.requests += 1;
			last.milliseconds += milliseconds;
		} else account.spent.push({ at: second, requests: 1, milliseconds });
		account.requests += 1;
		account.milliseconds += milliseconds;
	};
	const exceeded = (account: Account): Reason | undefined => {
		if (account.requests >= (limits.requests ?? Infinity)) return 'requests';
		return account.milliseconds >= (limits.executionSeconds ?? Infinity) * 1_000
			? 'time'
			: undefined;
	};
	const refuse = (account: Account, at: number): Reply => {
		const { requests = 0, executionSeconds = 0, windowSeconds } = limits;
		const limit = account.reason === 'requests' ? requests : executionSeconds * 1_000;
		const seconds = Math.max(1, Math.ceil((account.blockedUntil - at) / 1_000));
		return throttled(account.reason, seconds, limit, windowSeconds);
	};

	return {
		admit(userId, at, milliseconds) {
			const account = accountOf(userId, at);
			if (at < account.blockedUntil) {
				// Longer waits follow for those who push on.
				account.blockedUntil = Math.min(account.blockedUntil + 1_000, at + 2 * windowMs());
				return refuse(account, at);
			}
			const reason = exceeded(account);
			if (reason) {
				account.reason = reason;
				account.blockedUntil = (account.spent[0]?.at ?? at) + windowMs();
				return refuse(account, at);
			}
			spend(account, at, milliseconds);
			return undefined;
		},
		enter(userId) {
			const count = (active.get(userId) ?? 0) + 1;
			active.set(userId, count);
			const limit = limits.concurrent ?? Infinity;
			return count >= limit ? throttled('concurrent', 1, limit) : undefined;
		},
		leave(userId) {
			active.set(userId, (active.get(userId) ?? 1) - 1);
		},
		set(given) {
			limits = given;
			accounts.clear();
		},
		remaining(userId) {
			const account = accounts.get(userId);
			const requests = (limits.requests ?? 0) - (account?.requests ?? 0);
			const time = (limits.executionSeconds ?? 0) - (account?.milliseconds ?? 0) / 1_000;
			return {
				...(limits.requests !== undefined && {
					'x-ms-ratelimit-burst-remaining-xrm-requests': String(Math.max(0, requests)),
				}),
				...(limits.executionSeconds !== undefined && {
					'x-ms-ratelimit-time-remaining-xrm-requests': time.toFixed(2),
				}),
				'x-ms-dop-hint': '4',
			};
		},
	};
}
