import { jsonReply, ReplyNow, type Exchange } from '../http/types';
import type { SurveyMonkeySandboxOptions } from './options';

const NAMES: Readonly<Record<number, string>> = {
	400: 'Bad Request',
	401: 'Authorization Error',
	403: 'Permission Error',
	404: 'Resource Not Found',
	405: 'Method Not Allowed',
	429: 'Rate Limit Reached',
	500: 'Internal Server Error',
};

/** Rule 2.1. */
export const errorBody = (status: number, id: string, message: string) => ({
	error: {
		id,
		name: NAMES[status] ?? 'Error',
		docs: 'https://developer.surveymonkey.com/api/v3/#error-codes',
		message,
		http_status_code: status,
	},
});

export const refuse = (status: number, id: string, message: string): ReplyNow =>
	new ReplyNow(jsonReply(status, errorBody(status, id, message)));

/** Rules 3.1 and 3.2: a minute and a day as the clock cuts them. */
export function createLimits({ perMinute, perDay }: SurveyMonkeySandboxOptions, now: () => number) {
	const MINUTE = 60_000;
	const DAY = 24 * 60 * MINUTE;
	const used = { minute: 0, day: 0, minuteAt: -1, dayAt: -1 };
	const roll = () => {
		const [minuteAt, dayAt] = [Math.floor(now() / MINUTE), Math.floor(now() / DAY)];
		if (minuteAt !== used.minuteAt) Object.assign(used, { minute: 0, minuteAt });
		if (dayAt !== used.dayAt) Object.assign(used, { day: 0, dayAt });
	};
	const headers = (): Record<string, string> => ({
		'x-ratelimit-app-global-minute-limit': String(perMinute),
		'x-ratelimit-app-global-minute-remaining': String(Math.max(0, perMinute - used.minute)),
		'x-ratelimit-app-global-minute-reset': String(Math.ceil((MINUTE - (now() % MINUTE)) / 1000)),
		'x-ratelimit-app-global-day-limit': String(perDay),
		'x-ratelimit-app-global-day-remaining': String(Math.max(0, perDay - used.day)),
		'x-ratelimit-app-global-day-reset': String(Math.ceil((DAY - (now() % DAY)) / 1000)),
	});
	return {
		headers,
		usedToday: () => used.day,
		exhaustDay: () => {
			roll();
			used.day = perDay;
		},
		/** Throws where there is nothing left. */
		take() {
			roll();
			if (used.minute >= perMinute || used.day >= perDay)
				throw new ReplyNow(
					jsonReply(429, errorBody(429, '1040', 'Too many requests were made, try again later.')),
				);
			used.minute += 1;
			used.day += 1;
		},
	};
}

/** Rules 1.2 and 2.2. */
export function authorize(
	exchange: Exchange,
	{ token, isElsewhere }: SurveyMonkeySandboxOptions,
	isRevoked: boolean,
): void {
	const given = exchange.headers.authorization;
	if (given === undefined) throw refuse(401, '1010', 'The authorization token was not provided.');
	if (isRevoked)
		throw new ReplyNow(jsonReply(401, { status: 1, errmsg: 'Client revoked access grant' }));
	if (given !== `Bearer ${token}` && given !== `bearer ${token}`)
		throw refuse(401, '1011', 'The authorization token provided was invalid.');
	if (isElsewhere)
		throw refuse(403, '1018', 'The user does not have permission to access this regional host.');
}

/** Rule 2.3. */
export function assertScope(
	scope: string,
	{ granted, available }: Pick<SurveyMonkeySandboxOptions, 'granted' | 'available'>,
): void {
	if (!available.includes(scope))
		throw refuse(403, '1015', 'The user does not have the required plan to make this request.');
	if (!granted.includes(scope))
		throw refuse(403, '1014', 'Permission has not been granted by the user to make this request.');
}
