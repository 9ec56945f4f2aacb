import { refusal, success } from './envelope';
import type { SalesManagoSandboxOptions } from './options';
import { byEmail, type StoredContact, type World } from './state';
import type { Handler } from './writes';

const CARDS_PER_CALL = 50;
const MONTH_MS = 30 * 24 * 3600_000;

/** Empty is null, and the parts of an address each (contracts/salesmanago.md 5). */
const orNull = (text: string | undefined): string | null => text ?? null;

const common = (contact: StoredContact) => ({
	email: contact.email,
	name: orNull(contact.name),
	phone: orNull(contact.phone),
	fax: orNull(contact.fax),
	company: orNull(contact.company),
	state: contact.state ?? 'UNKNOWN',
	score: 0,
	optedOut: contact.optedOut,
	optedOutPhone: contact.optedOutPhone,
	deleted: false,
	invalid: false,
	externalId: orNull(contact.externalId),
	address: addressOf(contact),
	...birthdayOf(contact.birthday),
	modifiedOn: contact.modifiedOn,
	createdOn: contact.createdOn,
});

const addressOf = ({ address }: StoredContact) =>
	Object.keys(address).length === 0
		? null
		: { streetAddress: null, zipCode: null, city: null, country: null, ...address };

const basic = (contact: StoredContact) => ({
	contactId: contact.contactId,
	...common(contact),
	lastVisit: null,
});

/** Texts without a leading zero, or null. */
function birthdayOf(birthday: string | undefined) {
	const part = (digits: string | undefined) => (digits ? String(Number(digits)) : null);
	const rest = birthday?.slice(-4);
	return {
		birthdayYear: part(birthday?.length === 8 ? birthday.slice(0, 4) : undefined),
		birthdayMonth: part(rest?.slice(0, 2)),
		birthdayDay: part(rest?.slice(2)),
	};
}

const full = (world: World, contact: StoredContact): object =>
	world.options.cardAs === 'recorded' ? recorded(world, contact) : documented(world, contact);

const provinceOf = ({ options }: World, { province }: StoredContact): string | undefined =>
	options.cardHides.includes('province') ? undefined : province;

/** Written as a map, read as a list. */
const detailsOf = ({ options }: World, contact: StoredContact) => [
	...Object.entries(contact.properties).map(([name, value]) => ({ name, value })),
	...(options.cardHides.includes('typedDetails')
		? []
		: Object.entries(contact.dictionaryProperties).map(([name, { value }]) => ({ name, value }))),
];

/** contracts/salesmanago.md 5: no language, no consents; values of details are texts, also of numbers and dates. */
const recorded = (world: World, contact: StoredContact) => ({
	id: contact.contactId,
	...common(contact),
	province: orNull(provinceOf(world, contact)),
	mainContactOwner: contact.owner,
	contactTags: contact.tags.map((tag) => ({
		tag,
		tagName: tag,
		score: 1,
		createdOn: contact.createdOn,
		tagWithScore: `${tag} (1)`,
	})),
	properties: detailsOf(world, contact).map(({ name, value }) => ({ name, value: String(value) })),
	contactExtEvents: contact.events,
	contactEvents: [],
	contactVisits: [],
	contactNotes: notesOf(world, contact),
	contactTasks: [],
	contactFunnels: [],
	emailMessages: [],
	incomingEmailMessages: [],
	smsMessages: [],
	coupons: [],
});

const documented = (world: World, contact: StoredContact) => ({
	...basic(contact),
	name: contact.name ?? '',
	phone: contact.phone ?? '',
	fax: contact.fax ?? '',
	company: contact.company ?? '',
	address: contact.address,
	province: provinceOf(world, contact) ?? '',
	lang: contact.lang ?? '',
	mainContactOwner: contact.owner,
	properties: detailsOf(world, contact),
	tags:
		world.options.tagsAs === 'texts'
			? contact.tags
			: contact.tags.map((tag) => ({ tag, score: 1, createdOn: contact.createdOn })),
	events: contact.events,
	notes: notesOf(world, contact),
});

/** The lists on record were empty: what an entry looks like is not known. */
const notesOf = ({ options }: World, { notes, createdOn }: StoredContact): unknown[] => {
	if (options.notesAs === 'hidden') return [];
	if (options.notesAs === 'texts') return notes;
	return notes.map((text, index) => ({
		id: index,
		[options.notesAs]: text,
		priv: false,
		createdOn,
	}));
};

const tagList =
	(path: SalesManagoSandboxOptions['tagsAt'], fields: string[]): Handler =>
	({ state, options }, { body }) => {
		if (options.tagsAt !== path) return { status: 404, body: 'Not Found' };
		const unknown = Object.keys(body).find((name) => !fields.includes(name));
		if (unknown !== undefined) throw refusal(options, `Unknown field ${unknown}`);
		const tags = new Set([...state.contacts.values()].flatMap((contact) => contact.tags));
		return success({ tags: [...tags].map((tag) => ({ tag, numberOfTagged: 1 })) });
	};

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
	'/api/v2/contact/tags': tagList('/api/v2/contact/tags', []),
	'/api/contact/tags': tagList('/api/contact/tags', ['showSystemTags']),
	'/api/user/listByClient': ({ state, options }) =>
		success({
			users:
				options.usersAs === 'texts'
					? state.owners
					: state.owners.map((address) => ({ id: 1, [options.usersAs]: address })),
		}),
};
