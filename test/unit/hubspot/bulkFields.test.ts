import {
	bulkFields,
	bulkKeys,
	matchingFor,
	readable,
	writable,
} from '../../../nodes/shared/connectors/hubspot/bulkFields';
import { createHubSpot } from '../../../nodes/shared/connectors/hubspot/client';
import type { Property } from '../../../nodes/shared/connectors/hubspot/properties';
import { withMissing } from '../../../nodes/shared/connectors/hubspot/newProperties';
import { fakeSystem } from '../http/fakeSystem';
import { property } from './samples';

const options = [
	{ value: 'a', label: 'Apple', isHidden: false },
	{ value: 'b', label: 'Bread', isHidden: true },
];
const propertiesOf = (...all: Property[]) => ({
	all,
	byName: new Map(all.map((one) => [one.name, one])),
});
const fieldsOf = (one: Property, consents: string[] = []) =>
	bulkFields(propertiesOf(one), 'Europe/Paris', consents);

describe('the properties that a file may change', () => {
	const codes = [
		{ code: 'a', label: 'Apple' },
		{ code: 'b', label: 'Bread', isHidden: true },
	];
	it.each<[Property, object | undefined]>([
		[property('email', 'text'), { kind: 'email', maxLength: 65_536 }],
		[property('x', 'text', { isPhone: true }), { kind: 'phone', maxLength: 65_536 }],
		[property('x', 'text'), { kind: 'text', maxLength: 65_536 }],
		[property('x', 'number'), { kind: 'number' }],
		[property('x', 'boolean'), { kind: 'boolean' }],
		[property('x', 'date'), { kind: 'date' }],
		[property('x', 'dateTime'), { kind: 'dateTime', timeZone: 'Europe/Paris' }],
		[property('x', 'choice', { options }), { kind: 'code', codes, acceptsLabels: true }],
		[property('x', 'choice', { options, isOpen: true }), { kind: 'text' }],
		[property('x', 'choices', { options }), { kind: 'codes', codes, acceptsLabels: true }],
		[property('x', 'choices', { options, isOpen: true }), undefined],
		[
			property('x', 'choices', { options: [{ value: 'a;b', label: 'x', isHidden: false }] }),
			undefined,
		],
		[
			property('x', 'choices', { options: [{ value: 'a,b', label: 'x', isHidden: false }] }),
			undefined,
		],
		[property('x', 'other'), undefined],
		[property('x', 'text', { isHidden: true }), undefined],
		[property('x', 'text', { isReadOnly: true }), undefined],
	])('%#: %j', (one, type) => {
		expect(fieldsOf(one)).toEqual(type ? [{ name: one.label, id: one.name, type }] : []);
	});

	it('labels that several have are told apart by the name', () => {
		const all = [property('a', 'date', { label: 'Day' }), property('b', 'date', { label: 'DAY' })];
		const names = bulkFields(propertiesOf(...all), 'UTC', []).map(({ name }) => name);
		expect(names).toEqual(['Day (a)', 'DAY (b)']);
	});

	it.each([
		['hs_legal_basis', [], { isConsent: true, optOutValue: false }],
		['news', ['news'], { isConsent: true, optOutValue: false }],
		['do_not_mail', ['do_not_mail'], { isConsent: true, optOutValue: true }],
		['donot', ['donot'], { isConsent: true, optOutValue: true }],
		['unsubscribed', ['unsubscribed'], { isConsent: true, optOutValue: true }],
		['news_opted_out', ['news_opted_out'], { isConsent: true, optOutValue: true }],
		['notes', ['notes'], { isConsent: true, optOutValue: false }],
		['news', [], {}],
	])('%s, said to be a consent: %j', (name, consents, wanted) => {
		const [{ name: _name, id: _id, type: _type, ...rest }] = fieldsOf(
			property(name, 'boolean'),
			consents,
		);
		expect(rest).toEqual(wanted);
	});

	it('keys: the address of contacts first, then unique ones, the ID, and what can be searched', () => {
		const all = [
			property('city', 'text'),
			property('number', 'number', { isUnique: true }),
			property('email', 'text'),
			property('agreed', 'boolean'),
		];
		expect(bulkKeys(propertiesOf(...all), '0-1').map(({ id, kind }) => `${id} ${kind}`)).toEqual([
			'email email',
			'number exact',
			'hs_object_id exact',
			'city text',
		]);
		expect(bulkKeys(propertiesOf(...all), '0-1')[2].name).toBe('Record ID');
		expect(bulkKeys(propertiesOf(...all), '0-2').map(({ id }) => id)).toEqual([
			'number',
			'hs_object_id',
			'city',
			'email',
		]);
		const by = ['email', 'number', 'city', 'hs_object_id', 'gone'].map(
			(id) => matchingFor(id, '0-1', propertiesOf(...all)).by,
		);
		expect(by).toEqual(['unique', 'unique', 'search', 'id', 'id']);
		expect(matchingFor('email', '0-2', propertiesOf(...all)).by).toBe('search');
	});

	it.each([
		['number', '5.50', 5.5],
		['number', 'many', 'many'],
		['boolean', 'true', true],
		['boolean', 'false', false],
		['boolean', 'yes', 'yes'],
		['choices', 'a;b', 'a,b'],
		['date', '1772236800000', '2026-02-28'],
		['dateTime', '2026-02-28T12:00:00Z', '2026-02-28T12:00:00.000Z'],
		['text', '5', '5'],
		['text', '', null],
		['number', null, null],
	] as const)('a cell of %s %j is %j', (kind, stored, cell) => {
		expect(readable(property('x', kind), stored)).toBe(cell);
		expect(readable(undefined, stored)).toBeNull();
	});

	it.each([
		['choices', 'a,b;c', ['a', 'b', 'c']],
		['choices', null, null],
		['text', 'a,b', 'a,b'],
	] as const)('and back: %s %j is %j', (kind, cell, value) => {
		expect(writable(property('x', kind), cell)).toEqual(value);
	});
});

describe('properties that are missing', () => {
	const account = (create: { status: number }) => {
		const system = fakeSystem(({ method }) =>
			method === 'POST'
				? { ...create, body: {} }
				: {
						body: {
							results: [{ name: 'email', label: 'Email', type: 'string', groupName: 'info' }],
						},
					},
		);
		return { system, hubspot: createHubSpot(system.runtime) };
	};

	it('are taken for texts, and created once when that is asked for', async () => {
		const { system, hubspot } = account({ status: 201 });
		const { properties, missing, create } = await withMissing(hubspot, '0-1', ['email', 'plan']);
		expect([missing, properties.byName.get('plan')?.kind]).toEqual([['plan'], 'text']);
		expect(system.requests.map(({ method }) => method)).toEqual(['GET']);
		await create();
		await create();
		const sent = system.requests.filter(({ method }) => method === 'POST');
		expect(sent.map(({ body }) => body)).toEqual([
			{ type: 'string', fieldType: 'text', name: 'plan', label: 'plan', groupName: 'info' },
		]);
	});

	it.each([
		[409, undefined],
		[403, 'The credential may not use the new property'],
	])('a creation that is answered %i', async (status, message) => {
		const { create } = await withMissing(account({ status }).hubspot, '0-1', ['plan']);
		if (message === undefined) await expect(create()).resolves.toBeUndefined();
		else await expect(create()).rejects.toThrow(message);
	});

	it.each(['Plan', '1plan', 'my plan', 'x'.repeat(101)])('%j is no name for one', async (name) => {
		await expect(
			withMissing(account({ status: 201 }).hubspot, '0-1', [name]),
		).rejects.toMatchObject({
			kind: 'input',
			message: `HubSpot cannot have a property "${name}"`,
			hint: 'A name has small letters, digits and underscores, a letter first.',
		});
	});
});
