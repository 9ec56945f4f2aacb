import type { DirectoryKey } from '../../../nodes/shared/connectors/qualtrics/bulk/bulkFields';
import { createDirectoryBulkTarget } from '../../../nodes/shared/connectors/qualtrics/bulk/bulkTarget';
import { fakeQualtrics, result } from './fakeQualtrics';

const POOL = '/directories/POOL_1';
const CONTACT = { id: 'CID_1', contactId: 'CID_1', email: 'Ann@Example.com', extRef: 'CRM-1a' };
const only = result({ elements: [CONTACT], nextPage: null });

const { qualtrics } = fakeQualtrics({
	[`POST ${POOL}/contacts/search`]: only,
	[`GET ${POOL}/contacts/CID_1`]: result(CONTACT),
	[`GET ${POOL}/mailinglists/CG_1/contacts`]: only,
});

describe.each([
	['searched for', {}],
	['among the members of a list', { lookUpIn: { mailingListId: 'CG_1' } }],
])('a contact of a file, %s', (_name, where) => {
	it.each<[DirectoryKey, string, number]>([
		['email', 'Ann@Example.com', 1],
		['email', ' ann@example.COM ', 1],
		['email', 'ann@example.co', 0],
		['extRef', 'CRM-1a', 1],
		['extRef', 'crm-1A', 1],
		['extRef', 'CRM-1', 0],
		['contactId', 'CID_1', 1],
		['contactId', 'cid_1', 0],
	])('by %s "%s" is found %i times', async (key, wanted, times) => {
		const options = { directoryId: 'POOL_1', key, fields: [], ...where };
		const [found] = await createDirectoryBulkTarget(qualtrics, options).find!([wanted], []);
		expect(found).toHaveLength(times);
	});
});
