import { refusal, success } from './envelope';
import { byEmail, type StoredContact, type World } from './state';
import type { Handler } from './writes';

const CARDS_PER_CALL = 50;
const MONTH_MS = 30 * 24 * 3600_000;

const basic = (contact: StoredContact) => ({
	contactId: contact.contactId,
	email: contact.email,
	name: contact.name ?? '',
	phone: contact.phone ?? '',
	fax: contact.fax ?? '',
	company: contact.company ?? '',
	state: contact.state ?? 'UNKNOWN',
	score: 0,
	optedOut: contact.optedOut,
	optedOutPhone: contact.optedOutPhone,
	deleted: false,
	invalid: false,
	externalId: contact.externalId ?? null,
	address: contact.address,
	...birthdayOf(contact.birthday),
	modifiedOn: contact.modifiedOn,
	createdOn: contact.createdOn,
	lastVisit: null,
});

function birthdayOf(birthday: string | undefined) {
	const year = birthday?.length === 8 ? Number(birthday.slice(0, 4)) : null;
	const rest = birthday?.slice(-4);
	return {
		birthdayYear: year,
		birthdayMonth: rest ? Number(rest.slice(0, 2)) : null,
		birthdayDay: rest ? Number(rest.slice(2)) : null,
	};
}

const full = ({ options }: World, contact: StoredContact) => ({
	...basic(contact),
	province: contact.province ?? '',
	lang: contact.lang ?? '',
	mainContactOwner: contact.owner,
	properties: [
		...Object.entries(contact.properties).map(([name, value]) => ({ name, value })),
		...Object.entries(contact.dictionaryProperties).map(([name, { value }]) => ({ name, value })),
	],
	tags:
		options.tagsAs === 'texts'
			? contact.tags
			: contact.tags.map((tag) => ({ tag, score: 1, createdOn: contact.createdOn })),
	events: contact.events,
});

/** Reads by a list of e-mails or ids; unknown ones are just missing. */
const reader =
	(
		key: 'email' | 'id' | 'contactId',
		card: (world: World, contact: StoredContact) => unknown,
		ofOwner: boolean,
	): Handler =>
	(world, { owner, body }) => {
		const { options, state } = world;
		const asked = body[key];
		const others = Object.keys(body).filter((name) => name !== key);
		if (!Array.isArray(asked) || asked.length === 0 || others.length > 0)
			throw refusal(options, `Expected a list: ${key}`);
		if (asked.length > CARDS_PER_CALL) throw refusal(options, 'Too many contacts');
		const found = asked.flatMap((entry) => {
			const contact =
				key === 'email' ? byEmail(world, String(entry)) : state.contacts.get(String(entry));
			return contact && (!ofOwner || contact.owner === owner) ? [contact] : [];
		});
		return success({ contacts: found.map((contact) => card(world, contact)) });
	};

export const reads: Record<string, Handler> = {
	'/api/contact/basic': reader('email', (_world, contact) => basic(contact), false),
	'/api/contact/basicById': reader('id', (_world, contact) => basic(contact), false),
	'/api/contact/list': reader('email', full, true),
	'/api/contact/listById': reader('contactId', full, true),
	'/api/contact/listAll': reader('email', full, false),
	'/api/contact/listAllById': reader('contactId', full, false),
	'/api/contact/hasContact': (world, { body }) => {
		if (typeof body.email !== 'string') throw refusal(world.options, 'No email specified');
		const contact = byEmail(world, body.email);
		if (contact) return success({ result: true, contactId: contact.contactId });
		return world.options.absentContact === 'result false'
			? success({ result: false, contactId: null })
			: success({});
	},
	'/api/contact/modifiedContacts': ({ options, state }, { body }) => {
		const { from, to } = body as { from?: unknown; to?: unknown };
		const isWindow =
			typeof from === 'number' && typeof to === 'number' && from < to && to - from <= MONTH_MS;
		if (!isWindow || Object.keys(body).length !== 2) throw refusal(options, 'Invalid period');
		const changed = [...state.contacts.values()].filter(
			({ modifiedOn }) => modifiedOn >= from && modifiedOn <= to,
		);
		return success({
			modifiedContacts: changed.map(({ contactId, email }) => ({ id: contactId, email })),
		});
	},
	'/api/v2/contact/tags': ({ state }) => {
		const tags = new Set([...state.contacts.values()].flatMap((contact) => contact.tags));
		return success({ tags: [...tags].map((tag) => ({ tag })) });
	},
	'/api/user/listByClient': ({ state }) => success({ users: state.owners }),
};
