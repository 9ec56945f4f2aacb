import { sameAsText } from '../../../nodes/shared/records/diff';

describe('equal as text', () => {
	it.each([
		['a', 'a', true],
		['a', 'b', false],
		[null, undefined, true],
		[null, '', true],
		[7, '7', true],
		['7', 7, true],
		[7, '7.0', true],
		['7', '7.0', false],
		[7, ' 7 ', true],
		[0, '', false],
		[0, ' ', false],
		['  ', 0, false],
		[0, 'x', false],
	])('%j and %j: %s', (from, to, wanted) => expect(sameAsText('field', from, to)).toBe(wanted));
});
