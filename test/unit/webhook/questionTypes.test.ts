import { one, read } from './toolSpec';

describe('an answer of a tool that tells its kind', () => {
	it.each('number rating scale nps boolean date time dateTime email phone url'.split(' '))(
		'%s has one value: of several the first, with a note',
		(type) => {
			const { all, notes } = read({ answers: [{ id: 'q', type, value: ['3', '4'] }] });
			expect(all).toMatchObject([{ text: '3', type: expect.any(String) }]);
			expect(notes).toEqual([
				'The answer "q" gives 2 values where one is wanted: the first was taken.',
			]);
		},
	);

	it.each(['text', 'longText', 'multiChoice', 'ranking'])('%s may have several', (type) => {
		const { all, notes } = read({ answers: [{ id: 'q', type, value: ['3', '4'] }] });
		expect(all).toMatchObject([{ text: '3, 4' }]);
		expect(notes).toEqual([]);
	});

	it.each<[object, object]>([
		[
			{ type: 'text', sub: 'number', value: '3' },
			{ type: 'number', value: 3 },
		],
		[
			{ type: 'text', sub: 'strange', value: '3' },
			{ type: 'text', value: '3' },
		],
		[
			{ type: 'constructor', value: '3' },
			{ type: 'text', value: '3' },
		],
		[
			{ type: 'singleChoice', several: [1], value: 'A' },
			{ type: 'multiChoice', value: ['A'] },
		],
		[
			{ type: 'singleChoice', several: [], value: 'A' },
			{ type: 'singleChoice', value: 'A' },
		],
		[
			{ type: 'text', several: [1], value: 'A' },
			{ type: 'text', value: 'A' },
		],
		[
			{ type: 'text', shown: false },
			{ state: 'notShown', value: null },
		],
		[{ type: 'text', shown: true }, { state: 'skipped' }],
		[
			{ type: 'text', value: ' ' },
			{ state: 'skipped', label: '', text: '', type: 'text' },
		],
		[{ value: null }, { state: 'skipped', type: 'other' }],
		[
			{ value: 'A', comment: 'because' },
			{ value: 'A', comment: 'because' },
		],
		[
			{ type: 'singleChoice', other: 'Else' },
			{ state: 'answered', value: 'Else', text: 'Else' },
		],
		[
			{ type: 'singleChoice', value: 'A', code: 'a' },
			{ value: 'a', label: 'A' },
		],
		[
			{ ref: 'city', title: '<b>Where?</b>', value: 'A' },
			{ key: 'city', title: 'Where?' },
		],
		[
			{ ref: 'city', value: 'A' },
			{ key: 'city', title: 'city', questionId: 'q' },
		],
		[
			{ id: 7, value: 'A' },
			{ key: 'Q7', title: '7', questionId: '7' },
		],
	])('%j is %j', (answer, wanted) => {
		expect(one(answer)).toMatchObject(wanted);
		if (!('comment' in wanted)) expect(one(answer)).not.toHaveProperty('comment');
	});

	it('hidden fields travel along, repeated ones and those without an id are left out', () => {
		const { all, context } = read({
			answers: [
				{ id: 'h', type: 'hidden', title: 'plan', value: 'gold' },
				{ id: 'i', type: 'hidden', value: ['a', { b: 1 }] },
				{ id: 'j', type: 'hidden', value: { b: 1 } },
				{ id: 'k', type: 'hidden' },
				{ id: 'b', type: 'boxes', value: true },
				{ id: 'c', type: 'boxes', value: ['A'] },
				{ value: 'x' },
			],
		});
		expect(context).toEqual({ plan: 'gold', i: ['a', '{"b":1}'], j: '{"b":1}', k: null });
		expect(all).toMatchObject([{ key: 'c', type: 'multiChoice', value: ['A'] }]);
	});

	it('a map is an answer for each of its rows, with the words of the survey', () => {
		const questions = [
			{ id: 'm', title: 'Rate', type: 'matrix', rows: [{ id: 'a', label: 'Staff' }] },
		];
		const { all } = read({
			questions,
			answers: [{ id: 'm', value: { a: ['Good', ''], b: ['x', 'y'], c: null } }],
		});
		expect(all).toMatchObject([
			{ key: 'm_a', parentId: 'm', row: { id: 'a', label: 'Staff' }, value: 'Good', title: 'Rate' },
			{ key: 'm_b', row: { id: 'b', label: 'b' }, value: ['x', 'y'] },
			{ key: 'm_c', state: 'skipped' },
		]);
	});

	it('what was asked and not answered stands in its place, and nobody says whether it was shown', () => {
		const questions = [
			{ id: 'x', ref: 'first', title: 'First', type: 'number' },
			{ id: 'y', title: 'Second', type: 'strange' },
		];
		expect(read({ questions, answers: [{ id: 'z', value: 'A' }] }).all).toMatchObject([
			{
				key: 'first',
				questionId: 'x',
				title: 'First',
				type: 'number',
				state: 'unknown',
				value: null,
			},
			{ key: 'y', title: 'Second', type: 'other', state: 'unknown' },
			{ key: 'z', value: 'A' },
		]);
	});

	it('an answer’s own words come first, then those of its question', () => {
		const questions = [
			{
				id: 'x',
				ref: 'a',
				title: 'Asked',
				type: 'singleChoice',
				options: [{ id: 1, label: 'One' }, { id: 2 }, {}],
			},
		];
		expect(read({ questions, answers: [{ id: 'x', title: 'Said', value: 1 }] }).all).toMatchObject([
			{ key: 'a', title: 'Said', value: '1', label: 'One', type: 'singleChoice' },
		]);
		expect(read({ questions, answers: [{ id: 'x', value: 2 }] }).all[0].label).toBe('2');
	});
});
