import { splitExpression as tournament } from '@n8n/tournament/dist/ExpressionSplitter';
import fc from 'fast-check';
import { splitExpression, type ExpressionPiece } from '../../../nodes/shared/n8n/expressionPieces';

/** Of n8n's own splitter: without empty texts, and code with the brackets that ours leaves on. */
function n8nPieces(expression: string): ExpressionPiece[] {
	return tournament(expression).flatMap((chunk): ExpressionPiece[] => {
		if (chunk.type === 'text') return chunk.text === '' ? [] : [{ text: chunk.text }];
		return [{ code: chunk.text }];
	});
}

/** What n8n reads within the brackets. */
const unwrapped = (piece: ExpressionPiece): ExpressionPiece => {
	if ('text' in piece) return piece;
	const inner = piece.code.slice(2);
	return { code: inner.replace(/\}\}$/, '').replace('\\}}', '}}') };
};

describe('LA04 an n8n expression is cut where n8n cuts it', () => {
	it.each<[string, ExpressionPiece[]]>([
		['{{ $json.a }}', [{ code: '{{ $json.a }}' }]],
		['Dear {{ $json.a }}, hi', [{ text: 'Dear ' }, { code: '{{ $json.a }}' }, { text: ', hi' }]],
		['{{ a }}{{ b }}', [{ code: '{{ a }}' }, { code: '{{ b }}' }]],
		['plain', [{ text: 'plain' }]],
		['', []],
		['a \\{{ b }}', [{ text: 'a \\{{ b }}' }]],
		['a \\\\{{ b }}', [{ text: 'a \\' }, { code: '{{ b }}' }]],
		['{{ "\\}}" }} x', [{ code: '{{ "\\}}" }}' }, { text: ' x' }]],
		['{{ "}}" }} x', [{ code: '{{ "}}' }, { text: '" }} x' }]],
		['{{ {a: {b: 1}} }}', [{ code: '{{ {a: {b: 1}}' }, { text: ' }}' }]],
		['${{{ $json.q }}}', [{ text: '$' }, { code: '{{{ $json.q }}' }, { text: '}' }]],
		['a {{ b', [{ text: 'a ' }, { code: '{{ b' }]],
	])('%s', (expression, pieces) => {
		expect(splitExpression(expression)).toEqual(pieces);
	});

	it('as n8n does, for any text', () => {
		const fragment = fc.oneof(
			fc.constantFrom(
				'{{',
				'}}',
				'{',
				'}',
				'\\',
				'\\\\',
				'${',
				'"',
				"'",
				'`',
				'$json.a',
				' ',
				'\n',
			),
			fc.string({ maxLength: 4 }),
		);
		// n8n loses a text that ends in brackets with a backslash before them; ours keeps it, so a blank ends all of these.
		const text = fc.array(fragment, { maxLength: 14 }).map((parts) => `${parts.join('')} `);
		fc.assert(
			fc.property(text, (expression) => {
				const ours = splitExpression(expression).map(unwrapped);
				expect(ours).toEqual(n8nPieces(expression));
			}),
			{ numRuns: 3000 },
		);
	});

	it('600,000 characters are cut in linear time', () => {
		const long = '\\{{'.repeat(200_000);
		const begun = performance.now();
		expect(splitExpression(long)).toEqual([{ text: long }]);
		expect(splitExpression('{{a}}'.repeat(100_000))).toHaveLength(100_000);
		expect(performance.now() - begun).toBeLessThan(3_000);
	});
});
