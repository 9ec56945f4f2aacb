import fc from 'fast-check';
import { createKeyReader } from '../../../nodes/shared/connectors/qualtrics/keyReader';
import { isTooDeep, withoutDepths } from '../../../nodes/shared/connectors/qualtrics/nesting';
import { readResponses } from '../../../nodes/shared/connectors/qualtrics/responseStream';
import { toSurveyResponse } from '../../../nodes/shared/connectors/qualtrics/toSurveyResponse';
import type { Json } from '../../../nodes/shared/connectors/qualtrics/json';
import { failureOf } from '../http/fakeSystem';

async function* repeated(times: number, part: string, ...before: string[]) {
	for (const piece of before) yield await Promise.resolve(Buffer.from(piece));
	const bytes = Buffer.from(part);
	for (let time = 0; time < times; time += 1) yield bytes;
}
const all = async (chunks: AsyncIterable<Uint8Array>): Promise<Json[]> => {
	const found: Json[] = [];
	for await (const record of readResponses(chunks)) found.push(record);
	return found;
};

const deep = (levels: number): string => `${'['.repeat(levels)}"x]"${']'.repeat(levels)}`;

const record = (id: string, more = ''): string =>
	`{"responseId":"${id}","values":{"QID1":1${more}}}`;

describe('LA07 LA09 exports that nest or grow without end', () => {
	it.each([100, 10_000, 2_000_000])(
		'LA09 a response nested %d levels deep loses what is too deep, visibly; the others come out',
		async (levels) => {
			const middle = record(
				'R_2',
				`,"deep":${deep(levels)},"objects":${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`,
			);
			const lines = [record('R_1'), middle, record('R_3')];
			for (const text of [lines.join('\n'), `{"responses":[${lines.join(',')}]}`]) {
				const found = await all(repeated(1, text));
				expect(found.map(({ responseId }) => responseId)).toEqual(['R_1', 'R_2', 'R_3']);
				expect(found.every((one) => !isTooDeep(one))).toBe(true);
				expect(JSON.stringify(found[1])).toContain('(left out: nested more than 64 levels deep)');
				expect(() =>
					JSON.stringify(toSurveyResponse(found[1], undefined, { includeRaw: true })),
				).not.toThrow();
			}
		},
		60_000,
	);

	it('LA09 what nests as far as it may stays as it is', async () => {
		const text = record('R_1', `,"deep":${deep(62)}`);
		expect(await all(repeated(1, text))).toEqual([JSON.parse(text)]);
	});

	it('LA09 cutting leaves valid JSON, and the same where nothing is too deep', () => {
		fc.assert(
			fc.property(
				fc.jsonValue({ maxDepth: 6 }),
				fc.integer({ min: 0, max: 200 }),
				(value, levels) => {
					const text = `${'['.repeat(levels)}${JSON.stringify(value)}${']'.repeat(levels)}`;
					const cut: unknown = JSON.parse(withoutDepths(Buffer.from(text)).toString());
					expect(isTooDeep(cut)).toBe(false);
					const whole: unknown = JSON.parse(text);
					if (!isTooDeep(whole)) expect(cut).toEqual(whole);
				},
			),
			{ numRuns: 500 },
		);
	});

	it('LA07 a response without end is refused by its name, and memory is bounded', async () => {
		const giant = repeated(
			70,
			'x'.repeat(1024 * 1024),
			record('R_1'),
			'\n{"responseId":"R_2","values":{"QID1":"',
		);
		const failure = await failureOf(all(giant));
		expect(failure).toMatchObject({
			kind: 'unexpected',
			message: 'Response R_2 in the export is larger than 64 MB and cannot be read',
		});
	}, 60_000);

	it('LA07 a file of nothing but blanks is gone through once', async () => {
		const found = await all(repeated(300, ' '.repeat(64 * 1024)));
		expect(found).toEqual([]);
		expect(await all(repeated(1, `${' '.repeat(200_000)}${record('R_1')}`))).toHaveLength(1);
	});

	it('LA07 long keys are read, and not remembered', () => {
		const read = createKeyReader();
		const long = `QID1_${'x'.repeat(100_000)}`;
		expect(read(long)).toMatchObject({ questionId: 'QID1', kind: 'part' });
		expect(read(long)).not.toBe(read(long));
		expect(read('QID1_TEXT')).toBe(read('QID1_TEXT'));
	});
});
