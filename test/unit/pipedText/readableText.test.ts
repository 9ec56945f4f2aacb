import { foldText } from '../../../nodes/shared/pipedText/foldText';
import { nearestName } from '../../../nodes/shared/pipedText/lookup/nearestName';
import { shortTitle } from '../../../nodes/shared/pipedText/lookup/surveyIndex';
import { readableText } from '../../../nodes/shared/pipedText/readableText';
import { textOf } from '../../../nodes/shared/pipedText/textOf';
import { compileOffset } from '../../../nodes/shared/pipedText/dates/dateOffset';
import { DateTime } from 'luxon';

describe('labels as a person reads them', () => {
	it.each([
		['<span style="font-size:19px;">Very&nbsp;satisfied</span>', 'Very satisfied'],
		['Extremely<br>\n likely', 'Extremely likely'],
		['<div>Fish &amp; <b>chips</b></div><div>Peas</div>', 'Fish & chips Peas'],
		['caf&eacute; &#8364;5 &#x1F600; &Lstrok;&oacute;d&zacute;', 'café €5 😀 Łódź'],
		['R&D &foo; a&b', 'R&D &foo; a&b'],
		['1 < 2 and 3 > 2', '1 < 2 and 3 > 2'],
		['I <3 this', 'I <3 this'],
		['<style>p{color:red}</style>Text<script>x()</script><!-- no -->', 'Text'],
		['soft\u00adhyphen zero\u200bwidth', 'softhyphen zerowidth'],
		['\u200fممتاز\u200f جدا', '\u200fممتاز\u200f جدا'],
		['👩‍👩‍👧 family', '👩‍👩‍👧 family'],
		['&lt;b&gt; is bold', '<b> is bold'],
		['&#0;&#xD800;&#99999999;', '&#0;&#xD800;&#99999999;'],
		['<b', '<b'],
		['', ''],
	])('%j → %j', (html, text) => {
		expect(readableText(html)).toBe(text);
	});
});

describe('offsets', () => {
	const from = DateTime.fromISO('2024-01-31T10:00:00', { zone: 'Europe/Paris' });
	it.each([
		['+1 month', '2024-02-29T10:00'],
		['-11 months', '2023-02-28T10:00'],
		['+1 year', '2025-01-31T10:00'],
		['+ 1 day', '2024-02-01T10:00'],
		['+90 minutes', '2024-01-31T11:30'],
		['2 days ago', '2024-01-29T10:00'],
		['+1 week 2 days', '2024-02-09T10:00'],
		['+1day', '2024-02-01T10:00'],
		['last month', '2023-12-31T10:00'],
		['next friday', '2024-02-02T00:00'],
		['wednesday', '2024-01-31T00:00'],
		['last wednesday', '2024-01-24T00:00'],
		['first day of next month', '2024-02-01T10:00'],
		['-1 weekday', '2024-01-30T10:00'],
		['fortnight', undefined],
		['+1 fortnight', '2024-02-14T10:00'],
		['+9999999 days', undefined],
		['constructor', undefined],
		['+1 constructor', undefined],
		['', undefined],
	])('%s → %s', (text, expected) => {
		expect(compileOffset(text)?.(from).toFormat("yyyy-MM-dd'T'HH:mm")).toBe(expected);
	});

	it('a day is a calendar day where the clocks change', () => {
		const before = DateTime.fromISO('2025-03-29T10:00:00', { zone: 'Europe/Paris' });
		expect(compileOffset('+1 day')?.(before).toISO({ suppressMilliseconds: true })).toBe(
			'2025-03-30T10:00:00+02:00',
		);
	});
});

it.each([
	['as long as there is room', 'as long as there is room'],
	['as long as there is some room', 'as long as there is…'],
	['averyveryverylongwordalone', 'averyveryverylongwordal…'],
	['a veryveryverylongwordalone', 'a veryveryverylongworda…'],
])('a title of at most 24 characters, cut at a word where there is one: %s', (title, short) => {
	expect(shortTitle(title, 24)).toBe(short);
});

describe('names', () => {
	it.each([
		['QID12', ['QID11', 'QID2', 'Q7'], 'QID11'],
		['Emial', ['Email', 'Phone'], 'Email'],
		['plan', ['PLAN'], 'PLAN'],
		['zebra', ['Email', 'Phone'], undefined],
		['x', [], undefined],
	])('%s among %j is near %s', (written, names, nearest) => {
		expect(nearestName(written, names)).toBe(nearest);
	});

	it('folds case and accents, and joins lists', () => {
		expect(foldText('  ŁÓDŹ Straße ')).toBe('lodz strasse');
		expect(textOf([1, null, 'a', [true]])).toBe('1, , a, true');
	});
});
