import { inTurn, LONGEST_WAIT_MS } from '../../../nodes/shared/delivery/turns';

/** Pieces of work that end when they are told to. */
class Setup {
	readonly begun: string[] = [];

	private readonly ends = new Map<string, () => void>();

	private readonly sleepers: Array<() => void> = [];

	readonly slept: number[] = [];

	readonly clock = {
		sleep: async (ms: number) => {
			this.slept.push(ms);
			await new Promise<void>((resolve) => this.sleepers.push(resolve));
		},
	};

	/** @param names begun with the number of this setup, so that tests do not wait for one another */
	enter(work: string, ...names: string[]): Promise<string> {
		return inTurn(
			names.map((name) => `${this.number} ${name}`),
			async () => {
				this.begun.push(work);
				await new Promise<void>((resolve) => this.ends.set(work, resolve));
				return work;
			},
			this.clock,
		);
	}

	async end(work: string): Promise<void> {
		this.ends.get(work)?.();
		await settled();
	}

	/** All that wait have waited long enough. */
	async passWaits(): Promise<void> {
		expect(new Set(this.slept)).toEqual(new Set([LONGEST_WAIT_MS]));
		for (const wake of this.sleepers.splice(0)) wake();
		await settled();
	}

	private static count = 0;

	private readonly number = (Setup.count += 1);
}

const settled = async () => await new Promise((resolve) => setImmediate(resolve));

describe('LB02: executions about the same response', () => {
	it('begin one after the other; those about others at once', async () => {
		const setup = new Setup();
		const first = setup.enter('first', 'R1');
		void setup.enter('again', 'R1');
		void setup.enter('other', 'R2');
		await settled();
		expect(setup.begun).toEqual(['first', 'other']);
		await setup.end('first');
		await expect(first).resolves.toBe('first');
		expect(setup.begun).toEqual(['first', 'other', 'again']);
	});

	it('a batch waits for all that are under way, and what comes later for the batch', async () => {
		const setup = new Setup();
		void setup.enter('one', 'R1');
		void setup.enter('two', 'R2');
		void setup.enter('batch', 'R1', 'R2', 'R3');
		void setup.enter('late', 'R3');
		await settled();
		await setup.end('one');
		expect(setup.begun).toEqual(['one', 'two']);
		await setup.end('two');
		expect(setup.begun).toEqual(['one', 'two', 'batch']);
		await setup.end('batch');
		expect(setup.begun).toEqual(['one', 'two', 'batch', 'late']);
	});

	it('one that goes on and on is not waited for longer than that', async () => {
		const setup = new Setup();
		void setup.enter('endless', 'R1');
		void setup.enter('next', 'R1', 'R2');
		await settled();
		expect(setup.begun).toEqual(['endless']);
		await setup.passWaits();
		expect(setup.begun).toEqual(['endless', 'next']);
		void setup.enter('after that', 'R2');
		await setup.end('next');
		expect(setup.begun).toEqual(['endless', 'next', 'after that']);
	});

	it('begins in the same moment, and nothing is waited for, where nobody is under way', async () => {
		const setup = new Setup();
		for (const turn of ['first', 'second']) {
			const entered = setup.enter(turn, 'R1');
			expect(setup.begun.at(-1)).toBe(turn);
			await setup.end(turn);
			await entered;
		}
		expect(setup.slept).toEqual([]);
	});

	it('one that fails fails alone', async () => {
		const { clock } = new Setup();
		const failing = inTurn(['fails'], async () => await Promise.reject(new Error('no')), clock);
		const next = inTurn(['fails'], async () => 'next', clock);
		await expect(failing).rejects.toThrow('no');
		await expect(next).resolves.toBe('next');
	});
});
