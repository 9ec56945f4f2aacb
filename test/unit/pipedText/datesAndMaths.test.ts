import { DateTime } from 'luxon';
import { compileTemplate as typedCompileTemplate } from '../../../nodes/shared/pipedText/compileTemplate';
import {
	dateParser,
	isPattern,
	patternOf,
	UNKNOWN_PATTERN,
} from '../../../nodes/shared/pipedText/dates/dateFormats';
import { compileDateFormat, namedCode } from '../../../nodes/shared/pipedText/dates/dateLetters';
import { compileOffset } from '../../../nodes/shared/pipedText/dates/dateOffset';
import { isUnreadable } from '../../../nodes/shared/values/Reading';
import { plainly } from '../../written';

const compileTemplate = plainly(typedCompileTemplate);

describe('LC04 the letters of dates', () => {
	const summer = DateTime.fromISO('2026-07-03T15:04:05.067', { zone: 'Europe/Paris' });
	const winter = DateTime.fromISO('2024-12-29T00:30:00.500', { zone: 'America/New_York' });
	it.each<[letter: string, summer: string, winter: string]>([
		['d', '03', '29'],
		['j', '3', '29'],
		['D', 'Fri', 'Sun'],
		['l', 'Friday', 'Sunday'],
		['N', '5', '7'],
		['w', '5', '0'],
		['z', '183', '363'],
		['S', 'rd', 'th'],
		['W', '27', '52'],
		['o', '2026', '2024'],
		['m', '07', '12'],
		['n', '7', '12'],
		['M', 'Jul', 'Dec'],
		['F', 'July', 'December'],
		['t', '31', '31'],
		['L', '0', '1'],
		['Y', '2026', '2024'],
		['y', '26', '24'],
		['a', 'pm', 'am'],
		['A', 'PM', 'AM'],
		['g', '3', '12'],
		['G', '15', '0'],
		['h', '03', '12'],
		['H', '15', '00'],
		['i', '04', '30'],
		['s', '05', '00'],
		['u', '067000', '500000'],
		['v', '067', '500'],
		['e', 'Europe/Paris', 'America/New_York'],
		['I', '1', '0'],
		['T', 'GMT+2', 'EST'],
		['P', '+02:00', '-05:00'],
		['O', '+0200', '-0500'],
		['Z', '7200', '-18000'],
		['U', '1783083845', '1735450200'],
		['c', '2026-07-03T15:04:05+02:00', '2024-12-29T00:30:00-05:00'],
		['r', 'Fri, 03 Jul 2026 15:04:05 +0200', 'Sun, 29 Dec 2024 00:30:00 -0500'],
		['\\Y\\\\Q-\\', 'Y\\Q-\\', 'Y\\Q-\\'],
	])('%s: %s, %s', (letter, one, other) => {
		expect(compileDateFormat(letter)(summer)).toBe(one);
		expect(compileDateFormat(letter)(winter)).toBe(other);
	});
	it('a day has st, nd, rd or th', () => {
		const suffixes = Array.from({ length: 31 }, (_, at) =>
			compileDateFormat('S')(summer.set({ day: at + 1 })),
		);
		expect(suffixes.join(' ')).toBe(
			'st nd rd th th th th th th th th th th th th th th th th th st nd rd th th th th th th th st',
		);
	});
	it('offsets of half an hour, midday, and years before 1000', () => {
		const india = summer.setZone('Asia/Kolkata').set({ hour: 12 });
		expect(compileDateFormat('P O g a')(india)).toBe('+05:30 +0530 12 pm');
		expect(compileDateFormat('Y y')(summer.set({ year: 7 }))).toBe('0007 07');
		expect(compileDateFormat('P')(summer.setZone('America/St_Johns'))).toBe('-02:30');
	});
	it('two capitals may be a format that nobody published', () => {
		expect(namedCode('PT')).toMatch(/^PT is a named date format/);
		for (const format of ['P', 'PTT', 'pt', 'P1', 'Y-m-d'])
			expect(namedCode(format)).toBeUndefined();
	});
});

describe('LC04 formats by which dates are read', () => {
	const read = (format: string, value: unknown, zone = 'Europe/Paris') => {
		const parse = dateParser(format);
		if (typeof parse === 'string') return parse;
		const found = parse(value, zone);
		return isUnreadable(found)
			? found.reason
			: `${found.date.toUTC().toISO()} ${found.isDay ? 'day' : 'time'} ${found.hasZone ? 'zone' : ''}`.trim();
	};
	it.each<[format: string, value: unknown, result: string]>([
		['', '2026-07-03', '2026-07-02T22:00:00.000Z day'],
		[' auto ', '2026-07-03', '2026-07-02T22:00:00.000Z day'],
		['d.m.Y', '03.07.2026', '2026-07-02T22:00:00.000Z day'],
		['j/n/y', '3/7/26', '2026-07-02T22:00:00.000Z day'],
		['Y-m-d H:i:s', '2026-07-03 15:04:05', '2026-07-03T13:04:05.000Z time'],
		['Y-m-d G:i', '2026-07-03 5:04', '2026-07-03T03:04:00.000Z time'],
		['Y-m-d g:i A', '2026-07-03 3:04 PM', '2026-07-03T13:04:00.000Z time'],
		['Y-m-d h:i a', '2026-07-03 03:04 pm', '2026-07-03T13:04:00.000Z time'],
		['Y-m-d H:i:s.v', '2026-07-03 15:04:05.067', '2026-07-03T13:04:05.067Z time'],
		['D, d M Y', 'Fri, 03 Jul 2026', '2026-07-02T22:00:00.000Z day'],
		['l d F Y', 'Friday 03 July 2026', '2026-07-02T22:00:00.000Z day'],
		['Y-m-d H:i P', '2026-07-03 15:04 +05:00', '2026-07-03T10:04:00.000Z time zone'],
		['Y-m-d H:i O', '2026-07-03 15:04 +0500', '2026-07-03T10:04:00.000Z time zone'],
		['Y-m-d H:i e', '2026-07-03 15:04 America/New_York', '2026-07-03T19:04:00.000Z time zone'],
		['N Y-m-d', '5 2026-07-03', '2026-07-02T22:00:00.000Z day'],
		['Y-m-d\\TH', '2026-07-03T15', '2026-07-03T13:00:00.000Z time'],
		['Y k d', '2026 k 03', '2026-01-02T23:00:00.000Z day'],
		['dd/mm/yyyy', '03/07/2026', '2026-07-02T22:00:00.000Z day'],
		["dd/MM/yyyy 'at' HH", '03/07/2026 at 15', '2026-07-03T13:00:00.000Z time'],
		['yyyy-MM-dd HH:mm ZZ', '2026-07-03 15:04 +05:00', '2026-07-03T10:04:00.000Z time zone'],
		['U', 1783083845, '2026-07-03T13:04:05.000Z time zone'],
		['unix', '1783083845', '2026-07-03T13:04:05.000Z time zone'],
		['unix-ms', 1783083845067, '2026-07-03T13:04:05.067Z time zone'],
		['d.m.Y', 'soon', 'notThatKind'],
		['d.m.Y', '31.02.2026', 'notThatKind'],
		['d.m.Y', null, 'notThatKind'],
		['d.m.Y', `03.07.2026${' '.repeat(200)}`, '2026-07-02T22:00:00.000Z day'],
		['d.m.Y', `03.07.2026${'x'.repeat(100)}`, 'notThatKind'],
		['Y-m-d', new Date(Number.NaN), 'notThatKind'],
		['Y', 2026, '2025-12-31T23:00:00.000Z day'],
		['qqqqq', '1', UNKNOWN_PATTERN],
	])('%j reads %j: %s', (format, value, result) => {
		expect(read(format, value)).toBe(result);
	});
	it('a zone that does not exist is none', () => {
		expect(read('d.m.Y', '03.07.2026', 'Europe/Atlantis')).toBe('impossible');
	});
	it.each<[string, string | undefined]>([
		['YYYY-MM-DD', 'yyyy-MM-dd'],
		['YY', 'yy'],
		['Y', 'yyyy'],
		['DD', 'dd'],
		['D', 'd'],
		['DDD', 'dd'],
		['d D', undefined],
		['dd/mm', 'dd/MM'],
		['hh:mm', 'HH:mm'],
		['hh:mm a', 'hh:mm a'],
		['mm:ss', 'mm:ss'],
		['mm', 'MM'],
		['mmmm', 'MMMM'],
		['MM mm', 'MM mm'],
		['LL mm', 'LL mm'],
		['kkkk', 'kkkk'],
		["'Day' dd", "'Day' dd"],
		["o'clock", undefined],
		['bb', undefined],
	])('%s in spreadsheets is %s', (format, pattern) => expect(patternOf(format)).toBe(pattern));
	it.each<[string, boolean]>([
		['dd', true],
		['Y-m-d', false],
		["Y 'll'", false],
		['Y \\dd', false],
		['YYYY', true],
	])('%s has doubled letters: %p', (format, has) => expect(isPattern(format)).toBe(has));
});

describe('Q25 moved dates', () => {
	const at = DateTime.fromISO('2026-01-31T15:04:05', { zone: 'UTC' });
	it.each<[string, string | undefined]>([
		['now', '2026-01-31T15:04:05'],
		['today', '2026-01-31T00:00:00'],
		['midnight', '2026-01-31T00:00:00'],
		['noon', '2026-01-31T12:00:00'],
		['tomorrow', '2026-02-01T00:00:00'],
		['yesterday', '2026-01-30T00:00:00'],
		['+1 sec', '2026-01-31T15:04:06'],
		['2 seconds', '2026-01-31T15:04:07'],
		['-1 min', '2026-01-31T15:03:05'],
		['+ 2 minutes', '2026-01-31T15:06:05'],
		['-1hour', '2026-01-31T14:04:05'],
		['+1 day', '2026-02-01T15:04:05'],
		['1 week ago', '2026-01-24T15:04:05'],
		['-1 week ago', '2026-02-07T15:04:05'],
		['+1 month', '2026-02-28T15:04:05'],
		['1 year', '2027-01-31T15:04:05'],
		['+1 month -1 day', '2026-02-27T15:04:05'],
		['+1 month, -1 day', '2026-02-27T15:04:05'],
		['fortnight', undefined],
		['1 fortnight', '2026-02-14T15:04:05'],
		['2 forthnights', '2026-02-28T15:04:05'],
		['1 weekday', '2026-02-02T15:04:05'],
		['6 weekdays', '2026-02-09T15:04:05'],
		['-1 weekday', '2026-01-30T15:04:05'],
		['0 weekdays', '2026-01-31T15:04:05'],
		['10001 weekdays', undefined],
		['saturday', '2026-01-31T00:00:00'],
		['this saturday', '2026-01-31T00:00:00'],
		['next saturday', '2026-02-07T00:00:00'],
		['last saturday', '2026-01-24T00:00:00'],
		['previous friday', '2026-01-30T00:00:00'],
		['monday', '2026-02-02T00:00:00'],
		['tuesday', '2026-02-03T00:00:00'],
		['wednesday', '2026-02-04T00:00:00'],
		['thursday', '2026-02-05T00:00:00'],
		['friday', '2026-02-06T00:00:00'],
		['sunday', '2026-02-01T00:00:00'],
		['next month', '2026-02-28T15:04:05'],
		['last month', '2025-12-31T15:04:05'],
		['this month', '2026-01-31T15:04:05'],
		['first day of next month', '2026-02-01T15:04:05'],
		['last day of february', undefined],
		['last day of next month', '2026-02-28T15:04:05'],
		['first day of', '2026-01-01T15:04:05'],
		['next', undefined],
		['1', undefined],
		['1day2', undefined],
		['x1 day', undefined],
		['+1 fortnights ago', '2026-01-17T15:04:05'],
		['1000000 seconds', '2026-02-12T04:50:45'],
		['1000001 seconds', undefined],
		['soon', undefined],
		['', undefined],
		['day of', undefined],
		[Array(10).fill('+1 day').join(' '), '2026-02-10T15:04:05'],
		[Array(11).fill('+1 day').join(' '), undefined],
	])('%j: %s', (offset, moved) => {
		const shift = compileOffset(offset);
		expect(shift?.(at).toFormat("yyyy-MM-dd'T'HH:mm:ss")).toBe(moved);
	});
});

describe('Q25 calculations', () => {
	const render = (source: string) =>
		compileTemplate(`$e{ ${source} }`).render({ now: 0, timeZone: 'UTC', random: () => 0 });
	it.each<[string, string]>([
		['1 + 2', '3'],
		['5 - 2 - 1', '2'],
		['2 * 3 + 1', '7'],
		['1 + 2 * 3', '7'],
		['(1 + 2) * 3', '9'],
		['8 / 4 / 2', '1'],
		['7 % 4', '3'],
		['2 ^ 3 ^ 2', '512'],
		['-2 ^ 2', '-4'],
		['-2 * 3', '-6'],
		['2 * -3', '-6'],
		['+2', '2'],
		['--2', '2'],
		['.5 + 1.25', '1.75'],
		['0.1 + 0.2', '0.3'],
		['round(2.5)', '3'],
		['round(-2.5)', '-3'],
		['ROUND(1.005, 2)', '1.01'],
		['round(1234, -2)', '1200'],
		['floor(-1.5)', '-2'],
		['ceil(1.2)', '2'],
		['abs(-3)', '3'],
		['sqrt(9)', '3'],
		['pow(2, 10)', '1024'],
		['min(3, 1, 2)', '1'],
		['max(3, 1, 2)', '3'],
		['max(1, min(5, 4)) * 2', '8'],
	])('%s = %s', (source, result) => {
		const found = render(source);
		expect([found.text, found.unresolved]).toEqual([result, []]);
	});
	const unclear =
		'The calculation is not understood: + - * / % ^, brackets, round floor ceil abs sqrt pow min max and tokens may stand in it';
	it.each<[string, string]>([
		['1 / 0', 'The calculation has no result'],
		['sqrt(-1)', 'The calculation has no result'],
		['1 +', unclear],
		['* 1', unclear],
		['(1', unclear],
		['1)', unclear],
		['1 2', unclear],
		['max(1', unclear],
		['max 1', unclear],
		['max()', unclear],
		['max(1,)', unclear],
		['sin(1)', unclear],
		['constructor(1)', unclear],
		['x', unclear],
		['1 & 2', unclear],
		[Array(201).fill('1').join('+'), 'The calculation is too long'],
	])('%s: %s', (source, reason) => {
		expect(render(source).unresolved.map((one) => one.reason)).toEqual([reason]);
	});
	it('four hundred signs are not too many', () => {
		expect(render(`0${'+1'.repeat(199)}`).text).toBe('199');
	});
});
