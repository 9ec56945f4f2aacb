import type { MatchField, Operation } from '../../records';
import type { Answer, SurveyResponse } from '../../survey/SurveyResponse';
import { readEmail } from './contactValues';

/** Who answered, as SALESmanago can know them. Modes A and B of the survey integration: contracts/salesmanago.md 9. */
export type Identification =
	| {
			kind: 'email' | 'contactId';
			match: MatchField[];
			key: Record<string, string>;
			/** An unknown contact id is never created. */
			operation: Operation;
	  }
	| { kind: 'nobody'; reason: string };

export type IdentifyBy =
	/** By the answer to the first e-mail question: created when not found. */
	| 'email'
	/** By the `smclientid` of the survey link: updated only. */
	| 'smclientid'
	/** By the link where it names somebody, else by the answer. */
	| 'either';

export function identify(response: SurveyResponse, by: IdentifyBy): Identification {
	const contactId = by === 'email' ? undefined : contactIdOf(response);
	if (contactId !== undefined)
		return {
			kind: 'contactId',
			match: [{ field: 'contactId', kind: 'text' }],
			key: { contactId },
			operation: 'update',
		};
	if (by === 'smclientid')
		return {
			kind: 'nobody',
			reason: 'The survey link had no smclientid, so the contact is unknown',
		};
	const question = firstEmailQuestion(response);
	if (!question)
		return { kind: 'nobody', reason: 'The survey has no question for an e-mail address' };
	const email = question.state === 'answered' ? readEmail(question.value) : undefined;
	if (typeof email !== 'string')
		return {
			kind: 'nobody',
			reason: `The first e-mail question (${question.key}) was not answered with an e-mail address`,
		};
	return {
		kind: 'email',
		match: [{ field: 'email', kind: 'email' }],
		key: { email },
		operation: 'createOrUpdate',
	};
}

/** The id that *Generate URL* put into the link; tools keep it among identifiers or hidden fields. */
export function contactIdOf({ respondent, context }: SurveyResponse): string | undefined {
	const identifier = respondent.identifiers.find(
		({ system, type }) => system === 'salesmanago' || NAMES.has(type.toLowerCase()),
	);
	const name = Object.keys(context).find((field) => NAMES.has(field.toLowerCase()));
	const value = identifier?.value ?? (name === undefined ? undefined : context[name]);
	const text = typeof value === 'string' ? value.trim() : '';
	return text === '' ? undefined : text;
}

const NAMES: ReadonlySet<string> = new Set(['smclientid', 'smclient']);

const TEXTS: ReadonlySet<Answer['type']> = new Set(['text', 'longText', 'other']);

/**
 * The first question that asks for an address, answered or not. Tools that do not tell e-mail questions from others leave
 * the first text that is an address as a whole.
 */
export function firstEmailQuestion(response: SurveyResponse): Answer | undefined {
	const answers = Object.values(response.answers);
	return (
		answers.find(({ type }) => type === 'email') ??
		answers.find(
			({ type, state, value }) =>
				TEXTS.has(type) && state === 'answered' && typeof readEmail(value) === 'string',
		)
	);
}
