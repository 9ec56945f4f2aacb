import { readCard } from '../../../nodes/shared/connectors/salesmanago/cards';

it('a card has every field that it shows', () => {
	const texts = {
		email: 'a@b.c',
		name: 'Jan',
		phone: '+420',
		fax: '+421',
		company: 'X',
		state: 'CUSTOMER',
		externalId: 'C1',
		province: 'Brno',
		lang: 'CS',
	};
	const address = { streetAddress: 'Main 1', zipCode: '602 00', city: 'Brno', country: 'CZ' };
	expect(readCard({ id: 'c1', ...texts, address })).toMatchObject({ ...texts, address });
});

it.each(['consents', 'consentDetails'])(
	'of %s, those that have a name and were answered are shown',
	(field) => {
		const card = readCard({
			id: 'c1',
			[field]: [
				{ consentName: 'News', consentAccept: true },
				{ name: 'Calls', accepted: false },
				{ consentAccept: true },
				{ consentName: 'Never asked' },
			],
		});
		expect(card?.consents).toStrictEqual({ News: true, Calls: false });
	},
);
