import { asIsoDate } from '../../../nodes/shared/connectors/qualtrics/json';
import { isUnreadable } from '../../../nodes/shared/values/Reading';
import { readDate } from '../../../nodes/shared/values/dates';

/** As any date is read, whatever its form. */
function readAny(text: string): string | undefined {
	const read = readDate(text, { zone: 'UTC' });
	return isUnreadable(read) ? undefined : new Date(read.date.toMillis()).toISOString();
}

describe('dates of the Qualtrics API', () => {
	it.each([
		['2026-11-21T09:30:05Z', '2026-11-21T09:30:05.000Z'],
		['2026-11-21T09:30:05.120Z', '2026-11-21T09:30:05.120Z'],
		[' 2024-02-29T23:59:59Z ', '2024-02-29T23:59:59.000Z'],
		['2026-11-21T09:30:05.12Z', '2026-11-21T09:30:05.120Z'],
		['2026-11-21T24:00:00Z', '2026-11-22T00:00:00.000Z'],
		['2026-11-21T09:30:05+01:00', '2026-11-21T08:30:05.000Z'],
		['2026-11-21 09:30:05', '2026-11-21T09:30:05.000Z'],
		['1763717405000', '2025-11-21T09:30:05.000Z'],
	])('%s is %s', (text, iso) => {
		expect(asIsoDate(text)).toBe(iso);
	});

	it.each([
		'2026-02-29T00:00:00Z',
		'2026-02-30T00:00:00.000Z',
		'2026-13-01T00:00:00Z',
		'2026-11-00T00:00:00Z',
		'2026-11-21T25:00:00Z',
		'2026-11-21T09:60:00Z',
		'2026-11-21T09:30:60Z',
		'21 November',
	])('%s is none', (text) => {
		expect(asIsoDate(text)).toBeUndefined();
	});

	it('are read in the form of the API as in any other', () => {
		for (let day = 0; day < 40_000; day += 7) {
			const whole = new Date(Date.UTC(1950, 0, 1) + day * 86_399_999).toISOString();
			for (const text of [whole, whole.replace(/\.\d+/, '')])
				expect(asIsoDate(text)).toBe(readAny(text));
		}
		// Days that months do not have among them.
		for (let month = 0; month <= 13; month++) {
			for (let day = 0; day <= 32; day++) {
				const two = (number: number) => String(number).padStart(2, '0');
				const text = `2023-${two(month)}-${two(day)}T12:00:00Z`;
				expect([text, asIsoDate(text)]).toEqual([text, readAny(text)]);
			}
		}
	});
});
