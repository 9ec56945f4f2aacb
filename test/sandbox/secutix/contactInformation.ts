import { checkFields, isRecord, type Fields } from '../http/fields';
import type { Reply } from '../http/types';
import { refusal, success } from './envelope';
import type { StoredContact, World } from './state';

export const DETAILS = [
	'GENERAL',
	'QUALITIES',
	'AUTHORIZATIONS',
	'CRITERIA',
	'INDICATORS',
	'ADVANTAGES',
	'ADDRESSES',
	'COM_MEANS',
	'FINANCIAL',
	'CONNECTIONS',
] as const;

const REQUEST: Fields = {
	contactNumber: { kind: 'string', required: true, min: 1, max: 20 },
	details: {
		kind: 'array',
		required: true,
		min: 1,
		items: { kind: 'string', oneOf: DETAILS },
	},
};

/** `getContactData`: one contact a call, and of it only the groups that were asked for (1.4). */
export function getContactData(world: World, body: unknown): Reply {
	const complaint = checkFields(body, REQUEST);
	if (complaint || !isRecord(body))
		throw refusal(world, 'PARAM_KO', `Invalid parameter ${complaint?.path ?? 'Request'}`);
	const contact = world.state.contacts.get(String(body.contactNumber));
	if (!contact) throw refusal(world, 'CONT_KO', 'The contact does not exist');
	const data = contactData(world, contact, new Set(body.details as string[]));
	return world.options.contactAs === 'answer'
		? success(world, data)
		: success(world, { contactData: data });
}

const contactData = (
	world: World,
	contact: StoredContact,
	details: ReadonlySet<string>,
): Record<string, unknown> => ({
	contactNumber: contact.contactNumber,
	...(details.has('GENERAL') && {
		individualContact: { firstname: contact.firstName, lastname: contact.lastName },
	}),
	...(details.has('COM_MEANS') && {
		communicationMeans: contact.email ? [{ email: contact.email }] : [],
	}),
	...(details.has('AUTHORIZATIONS') && {
		authorizations: Object.entries(contact.authorizations).map(([authorizationCode, allowed]) => ({
			authorizationCode,
			allowed,
		})),
	}),
	...(details.has('CRITERIA') && {
		contactCriteria: Object.entries(contact.criteria).map(([code, values]) =>
			world.options.criteriaAs === 'code, value'
				? { code, value: values[0] ?? null }
				: { criterionCode: code, values },
		),
	}),
});
