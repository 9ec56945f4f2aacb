import { read } from './toolSpec';

describe('an answer that comes in parts', () => {
	const parts = (type: string, ...list: object[]) =>
		read({ answers: [{ id: 'q', type, parts: list }] }).all;

	it.each<[string, string, object[], object[]]>([
		['a text', 'text', [{ label: 'a' }], [{ key: 'q', value: 'a', type: 'text' }]],
		['texts', 'text', [{ label: 'a' }, { label: 'b' }], [{ value: 'a, b' }]],
		[
			'a choice',
			'singleChoice',
			[{ code: 1, label: 'A' }],
			[{ value: '1', label: 'A', type: 'singleChoice' }],
		],
		['a choice without words', 'singleChoice', [{ code: 1 }], [{ value: '1', label: '1' }]],
		[
			'a choice of several',
			'multiChoice',
			[{ code: 1, label: 'A' }],
			[{ value: ['1'], type: 'multiChoice' }],
		],
		['a choice that counts', 'rating', [{ code: 1, label: 'A', weight: 4 }], [{ numeric: 4 }]],
		[
			'several choices',
			'multiChoice',
			[
				{ code: 1, label: 'A', weight: 4 },
				{ code: 2, label: 'B' },
			],
			[{ value: ['1', '2'], label: 'A, B' }],
		],
		[
			'an "other" choice alone',
			'singleChoice',
			[{ otherId: 9, text: 'Else', label: 'Other | Else' }],
			[{ value: '9', label: 'Other', text: 'Else' }],
		],
		[
			'an "other" choice beside another',
			'multiChoice',
			[
				{ code: 1, label: 'A' },
				{ otherId: 9, text: 'Else', label: 'Else' },
			],
			[{ value: ['1', '9'], label: 'A, Else', text: 'A, Else' }],
		],
		[
			'words beside the only choice',
			'singleChoice',
			[
				{ code: 1, label: 'A' },
				{ otherId: 9, text: 'because' },
			],
			[{ value: '1', label: 'A', comment: 'because' }],
		],
		[
			'text without an "other" choice',
			'text',
			[{ text: 'x', label: 'x' }],
			[{ value: 'x', text: 'x' }],
		],
		['nothing', 'text', [{}, { label: '' }], [{ state: 'skipped' }]],
		[
			'rows and columns',
			'matrix',
			[
				{ row: 'a', column: 'x', code: 1, label: 'One' },
				{ row: 'a', column: 'y', code: 2, label: 'Two' },
				{ column: 'z', label: 'text' },
			],
			[
				{ key: 'q_a_x', row: { id: 'a_x', label: 'a – x' }, value: '1', type: 'singleChoice' },
				{ key: 'q_a_y', value: '2' },
				{ key: 'q_z', row: { id: 'z', label: 'z' }, value: 'text' },
			],
		],
		[
			'several choices in a row',
			'matrix',
			[
				{ row: 'a', code: 1, label: 'One' },
				{ row: 'a', code: 2, label: 'Two' },
			],
			[{ key: 'q_a', value: ['1', '2'], type: 'multiChoice' }],
		],
		[
			'words below a table',
			'matrix',
			[
				{ row: 'a', code: 1 },
				{ row: 'b', code: 2 },
				{ otherId: 9, text: 'so' },
				{ label: 'it is' },
			],
			[{ key: 'q_a', comment: 'so, it is' }, { key: 'q_b' }],
		],
		[
			'a choice below a table',
			'matrix',
			[{ row: 'a', code: 1 }, { code: 2 }],
			[
				{ key: 'q_a', value: '1' },
				{ key: 'q', value: '2' },
			],
		],
	])('%s', (_name, type, list, wanted) => {
		const all = parts(type, ...list);
		expect(all).toMatchObject(wanted);
		expect(all).toHaveLength(wanted.length);
		wanted.forEach((answer, index) => {
			if (!('comment' in answer)) expect(all[index]).not.toHaveProperty('comment');
			if (!('numeric' in answer)) expect(all[index]).not.toHaveProperty('numeric');
		});
	});
});
