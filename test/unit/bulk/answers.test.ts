import type { BulkUpdate } from '../../../nodes/shared/bulk';
import { callInBatches } from '../../../nodes/shared/bulk/apply/callTarget';
import {
	readToken,
	writeToken,
	type Checkpoint,
} from '../../../nodes/shared/bulk/apply/resumeToken';
import { noCounts } from '../../../nodes/shared/bulk/plan/outcomes';
import type { RowFile } from '../../../nodes/shared/bulk/rows';
import { ConnectorError, type ErrorKind } from '../../../nodes/shared/http/ConnectorError';
import type { Written } from '../../../nodes/shared/records';
import { MemoryBulkTarget } from './MemoryBulkTarget';
import { run } from './runs';

const FILE = 'Contact,[old] Plan,[new] Plan\r\na,basic,gold\r\n';

/** What becomes of the one row of a file, by what the system answers to its write. */
async function answered(answer: Written | ConnectorError) {
	const target = new MemoryBulkTarget({ a: { Plan: 'basic' } });
	const updates: BulkUpdate[] = [];
	target.write = async (writes) => {
		updates.push(...writes);
		return await Promise.resolve(writes.map(() => answer));
	};
	const { rows, progress } = await run(FILE, target);
	return { row: rows[0], updates, progress };
}

describe('what the system says of a row', () => {
	it('gets the record, its line and what changes', async () => {
		expect((await answered({ id: 'id-a' })).updates).toEqual([
			{
				kind: 'update',
				key: 'a',
				line: 2,
				record: { id: 'id-a', values: { Plan: 'basic' } },
				changes: [{ field: 'Plan', from: 'basic', to: 'gold' }],
			},
		]);
	});

	it.each<[string, Written, string, number, string[]]>([
		['written', { id: 'a' }, 'ok', 1, []],
		['written with a warning', { id: 'a', warnings: ['cut off'] }, 'ok', 1, ['cut off']],
		['found to be in place', { id: 'a', did: 'unchanged' }, 'unchanged', 0, []],
		['updated', { id: 'a', did: 'updated' }, 'ok', 1, []],
		[
			'not kept',
			{ id: 'a', did: 'unchanged', warnings: ['not kept'] },
			'unchanged',
			0,
			['not kept'],
		],
	])('%s', async (_name, answer, outcome, changes, warnings) => {
		const { row } = await answered(answer);
		expect(row).toMatchObject({
			outcome,
			reasons: warnings.map((message) => ({ kind: 'warning', column: 0, message })),
		});
		expect(row.changes).toHaveLength(changes);
	});

	it.each<[ErrorKind, string, string | undefined]>([
		['input', 'failed', undefined],
		['unavailable', 'failed', undefined],
		['conflict', 'conflict', undefined],
		['notFound', 'notFound', undefined],
		['cancelled', 'notProcessed', undefined],
		['auth', 'notProcessed', 'target'],
		['permission', 'failed', 'target'],
	])(
		'an error of the kind %s: the row is %s, and the run ends for %s',
		async (kind, outcome, stop) => {
			const { row, progress } = await answered(new ConnectorError(kind, 'No'));
			expect(row.outcome).toBe(outcome);
			expect(row.changes).toEqual([]);
			expect(progress.stopped?.kind).toBe(stop);
		},
	);

	it.each([
		['Refused', undefined, 'Refused'],
		['Refused', 'Correct it.', 'Refused. Correct it.'],
		['Refused!', 'Correct it.', 'Refused! Correct it.'],
	])('%s with the hint %s: %s', async (message, hint, words) => {
		const { row } = await answered(new ConnectorError('input', message, { ...(hint && { hint }) }));
		expect(row.reasons).toEqual([{ kind: 'input', column: 0, message: words }]);
	});
});

describe('entries in batches', () => {
	const answers = async (
		entries: string[],
		call: (batch: string[]) => Promise<Array<string | ConnectorError>>,
		size = 4,
	) => {
		const batches: string[][] = [];
		const done = await callInBatches(entries, { size, atOnce: 1 }, async (batch) => {
			batches.push(batch);
			return await call(batch);
		});
		return { batches, kinds: done.map((one) => (one instanceof ConnectorError ? one.kind : one)) };
	};
	const refusing = (bad: string, kind: ErrorKind) => async (batch: string[]) =>
		await (batch.includes(bad)
			? Promise.reject(new ConnectorError(kind, 'No'))
			: Promise.resolve(batch));

	it('are sent so many at a time', async () => {
		const { batches, kinds } = await answers(
			['a', 'b', 'c'],
			async (batch) => await Promise.resolve(batch),
			2,
		);
		expect(batches).toEqual([['a', 'b'], ['c']]);
		expect(kinds).toEqual(['a', 'b', 'c']);
	});

	it('a batch that is refused is halved until the one to blame is alone', async () => {
		const { batches, kinds } = await answers(['a', 'b', 'c', 'd'], refusing('c', 'input'));
		expect(batches).toEqual([['a', 'b', 'c', 'd'], ['a', 'b'], ['c', 'd'], ['c'], ['d']]);
		expect(kinds).toEqual(['a', 'b', 'input', 'd']);
	});

	it('one that fails otherwise fails whole', async () => {
		const { batches, kinds } = await answers(['a', 'b'], refusing('b', 'unavailable'));
		expect(batches).toHaveLength(1);
		expect(kinds).toEqual(['unavailable', 'unavailable']);
	});

	it('an answer that is missing is not taken for a success', async () => {
		const done = await callInBatches(
			['a', 'b'],
			{ size: 2, atOnce: 1 },
			async () => await Promise.resolve(['a']),
		);
		for (const error of done)
			expect(error).toMatchObject({
				kind: 'unexpected',
				message: 'The system answered for 1 of 2 rows',
				hint: expect.stringContaining('rows that were written are found unchanged'),
				outcomeUnknown: true,
			});
		expect(done).toHaveLength(2);
	});

	it('what was not sent before the run was cancelled has no answer', async () => {
		const cancel = { aborted: false };
		const done = await callInBatches(
			['a', 'b', 'c'],
			{ size: 2, atOnce: 1, cancel },
			async (batch) => {
				cancel.aborted = true;
				return await Promise.resolve(batch);
			},
		);
		expect(done).toEqual(['a', 'b', undefined]);
	});
});

describe('resume tokens', () => {
	const file = { fingerprint: 'f' } as RowFile;
	const point: Checkpoint = {
		mode: 'apply',
		position: { byte: 120, line: 7 },
		counts: { ...noCounts(), ok: 3, failed: 1 },
		duplicates: new Map([[5, [2, 3]]]),
	};

	it('give back what was put into them', () => {
		expect(readToken(` ${writeToken(point, file)}\n`, 'apply', file)).toEqual(point);
	});

	it.each([
		[1000, true],
		[1001, false],
	])('carry up to a thousand duplicates: %i', (count, isCarried) => {
		const duplicates = new Map(Array.from({ length: count }, (_, key) => [key, [1, 2]]));
		const read = readToken(writeToken({ ...point, duplicates }, file), 'apply', file);
		expect(read.duplicates?.size).toBe(isCarried ? count : undefined);
	});

	const encoded = (facts: unknown) => Buffer.from(JSON.stringify(facts)).toString('base64url');
	it.each<[string, string, Checkpoint['mode'], string, string]>([
		[
			'none',
			'nonsense',
			'apply',
			'The resume token cannot be read',
			'Copy it from the last progress item',
		],
		['of another form', encoded([1, 'f']), 'apply', 'cannot be read', 'Copy it'],
		[
			'of another version',
			encoded([2, 'f', 'apply', 1, 1, [], null]),
			'apply',
			'cannot be read',
			'Copy it',
		],
		[
			'of another file',
			writeToken(point, { fingerprint: 'g' } as RowFile),
			'apply',
			'belongs to another file',
			'Use the unchanged file',
		],
		[
			'of another operation',
			writeToken(point, file),
			'verify',
			'belongs to another operation (apply)',
			'Start without a token',
		],
	])('one that is %s is refused', (_name, token, mode, message, hint) => {
		let thrown: unknown;
		try {
			readToken(token, mode, file);
		} catch (error) {
			thrown = error;
		}
		expect(thrown).toMatchObject({
			kind: 'input',
			message: expect.stringContaining(message),
			hint: expect.stringContaining(hint),
		});
	});
});
