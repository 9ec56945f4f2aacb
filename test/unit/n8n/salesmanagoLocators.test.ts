import { contactFieldOf } from '../../../nodes/shared/n8n/salesmanagoLocators';

it.each([
	['zipCode', 'list', 'zipCode'],
	['Zip Code', undefined, 'zipCode'],
	['email', 'detail', 'details.email'],
	[' last store ', 'detail', 'details.last store'],
	['answered', 'dateDetail', 'dateDetails.answered'],
	['nps', 'numberDetail', 'numberDetails.nps'],
	['anything else', undefined, 'details.anything else'],
	['  ', 'detail', ''],
	['', 'list', ''],
])('N24 the row "%s" in the mode %s fills %s', (name, mode, field) => {
	expect(contactFieldOf(name, mode)).toBe(field);
});
