import { SummaryBuilder, type BulkField, type RowOutcome } from '../../../nodes/shared/bulk';
import { openArchive } from '../../../nodes/shared/bulk';
import { pieces } from './sources';
import { outcomeOf } from './outcomeOf';

const SEGMENT: BulkField = {
	name: 'Segment',
	type: {
		kind: 'code',
		codes: [{ code: 'V', label: 'VIP' }, { code: 'plain' }, { code: 'a,b', label: 'both' }],
	},
};
const TAGS: BulkField = {
	name: 'Tags',
	type: { kind: 'codes', codes: [{ code: 'a', label: 'Apple' }, { code: 'b' }] },
};
const NOTE: BulkField = { name: 'Note', type: { kind: 'text' } };
const row = (more: Partial<RowOutcome> = {}) => outcomeOf({ line: 2, ...more });
const summaryOf = (
	rows: RowOutcome[],
	...settings: ConstructorParameters<typeof SummaryBuilder>
) => {
	const builder = new SummaryBuilder(...settings);
	builder.add(rows);
	return builder.finish();
};
const LONG = 'x'.repeat(1_001);
const CUT = `${'x'.repeat(1_000)}…`;

describe('what a report shows of a run', () => {
	it.each<[BulkField, RowOutcome['changes'][number]['from'], string | undefined]>([
		[SEGMENT, 'V', 'V – VIP'],
		[SEGMENT, 'plain', undefined],
		[SEGMENT, 'a,b', 'a,b – both'],
		[SEGMENT, 'gone', undefined],
		[SEGMENT, null, undefined],
		[TAGS, 'a,b', 'a – Apple, b'],
		[TAGS, 'gone,a', 'gone, a – Apple'],
		[NOTE, 'V', undefined],
	])('codes are shown with their labels: %j, %j', (field, value, label) => {
		const [from] = summaryOf([row({ changes: [{ field, from: value, to: null }] })]).sample;
		const [to] = summaryOf([row({ changes: [{ field, from: null, to: value }] })]).sample;
		expect([from.fromLabel, from.toLabel]).toEqual([label, undefined]);
		expect([to.fromLabel, to.toLabel]).toEqual([undefined, label]);
	});

	it('counts changes, what was cleared, conflicts and invalid cells by field', () => {
		const reason = (kind: string) => ({ kind, field: 'Note', column: 1, message: kind });
		const { fields, counts, rows } = summaryOf([
			row({ changes: [{ field: NOTE, from: 'a', to: 'b' }] }),
			row({ changes: [{ field: NOTE, from: 'a', to: null }] }),
			row({ outcome: 'conflict', reasons: [reason('conflict')] }),
			row({ outcome: 'invalid', reasons: [reason('a'), reason('b')] }),
			row({ outcome: 'failed', reasons: [reason('c'), { kind: 'd', column: 0, message: 'd' }] }),
		]);
		expect(fields).toEqual([{ field: 'Note', changed: 2, cleared: 1, conflicts: 1, invalid: 2 }]);
		expect([rows, counts.ok, counts.conflict, counts.invalid, counts.failed]).toEqual([
			5, 2, 1, 1, 1,
		]);
	});

	it('tells equal reasons once, the commonest first, by the first row that has them', () => {
		const reason = { kind: 'long', field: 'Note', column: 1, message: LONG };
		const { reasons } = summaryOf([
			row({ line: 2, outcome: 'invalid', reasons: [{ kind: 'noKey', column: 1, message: 'x' }] }),
			row({ line: 3, outcome: 'invalid', reasons: [reason] }),
			row({ line: 4, outcome: 'invalid', reasons: [{ ...reason, message: 'other words' }] }),
			row({ line: 5, outcome: 'failed', reasons: [reason] }),
		]);
		expect(reasons).toEqual([
			{ kind: 'long', field: 'Note', outcome: 'invalid', rows: 2, message: CUT, firstLine: 3 },
			{ kind: 'noKey', outcome: 'invalid', rows: 1, message: 'x', firstLine: 2 },
			{ kind: 'long', field: 'Note', outcome: 'failed', rows: 1, message: CUT, firstLine: 5 },
		]);
	});

	it('is of bounded size: so many examples and kinds of reasons, and no long texts', () => {
		const many = Array.from({ length: 201 }, (_, index) =>
			row({
				key: LONG,
				outcome: 'invalid',
				reasons: [{ kind: `kind ${index}`, column: 1, message: 'x' }],
				changes: [{ field: NOTE, from: LONG, to: 'x'.repeat(1_000) }],
			}),
		);
		const { sample, reasons } = summaryOf(many);
		expect([sample.length, reasons.length]).toEqual([20, 200]);
		expect(sample[0]).toMatchObject({ key: CUT, from: CUT, to: 'x'.repeat(1_000) });
		expect(summaryOf(many, 3).sample).toHaveLength(3);
	});

	it('goes on from what runs over the earlier part added up to, and leaves that as it is', () => {
		const reasons = [{ kind: 'noKey', column: 1, message: 'x' }];
		const changes = [{ field: NOTE, from: 'a', to: 'b' }];
		const before = summaryOf([row({ changes }), row({ outcome: 'invalid', reasons })]);
		const copy = structuredClone(before);
		const after = summaryOf([row({ changes }), row({ outcome: 'invalid', reasons })], 20, before);
		expect(after).toMatchObject({ rows: 4, fields: [{ changed: 2 }], reasons: [{ rows: 2 }] });
		expect([after.counts.ok, after.counts.invalid, after.sample.length]).toEqual([2, 2, 2]);
		expect(before).toEqual(copy);
	});
});

describe('the end of an archive of more than 4 GB or 65,535 files', () => {
	/** An empty archive whose end says that the figures stand elsewhere. */
	function archive({ locator = 0x07064b50, end64 = 0x06064b50, at = 0n } = {}): Buffer {
		const bytes = Buffer.alloc(56 + 20 + 22);
		bytes.writeUInt32LE(end64, 0);
		bytes.writeBigUInt64LE(0n, 32);
		bytes.writeBigUInt64LE(0n, 48);
		bytes.writeUInt32LE(locator, 56);
		bytes.writeBigUInt64LE(at, 56 + 8);
		bytes.writeUInt32LE(0x06054b50, 76);
		bytes.writeUInt16LE(0xffff, 76 + 10);
		bytes.writeUInt32LE(0xffffffff, 76 + 16);
		return bytes;
	}

	it('is read where it is whole', async () => {
		expect((await openArchive(pieces(archive()))).entries).toEqual([]);
	});

	it.each([
		['what leads to it is none', { locator: 0x01020304 }],
		['it is none', { end64: 0x01020304 }],
		['it is beyond the archive', { at: 43n }],
	])('is refused where %s', async (_name, damage) => {
		await expect(openArchive(pieces(archive(damage)))).rejects.toThrow('its end is damaged');
	});
});
