import {
	asFlag,
	asList,
	asNumber,
	asRecord,
	asText,
	isRecord,
} from '../../../nodes/shared/connectors/qualtrics/json';

describe('what may come in another form than was meant (contracts/qualtrics.md 2.3)', () => {
	it.each<[unknown, boolean | undefined]>([
		[true, true],
		[1, true],
		['1', true],
		['true', true],
		[' TRUE ', true],
		['True', true],
		[false, false],
		[0, false],
		['0', false],
		['false', false],
		['False ', false],
		['', undefined],
		['yes', undefined],
		[2, undefined],
		[null, undefined],
		[undefined, undefined],
		[[true], undefined],
	])('a flag: %j is %s', (value, flag) => expect(asFlag(value)).toBe(flag));

	it.each<[unknown, string | undefined]>([
		['a', 'a'],
		[' ', ' '],
		['', undefined],
		[0, '0'],
		[false, 'false'],
		[null, undefined],
		[['a'], undefined],
		[{}, undefined],
	])('a text: %j is %j', (value, text) => expect(asText(value)).toBe(text));

	it.each<[unknown, number | undefined]>([
		[0, 0],
		['7', 7],
		['10.0', 10],
		['1e3', 1000],
		['', undefined],
		['many', undefined],
		[null, undefined],
		[true, undefined],
		[[7], undefined],
	])('a number: %j is %s', (value, number) => expect(asNumber(value)).toBe(number));

	it('a number that a person typed has no exponent', () => {
		expect(asNumber('1e3', 'typed')).toBeUndefined();
		expect(asNumber('1,5', 'typed')).toBe(1.5);
	});

	it.each<[unknown, object, unknown[]]>([
		[{ a: 1 }, { a: 1 }, [1]],
		[['x', 'y'], { 0: 'x', 1: 'y' }, ['x', 'y']],
		[[], {}, []],
		[null, {}, []],
		[undefined, {}, []],
		['text', {}, []],
		[7, {}, []],
	])('a map and a list: %j is %j and %j', (value, map, list) => {
		expect(asRecord(value)).toEqual(map);
		expect(asList(value)).toEqual(list);
		expect(isRecord(value)).toBe(value === Object(value) && !Array.isArray(value));
	});
});
