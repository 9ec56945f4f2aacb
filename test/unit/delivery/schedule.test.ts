import fc from 'fast-check';
import type { Schedule } from '../../../nodes/shared/delivery/schedule';
import { toCron } from '../../../nodes/shared/delivery/schedule';

describe('schedule: how often a survey is looked at (Q12, C12)', () => {
	const table: Array<[Schedule, string[]]> = [
		[{ every: 'minutes', minutes: 1 }, ['0 */1 * * * *']],
		[{ every: 'minutes', minutes: 15 }, ['0 */15 * * * *']],
		[{ every: 'minutes', minutes: 60 }, ['0 0 * * * *']],
		[{ every: 'minutes', minutes: 720 }, ['0 0 0,12 * * *']],
		[
			{ every: 'minutes', minutes: 90 },
			['0 0 0,3,6,9,12,15,18,21 * * *', '0 30 1,4,7,10,13,16,19,22 * * *'],
		],
		[{ every: 'hour', minute: 5 }, ['0 5 * * * *']],
		[{ every: 'day', hour: 6, minute: 30 }, ['0 30 6 * * *']],
		[{ every: 'week', weekday: 1, hour: 6, minute: 0 }, ['0 0 6 * * 1']],
		[{ every: 'cron', expression: ' 0 6 * * 1-5 ' }, ['0 0 6 * * 1-5']],
		[{ every: 'cron', expression: '*/10 * * * * *' }, ['*/10 * * * * *']],
	];
	it.each(table)('%j', (schedule, expressions) => {
		expect(toCron(schedule)).toEqual({ ok: true, expressions });
	});

	it.each([
		{ every: 'minutes', minutes: 0 },
		{ every: 'minutes', minutes: 1.5 },
		{ every: 'minutes', minutes: 1441 },
		{ every: 'day', hour: 24, minute: 0 },
		{ every: 'week', weekday: 7, hour: 0, minute: 0 },
		{ every: 'cron', expression: 'every day' },
		{ every: 'cron', expression: '' },
	] as Schedule[])('refuses %j with a reason', (schedule) => {
		expect(toCron(schedule)).toEqual({ ok: false, reason: expect.stringMatching(/.{20}/) });
	});

	it('every N minutes means every N minutes from midnight on, for any N', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 1440 }), (minutes) => {
				const cron = toCron({ every: 'minutes', minutes });
				if (!cron.ok) throw new Error(cron.reason);
				const fires = Array.from({ length: 1440 }, (_, at) => at).filter((at) =>
					cron.expressions.some((expression) => matches(expression, at)),
				);
				expect(fires).toEqual(
					Array.from({ length: Math.ceil(1440 / minutes) }, (_, n) => n * minutes),
				);
			}),
		);
	});
});

function matches(expression: string, minuteOfDay: number): boolean {
	const [, minute, hour] = expression.split(' ');
	return field(minute, minuteOfDay % 60) && field(hour, Math.floor(minuteOfDay / 60));
}

function field(pattern: string, value: number): boolean {
	if (pattern === '*') return true;
	if (pattern.startsWith('*/')) return value % Number(pattern.slice(2)) === 0;
	return pattern.split(',').map(Number).includes(value);
}
