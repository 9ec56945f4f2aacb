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
