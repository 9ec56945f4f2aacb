import { checkFields, type Fields } from '../../http/fields';
import { badField, badRequest } from '../envelope';
import type { ContactIn } from './contactStore';

const text = { kind: 'string' } as const;

/** ContactIn (contracts/qualtrics.md 5.3): all optional, nothing else, no nulls. */
export const contactFields: Fields = {
	firstName: text,
	lastName: text,
	email: text,
	phone: text,
	extRef: text,
	language: text,
	embeddedData: { kind: 'primitives' },
	unsubscribed: { kind: 'boolean' },
};

export const listContactFields: Fields = {
	...contactFields,
	privateEmbeddedData: { kind: 'primitives' },
};

/** An import row has no `phone` (contracts/qualtrics.md 5.9). */
export const importContactFields: Fields = {
	...Object.fromEntries(Object.entries(contactFields).filter(([name]) => name !== 'phone')),
	transactionData: { kind: 'primitives' },
};

export const isEmail = (value: string): boolean =>
	/^[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>.]+$/.test(value);

const identifying = ['email', 'phone', 'extRef', 'firstName', 'lastName'] as const;

/** A brand-new contact says who it is by at least one of these. */
export const isIdentified = (given: ContactIn): boolean =>
	identifying.some((field) => given[field] !== undefined && given[field] !== '');

export function readContact(body: Record<string, unknown>, fields: Fields): ContactIn {
	const complaint = checkFields(body, fields);
	if (complaint) throw badField(complaint);
	const given = body as ContactIn;
	if (given.email !== undefined && given.email !== '' && !isEmail(given.email)) {
		throw badRequest('Invalid request. Missing or invalid parameter email.');
	}
	return given;
}
