import { createQualtrics, type Qualtrics } from '../../../nodes/shared/connectors/qualtrics/client';
import { fieldIs } from '../../../nodes/shared/connectors/qualtrics/contactFilter';
import {
	REQUESTS_PER_MINUTE,
	type Resource,
} from '../../../nodes/shared/connectors/qualtrics/limits';
import { collect } from '../../../nodes/shared/http/paginate';
import { failureOf } from '../http/fakeSystem';
import { baseUrl, failure, fakeQualtrics, result } from './fakeQualtrics';

const POOL = '/directories/POOL_1';
const LIST = `${POOL}/mailinglists/CG_1`;
const SURVEY = '/surveys/SV_1';
const directory = { directoryId: 'POOL_1' };
const list = { ...directory, mailingListId: 'CG_1' };
const KNOWN = { id: 'CID_1', email: 'a@example.com' };
const transaction = { contactId: 'CID_1', date: '2024-05-01T13:45:00Z', data: {} };

/** What is called, the request that goes out, whose limit it counts against, and what an error says it was about. */
const CALLS: Array<[string, (api: Qualtrics) => Promise<unknown>, string, Resource, string]> = [
	[
		'the surveys',
		async ({ surveys }) => await surveys.list(),
		'GET /surveys',
		'surveys',
		'the list of surveys',
	],
	[
		'one response',
		async ({ responses }) => await responses.get('SV_1', 'R_1'),
		`GET ${SURVEY}/responses/R_1`,
		'response',
		'response R_1 of survey SV_1',
	],
	[
		'an export',
		async ({ exports }) => await exports.open({ surveyId: 'SV_1' }),
		`POST ${SURVEY}/export-responses`,
		'exportStart',
		'survey SV_1',
	],
	[
		'the subscriptions',
		async ({ subscriptions }) => await collect(subscriptions.list()),
		'GET /eventsubscriptions',
		'subscriptions',
		'event subscriptions',
	],
	[
		'a subscription that is made',
		async ({ subscriptions }) =>
			await subscriptions.create({ topic: 't', publicationUrl: 'https://n8n.example.com' }),
		'POST /eventsubscriptions',
		'subscriptions',
		'the event subscription',
	],
	[
		'a subscription that is deleted',
		async ({ subscriptions }) => await subscriptions.deleteById('SUB_1'),
		'DELETE /eventsubscriptions/SUB_1',
		'subscriptions',
		'event subscription SUB_1',
	],
	[
		'the directories',
		async ({ directories }) => await directories.list(),
		'GET /directories',
		'directoryRead',
		'the list of directories',
	],
	[
		'the mailing lists',
		async ({ mailingLists }) => await mailingLists.list('POOL_1'),
		`GET ${POOL}/mailinglists`,
		'directoryRead',
		'the mailing lists of directory POOL_1',
	],
	[
		'a mailing list that is made',
		async ({ mailingLists }) => await mailingLists.create('POOL_1', 'New'),
		`POST ${POOL}/mailinglists`,
		'listWrite',
		'a mailing list in directory POOL_1',
	],
	[
		'a contact of the directory',
		async ({ contacts }) => await contacts.get(directory, 'CID_1'),
		`GET ${POOL}/contacts/CID_1`,
		'directoryRead',
		'contact CID_1 in directory POOL_1',
	],
	[
		'a contact of a list',
		async ({ contacts }) => await contacts.get(list, 'CID_1'),
		`GET ${LIST}/contacts/CID_1`,
		'directoryRead',
		'contact CID_1 in mailing list CG_1',
	],
	[
		'a contact of the directory that is changed',
		async ({ contacts }) => await contacts.update(directory, 'CID_1', {}, KNOWN),
		`PUT ${POOL}/contacts/CID_1`,
		'directoryWrite',
		'contact CID_1 in directory POOL_1',
	],
	[
		'a contact of a list that is changed',
		async ({ contacts }) => await contacts.update(list, 'CID_1', {}, KNOWN),
		`PUT ${LIST}/contacts/CID_1`,
		'listWrite',
		'contact CID_1 in mailing list CG_1',
	],
	[
		'a new contact of the directory',
		async ({ contacts }) => await contacts.create(directory, {}),
		`POST ${POOL}/contacts`,
		'directoryWrite',
		'a contact in directory POOL_1',
	],
	[
		'a new contact of a list',
		async ({ contacts }) => await contacts.create(list, {}),
		`POST ${LIST}/contacts`,
		'listWrite',
		'a contact in mailing list CG_1',
	],
	[
		'a contact that joins a list',
		async ({ contacts }) => await contacts.addToList('POOL_1', 'CG_1', KNOWN),
		`POST ${LIST}/contacts`,
		'listWrite',
		'a contact in mailing list CG_1',
	],
	[
		'a search',
		async ({ contacts }) => await contacts.search('POOL_1', [fieldIs('email', 'a@example.com')]),
		`POST ${POOL}/contacts/search`,
		'contactSearch',
		'the contacts of directory POOL_1',
	],
	[
		'the contacts of the directory',
		async ({ contacts }) => await collect(contacts.list(directory)),
		`GET ${POOL}/contacts`,
		'directoryRead',
		'the contacts of directory POOL_1',
	],
	[
		'the contacts of a list',
		async ({ contacts }) => await collect(contacts.list(list)),
		`GET ${LIST}/contacts`,
		'directoryRead',
		'the contacts of mailing list CG_1',
	],
	[
		'the transactions of a contact',
		async ({ transactions }) => await collect(transactions.listOfContact('POOL_1', 'CID_1')),
		`GET ${POOL}/contacts/CID_1/transactions`,
		'directoryRead',
		'the transactions of contact CID_1',
	],
	[
		'new transactions',
		async ({ transactions }) => await transactions.create('POOL_1', [transaction]),
		`POST ${POOL}/transactions`,
		'transactionWrite',
		'the transactions of directory POOL_1',
	],
	[
		'an import',
		async ({ importJobs }) => await importJobs.start('POOL_1', 'CG_1', []),
		`POST ${LIST}/transactioncontacts`,
		'importStart',
		'the import into mailing list CG_1',
	],
	[
		'how far an import is',
		async ({ importJobs }) => await importJobs.finish('POOL_1', 'CG_1', 'IMP_1'),
		`GET ${LIST}/transactioncontacts/IMP_1`,
		'importStatus',
		'import IMP_1',
	],
	[
		'what an import did',
		async ({ importJobs }) => await collect(importJobs.report('POOL_1', 'IMP_1')),
		`GET ${POOL}/imports/api-import/jobs/IMP_1/report`,
		'importStatus',
		'the report of import IMP_1',
	],
	[
		'a JSON event',
		async ({ jsonEvents }) => await jsonEvents.start(`${baseUrl}/API/v3/inbound`, {}),
		'POST /inbound',
		'jsonEvent',
		'the JSON event of the workflow',
	],
];

const about = (subject: string): RegExp => new RegExp(` ${subject}(?:,|:|$)`);

/** The waits of two calls, where the given allowances are one request a minute. */
const waitsOf = async (
	call: (api: Qualtrics) => Promise<unknown>,
	resources: readonly string[],
): Promise<number[]> => {
	const { system } = fakeQualtrics({});
	const perMinute = Object.fromEntries(resources.map((resource) => [resource, 1]));
	const api = createQualtrics(system.runtime, { baseUrl, perMinute });
	for (let times = 0; times < 2; times += 1) await failureOf(call(api));
	return system.runtime.clock.slept;
};

describe('a call of the account', () => {
	it.each(CALLS)('%s: what is refused is named', async (_name, call, request, _, subject) => {
		const { qualtrics, system } = fakeQualtrics({});
		const error = (await failureOf(call(qualtrics))) as Error;
		expect(error).toMatchObject({ name: 'ConnectorError' });
		expect(error.message).toMatch(about(subject));
		const [{ method, url }] = system.requests;
		expect(`${method} ${url}`).toBe(request.replace(' ', ` ${baseUrl}/API/v3`));
	});

	it.each(CALLS)('%s: waits for its own allowance', async (_name, call, _request, resource) => {
		const others = Object.keys(REQUESTS_PER_MINUTE).filter(
			(one) => one !== resource && one !== '*',
		);
		expect(await waitsOf(call, others)).toEqual([]);
		expect(await waitsOf(call, [resource])).not.toEqual([]);
	});

	it.each<[string, keyof Qualtrics['surveys'] & ('definition' | 'assertReadable')]>([
		['for its definition', 'definition'],
		['to see whether it may be read', 'assertReadable'],
	])('a survey is asked for its design and its schema: %s', async (_name, what) => {
		const { qualtrics, system } = fakeQualtrics({});
		expect(await failureOf(qualtrics.surveys[what]('SV_1'))).toMatchObject({
			message: expect.stringMatching(about('survey SV_1')),
		});
		expect(system.requests.map(({ method, url }) => `${method} ${url}`)).toEqual(
			[SURVEY, `${SURVEY}/response-schema`].map((path) => `GET ${baseUrl}/API/v3${path}`),
		);
	});

	it.each([
		['progress', `${SURVEY}/export-responses/ES_1`, {}],
		[
			'file',
			`${SURVEY}/export-responses/F_1/file`,
			{
				[`GET ${SURVEY}/export-responses/ES_1`]: result({ status: 'complete', fileId: 'F_1' }),
			},
		],
	])('an export whose %s is refused is named', async (_name, path, routes) => {
		const { qualtrics, system } = fakeQualtrics({
			[`POST ${SURVEY}/export-responses`]: result({ progressId: 'ES_1' }),
			[`GET ${path}`]: failure(403, 'no'),
			...routes,
		});
		const reading = async (): Promise<unknown> =>
			await collect((await qualtrics.exports.open({ surveyId: 'SV_1' })).records);
		expect(await failureOf(reading())).toMatchObject({
			kind: 'permission',
			message: expect.stringMatching(about('survey SV_1')),
		});
		expect(system.requests.at(-1)?.url).toBe(`${baseUrl}/API/v3${path}`);
	});

	it('a transaction that is gone already is as good as removed; another refusal is told', async () => {
		const gone = fakeQualtrics({});
		await gone.qualtrics.transactions.remove('POOL_1', 'T_1');
		expect(gone.system.requests).toMatchObject([
			{ method: 'DELETE', url: `${baseUrl}/API/v3${POOL}/transactions/T_1` },
		]);
		const refused = fakeQualtrics({ [`DELETE ${POOL}/transactions/T_1`]: failure(403, 'no') });
		expect(await failureOf(refused.qualtrics.transactions.remove('POOL_1', 'T_1'))).toMatchObject({
			kind: 'permission',
			message: expect.stringContaining('transaction T_1'),
		});
	});

	it.each([' ', '\u00a0', '\n'])('an address that was pasted with %j around it', async (blank) => {
		const { qualtrics, system } = fakeQualtrics({ 'POST /inbound': result({ started: true }) });
		const address = `${blank}${baseUrl}/API/v3/inbound?x=1${blank}`;
		expect(await qualtrics.jsonEvents.start(address, {})).toEqual({
			requestId: 'req-1',
			result: { started: true },
		});
		expect(system.requests[0].url).toBe(`${baseUrl}/API/v3/inbound?x=1`);
	});
});
