import type { IExecuteFunctions } from 'n8n-workflow';
import { authorTextIn, cutText, perItem, type Raw } from '../../../nodes/shared/n8n/rawParameters';
import { textParameter } from '../../../nodes/shared/n8n/textParameters';
import { RESULT } from '../../../nodes/shared/pipedText/MixedText';
import { parameter } from '../../written';

const raw = (value: unknown): Raw => parameter<Raw>(value);

function contextWith(...items: object[]) {
	const evaluateExpression = jest.fn((code: string, itemIndex: number) => `<${code}#${itemIndex}>`);
	const context = parameter<IExecuteFunctions>({
		getInputData: () => items.map((json) => ({ json })),
		evaluateExpression,
	});
	return { context, evaluateExpression };
}

const renderContext = { now: 0, timeZone: 'UTC', random: () => 0 };

describe('parameters as their author left them', () => {
	it.each([
		['plain {{ text }}', ['plain {{ text }}'], 'plain {{ text }}'],
		['=a {{ $json.b }} c', ['a ', RESULT, ' c'], undefined],
		['={{ $json.b }}', [RESULT], undefined],
		['=author text', ['author text'], 'author text'],
		['', [], ''],
		[undefined, [], ''],
		[7, ['7'], '7'],
		[{ __rl: true, mode: 'text', value: '=x{{ y }}' }, ['x', RESULT], undefined],
	])('LA04 %j is cut into what its author wrote and what is computed', (value, mixed, author) => {
		expect(cutText(raw(value)).mixed).toEqual(mixed);
		expect(authorTextIn(raw(value))).toBe(author);
	});

	it('LA03 only what is no plain path is evaluated, once for an item and only when it is rendered', () => {
		const { context, evaluateExpression } = contextWith({ a: 1, b: 'x' }, { a: 2 });
		const template = textParameter(context, raw('={{ $json.a }} {{ f() }} {{ $json["b"] }}'));
		const first = template(0);
		expect(evaluateExpression).not.toHaveBeenCalled();
		expect(first.render(renderContext).text).toBe('1 <{{ f() }}#0> x');
		first.render(renderContext);
		expect(template(1).render(renderContext).text).toBe('2 <{{ f() }}#1> ');
		expect(evaluateExpression.mock.calls).toEqual([
			['{{ f() }}', 0],
			['{{ f() }}', 1],
		]);
	});

	it('what only JavaScript knows of a text is asked of n8n', () => {
		const { context } = contextWith({ name: 'Ada', list: [1, 2] });
		expect(perItem(context, '={{ $json.name.length }}')(0)).toBe('<{{ $json.name.length }}#0>');
		expect(perItem(context, '={{ $json.list.length }}')(0)).toBe(2);
		expect(perItem(context, '={{ $json.nothing.at.all }}')(0)).toBeUndefined();
	});
});
