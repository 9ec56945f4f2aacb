import { cutText } from '../../mapping';
import type { SurveyResponse } from '../../survey/SurveyResponse';
import type { SalesManago } from './client';
import type { CarriedAnswer } from './customDetails';
import { LIMITS } from './limits';

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

/** Answers too long for a custom detail, whole, as a note each or as survey events. Source: salesmanago.md 5. */
export async function carryAnswers(
	{ contacts, now }: SalesManago,
	contactId: string,
	carried: CarriedAnswer[],
	as: 'note' | 'event',
	{ response, survey }: SurveyResponse,
): Promise<void> {
	const at = Date.parse(response.submittedAt ?? '');
	const date = Number.isNaN(at) ? now() : at;
	const inDetail = (text: string): string => cutText(text, LIMITS.eventDetail);
	for (const { title, name, text, answerKey } of carried) {
		if (as === 'note') {
			await contacts.addNote(contactId, `${title || name}\n${text}`);
			continue;
		}
		const pieces = piecesOf(text, LIMITS.eventDescription);
		for (const [index, description] of pieces.entries()) {
			const part = pieces.length > 1 ? `-${index + 1}` : '';
			await contacts.addEvent(contactId, {
				date,
				description,
				externalId: inDetail(`${response.id}-${answerKey}${part}`),
				detail1: inDetail(survey.name ?? survey.id),
				detail2: inDetail(title || name),
			});
		}
	}
}
