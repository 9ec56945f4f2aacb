import { createHmac, timingSafeEqual } from 'crypto';
import { readJson } from '../../json/readJson';
import { asRecord, asText, isRecord, type Json } from './json';

/** What came in at the webhook. Source: contracts/qualtrics.md 4.2 to 4.4, 4.6. */
export type Announcement =
	| {
			kind: 'ok';
			/** Signed and plain ones are event subscriptions; a task is a Web Service task of a Qualtrics workflow. */
			shape: 'signed' | 'plain' | 'task';
			surveyId: string;
			responseId: string;
			/** The respondent left before the end. */
			partial: boolean;
			topic?: string;
			recipientId?: string;
			/** Every field that came, those not named here included. */
			fields: Json;
	  }
	| { kind: 'forged'; reason: string }
	| { kind: 'malformed'; reason: string };

export interface ReadingOptions {
	/** The key that the subscription was made with. Then an announcement without a right signature is forged; an empty key fits none. */
	sharedKey?: string;
	contentType?: string;
	/** Accept unsigned Web Service tasks beside signed announcements; only where something else protects the address. */
	acceptTasks?: boolean;
}

const BYTES_READ = 1024 * 1024;

const malformed = (reason: string): Announcement => ({ kind: 'malformed', reason });
const forged = (reason: string): Announcement => ({ kind: 'forged', reason });

export const readAnnouncement = (
	body: Buffer | string,
	options: ReadingOptions = {},
): Announcement => {
	const text = typeof body === 'string' ? body : body.toString('utf8');
	if (text.length > BYTES_READ) return malformed('the body is too large');
	if (text.trim() === '') return malformed('the body is empty');
	if (looksLikeJson(text, options.contentType)) return readTask(jsonFields(text), options);
	const form = new URLSearchParams(text);
	return form.has('MSG') || form.has('HMAC') ? readSigned(form, options) : readForm(form, options);
};

const looksLikeJson = (text: string, contentType: string | undefined): boolean =>
	/^\s*[{[]/.test(text) || /\bjson\b/i.test(contentType ?? '');

const readSigned = (form: URLSearchParams, { sharedKey }: ReadingOptions): Announcement => {
	const messages = form.getAll('MSG');
	const signatures = form.getAll('HMAC');
	if (messages.length !== 1 || signatures.length > 1)
		return malformed('MSG or HMAC is there twice or not at all');
	const [message] = messages;
	if (sharedKey !== undefined && !isSignature(signatures[0] ?? '', message, sharedKey)) {
		return forged('the signature does not match');
	}
	const fields = parsed(message);
	if (!isRecord(fields))
		return malformed('MSG is not JSON; encrypted subscriptions are not supported');
	// The topic is not signed, so the survey and the response are taken from the message alone.
	return announcement('signed', fields, form.get('Topic') ?? undefined);
};

/** Lower-case hex HMAC-SHA512 over the form-decoded message, compared in constant time. */
export const isSignature = (given: string, message: string, sharedKey: string): boolean => {
	const expected = createHmac('sha512', sharedKey).update(message, 'utf8').digest();
	if (sharedKey === '' || !/^[0-9a-f]{128}$/i.test(given)) return false;
	return timingSafeEqual(Buffer.from(given, 'hex'), expected);
};

const readForm = (form: URLSearchParams, options: ReadingOptions): Announcement => {
	const fields = Object.fromEntries(form);
	// Event subscriptions name their topic; tasks send what their author typed.
	if (!form.has('Topic')) return readTask(fields, options);
	if (options.sharedKey !== undefined) return forged('the signature is missing');
	return announcement('plain', fields, form.get('Topic') ?? undefined);
};

const readTask = (fields: Json, { sharedKey, acceptTasks }: ReadingOptions): Announcement =>
	sharedKey !== undefined && !acceptTasks
		? forged('the signature is missing')
		: announcement('task', fields, undefined);

const parsed = (text: string): unknown => {
	try {
		return readJson(text);
	} catch {
		return undefined;
	}
};

const ID_IN_TEXT = /"(survey_?id|response_?id)"\s*:\s*"(\w+)"/gi;

/** Answers piped into a task's JSON are not escaped and may break it; the ids are then still readable. */
const jsonFields = (text: string): Json => {
	const json = parsed(text);
	if (json !== undefined) return asRecord(Array.isArray(json) ? json[0] : json);
	return Object.fromEntries([...text.matchAll(ID_IN_TEXT)].map(([, name, value]) => [name, value]));
};

const announcement = (
	shape: 'signed' | 'plain' | 'task',
	fields: Json,
	topic: string | undefined,
): Announcement => {
	const read = caseless(fields);
	const surveyId = read('surveyid') ?? (shape === 'plain' ? surveyOfTopic(topic) : undefined);
	const responseId = read('responseid');
	const unfilled = [surveyId, responseId].find((id) => id !== undefined && /^[$~]\{/.test(id));
	if (unfilled !== undefined) return malformed(NOT_FILLED);
	if (!surveyId || !/^SV_\w+$/.test(surveyId)) return malformed('no survey ID');
	if (!responseId || !/^\w+$/.test(responseId)) return malformed('no response ID');
	const status = read('status')?.toLowerCase();
	return {
		kind: 'ok',
		shape,
		surveyId,
		responseId,
		partial: status === 'partial',
		...(topic !== undefined && { topic }),
		...(read('recipientid') !== undefined && { recipientId: read('recipientid') }),
		fields,
	};
};

/** contracts/qualtrics.md 4.6.4 */
const NOT_FILLED =
	'an ID is a token that Qualtrics did not fill: in a Web Service task pick it with {a}, the response ID as ${rm://Field/ResponseID}';

/** Names without regard to case and underscores: `surveyId`, `SurveyID`, `survey_id`. */
const caseless = (fields: Json): ((name: string) => string | undefined) => {
	const byName = new Map(
		Object.entries(fields).map(([name, value]) => [name.toLowerCase().replace(/_/g, ''), value]),
	);
	return (name) => asText(byName.get(name))?.trim();
};

const surveyOfTopic = (topic: string | undefined): string | undefined =>
	/\.(SV_\w+)$/.exec(topic ?? '')?.[1];
