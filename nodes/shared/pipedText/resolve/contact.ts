import type { Respondent } from '../../survey/SurveyResponse';
import { nearestName } from '../lookup/nearestName';
import { filled } from './answerParts';
import { never, NO_RESPONSE, Unresolved, type ResolverFactory } from './Resolver';

interface ContactField {
	label: string;
	read(respondent: Respondent): unknown;
	/** Not part of a Qualtrics response; another provider may deliver it. */
	needsLookUp?: true;
}

export const CONTACT_FIELDS: Record<string, ContactField> = {
	FirstName: { label: 'first name', read: ({ firstName }) => firstName },
	LastName: { label: 'last name', read: ({ lastName }) => lastName },
	Email: { label: 'email', read: ({ email }) => email },
	Phone: { label: 'phone', read: ({ phone }) => phone, needsLookUp: true },
	Language: { label: 'language', read: ({ language }) => language },
	ExternalDataReference: { label: 'external data reference', read: ({ externalId }) => externalId },
	ContactID: { label: 'contact ID', read: contactId, needsLookUp: true },
};

/** E-mail templates and conditions of Qualtrics name the contact's address so. */
const OTHER_NAMES: Record<string, string> = { Email1: 'Email' };

/** `${m://Email}`: the contact of a personal link; empty for an anonymous one. */
export const resolveContact: ResolverFactory = (token) => {
	const [written, ...rest] = token.path;
	const name = Object.hasOwn(OTHER_NAMES, written) ? OTHER_NAMES[written] : written;
	if (name === 'Field' && rest.length > 0) return contactEmbeddedData(rest.join('/'));
	const field = Object.hasOwn(CONTACT_FIELDS, name) ? CONTACT_FIELDS[name] : undefined;
	if (field === undefined) {
		const nearest = nearestName(name, Object.keys(CONTACT_FIELDS));
		return never(`A contact has no ${name}.${nearest ? ` Did you mean ${nearest}?` : ''}`);
	}
	if (rest.length > 0) return never(`Nothing can follow ${name}`);
	const lookUp = new Unresolved(
		`The contact's ${field.label} is not part of the response: it takes a look-up in the directory`,
	);
	return ({ response }) => {
		if (response === undefined) return NO_RESPONSE;
		const value = filled(field.read(response.respondent));
		return value === undefined && field.needsLookUp && !response.respondent.anonymous
			? lookUp
			: value;
	};
};

function contactEmbeddedData(name: string): ReturnType<ResolverFactory> {
	const reason = new Unresolved(
		`The contact's own field ${name} is not part of the response; \${e://Field/${name}} reads it where the survey records it`,
	);
	return ({ response }) => {
		if (response === undefined) return NO_RESPONSE;
		return response.respondent.anonymous ? undefined : reason;
	};
}

function contactId(respondent: Respondent): string | undefined {
	const known = respondent.identifiers.find(({ type }) => /^contact[_ ]?id$/i.test(type));
	return known?.value ?? respondent.id;
}
