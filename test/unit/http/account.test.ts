import fc from 'fast-check';
import { createAccount, createParty, type Account } from '../../../nodes/shared/http/account';
import { createAccounts } from '../../../nodes/shared/http/accounts';
import type { Allowance } from '../../../nodes/shared/http/allowances';
import { EVERY_REQUEST } from '../../../nodes/shared/http/limiter';
import { createVirtualClock, type VirtualClock } from './virtualClock';

const MINUTE = 60_000;
const giveUp = (waitMs: number): Error => new Error(`no room for ${waitMs} ms`);

const setUp = (allowance: Allowance): { clock: VirtualClock; account: Account } => {
	const account = createAccount();
	account.allow(allowance);
	return { clock: createVirtualClock(0), account };
};

type Party = ReturnType<typeof createParty>;
interface Sent {
	party: Party;
	at: number;
}

/** Sends so many requests of a party at once; each takes `takesMs`. Resolves when all are through. */
const send = async (
	account: Account,
	party: Party,
	count: number,
	log: Sent[],
	{ bucket, takesMs = 0 }: { bucket?: string; takesMs?: number } = {},
): Promise<void> => {
	const one = async (): Promise<void> => {
		const pass = await account.enter(party, bucket, { giveUp });
		log.push({ party, at: party.clock.now() });
		if (takesMs > 0) await party.clock.sleep(takesMs);
		pass.leave();
	};
	await Promise.all(Array.from({ length: count }, one));
};

const mostInAMinute = (times: readonly number[]): number =>
	Math.max(
		...times.map((start) => times.filter((at) => at >= start && at < start + MINUTE).length),
	);

describe('the requests of an account', () => {
	it('Q25 of all parties together stay within the allowance in any 60 seconds', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 1, max: 60 }),
				fc.array(
					fc.record({ waitMs: fc.integer({ min: 0, max: 70_000 }), count: fc.nat({ max: 30 }) }),
					{ minLength: 1, maxLength: 5 },
				),
				async (allowed, parties) => {
					const { clock, account } = setUp({ perMinute: { a: allowed }, concurrency: 4 });
					const log: Sent[] = [];
					await Promise.all(
						parties.map(async ({ waitMs, count }) => {
							await clock.sleep(waitMs);
							await send(account, createParty({ clock }), count, log, { bucket: 'a', takesMs: 30 });
						}),
					);
					expect(log).toHaveLength(parties.reduce((sum, { count }) => sum + count, 0));
					if (log.length === 0) return;
					expect(mostInAMinute(log.map(({ at }) => at))).toBeLessThanOrEqual(allowed);
				},
			),
			{ numRuns: 25 },
		);
	});

	it('go out in turns: five requests do not wait behind five thousand', async () => {
		const { clock, account } = setUp({ perMinute: { a: 600 }, concurrency: 10 });
		const many = createParty({ clock });
		const few = createParty({ clock });
		const log: Sent[] = [];
		const all = [send(account, many, 5000, log, { bucket: 'a', takesMs: 5 })];
		await clock.sleep(5000);
		const begun = clock.now();
		await send(account, few, 5, log, { bucket: 'a', takesMs: 5 });
		expect(clock.now() - begun).toBeLessThan(1500);
		const between = log.filter(({ at }) => at >= begun && at <= clock.now());
		const ofFew = between.filter(({ party }) => party === few).length;
		expect(Math.abs(between.length - 2 * ofFew)).toBeLessThanOrEqual(2);
		await Promise.all(all);
		// Together they still use at least nine tenths of what there is.
		expect((5005 / clock.now()) * MINUTE).toBeGreaterThan(540);
	}, 30_000);

	it('of one bucket do not hold up those of another, and all count together', async () => {
		const { clock, account } = setUp({ perMinute: { a: 10, b: 600, [EVERY_REQUEST]: 6000 } });
		const party = createParty({ clock });
		const slow: Sent[] = [];
		const quick: Sent[] = [];
		const behind = send(account, party, 20, slow, { bucket: 'a' });
		await send(account, party, 20, quick, { bucket: 'b' });
		expect(clock.now()).toBe(0);
		await behind;
		expect(clock.now()).toBeGreaterThan(MINUTE);
		const together = setUp({ perMinute: { a: 1000, b: 1000, [EVERY_REQUEST]: 20 } });
		const log: Sent[] = [];
		const each = createParty({ clock: together.clock });
		await Promise.all([
			send(together.account, each, 2, log, { bucket: 'a' }),
			send(together.account, each, 2, log, { bucket: 'b' }),
		]);
		expect(together.clock.now()).toBeGreaterThan(0);
	});

	it('run no more than so many at once, of all parties and of each', async () => {
		const { clock, account } = setUp({ concurrency: 5 });
		const parties = [createParty({ clock }, { concurrency: 2 }), createParty({ clock })];
		let most = 0;
		let mostOfFirst = 0;
		const running = new Map<Party, number>(parties.map((party) => [party, 0]));
		const one = async (party: Party, takesMs: number): Promise<void> => {
			const pass = await account.enter(party, undefined, { giveUp });
			running.set(party, running.get(party)! + 1);
			most = Math.max(most, running.get(parties[0])! + running.get(parties[1])!);
			mostOfFirst = Math.max(mostOfFirst, running.get(parties[0])!);
			await clock.sleep(takesMs);
			running.set(party, running.get(party)! - 1);
			pass.leave();
			// Leaving twice frees one place only.
			pass.leave();
		};
		await Promise.all(
			Array.from(
				{ length: 40 },
				async (_, index) => await one(parties[index % 2], 5 + (index % 7)),
			),
		);
		expect(most).toBe(5);
		expect(mostOfFirst).toBe(2);
	});

	it('who is cancelled leaves its line within a quarter of a second and uses up nothing', async () => {
		const { clock, account } = setUp({ perMinute: { a: 60 } });
		const cancel = { aborted: false };
		const log: Sent[] = [];
		const leaving = createParty({ clock, cancel });
		const staying = createParty({ clock });
		const cancelledAt: number[] = [];
		const ends = Array.from({ length: 100 }, async () => {
			await account.enter(leaving, 'a', { giveUp }).then(
				(pass) => pass.leave(),
				(error: unknown) => {
					expect(error).toMatchObject({ kind: 'cancelled' });
					cancelledAt.push(clock.now());
				},
			);
		});
		await clock.sleep(1000);
		cancel.aborted = true;
		const begun = clock.now();
		await Promise.all(ends);
		expect(cancelledAt.length).toBeGreaterThan(90);
		expect(Math.max(...cancelledAt) - begun).toBeLessThanOrEqual(250);
		// Those that left had booked nothing: the next one waits for one interval at most.
		await send(account, staying, 1, log, { bucket: 'a' });
		expect(clock.now() - begun).toBeLessThan(1500);
		await expect(account.enter(leaving, 'a', { giveUp })).rejects.toMatchObject({
			kind: 'cancelled',
		});
	});

	it('of those who do not wait, give up at their deadline with the time that is left', async () => {
		const { clock, account } = setUp({ perMinute: { a: 1 } });
		const picker = createParty({ clock }, { patienceMs: 10_000 });
		await send(account, createParty({ clock }), 1, [], { bucket: 'a' });
		const entry = account.enter(picker, 'a', { deadline: 10_000, giveUp });
		await expect(entry).rejects.toThrow(/^no room for 5\d{4} ms$/);
		expect(clock.now()).toBeLessThanOrEqual(10_250);
	});
});

describe('a limit that a user set', () => {
	const limits = [{ perMinute: 20, covers: ['write', 'search'] }];

	it('counts everything that it covers, and for all who set the same', async () => {
		const { clock, account } = setUp({ perMinute: { write: 500, search: 500, read: 500 } });
		const log: Sent[] = [];
		await Promise.all([
			send(account, createParty({ clock }, { limits }), 20, log, { bucket: 'write' }),
			send(account, createParty({ clock }, { limits }), 20, log, { bucket: 'search' }),
		]);
		expect(mostInAMinute(log.map(({ at }) => at))).toBeLessThanOrEqual(20);
		expect(clock.now()).toBeLessThan(3 * MINUTE);
	});

	it('holds back neither other requests nor those who did not set it', async () => {
		const { clock, account } = setUp({ perMinute: { write: 500, search: 500, read: 500 } });
		const log: Sent[] = [];
		await send(account, createParty({ clock }), 40, log, { bucket: 'write' });
		await send(account, createParty({ clock }, { limits }), 40, log, { bucket: 'read' });
		expect(clock.now()).toBe(0);
	});
});

describe('the accounts of a process', () => {
	it('are the same for all who ask, until they have long been idle', () => {
		const accounts = createAccounts(2);
		const first = accounts.of('a', 0, {});
		expect(accounts.of('a', 0, { perMinute: { x: 60 } })).toBe(first);
		expect(accounts.of('b', 0, {})).not.toBe(first);
		accounts.of('c', 0, {});
		expect(accounts.size).toBe(1);
	});

	it('are kept while they are used or have refused, however many there are', async () => {
		const accounts = createAccounts(2);
		const clock = createVirtualClock(0);
		const party = createParty({ clock });
		const busy = accounts.of('busy', 0, {});
		const pass = await busy.enter(party, undefined, { giveUp });
		const refusing = accounts.of('refusing', 0, { perMinute: { x: 60 } });
		const refused = await refusing.enter(party, 'x', { giveUp });
		refused.refused({ askedMs: 5000, random: 0, othersBriefly: false });
		refused.leave();
		expect(accounts.busy).toBe(1);
		accounts.of('third', 0, {});
		expect(accounts.of('busy', 0, {})).toBe(busy);
		expect(accounts.of('refusing', 0, {})).toBe(refusing);
		pass.leave();
		accounts.of('fourth', 60 * MINUTE, {});
		expect(accounts.size).toBe(1);
	});
});
