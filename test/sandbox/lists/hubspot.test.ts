import { hubspotLists } from '../../../nodes/shared/n8n/hubspotLocators';
import { startHubSpotSandbox, type HubSpotSandbox } from '../hubspot';
import { chosen, entriesOf, type Account, type Asking } from './editor';

let sandbox: HubSpotSandbox;
beforeAll(async () => {
	sandbox = await startHubSpotSandbox();
	sandbox.addList('Happy');
	sandbox.addList('Companies of it', { objectTypeId: '0-2' });
});
afterAll(async () => await sandbox.close());

type List = keyof typeof hubspotLists;

const entries = async (list: List, { parameters, ...asking }: Asking = {}) => {
	const account: Account = {
		type: 'hubspotCrmOAuth2Api',
		data: { clientId: 'x', clientSecret: 'x', baseUrl: sandbox.url },
		authenticate: { Authorization: `Bearer ${sandbox.token}` },
	};
	return await entriesOf(account, hubspotLists[list], {
		...asking,
		parameters: { hubspotAuthentication: 'oAuth2', object: chosen('0-1'), ...parameters },
	});
};

describe('the kinds of objects and what they hold', () => {
	it('kinds stand with the name of many, and are stored by the ID of their type', async () => {
		expect(await entries('searchHubSpotObjects')).toEqual([
			['Contacts', '0-1'],
			['Companies', '0-2'],
			['Deals', '0-3'],
			['Tickets', '0-5'],
			['Pets', '2-1234567'],
		]);
	});

	it.each([
		['Birthday (birthday) · date · contactinformation', 'birthday'],
		['Email (email) · contactinformation', 'email'],
		['Interests (interests) · choices · contactinformation', 'interests'],
		['Last Survey (last_survey) · date and time · survey', 'last_survey'],
		['NPS Group (nps_group) · choice · survey', 'nps_group'],
		['NPS Score (nps_score) · number · survey', 'nps_score'],
		['VIP (vip) · yes or no · contactinformation', 'vip'],
	])('a property stands with its name, kind and group: %s', async (name, value) => {
		expect(await entries('searchHubSpotProperties')).toContainEqual([name, value]);
	});

	it('a property of no group stands without one', async () => {
		const { properties } = sandbox.world.objects.find(({ typeId }) => typeId === '0-3')!;
		properties[properties.findIndex(({ name }) => name === 'amount')].groupName = '';
		const parameters = { object: chosen('deals') };
		expect(await entries('searchHubSpotProperties', { parameters, filter: 'amount' })).toEqual([
			['Amount (amount) · number', 'amount'],
		]);
	});

	it.each<[List, string[], string[]]>([
		[
			'searchHubSpotProperties',
			['email', 'last_survey'],
			['hs_object_id', 'hs_secret_score', 'hs_email_optout'],
		],
		['searchHubSpotUniqueProperties', ['email', 'external_ref'], ['work_email', 'firstname']],
		['searchHubSpotMatchProperties', ['work_email', 'hs_object_id'], ['interests', 'vip']],
		['searchHubSpotDateProperties', ['last_survey'], ['createdate', 'birthday', 'email']],
	])('%s offers %j, and not %j', async (list, offered, others) => {
		const names = (await entries(list)).map(([, name]) => name);
		expect(names).toEqual(expect.arrayContaining(offered));
		expect(names.filter((name) => others.includes(String(name)))).toEqual([]);
	});

	it('the address is unique among contacts alone', async () => {
		const { properties } = sandbox.world.objects.find(({ typeId }) => typeId === '0-5')!;
		properties.push({ ...properties.find(({ name }) => name === 'subject')!, name: 'email' });
		const parameters = { object: chosen('tickets') };
		expect(await entries('searchHubSpotUniqueProperties', { parameters })).toEqual([
			['Survey Response (survey_response) · contactinformation', 'survey_response'],
		]);
	});
});

describe('lists, subscriptions and labels', () => {
	it('lists of the object, and subscriptions of the account', async () => {
		expect(await entries('searchHubSpotLists')).toEqual([['Happy', '1']]);
		expect(await entries('searchHubSpotSubscriptions')).toEqual([
			['Newsletter', '101'],
			['Surveys', '102'],
		]);
	});

	it.each([
		[
			chosen(' companies '),
			[
				['Primary', '1'],
				['Billing contact', '37'],
			],
		],
		[chosen(''), []],
		[undefined, []],
	])('labels between the object and that of the row, %j', async (toObject, labels) => {
		const beside = { '&toObject': toObject };
		expect(await entries('searchHubSpotLabels', { beside })).toEqual(labels);
	});

	it.each([chosen(''), chosen(' '), chosen('={{ $json.object }}'), null])(
		'before an object is chosen (%j) a list says where to choose one',
		async (object) => {
			for (const list of ['searchHubSpotProperties', 'searchHubSpotLists'] as const)
				await expect(entries(list, { parameters: { object } })).rejects.toMatchObject({
					message: 'Choose an object to load this list',
					description: "Choose one under 'Object', or type the name.",
				});
		},
	);
});
