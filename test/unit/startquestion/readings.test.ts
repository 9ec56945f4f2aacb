import { localDay, readDuration } from '../../../nodes/shared/connectors/startquestion/dates';
import { asFlag } from '../../../nodes/shared/connectors/startquestion/json';

describe('readings', () => {
	it.each([
		['00:06:13', 373],
		[' 10:00:00 ', 36_000],
		['100:00:01', 360_001],
		['00:00:00', 0],
		['1:2:3', undefined],
		['x00:00:01', undefined],
		['00:00:01x', undefined],
		[null, undefined],
	])('%j are %s seconds', (text, seconds) => {
		expect(readDuration(text)).toBe(seconds);
	});

	it.each([
		['2026-03-01T23:30:00Z', 0, '2026-03-02'],
		['2026-03-01T22:30:00Z', 1, '2026-03-02'],
		['2026-03-01T10:00:00Z', -1, '2026-02-28'],
	])('%s, moved by %i days, is the day %s in Prague', (iso, days, day) => {
		expect(localDay(iso, 'Europe/Prague', days)).toBe(day);
	});

	it.each([
		[true, true],
		[1, true],
		[' TRUE ', true],
		[0, false],
		['false', false],
		[false, false],
		['', undefined],
		['yes', undefined],
		[null, undefined],
	])('%j as a flag is %s', (value, flag) => {
		expect(asFlag(value)).toBe(flag);
	});
});
