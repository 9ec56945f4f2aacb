import { createAccount, type Account } from './account';
import type { Allowance } from './allowances';

/** Accounts whose use this process remembers; those in use are never forgotten. */
const MOST_ACCOUNTS = 200;

export interface Accounts {
	/** The account of this name, the same for everybody who asks. */
	of(name: string, now: number, allowance: Allowance): Account;
	readonly size: number;
	/** Accounts with requests under way or waiting. */
	readonly busy: number;
}

export const createAccounts = (most = MOST_ACCOUNTS): Accounts => {
	/** In the order of their last use. */
	const known = new Map<string, Account>();
	const makeRoom = (now: number): void => {
		if (known.size < most) return;
		for (const [name, account] of known) if (account.isIdle(now)) known.delete(name);
	};
	return {
		of(name, now, allowance) {
			const found = known.get(name);
			if (!found) makeRoom(now);
			const account = found ?? createAccount();
			known.delete(name);
			known.set(name, account);
			account.allow(allowance);
			return account;
		},
		get size() {
			return known.size;
		},
		get busy() {
			return [...known.values()].filter((account) => account.isBusy()).length;
		},
	};
};

/**
 * One for the whole process: rate limits belong to an account, whichever node or execution uses it. The build puts this file
 * into one file that all nodes load (see test/package).
 */
export const accounts = createAccounts();
