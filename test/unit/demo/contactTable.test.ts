import { difference, printTable } from '../../demo/contactTable';

describe('the contact table of the demo', () => {
	it('marks what changed, and shows what is not there as empty', () => {
		const lines: string[] = [];
		printTable(
			{ email: 'ada@example.com', phone: null },
			{ email: 'ada@example.com', phone: '1', plan: 'gold' },
			(line) => lines.push(line.trimEnd()),
		);
		expect(lines).toEqual([
			'            before            after',
			`    ${'─'.repeat(41)}`,
			'    email   ada@example.com   ada@example.com',
			'  → phone                     1',
			'  → plan                      gold',
		]);
	});

	it('names each field that is not as wanted', () => {
		expect(difference({ a: '1', b: '2' }, { a: '1', b: null, c: '3' })).toEqual([
			{ field: 'b', wanted: '2', got: '' },
		]);
	});
});
