import { readCard } from '../../../nodes/shared/connectors/salesmanago/cards';
import {
	detailDate,
	isAsSent,
	isOftenHidden,
	presentStatus,
	readBirthday,
	readConsent,
	readEmail,
	sameValue,
	sentText,
	shapeOf,
	tagName,
	valuesOf,
} from '../../../nodes/shared/connectors/salesmanago/contactValues';

describe('cards in both of their shapes', () => {
	it('as recorded', () => {
		expect(
			readCard({
				id: 'c1',
				email: 'jan@example.com',
				name: null,
				address: { city: 'Praha', zipCode: null },
				birthdayYear: 1985,
				birthdayMonth: 1,
				birthdayDay: 31,
				optedOut: false,
				optedOutPhone: true,
				contactTags: [{ tag: 'VIP' }, { tagName: 'OLD' }, { name: 'X' }, {}],
				contactExtEvents: [{ externalId: 'e1' }, { externalId: null }],
				contactNotes: [{ id: 7, note: 'hello', other: ' ' }],
				properties: [{ name: 'nps', value: 9 }, { value: 'nameless' }],
			}),
		).toEqual({
			id: 'c1',
			email: 'jan@example.com',
			address: { city: 'Praha' },
			birthday: '19850131',
			optedOut: false,
			optedOutPhone: true,
			tags: ['VIP', 'OLD', 'X'],
			eventIds: ['e1'],
			notes: ['hello'],
			details: { nps: '9' },
			consents: {},
		});
	});

	it('as some documents have them', () => {
		expect(
			readCard({
				contactId: 'c1',
				id: 'other',
				birthday: '0131',
				tags: ['VIP', 'VIP', ''],
				events: [{ externalId: 'e1' }],
				contactEvents: [{ externalId: 'e2' }],
				notes: ['hello', ' ', 7],
				properties: { nps: '9', '': 'nameless' },
				consents: [
					{ consentName: 'News', consentAccept: true },
					{ name: 'Calls', accepted: false },
					{ name: 'Odd', accepted: 'yes' },
					{ accepted: true },
				],
			}),
		).toMatchObject({
			id: 'c1',
			birthday: '0131',
			tags: ['VIP'],
			eventIds: ['e2', 'e1'],
			notes: ['hello'],
			details: { nps: '9' },
			consents: { News: true, Calls: false },
		});
	});

	it('one that shows next to nothing', () => {
		expect(readCard({ id: 'c1', tags: 'VIP', notes: 'x', address: 'x', optedOut: null })).toEqual({
			id: 'c1',
			address: {},
			tags: [],
			eventIds: [],
			notes: [],
			details: {},
			consents: {},
		});
		expect(readCard({ email: 'jan@example.com' })).toBeUndefined();
		expect(
			readCard({ id: 'c', consentDetails: [{ name: 'N', accepted: true }] })?.consents,
		).toEqual({
			N: true,
		});
	});

	it.each([
		[{ birthdayMonth: 1, birthdayDay: 31 }, '0131'],
		[{ birthdayMonth: 12, birthdayDay: 1, birthdayYear: 1985 }, '19851201'],
		[{ birthdayMonth: 1 }, undefined],
		[{ birthdayDay: 1 }, undefined],
	])('a birthday of %j is %s', (raw, birthday) => {
		expect(readCard({ id: 'c', ...raw })?.birthday).toBe(birthday);
	});
});

describe('values of a card', () => {
	it('under their fields: details in each of their kinds, tags, consents', () => {
		const card = readCard({
			id: 'c1',
			name: 'Jan',
			address: { city: 'Praha' },
			tags: ['my tag'],
			properties: { nps: '9' },
			consents: [
				{ name: 'News', accepted: true },
				{ name: 'Calls', accepted: false },
			],
			optedOutPhone: false,
		})!;
		expect(valuesOf(card)).toMatchObject({
			contactId: 'c1',
			name: 'Jan',
			city: 'Praha',
			'details.nps': '9',
			'dateDetails.nps': '9',
			'numberDetails.nps': '9',
			'tags.MY_TAG': true,
			'consents.News': 'optIn',
			'consents.Calls': 'optOut',
			phoneStatus: 'optIn',
		});
		expect(valuesOf({ ...card, optedOutPhone: true }).phoneStatus).toBe('optOut');
		const { optedOutPhone: _none, ...without } = card;
		expect(Object.keys(valuesOf(without))).not.toContain('phoneStatus');
	});

	it.each([
		[true, 'optedOut'],
		[false, 'optedIn'],
		[undefined, 'unknown'],
	])('optedOut %s: %s', (optedOut, status) => {
		expect(presentStatus(readCard({ id: 'c', optedOut })!)).toBe(status);
	});

	it.each([
		['optIn', { status: 'optIn' }],
		['yes', undefined],
		[
			{ status: 'optOut', at: 7 },
			{ status: 'optOut', at: 7 },
		],
		[{ status: 'optIn', at: Number.NaN }, { status: 'optIn' }],
		[{ status: 'optIn', at: '7' }, { status: 'optIn' }],
		[{ at: 7 }, undefined],
		[null, undefined],
	])('the consent %j', (value, consent) => {
		expect(readConsent(value)).toEqual(consent);
	});

	it('tags have no blanks and no small letters', () => {
		expect(tagName('  my  new tag ')).toBe('MY_NEW_TAG');
	});
});

describe('what SALESmanago takes', () => {
	it.each([
		[' Jan@Example.COM ', 'jan@example.com'],
		[`${'a'.repeat(64)}@example.com`, `${'a'.repeat(64)}@example.com`],
		[`a@${'b'.repeat(248)}.com`, `a@${'b'.repeat(248)}.com`],
	])('the address %j', (given, email) => {
		expect(readEmail(given)).toBe(email);
	});

	it.each([
		...['', null, 'jan', 'jan@example', 'jan@@example.com', 'ja n@example.com', 'a@b.c d'],
		`${'a'.repeat(65)}@example.com`,
		`a@${'b'.repeat(249)}.com`,
	])('not the address %j', (given) => {
		expect(readEmail(given)).toMatchObject({
			kind: 'input',
			message: 'The e-mail address of the contact is missing or not valid',
			hint: 'SALESmanago knows contacts by their address: one @, at most 64 characters before it and 254 in all.',
		});
	});

	it.each([
		['1985-01-31', '19850131'],
		[' 1985-01-31T00:00:00Z ', '19850131'],
		['19850131', '19850131'],
		['0131', '0131'],
		['--01-31', '0131'],
		['1985-13-01', undefined],
		['1985-00-10', undefined],
		['1985-12-32', undefined],
		['1985-12-00', undefined],
		['1985-1-31', undefined],
		['x1985-01-31', undefined],
		['1985-01-31x', undefined],
		['850131', undefined],
		['', undefined],
	])('the birthday %j as %s', (given, birthday) => {
		expect(readBirthday(given)).toBe(birthday);
	});

	it.each([
		['1736506800000', 1_736_506_800_000],
		[1_736_506_800_000, 1_736_506_800_000],
		['100000000000', 100_000_000_000],
		['2025-01-10T11:00:00Z', 1_736_506_800_000],
		['2025-01-10T11:00:00', 1_736_506_800_000],
		['soon', undefined],
		['12345678901', undefined],
	])('the date %j as %s', (given, ms) => {
		expect(detailDate(given)).toBe(ms);
	});

	it.each([
		['birthday', '1985-01-31', '19850131'],
		['birthday', 'soon', 'soon'],
		['email', ' Jan@Example.com', 'jan@example.com'],
		['state', 'prospect', 'PROSPECT'],
		['name', ' Jan ', 'Jan'],
		['lang', 'cs', 'cs'],
	])('%s %j is sent as %j', (field, value, sent) => {
		expect(sentText(field, value)).toBe(sent);
	});

	it.each([
		['phone', 'Phone'],
		['fax', 'Fax'],
	])('%s is meant for phone numbers', (field, label) => {
		expect(shapeOf(field)).toEqual({ shape: 'phone', label });
		expect(shapeOf('name')).toBeUndefined();
	});
});

describe('what SALESmanago stores as the same', () => {
	const long = 'x'.repeat(300);
	it.each([
		['tags.VIP', true, 'TRUE ', true],
		['tags.VIP', undefined, false, true],
		['tags.VIP', true, false, false],
		['phoneStatus', 'optIn', { status: 'optIn', at: 7 }, true],
		['consents.News', 'optIn', 'optOut', false],
		['consents.News', undefined, 'optOut', false],
		['details.a', 'x'.repeat(255), long, true],
		['details.a', long, long, false],
		['details.a', '9', 9, true],
		['details.a', 'a', 'A', false],
		['dateDetails.a', '1736506800000', '2025-01-10T11:00:00Z', true],
		['dateDetails.a', '1736506800000', '2025-01-10T11:00:01Z', false],
		['dateDetails.a', 'soon', 'soon', false],
		['numberDetails.a', '9', '9.0', true],
		['numberDetails.a', '9', '8', false],
		['numberDetails.a', 'x', 'x', false],
		['email', 'JAN@example.com', 'jan@example.com', true],
		['state', 'prospect', 'PROSPECT', true],
		['lang', 'CS', 'cs', true],
		['name', 'Jan', 'jan', false],
		['name', 'Jan', ' Jan ', true],
		['birthday', '19850131', '1985-01-31', true],
		['name', null, '', true],
	])('%s: %j and %j: %s', (field, from, to, same) => {
		expect(sameValue(field, from, to)).toBe(same);
	});

	it.each([
		['lang', true],
		['province', true],
		['dateDetails.a', true],
		['numberDetails.a', true],
		['details.a', false],
		['name', false],
	])('%s is often hidden: %s', (field, hidden) => {
		expect(isOftenHidden(field)).toBe(hidden);
	});

	it.each([
		['name', 'Jan', 'Jan', true],
		['name', ' Jan\u200b', 'Jan', true],
		['details.a', 'two  words', 'two words', true],
		['name', 'Eva', 'Jan', false],
		['name', undefined, 'Jan', false],
		['lang', undefined, 'CS', 'unknown'],
		['lang', 'EN', 'CS', false],
		['dateDetails.a', '', '2025-01-10', 'unknown'],
		['consents.News', undefined, 'optIn', 'unknown'],
		['consents.News', 'optOut', 'optIn', false],
		['consents.News', 'optIn', 'optIn', true],
		['phoneStatus', undefined, 'optIn', 'unknown'],
		['phoneStatus', 'optOut', 'optIn', false],
		['tags.VIP', undefined, true, false],
		['tags.VIP', undefined, false, true],
	])('LC18 %s reads %j, %j was sent: as sent %s', (field, shown, to, asSent) => {
		expect(isAsSent(field, shown, to)).toBe(asSent);
	});
});
