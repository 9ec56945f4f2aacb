import type { Property } from '../../../nodes/shared/connectors/hubspot/properties';
import { convertValue, sameStored } from '../../../nodes/shared/connectors/hubspot/values';
import { isConnectorError } from '../../../nodes/shared/http/ConnectorError';
import { property as propertyNamed } from './samples';

const options = [
	['a', 'Apple', false],
	['b', 'Bread; white', false],
	['c', 'Same', false],
	['d', 'same', true],
].map(([value, label, isHidden]) => ({ value, label, isHidden })) as Property['options'];

const property = (kind: Property['kind'], more: Partial<Property> = {}): Property =>
	propertyNamed('x', kind, more);

const PARIS = { timeZone: 'Europe/Paris' };
const REFUSED = Symbol('refused');

describe('a value as HubSpot takes it', () => {
	it.each<[Property, unknown, string | typeof REFUSED]>([
		[property('text'), ' x ', ' x '],
		[property('text', { name: 'email' }), ' Ada@Example.com ', 'Ada@Example.com'],
		[property('text'), 'x'.repeat(65_537), REFUSED],
		[property('text'), 0, '0'],
		[property('text'), false, 'false'],
		[property('text'), '', ''],
		[property('text'), [], ''],
		[property('text'), ' \u3164', ' \u3164'],
		[property('text', { name: 'email' }), ' ', ''],
		[property('number'), ' ', ''],
		[property('number'), '1 234,5', '1234.5'],
		[property('number'), ['5'], '5'],
		[property('number'), ['5', '6'], REFUSED],
		[property('number'), 1e14, '100000000000000'],
		[property('number'), 0.0000001, '0.0000001'],
		[property('number'), '1.234', REFUSED],
		[property('number'), '5 stars', REFUSED],
		[property('boolean'), 'Oui', 'true'],
		[property('boolean'), 0, 'false'],
		[property('boolean'), 'perhaps', REFUSED],
		[property('date'), '2026-02-28', '2026-02-28'],
		[property('date'), '2026-02-28T23:30:00Z', '2026-03-01'],
		[property('date'), 1_772_236_800, REFUSED],
		[property('date'), '2026-02-30', REFUSED],
		[property('dateTime'), '2026-02-28T12:00:00', '2026-02-28T11:00:00.000Z'],
		[property('dateTime'), '2026-02-28T12:00:00.5Z', '2026-02-28T12:00:00.500Z'],
		[property('choice', { options }), 'APPLE', 'a'],
		[property('choice', { options }), 'c', 'c'],
		[property('choice', { options }), 'Same', REFUSED],
		[property('choice', { options }), 'A', REFUSED],
		[property('choice', { options }), ['a', 'b'], REFUSED],
		[property('choice', { isOpen: true }), ' 42 ', '42'],
		[property('choice', { isOpen: true, options }), 'Apple', 'a'],
		[property('choices', { isOpen: true, options }), 'Apple;z', 'a;z'],
		[property('choices', { options }), 'Apple;c', 'a;c'],
		[property('choices', { options }), 'Bread; white', 'b'],
		[property('choices', { options }), ['Bread; white', 'a', 'a'], 'b;a'],
		[property('choices', { options }), ';a', 'a'],
		[property('choices', { options }), 'a,c', REFUSED],
		[property('other'), 'x', REFUSED],
	])('%#: %j', (of, value, wanted) => {
		const converted = convertValue(of, value, PARIS);
		if (wanted !== REFUSED) {
			expect(converted).toBe(wanted);
			// What was converted stays as it is.
			expect(convertValue(of, converted, PARIS)).toBe(wanted);
			return;
		}
		expect(isConnectorError(converted)).toBe(true);
		if (typeof value === 'string' && value.length > 2)
			expect(String(converted)).not.toContain(value);
	});

	const many = Array.from({ length: 13 }, (_, at) => ({
		value: `v${at}`,
		label: `L${at}`,
		isHidden: at === 0,
	}));
	const listed = Array.from({ length: 12 }, (_, at) => `L${at + 1} (v${at + 1})`).join(', ');
	const more = [...many, { value: 'w', label: 'M', isHidden: false }];

	it.each<[Property, unknown, string, string | undefined]>([
		[
			property('text'),
			'x'.repeat(65_537),
			'takes 65536 characters and was given 65537',
			'Shorten it with a transformation.',
		],
		[
			property('number'),
			'1.234',
			'needs a number',
			'The value is ambiguous, such as 1.234: the transformation "number" says which sign begins the decimals.',
		],
		[
			property('number'),
			'many',
			'needs a number',
			'Digits with one decimal sign are read, 15 at most; units and other words are not.',
		],
		[property('boolean'), 'perhaps', 'takes yes or no', 'Use true or false.'],
		[property('date'), 'soon', 'needs a date', 'Use a date transformation.'],
		[property('dateTime'), 'soon', 'needs a date', 'Use a date transformation.'],
		[
			property('choice', { options }),
			['a', 'b'],
			'takes one option and was given several',
			undefined,
		],
		[
			property('choice', { options: many }),
			'z',
			'has no such option, or several with that label',
			`Its options: ${listed}.`,
		],
		[
			property('choices', { options: more }),
			'z',
			'has no such option, or several with that label',
			`Its options: ${listed}, ….`,
		],
		[property('other'), 'x', 'is of a kind that cannot be written', undefined],
	])('%#: what is wrong with %j is said', (of, value, why, hint) => {
		const error = convertValue(of, value, PARIS);
		expect(error).toMatchObject({ kind: 'input', message: `"X" (x) ${why}` });
		expect(isConnectorError(error) && error.hint).toBe(hint);
	});

	it.each<[Property, unknown, string]>([
		[property('text'), new Date('2026-02-28T12:00:00Z'), '2026-02-28T12:00:00.000Z'],
		[
			property('boolean', { options: [{ value: 'true', label: 'Agreed', isHidden: false }] }),
			'agreed',
			'true',
		],
		[property('choice', { options }), ['a'], 'a'],
		[property('choice', { options }), ' a ', 'a'],
	])('%#: %j is sent as %s', (of, value, wanted) => {
		expect(convertValue(of, value, PARIS)).toBe(wanted);
	});

	it.each<[Property, unknown, unknown, boolean]>([
		[property('text'), null, '', true],
		[property('text'), '', null, true],
		[property('text'), 'a', 'A', false],
		[property('text', { name: 'email' }), 'ada@example.com', 'Ada@example.com', true],
		[property('number'), '5.0', 5, true],
		[property('number'), '0', '', false],
		[property('number'), '5', 'many', false],
		[property('boolean'), 'true', 'yes', true],
		[property('date'), '1772236800000', '2026-02-28', true],
		[property('date'), '2026-02-28', '2026-03-01', false],
		[property('dateTime'), '1772280000000', '2026-02-28T12:00:00Z', true],
		[property('dateTime'), 'soon', '2026-02-28T12:00:00Z', false],
		[property('choice', { options }), 'a', 'Apple', true],
		[property('choices', { options }), 'c;a', 'Apple;c', true],
		[property('choices', { options }), 'c', 'a;c', false],
	])('%#: %j is %j: %j', (of, stored, to, wanted) =>
		expect(sameStored(of, stored, to, PARIS)).toBe(wanted),
	);
});
