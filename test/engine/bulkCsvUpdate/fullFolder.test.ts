import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BinaryDataService } from 'n8n-core';
import { csv, linesOf, setUp, type Setup } from './setup';

/** A file system of one megabyte, if this machine lets us have one. */
const folder = mkdtempSync(path.join(tmpdir(), 'full-folder-'));
const mountedOr = (): string | undefined => {
	try {
		execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'pipe' });
		return undefined;
	} catch (error) {
		return `no file system could be mounted here (${String(error).split('\n')[0]})`;
	}
};
const reason = mountedOr();
if (reason) console.warn(`LB13 with a real folder is skipped: ${reason}`);
const real = reason ? describe.skip : describe;

const storage = path.join(folder, 'storage');
const filler = path.join(folder, 'filler');

/** Leaves so many bytes free. */
function fill(free: number): void {
	rmSync(filler, { force: true });
	const { bavail, bsize } = statfsSync(folder);
	writeFileSync(filler, Buffer.alloc(bavail * bsize - free));
}

/** n8n's own store, told to use a folder as a server does; the harness keeps files in memory. */
async function useFolder(): Promise<void> {
	const { prototype } = BinaryDataService;
	const service = Object.assign(Object.create(prototype) as object, {
		config: { mode: 'filesystem', localStoragePath: storage },
		errorReporter: { error: () => undefined },
		managers: {},
	}) as unknown as BinaryDataService;
	await service.init();
	const { store, getMetadata, getAsStream } = prototype;
	jest
		.spyOn(prototype, 'store')
		.mockImplementation(async (...given) => await store.apply(service, given));
	jest
		.spyOn(prototype, 'getMetadata')
		.mockImplementation(async (...given) => await getMetadata.apply(service, given));
	jest
		.spyOn(prototype, 'getAsStream')
		.mockImplementation(async (...given) => await getAsStream.apply(service, given));
}

afterAll(() => rmSync(folder, { recursive: true, force: true }));

let setup: Setup;
const HEADER = 'Email,[old] Job Title,[new] Job Title';
const FILE = csv(
	HEADER,
	...Array.from({ length: 1000 }, (_, index) => `person${index + 1}@example.com,,Boss`),
);
const bosses = () => setup.sandbox.control.findRecords('contact', "jobtitle eq 'Boss'").length;

real('LB13 with the folder for binary data of n8n itself', () => {
	beforeAll(async () => await useFolder());
	beforeEach(async () => {
		rmSync(filler, { force: true });
		rmSync(storage, { recursive: true, force: true });
		mkdirSync(storage);
		setup = await setUp();
		setup.sandbox.control.addRecords('contact', 1000);
	});
	afterEach(async () => await setup.sandbox.close());
	afterAll(() => {
		jest.restoreAllMocks();
		execFileSync('umount', [folder]);
	});

	it('LB13 with room enough, the files are there and not within the item', async () => {
		const done = await setup.done(FILE);
		expect(done.binary?.rollBack).toMatchObject({ data: 'filesystem-v2', id: expect.any(String) });
		expect(done.json).not.toHaveProperty('warnings');
	}, 60_000);

	it('LB13 the folder is full: refused, and nothing is written', async () => {
		fill(0);
		const { error } = await setup.run(FILE);
		expect(error?.message).toContain('n8n cannot store files');
		expect(error?.message).not.toContain(folder);
		expect(setup.writes()).toEqual([]);
	});

	it('LB13 the folder is read-only: refused, and nothing is written', async () => {
		execFileSync('mount', ['-o', 'remount,ro', folder]);
		try {
			const { error } = await setup.run(FILE);
			expect(error?.message).toContain('n8n cannot store files');
			expect(setup.writes()).toEqual([]);
		} finally {
			execFileSync('mount', ['-o', 'remount,rw', folder]);
		}
	});

	it('LB13 the folder is full once the rows are written: counts, roll-back and the rest within the item', async () => {
		// For what is put there to try it, and a page more.
		fill(72 * 1024);
		const done = await setup.done(FILE);
		expect(bosses()).toBe(1000);
		expect(done.json).toMatchObject({
			state: 'done',
			counts: { ok: 1000 },
			warnings: [expect.stringContaining('stored in the item')],
		});
		expect(done.binary?.rollBack).not.toHaveProperty('id');
		expect(linesOf(done.binary?.rollBack)).toHaveLength(1001);
		// The next node reads it as it reads all others.
		rmSync(filler);
		const undo = Buffer.from(done.binary!.rollBack.data, 'base64');
		expect((await setup.done(undo, { operation: 'rollBack' })).json.counts).toMatchObject({
			ok: 1000,
		});
		expect(bosses()).toBe(0);
	}, 60_000);
});
