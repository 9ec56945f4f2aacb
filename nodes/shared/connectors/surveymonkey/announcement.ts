import { jsonOrNothing } from '../../json/readJson';
import { idOf } from './ids';
import { asRecord, asText, isRecord } from './json';

export type Announcement =
	| { kind: 'response'; surveyId: string; responseId: string; partial: boolean }
	/** Well made, and of something else. */
	| { kind: 'other' }
	| { kind: 'malformed'; reason: string };

const COMPLETED = 'response_completed';
const PARTIAL_EVENTS: ReadonlySet<string> = new Set([
	'response_disqualified',
	'response_overquota',
]);

/** What the service's own webhook posts: ids alone. Source: contracts/surveymonkey.md 6.3. */
export function readAnnouncement(body: Buffer): Announcement {
	const posted = jsonOrNothing(body.toString('utf8'));
	if (!isRecord(posted)) return { kind: 'malformed', reason: 'the body is not JSON' };
	const event = asText(posted.event_type) ?? '';
	if (event === '') return { kind: 'malformed', reason: 'the body names no event' };
	if (event !== COMPLETED && !PARTIAL_EVENTS.has(event)) return { kind: 'other' };
	const filtered = posted.filter_type === 'survey' ? posted.filter_id : undefined;
	const surveyId = idOf(asRecord(posted.resources).survey_id) ?? idOf(filtered);
	const responseId = idOf(posted.object_id);
	if (surveyId === undefined || responseId === undefined)
		return { kind: 'malformed', reason: 'the body does not name a survey and a response' };
	return { kind: 'response', surveyId, responseId, partial: event !== COMPLETED };
}
