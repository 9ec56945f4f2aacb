import {
	createKeyReading,
	keyKindOf,
	shapeOf,
} from '../../../nodes/shared/connectors/hubspot/keys';
import { labelOfType, typeIdOf } from '../../../nodes/shared/connectors/hubspot/objects';
import { addressesOf } from '../../../nodes/shared/connectors/hubspot/records';
import { canBeSearched, WrittenKeys } from '../../../nodes/shared/connectors/hubspot/search';
import { context, of, stored } from './samples';

describe('keys', () => {
	it.each([
		['email', 'email', { shape: 'email', label: 'EMAIL', identifies: true }],
		['phone', 'phone', { shape: 'phone', label: 'PHONE' }],
		['note', 'text', undefined],
		['score', 'exact', undefined],
		['agrees', 'exact', undefined],
	])('%s is compared as %s', (name, kind, shape) => {
		expect(keyKindOf(of(name))).toBe(kind);
		expect(shapeOf(of(name))).toEqual(shape);
		expect(shapeOf(undefined)).toBeUndefined();
	});

	it.each([
		['email', 'Ada@example.com', 'ada@example.com', ['Ada@example.com']],
		['score', '5.0', '5', ['5']],
		['agrees', 'Apple', 'a', ['a']],
		['score', 'many', 'NaN', ['many']],
	])('%s %j is compared as %j and asked for as %j', (name, value, compared, asked) => {
		const reading = createKeyReading(of(name), context);
		const key = { values: { [name]: value }, id: 'x' };
		expect([reading.of(key), reading.askedFor(key)]).toEqual([compared, asked]);
	});

	it('a key that was written otherwise is asked for as it came, too', () => {
		const reading = createKeyReading(of('email'), context);
		const key = { values: { email: 'a@b.c' }, asGiven: { email: 'a @b.c' }, id: 'x' };
		expect(reading.askedFor(key)).toEqual(['a@b.c', 'a @b.c']);
		expect(reading.askedFor({ values: { email: '' }, id: 'x' })).toEqual([]);
	});

	it('a contact has several addresses, another property one value or none', () => {
		const record = stored({ email: 'A@b.c', hs_additional_emails: ' x@y.z ;;', score: '5' });
		expect(addressesOf(record)).toEqual(['a@b.c', 'x@y.z']);
		expect(createKeyReading(of('email'), context).storedIn(record)).toEqual(['a@b.c', 'x@y.z']);
		expect(createKeyReading(of('score'), context).storedIn(record)).toEqual(['5']);
		expect(createKeyReading(of('phone'), context).storedIn(record)).toEqual([]);
	});

	it('1,000 signs can be searched for, and no more', () => {
		expect([canBeSearched('x'.repeat(1000)), canBeSearched('x'.repeat(1001))]).toEqual([
			true,
			false,
		]);
	});

	it('what this run wrote is known by its key, and looked for once more if it is new', () => {
		const written = new WrittenKeys((value) => String(value).toLowerCase());
		written.note('Lee', '1', true);
		written.note('LEE', '2', false);
		written.note('Kim', '3', false);
		written.note('', '4', true);
		expect([...written.of('lee')]).toEqual(['1', '2']);
		expect([...written.of('nobody'), ...written.of('')]).toEqual([]);
		expect([written.isToCheck('lEE'), written.isToCheck('Lee'), written.isToCheck('Kim')]).toEqual([
			true,
			false,
			false,
		]);
	});
});

describe('kinds of objects', () => {
	it.each([
		['contacts', '0-1'],
		[' Contact ', '0-1'],
		['DEALS', '0-3'],
		['ticket', '0-5'],
		['deal', '0-3'],
		['companies', '0-2'],
		['company', 'company'],
		['2-1234567', '2-1234567'],
		['', ''],
	])('%j is %j', (typed, id) => {
		expect(typeIdOf(typed)).toBe(id);
	});

	it.each(['../x', 'a b', 'a/b', '_x', 'x'.repeat(101)])('%j is none', (typed) => {
		expect(() => typeIdOf(typed)).toThrow(
			expect.objectContaining({
				kind: 'input',
				message: 'This is not the name of an object of HubSpot',
				hint: 'Choose one from the list; a name looks like tickets, an ID like 2-1234567.',
			}),
		);
	});

	it('have labels, as far as HubSpot has them everywhere', () => {
		expect(['0-1', '0-5', '2-7'].map(labelOfType)).toEqual(['Contacts', 'Tickets', '2-7']);
	});
});
