import { inTurn, LONGEST_WAIT_MS } from '../../../nodes/shared/delivery/turns';

/** Pieces of work that end when they are told to. */
class Stage {
	readonly begun: string[] = [];

	private readonly ends = new Map<string, () => void>();

	private readonly sleepers: Array<() => void> = [];

	private readonly slept: number[] = [];

	readonly clock = {
		sleep: async (ms: number) => {
			this.slept.push(ms);
			await new Promise<void>((resolve) => this.sleepers.push(resolve));
		},
	};

	/** @param names begun with the stage's own, so that tests do not wait for one another */
	enter(work: string, ...names: string[]): Promise<string> {
		return inTurn(
			names.map((name) => `${this.stage} ${name}`),
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

	private readonly stage = (Stage.count += 1);
}

const settled = async () => await new Promise((resolve) => setImmediate(resolve));

describe('LB02: executions about the same response', () => {
	it('begin one after the other; those about others at once', async () => {
		const stage = new Stage();
		const first = stage.enter('first', 'R1');
		void stage.enter('again', 'R1');
		void stage.enter('other', 'R2');
		await settled();
		expect(stage.begun).toEqual(['first', 'other']);
		await stage.end('first');
		await expect(first).resolves.toBe('first');
		expect(stage.begun).toEqual(['first', 'other', 'again']);
	});

	it('a batch waits for all that are under way, and what comes later for the batch', async () => {
		const stage = new Stage();
		void stage.enter('one', 'R1');
		void stage.enter('two', 'R2');
		void stage.enter('batch', 'R1', 'R2', 'R3');
		void stage.enter('late', 'R3');
		await settled();
		await stage.end('one');
		expect(stage.begun).toEqual(['one', 'two']);
		await stage.end('two');
		expect(stage.begun).toEqual(['one', 'two', 'batch']);
		await stage.end('batch');
		expect(stage.begun).toEqual(['one', 'two', 'batch', 'late']);
	});

	it('one that goes on and on is not waited for longer than that', async () => {
		const stage = new Stage();
		void stage.enter('endless', 'R1');
		void stage.enter('next', 'R1', 'R2');
		await settled();
		expect(stage.begun).toEqual(['endless']);
		await stage.passWaits();
		expect(stage.begun).toEqual(['endless', 'next']);
		void stage.enter('after that', 'R2');
		await stage.end('next');
		expect(stage.begun).toEqual(['endless', 'next', 'after that']);
	});

	it('one that fails fails alone', async () => {
		const { clock } = new Stage();
		const failing = inTurn(['fails'], async () => await Promise.reject(new Error('no')), clock);
		const next = inTurn(['fails'], async () => 'next', clock);
		await expect(failing).rejects.toThrow('no');
		await expect(next).resolves.toBe('next');
	});
});
