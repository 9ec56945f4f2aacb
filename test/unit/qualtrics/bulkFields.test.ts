import fc from 'fast-check';
import { fieldId } from '../../../nodes/shared/bulk';
import {
	bulkFields,
	DIRECTORY_KEYS,
	inputOf,
	keyOfContact,
	valueOfContact,
	valuesOfContact,
} from '../../../nodes/shared/connectors/qualtrics/bulk/bulkFields';
import type { Contact } from '../../../nodes/shared/connectors/qualtrics/contactShapes';
import { STANDARD_CONTACT_FIELDS } from '../../../nodes/shared/connectors/qualtrics/contactFields';

const embedded = (name: string) => ({ name, label: name, kind: 'embedded' as const });

describe('what a file may change on contacts of XM Directory', () => {
	const fields = bulkFields(
		[...STANDARD_CONTACT_FIELDS, embedded('plan'), embedded('Email')],
		['tier', 'plan'],
	);

	it.each([
		['email', 'email'],
		['firstName', 'text'],
		['lastName', 'text'],
		['phone', 'phone'],
		['extRef', 'text'],
		['language', 'text'],
		['unsubscribed', 'boolean'],
		['embeddedData.plan', 'text'],
		['embeddedData.Email', 'text'],
	])('%s is read as %s', (id, kind) => {
		expect(fields.find((field) => fieldId(field) === id)?.type).toEqual({ kind });
	});

	it('standard fields, the opt-out as a consent, embedded data once each', () => {
		expect(fields.map((field) => `${field.name} = ${fieldId(field)}`)).toEqual([
			'Email = email',
			'First Name = firstName',
			'Last Name = lastName',
			'Phone = phone',
			'External Data Reference = extRef',
			'Language = language',
			'Unsubscribed = unsubscribed',
			'plan = embeddedData.plan',
			'embeddedData.Email = embeddedData.Email',
			'tier = embeddedData.tier',
		]);
		expect(fields.filter(({ isConsent }) => isConsent)).toEqual([
			expect.objectContaining({ id: 'unsubscribed', optOutValue: true, isRequired: true }),
		]);
	});
});

it('its rows are found by one of three keys, which are named as in Qualtrics, the address first', () => {
	expect(DIRECTORY_KEYS.map(({ id, name }) => [id, name])).toEqual([
		['email', 'Email'],
		['extRef', 'External Data Reference'],
		['contactId', 'Contact ID'],
	]);
});

describe('values of a contact', () => {
	const contact = {
		id: 'CID_1',
		email: 'ann@example.com',
		embeddedData: { plan: 'gold', toString: 'own' },
	};

	it.each([
		['email', 'ann@example.com'],
		['firstName', null],
		['unsubscribed', false],
		['embeddedData.plan', 'gold'],
		['embeddedData.toString', 'own'],
		['embeddedData.constructor', null],
	])('%s is %j', (id, value) => expect(valueOfContact(contact, id)).toEqual(value));

	it.each([
		['email', 'ann@example.com'],
		['extRef', ''],
		['contactId', 'CID_1'],
	] as const)('its key %s is "%s"', (key, value) => expect(keyOfContact(contact, key)).toBe(value));

	it('an opt-out that is told counts', () =>
		expect(valueOfContact({ id: 'CID_1', directoryUnsubscribed: true }, 'unsubscribed')).toBe(
			true,
		));
});

it('what is sent holds exactly the fields that change, an empty one as an empty text', () => {
	const ids = ['email', 'firstName', 'embeddedData.plan', 'embeddedData.__proto__', 'unsubscribed'];
	fc.assert(
		fc.property(
			fc.uniqueArray(fc.constantFrom(...ids)),
			fc.array(fc.option(fc.string({ minLength: 1 })), { minLength: ids.length }),
			fc.boolean(),
			(chosen, texts, isOut) => {
				const changes = chosen.map((field, index) => ({
					field,
					to: field === 'unsubscribed' ? isOut : texts[index],
				}));
				const { embeddedData = {}, unsubscribed, ...standard } = inputOf(changes);
				const contact = {
					...standard,
					id: 'CID_1',
					embeddedData: embeddedData as Record<string, string>,
					...(unsubscribed !== undefined && { directoryUnsubscribed: unsubscribed }),
				};
				const values = valuesOfContact(contact as Contact, chosen);
				for (const { field, to } of changes) expect(values[field]).toBe(to ?? '');
				const sent = Object.keys(standard).length + Object.keys(embeddedData).length;
				expect(sent + (unsubscribed === undefined ? 0 : 1)).toBe(chosen.length);
			},
		),
	);
});
