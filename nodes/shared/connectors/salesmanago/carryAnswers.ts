import { cutText } from '../../mapping';
import type { SurveyResponse } from '../../survey/SurveyResponse';
import type { RequestPreview } from '../../records';
import type { SalesManago } from './client';
import { eventRequest, noteRequest, type SurveyEvent } from './contacts';
import type { CarriedAnswer } from './customDetails';
import { LIMITS } from './limits';
import { cleanText } from '../../values/text';

/** A text in pieces of at most `max` UTF-16 units; no character is split, and together they are the text. */
export function piecesOf(text: string, max: number): string[] {
	const pieces: string[] = [];
	for (let rest = text; rest !== ''; ) {
		// A character longer than the limit would never fit: it is split after all.
		const piece = cutText(rest, max) || rest.slice(0, max);
		pieces.push(piece);
		rest = rest.slice(piece.length);
	}
	return pieces;
}

/** An event without a date is dated when it is sent: made again from the same answers, it is the same. */
export type Carriage =
	| { kind: 'note'; note: string }
	| { kind: 'event'; event: Omit<SurveyEvent, 'date'> & Partial<Pick<SurveyEvent, 'date'>> };

/** Answers too long for a custom detail, whole, as a note each or as survey events. Source: contracts/salesmanago.md 5. */
export function carriagesOf(
	carried: CarriedAnswer[],
	as: 'note' | 'event',
	{ response, survey }: SurveyResponse,
): Carriage[] {
	const at = Date.parse(response.submittedAt ?? '');
	const inDetail = (text: string): string => cutText(text, LIMITS.eventDetail);
	return carried.flatMap(({ title, name, text, answerKey }): Carriage[] => {
		if (as === 'note') return [{ kind: 'note', note: `${title || name}\n${text}` }];
		const pieces = piecesOf(text, LIMITS.eventDescription);
		return pieces.map((description, index) => {
			const part = pieces.length > 1 ? `-${index + 1}` : '';
			return {
				kind: 'event',
				event: {
					...(!Number.isNaN(at) && { date: at }),
					description,
					externalId: inDetail(`${response.id}-${answerKey}${part}`),
					detail1: inDetail(survey.name ?? survey.id),
					detail2: inDetail(title || name),
				},
			};
		});
	});
}

/** What the contact's card shows already is not added again: an event by its id, a note by its text. */
export async function carryAnswers(
	{ contacts, now }: SalesManago,
	contactId: string,
	carriages: Carriage[],
): Promise<void> {
	if (carriages.length === 0) return;
	const [card] = await contacts.findById([contactId]);
	const present = new Set([
		...(card?.eventIds ?? []).map(eventKey),
		...(card?.notes ?? []).map(noteKey),
	]);
	for (const carriage of carriages) {
		const key =
			carriage.kind === 'note' ? noteKey(carriage.note) : eventKey(carriage.event.externalId);
		if (key !== undefined && present.has(key)) continue;
		if (carriage.kind === 'note') await contacts.addNote(contactId, carriage.note);
		else await contacts.addEvent(contactId, { date: now(), ...carriage.event });
		if (key !== undefined) present.add(key);
	}
}

/** An event without an id of ours cannot be recognised. */
const eventKey = (id: string | undefined): string | undefined =>
	id === undefined ? undefined : `event ${id.trim()}`;

/** SALESmanago may tidy blanks and line breaks as it likes. */
const noteKey = (text: string): string => `note ${cleanText(text)}`;

/** The same requests, for dry runs. */
export const previewCarriages = (
	contactId: string,
	carriages: Carriage[],
	now: number,
): RequestPreview[] =>
	carriages.map((carriage) => ({
		method: 'POST',
		...(carriage.kind === 'note'
			? noteRequest(contactId, carriage.note)
			: eventRequest(contactId, { date: now, ...carriage.event })),
		headers: {},
		warnings: [],
	}));
