import type { Fields } from '../http/fields';
import { isRecord } from '../http/fields';
import type { Reply } from '../http/types';
import type { Authenticated } from './access';
import { apply, checkEmail, CONTACT, newContact, readFields, SINGLE } from './contactBody';
import { refusal, success } from './envelope';
import { byEmail, type StoredContact, type World } from './state';

const WRITE: Fields = { ...SINGLE, contact: { kind: 'object', fields: CONTACT } };
const UPDATE: Fields = { ...WRITE, email: { kind: 'string' }, contactId: { kind: 'string' } };

export type Handler = (world: World, call: Authenticated) => Reply;

const done = (contact: StoredContact): Reply =>
	success({ contactId: contact.contactId, externalId: contact.externalId ?? null });

const contactOf = (body: Record<string, unknown>): Record<string, unknown> =>
	isRecord(body.contact) ? body.contact : {};

/** Everything is checked before anything changes. */
export function put(
	world: World,
	stored: StoredContact,
	body: Record<string, unknown>,
	what: string,
): StoredContact {
	const next = structuredClone(stored);
	apply(world, next, body);
	next.history.push(what);
	world.state.contacts.set(next.contactId, next);
	return next;
}

export const insert: Handler = (world, { owner, body }) => {
	const email = checkEmail(world, contactOf(body).email);
	const fields = readFields(world, body, WRITE);
	if (byEmail(world, email)) throw refusal(world.options, 'Contact already exists');
	return done(put(world, newContact(world, email, owner), fields, 'insert'));
};

export const upsert: Handler = (world, { owner, body }) => {
	const email = checkEmail(world, contactOf(body).email);
	const fields = readFields(world, body, WRITE);
	const stored = byEmail(world, email) ?? newContact(world, email, owner);
	return done(put(world, stored, fields, 'upsert'));
};

export const update: Handler = (world, { body }) => {
	const { options, state } = world;
	const { contactId, email } = body;
	if (Object.hasOwn(contactOf(body), 'email')) throw refusal(options, 'Email inside of contact');
	if (contactId !== undefined && email !== undefined)
		throw refusal(options, 'Either email or contactId');
	const stored =
		typeof contactId === 'string'
			? state.contacts.get(contactId)
			: byEmail(world, checkEmail(world, email));
	if (!stored) throw refusal(options, 'Contact does not exist');
	return done(put(world, stored, readFields(world, body, UPDATE), 'update'));
};

const addressed = (world: World, body: Record<string, unknown>): StoredContact => {
	const { contactId, email } = body;
	if (typeof contactId === 'string' && typeof email === 'string')
		throw refusal(world.options, 'Either email or contactId');
	const stored =
		typeof contactId === 'string'
			? world.state.contacts.get(contactId)
			: byEmail(world, checkEmail(world, email));
	if (!stored) throw refusal(world.options, 'Contact does not exist');
	return stored;
};

const NOTE: Fields = {
	email: { kind: 'string' },
	contactId: { kind: 'string' },
	note: { kind: 'string', required: true, min: 1 },
	priv: { kind: 'boolean' },
};

export const addNote: Handler = (world, { body }) => {
	const fields = readFields(world, body, NOTE);
	const stored = addressed(world, body);
	stored.notes.push(fields.note as string);
	return success();
};

const detail = { kind: 'string', max: 255 } as const;
const EVENT: Fields = {
	date: { kind: 'integer', required: true },
	contactExtEventType: { kind: 'string', required: true, oneOf: ['SURVEY', 'OTHER', 'VISIT'] },
	description: { kind: 'string', max: 2048 },
	products: { kind: 'string', max: 512 },
	location: detail,
	value: { kind: 'string', max: 22 },
	externalId: detail,
	shopDomain: { kind: 'string' },
	...Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`detail${index + 1}`, detail])),
};

export const addEvent: Handler = (world, { body }) => {
	readFields(world, body, {
		email: { kind: 'string' },
		contactId: { kind: 'string' },
		contactEvent: { kind: 'object', required: true, fields: EVENT },
	});
	const stored = addressed(world, body);
	stored.events.push(body.contactEvent as Record<string, unknown>);
	return success({ eventId: `event-${stored.events.length}` });
};
