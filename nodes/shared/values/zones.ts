/**
 * Abbreviations of time zones that mean one offset, in minutes. RFC 2822 (4.3) names the American ones, the others are those of
 * Europe. What can mean several zones (IST, CST in China) beyond these is not read.
 */
const OFFSETS: ReadonlyMap<string, number> = new Map([
	['UT', 0],
	['UTC', 0],
	['GMT', 0],
	['Z', 0],
	['WET', 0],
	['WEST', 60],
	['BST', 60],
	['CET', 60],
	['MEZ', 60],
	['CEST', 120],
	['MESZ', 120],
	['EET', 120],
	['EEST', 180],
	['EST', -300],
	['EDT', -240],
	['CST', -360],
	['CDT', -300],
	['MST', -420],
	['MDT', -360],
	['PST', -480],
	['PDT', -420],
]);

const FURTHEST_MINUTES = 14 * 60;

/** `Z`, `+01:00`, `+0100`, `+01`, `UTC+1`, `GMT+0100` as minutes east of Greenwich; undefined for others. */
export function offsetOf(text: string): number | undefined {
	const named = OFFSETS.get(text.toUpperCase());
	if (named !== undefined) return named;
	const match = /^(?:UTC|GMT)?([+\u2212-])(\d{1,2})(?::?(\d{2}))?$/i.exec(text);
	if (!match) return undefined;
	const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
	if (minutes > FURTHEST_MINUTES || Number(match[3] ?? 0) > 59) return undefined;
	return match[1] === '+' ? minutes : -minutes;
}
