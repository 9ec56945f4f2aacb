import type { IExecuteFunctions } from 'n8n-workflow';
import {
	asText,
	authorTextIn,
	cutText,
	perItem,
	plainPathIn,
	rawTextOf,
	readRaw,
	settingIn,
	type Raw,
} from '../../../nodes/shared/n8n/rawParameters';
import { renderContextOf, textParameter } from '../../../nodes/shared/n8n/textParameters';
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

	it.each<[string, string[] | undefined]>([
		['={{ $json.a }}', ['a']],
		['={{$json.a.b}}', ['a', 'b']],
		['={{ $json["QID 3"].label }}', ['QID 3', 'label']],
		["={{ $json['QID 3'][0] }}", ['QID 3', '0']],
		['={{ $json.list[12].$x_1 }}', ['list', '12', '$x_1']],
		['={{ $json.a["b"]["c"] }}', ['a', 'b', 'c']],
		['={{ $json }}', undefined],
		['={{ $json.a + 1 }}', undefined],
		['={{ $json.1a }}', undefined],
		['={{ $json[a] }}', undefined],
		['={{ $json[-1] }}', undefined],
		['={{ $json["a\\"b"] }}', undefined],
		['={{ $jsonx.a }}', undefined],
		['={{ $json.a }} ', undefined],
		['=x{{ $json.a }}', undefined],
		['={{ $json.a }}{{ $json.b }}', undefined],
		['{{ $json.a }}', undefined],
	])('%s is the path %j', (typed, path) => {
		expect(plainPathIn(raw(typed))).toEqual(path);
	});

	it.each<[string, object, unknown]>([
		['$json["QID 3"].label', { 'QID 3': { label: 'Yes' } }, 'Yes'],
		["$json['a'][1]", { a: ['x', 'y'] }, 'y'],
		['$json.list[10]', { list: Array.from({ length: 11 }, (_, index) => index) }, 10],
		['$json.a.b', { a: null }, undefined],
		['$json.a.b', { a: 7 }, undefined],
		['$json.constructor', {}, undefined],
		['$json.a.toString', { a: {} }, undefined],
		['$json.a', { a: { b: 1 } }, { b: 1 }],
	])('%s of %j is read without evaluating anything', (code, json, value) => {
		const { context, evaluateExpression } = contextWith(json);
		expect(perItem(context, `={{ ${code} }}`)(0)).toEqual(value);
		expect(evaluateExpression).not.toHaveBeenCalled();
	});

	it('all fields of a run agree on the time and the zone of the workflow', () => {
		const context = parameter<IExecuteFunctions>({ getTimezone: () => 'Asia/Tokyo' });
		const { now, timeZone, random } = renderContextOf(context);
		expect(Math.abs(now - Date.now())).toBeLessThan(5_000);
		expect(timeZone).toBe('Asia/Tokyo');
		expect([random(), random()].every((one) => one >= 0 && one < 1)).toBe(true);
	});

	it('of an item that is not there nothing is read', () => {
		expect(perItem(contextWith().context, '={{ $json.a }}')(3)).toBeUndefined();
	});

	it.each([
		[{ __rl: true, mode: 'id', value: 'a' }, 'a'],
		[{ value: 'a' }, { value: 'a' }],
		[null, null],
		['a', 'a'],
		[7, 7],
	])('%j was typed as %j', (parameterValue, typed) => {
		expect(rawTextOf(parameterValue)).toEqual(typed);
	});

	it.each([
		[undefined, ''],
		[null, ''],
		[0, '0'],
		[false, 'false'],
		[['a', 1], '["a",1]'],
		[{ a: 1 }, '{"a":1}'],
	])('%j as text is "%s"', (value, text) => {
		expect(asText(value)).toBe(text);
	});

	it.each([
		[undefined, 7, '7'],
		['', 7, ''],
		['x', 7, 'x'],
		['={{ $json.a }}', 7, undefined],
	])('the setting %j, by default %j, is %j', (value, unset, setting) => {
		expect(settingIn(value === undefined ? undefined : raw(value), unset)).toBe(setting);
	});

	it('for people an expression is written without its sign', () => {
		expect([cutText(raw('= a {{ $json.b }} ')).written, cutText(raw(' a ')).written]).toEqual([
			'a {{ $json.b }}',
			' a ',
		]);
	});

	it.each([
		[true, ['name', 0, 'unset', { rawExpressions: true }]],
		[false, ['name', 'unset', { rawExpressions: true }]],
	])('is asked for as it was typed, executing: %s', (isExecuting, given) => {
		const getNodeParameter = jest.fn(() => 'typed');
		const executing = { getInputData: () => [], getExecuteData: () => ({}) };
		const context = parameter<IExecuteFunctions>({
			getNodeParameter,
			...(isExecuting && executing),
		});
		expect(readRaw(context, 'name', 'unset')).toBe('typed');
		expect(getNodeParameter).toHaveBeenCalledWith(...given);
	});
});
