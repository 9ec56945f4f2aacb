import { fieldId } from '../../../nodes/shared/bulk';
import {
	bulkFields,
	bulkValuesOf,
} from '../../../nodes/shared/connectors/salesmanago/bulk/bulkFields';
import { readCard } from '../../../nodes/shared/connectors/salesmanago/cards';

describe('what a file may change on contacts of SALESmanago', () => {
	const fields = bulkFields(
		[
			{ name: 'plan', kind: 'text' },
			{ name: 'Email', kind: 'text' },
			{ name: 'score', kind: 'number' },
			{ name: 'visit', kind: 'date' },
		],
		['vip', 'VIP', 'my tag'],
	);
	const byId = new Map(fields.map((field) => [fieldId(field), field]));

	it('nothing of it may be emptied', () => {
		expect(fields.every(({ isRequired }) => isRequired)).toBe(true);
	});

	it.each([
		['details.plan', 'plan', 'text'],
		['details.Email', 'details.Email', 'text'],
		['numberDetails.score', 'score', 'number'],
		['dateDetails.visit', 'visit', 'date'],
		['tags.VIP', 'Tag VIP', 'boolean'],
		['tags.MY_TAG', 'Tag MY_TAG', 'boolean'],
		['state', 'State', 'code'],
		['birthday', 'Birthday', 'date'],
	])('%s is named %s and holds a %s', (id, name, kind) =>
		expect(byId.get(id)).toMatchObject({ name, type: { kind } }),
	);

	it('names stand once each, and the opt-outs are consents', () => {
		const names = fields.map(({ name }) => name.toLowerCase());
		expect(new Set(names).size).toBe(names.length);
		const consents = fields.filter(({ isConsent }) => isConsent);
		expect(consents.map((field) => [fieldId(field), field.optOutValue])).toEqual([
			['optedOut', true],
			['optedOutPhone', true],
		]);
	});
});

describe('values of a card', () => {
	const card = readCard({
		contactId: 'c1',
		email: 'ann@example.com',
		birthday: '19850131',
		optedOut: true,
		tags: [{ tag: 'VIP' }],
		properties: [
			{ name: 'plan', value: 'gold' },
			{ name: 'visit', value: Date.UTC(2026, 0, 31, 10) },
			{ name: 'odd', value: 'no date' },
		],
	})!;

	it.each([
		['email', 'ann@example.com'],
		['name', null],
		['birthday', '1985-01-31'],
		['optedOut', true],
		['optedOutPhone', null],
		['tags.VIP', true],
		['tags.OLD', false],
		['details.plan', 'gold'],
		['details.none', null],
		['details.constructor', null],
		['dateDetails.visit', '2026-01-31'],
		['dateDetails.odd', 'no date'],
	])('%s is %j', (id, value) => expect(bulkValuesOf(card, [id])).toEqual({ [id]: value }));

	it('a birthday without its year stays as it is', () => {
		const [month, day] = [1, 31];
		const other = readCard({ contactId: 'c2', birthdayMonth: month, birthdayDay: day })!;
		expect(bulkValuesOf(other, ['birthday'])).toEqual({ birthday: '0131' });
	});
});
