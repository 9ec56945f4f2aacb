import type { SurveyResponse } from '../../../shared/survey/SurveyResponse';

const MINUTE_MS = 60_000;
/** Clocks differ a little; zones differ by more. */
const TOLERATED_MS = 25 * MINUTE_MS;

/**
 * A sheet is posted when it is completed, so a sheet that seems to be hours old, or not completed yet, tells that its times were
 * read in a wrong zone.
 */
export function zoneNote(
	{ response }: SurveyResponse,
	receivedAt: string,
	timeZone: string,
): string | undefined {
	if (response.submittedAt === undefined) return undefined;
	const ahead = Date.parse(response.submittedAt) - Date.parse(receivedAt);
	if (Number.isNaN(ahead) || Math.abs(ahead) < TOLERATED_MS) return undefined;
	const minutes = Math.round(Math.abs(ahead) / MINUTE_MS);
	const apart = minutes < 120 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`;
	return `Response ${response.id} was posted ${apart} ${ahead > 0 ? 'before' : 'after'} the time it says it was completed at, read in the time zone ${timeZone}. If that is so for every response, set 'Account Time Zone': the scheduled check goes by these times.`;
}
