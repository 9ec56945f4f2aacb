import { checkFields, isRecord, type Fields } from '../http/fields';
import { badField, refusal } from './envelope';
import type { StoredContact, World } from './state';

const text = { kind: 'string' } as const;
const flag = { kind: 'boolean' } as const;

const ADDRESS: Fields = { streetAddress: text, zipCode: text, city: text, country: text };

/** contracts/salesmanago.md 3: what belongs into `contact`; everything else stands at the root. */
export const CONTACT: Fields = {
	email: text,
	name: text,
	phone: text,
	fax: text,
	company: text,
	state: { kind: 'string', oneOf: ['CUSTOMER', 'PROSPECT', 'PARTNER', 'OTHER', 'UNKNOWN'] },
	externalId: text,
	address: { kind: 'object', fields: ADDRESS },
};

/** contracts/salesmanago.md 3, 4: the root of a single call, and of an entry in a batch. */
export const DETAILS: Fields = {
	newEmail: text,
	forceOptIn: flag,
	forceOptOut: flag,
	forcePhoneOptIn: flag,
	forcePhoneOptOut: flag,
	tags: { kind: 'array', items: text },
	removeTags: { kind: 'array', items: text },
	properties: { kind: 'map', items: { kind: 'string', max: 255 } },
	dictionaryProperties: {
		kind: 'array',
		items: {
			kind: 'object',
			fields: {
				name: { kind: 'string', required: true, min: 1, max: 255 },
				type: { kind: 'string', required: true, oneOf: ['DATE', 'NUMBER'] },
				value: { kind: 'any', required: true },
			},
		},
	},
	birthday: { kind: 'string', pattern: /^(\d{4})?(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/ },
	province: text,
	lang: { kind: 'string', pattern: /^[A-Za-z]{2}$/ },
};

export const SINGLE: Fields = {
	...DETAILS,
	async: flag,
	tagScoring: flag,
	useApiDoubleOptIn: flag,
	doubleOptInEmailId: text,
	doubleOptInLanguage: text,
	loyaltyProgram: text,
	consentDetails: {
		kind: 'array',
		items: {
			kind: 'object',
			fields: {
				consentName: { kind: 'string', required: true },
				consentAccept: { kind: 'boolean', required: true },
				agreementDate: { kind: 'integer' },
				ip: text,
				optOut: flag,
				consentDescriptionId: { kind: 'integer' },
			},
		},
	},
};

/** The body with its fields where they belong; what is not known is refused, or lost as the real system loses it. */
export function readFields(
	world: World,
	body: Record<string, unknown>,
	fields: Fields,
): Record<string, unknown> {
	const { options } = world;
	const kept =
		options.misplacedFields === 'lost'
			? Object.fromEntries(Object.entries(body).filter(([name]) => Object.hasOwn(fields, name)))
			: body;
	const contact = kept.contact;
	const trimmed =
		options.misplacedFields === 'lost' && isRecord(contact)
			? {
					...kept,
					contact: Object.fromEntries(
						Object.entries(contact).filter(([name]) => Object.hasOwn(CONTACT, name)),
					),
				}
			: kept;
	const complaint = checkFields(trimmed, fields);
	if (complaint) throw badField(options, complaint);
	for (const name of Object.keys(isRecord(body.properties) ? body.properties : {})) {
		if (name === '' || name.length > 255)
			throw badField(options, { path: `properties.${name.slice(0, 20)}`, reason: 'value' });
	}
	return trimmed;
}

export function checkEmail({ options }: World, email: unknown): string {
	if (typeof email !== 'string' || email.trim() === '')
		throw refusal(options, 'No email specified');
	const [local = '', domain] = email.trim().split('@');
	const isValid = /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim());
	if (!isValid || !domain || local.length > 64 || email.trim().length > 254)
		throw refusal(options, 'Invalid email');
	return email.trim().toLowerCase();
}

type Body = Record<string, never> & { [name: string]: unknown };

/** What a checked body changes on a contact; `isNew` decides the status of those whom nobody asked (contracts/salesmanago.md 0.7). */
export function apply(world: World, stored: StoredContact, given: Record<string, unknown>): void {
	const { options, now } = world;
	const body = given as Body;
	const isKept = (value: unknown): boolean => value !== '' || options.emptyText === 'clears';
	const contact = (body.contact ?? {}) as Record<string, unknown>;
	for (const [name, value] of Object.entries(contact)) {
		if (name === 'email' || !isKept(value)) continue;
		if (name === 'address') {
			for (const [part, entry] of Object.entries(value as Record<string, string>))
				if (isKept(entry)) stored.address[part] = entry;
		} else Object.assign(stored, { [name]: value });
	}
	for (const name of ['birthday', 'province', 'lang'] as const) {
		if (body[name] !== undefined && isKept(body[name]))
			Object.assign(stored, { [name]: body[name] });
	}
	if (typeof body.newEmail === 'string' && body.newEmail !== '')
		stored.email = checkEmail(world, body.newEmail);
	applyConsents(world, stored, body);
	for (const [name, value] of Object.entries((body.properties ?? {}) as Record<string, string>))
		if (isKept(value)) stored.properties[name] = value;
	for (const { name, type, value } of (body.dictionaryProperties ?? []) as Array<{
		name: string;
		type: string;
		value: unknown;
	}>)
		stored.dictionaryProperties[name] = { type, value };
	const tags = new Set(stored.tags);
	for (const tag of (body.tags ?? []) as string[]) tags.add(tag.toUpperCase());
	for (const tag of (body.removeTags ?? []) as string[]) tags.delete(tag.toUpperCase());
	stored.tags = [...tags];
	stored.modifiedOn = now();
}

function applyConsents(world: World, stored: StoredContact, body: Body): void {
	const { options, state } = world;
	if ((body.forceOptIn && body.forceOptOut) || (body.forcePhoneOptIn && body.forcePhoneOptOut))
		throw refusal(options, 'Contradictory opt-in flags');
	if (body.forceOptIn) stored.optedOut = false;
	if (body.forceOptOut) stored.optedOut = true;
	if (body.forcePhoneOptIn) stored.optedOutPhone = false;
	if (body.forcePhoneOptOut) stored.optedOutPhone = true;
	if (body.useApiDoubleOptIn) state.doubleOptInMails += 1;
	for (const { consentName, consentAccept } of (body.consentDetails ?? []) as Array<{
		consentName: string;
		consentAccept: boolean;
	}>) {
		if (!options.consentNames.includes(consentName))
			throw refusal(options, 'Consent does not exist');
		stored.consents[consentName] = consentAccept;
	}
}

export function newContact(world: World, email: string, owner: string): StoredContact {
	return {
		contactId: world.contactId(),
		email,
		owner,
		address: {},
		tags: [],
		properties: {},
		dictionaryProperties: {},
		optedOut: true,
		optedOutPhone: true,
		consents: {},
		notes: [],
		events: [],
		createdOn: world.now(),
		modifiedOn: world.now(),
		history: [],
	};
}
