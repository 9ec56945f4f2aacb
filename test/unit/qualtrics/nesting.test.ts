import {
	isTooDeep,
	mayBeTooDeep,
	withoutDepths,
} from '../../../nodes/shared/connectors/qualtrics/nesting';

const lists = (levels: number): string => `${'['.repeat(levels)}1${']'.repeat(levels)}`;
const maps = (levels: number): string => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
const WORDS = '(left out: nested more than 64 levels deep)';
const without = (json: string): string => withoutDepths(Buffer.from(json)).toString();

describe('values that nest', () => {
	it.each([
		[lists(64), false],
		[lists(65), true],
		[maps(64), false],
		[maps(65), true],
		[`[1,${lists(64)}]`, true],
		[`{"a":1,"b":${maps(64)}}`, true],
		['7', false],
		['null', false],
	])('%#: too deep: %s', (json, isDeep) => {
		expect(isTooDeep(JSON.parse(json))).toBe(isDeep);
		if (isDeep) expect(mayBeTooDeep(json)).toBe(true);
	});

	it('a text with few brackets cannot be', () => {
		expect([mayBeTooDeep('[]{}'.repeat(32)), mayBeTooDeep(`${'[]{}'.repeat(32)}[`)]).toEqual([
			false,
			true,
		]);
	});

	it.each([lists(64), maps(64), '{"a":"[[["}', `"${'['.repeat(99)}"`, `"\\"${'['.repeat(99)}"`])(
		'%# stays as it is',
		(json) => {
			const bytes = Buffer.from(json);
			expect(withoutDepths(bytes)).toBe(bytes);
		},
	);

	it('what is deeper is left out, and said to be; the rest stays', () => {
		const deep = (inner: string): string =>
			`{"a":1,"b":${'['.repeat(63)}${inner}${']'.repeat(63)},"c":"é"}`;
		expect(without(deep('[1,[2]],{"x":"]"},3'))).toBe(deep(`"${WORDS}","${WORDS}",3`));
		expect(without(deep('["\\\\"],4'))).toBe(deep(`"${WORDS}",4`));
	});

	it('what never comes to its end is left to whoever reads it', () => {
		const bytes = Buffer.from('['.repeat(70));
		expect(withoutDepths(bytes)).toBe(bytes);
	});
});
