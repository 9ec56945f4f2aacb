import fc from 'fast-check';
import { readResponses } from '../../../nodes/shared/connectors/qualtrics/responseStream';
import { failureOf } from '../http/fakeSystem';

const chunksOf = async function* (parts: Uint8Array[]): AsyncGenerator<Uint8Array> {
	for (const part of parts) yield await Promise.resolve(part);
};
const read = async (...parts: Array<string | Uint8Array>): Promise<unknown[]> => {
	const found: unknown[] = [];
	const bytes = parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part));
	for await (const record of readResponses(chunksOf(bytes))) found.push(record);
	return found;
};

const records = [
	{ responseId: 'R_1', values: { QID1_TEXT: 'a "quoted" {brace} \\ back\nline ]}', QID2: ['1'] } },
	{ responseId: 'R_2', values: { QID1_TEXT: 'déjà 👩‍👧 ما' }, labels: {} },
	{ responseId: 'R_3', values: {} },
];
const forms: Array<[string, string]> = [
	['lines', records.map((record) => JSON.stringify(record)).join('\n')],
	[
		'lines with a last line break',
		`${records.map((record) => JSON.stringify(record)).join('\r\n')}\r\n`,
	],
	[
		'lines with blank ones between',
		`\n${records.map((record) => JSON.stringify(record)).join('\n\n')}\n\n`,
	],
	['a wrapper', JSON.stringify({ responses: records })],
	['a wrapper with blanks', ` ${JSON.stringify({ responses: records }, null, 2)}\n`],
	['a wrapper behind a tab and a line break', `\t\r\n${JSON.stringify({ responses: records })}`],
	...['\t', '\v', '\f', '\r'].map((blank): [string, string] => [
		`a wrapper with ${JSON.stringify(blank)} among its blanks`,
		`{${blank}\n${blank}"responses"${blank}: ${JSON.stringify(records)}}`,
	]),
	['a wrapper with more in it', JSON.stringify({ meta: {}, responses: records })],
	['a list', JSON.stringify(records)],
	[
		'lines after a byte order mark',
		`\ufeff${records.map((record) => JSON.stringify(record)).join('\n')}`,
	],
	['a wrapper after a byte order mark', `\ufeff${JSON.stringify({ responses: records })}`],
];

it.each([
	[
		'a response that has a field of that name',
		{ responseId: 'R_1', responses: [{ responseId: 'R_2' }] },
	],
	['a wrapper without a list', { meta: {}, responses: 'none' }],
	['what has no id', { values: {} }],
])('%s is one record', async (_name, record) => {
	expect(await read(JSON.stringify(record))).toEqual([record]);
});

it.each(forms)('reads %s', async (_name, text) => {
	expect(await read(text)).toEqual(records);
});

it.each(forms)('reads %s the same at every split in two', async (_name, text) => {
	const bytes = Buffer.from(text);
	for (let at = 0; at <= bytes.length; at += 1) {
		expect(await read(bytes.subarray(0, at), bytes.subarray(at))).toEqual(records);
	}
});

it.each(forms)('reads %s byte by byte', async (_name, text) => {
	expect(await read(...[...Buffer.from(text)].map((byte) => Buffer.from([byte])))).toEqual(records);
});

it('reads any responses in any pieces', async () => {
	const value = fc.jsonValue({ maxDepth: 3 });
	await fc.assert(
		fc.asyncProperty(
			fc.array(fc.record({ responseId: fc.string(), values: fc.dictionary(fc.string(), value) }), {
				maxLength: 6,
			}),
			fc.boolean(),
			fc.array(fc.nat(400), { maxLength: 12 }),
			async (some, wrapped, cuts) => {
				const expected = some.map((one) => JSON.parse(JSON.stringify(one)) as unknown);
				const text = wrapped
					? JSON.stringify({ responses: some })
					: some.map((one) => JSON.stringify(one)).join('\n');
				const bytes = Buffer.from(text);
				const at = [
					0,
					...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b),
					bytes.length,
				];
				const parts = at.slice(1).map((end, index) => bytes.subarray(at[index], end));
				expect(await read(...parts)).toEqual(expected);
			},
		),
		{ numRuns: 200 },
	);
});

it.each(['', '\n\n', '{"responses":[]}', '[]', '{"responses": [ ] }\n'])(
	'%j holds none',
	async (text) => {
		expect(await read(text)).toEqual([]);
	},
);

it.each([
	['a line cut short', '{"responseId":"R_1"}\n{"responseId":"R_', 'unavailable'],
	['a wrapper cut short', '{"responses":[{"responseId":"R_1"},{"respo', 'unavailable'],
	['HTML', '<html><body>Gateway Timeout</body></html>', 'unexpected'],
	['a CSV', 'StartDate,EndDate\n1,2', 'unexpected'],
	['a zip', Buffer.from([0x50, 0x4b, 0x03, 0x04, 0, 0]), 'unexpected'],
])('C26 %s is a plain error', async (_name, content, kind) => {
	expect(await failureOf(read(content))).toMatchObject({ name: 'ConnectorError', kind });
});

it('C26 holds one response at a time', async () => {
	const record = Buffer.from(
		`${JSON.stringify({ responseId: 'R_1', values: { QID1_TEXT: 'x'.repeat(2000) } })}\n`,
	);
	const endless = (async function* () {
		for (let count = 0; count < 50_000; count += 1) yield await Promise.resolve(record);
	})();
	let count = 0;
	let most = 0;
	const before = process.memoryUsage().heapUsed;
	for await (const _ of readResponses(endless)) {
		count += 1;
		if (count % 5000 === 0) most = Math.max(most, process.memoryUsage().heapUsed - before);
	}
	expect(count).toBe(50_000);
	expect(most).toBeLessThan(80 * 1024 * 1024);
});
