import { readMultipart } from '../../../nodes/shared/connectors/webhook/multipart';

const TYPE = 'multipart/form-data; boundary=cut';
const part = (disposition: string, value: string) =>
	`--cut\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n${value}\r\n`;
const read = (text: string, type = TYPE) => readMultipart(Buffer.from(text), type);

describe('LA08 a multipart form, read from its bytes', () => {
	it('is what another implementation wrote', async () => {
		const form = new FormData();
		form.set('nps', '9');
		form.set('q[1]', 'Zoë\r\nsaid "no"');
		form.append('tags', 'a');
		form.append('tags', 'b');
		form.set('__proto__', 'x');
		form.set('with "quotes"', 'y');
		form.set('file', new Blob(['not read']), 'a.txt');
		const written = new Response(form);
		const type = written.headers.get('content-type')!;
		const outcome = readMultipart(Buffer.from(await written.arrayBuffer()), type);
		if (outcome.kind !== 'ok') throw new Error(outcome.reason);
		expect(Object.entries(outcome.fields)).toEqual([
			['nps', '9'],
			['q[1]', 'Zoë\r\nsaid "no"'],
			['tags', ['a', 'b']],
			['__proto__', 'x'],
			['with "quotes"', 'y'],
		]);
		expect(Object.getPrototypeOf(outcome.fields)).toBe(Object.prototype);
	});

	it.each([
		['a preamble and an epilogue', `hello\r\n${part('name="a"', '1')}--cut--\r\nbye`, TYPE],
		['a quoted boundary', `${part('name="a"', '1')}--cut--`, 'multipart/form-data; boundary="cut"'],
		['a name without quotes', `${part('name=a', '1')}--cut--`, TYPE],
		['a name in capitals', `${part('NAME="a"', '1')}--cut--`, TYPE],
	])('understands %s', (_, text, type) => {
		expect(read(text, type)).toEqual({ kind: 'ok', fields: { a: '1' } });
	});

	it.each([
		['no boundary', part('name="a"', '1'), 'multipart/form-data', 'no boundary'],
		['nothing', '', TYPE, 'empty'],
		['another boundary', part('name="a"', '1'), `${TYPE}x`, 'empty'],
		['the end missing', part('name="a"', '1'), TYPE, 'cut off'],
		['cut within', '--cut\r\nContent-Disp', TYPE, 'cut off'],
		['the end alone', '--cut--\r\n', TYPE, 'empty'],
		['files alone', `${part('name="a"; filename="a.txt"', '1')}--cut--`, TYPE, 'empty'],
		['parts without a name', `${part('x="a"', '1')}--cut--`, TYPE, 'empty'],
		['too many fields', `${part('name="a"', '1').repeat(5_001)}--cut--`, TYPE, 'too many'],
	])('%s: refused, with a reason', (_, text, type, reason) => {
		const outcome = read(text, type);
		expect(outcome).toEqual({ kind: 'malformed', reason: expect.stringContaining(reason) });
	});

	it('takes time in proportion to its length, whatever it is made of', () => {
		const hostile = [
			part('name="a"', '\r\n--cu'.repeat(800_000)),
			part(`name="${';x="'.repeat(3_000)}"`, '1').repeat(300),
			`--cut\r\n${'\r\n-'.repeat(1_500_000)}`,
		];
		const before = performance.now();
		for (const text of hostile) expect(['ok', 'malformed']).toContain(read(`${text}--cut--`).kind);
		expect(performance.now() - before).toBeLessThan(5_000);
	});
});
