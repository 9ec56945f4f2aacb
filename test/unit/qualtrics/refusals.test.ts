import { fieldIs, searchBody } from '../../../nodes/shared/connectors/qualtrics/contactFilter';
import type { Qualtrics } from '../../../nodes/shared/connectors/qualtrics/client';
import { appendTo } from '../../../nodes/shared/connectors/qualtrics/directory/contactValues';
import { transactionMoment } from '../../../nodes/shared/connectors/qualtrics/directory/transactionMoment';
import { path } from '../../../nodes/shared/connectors/qualtrics/api';
import { readResponses } from '../../../nodes/shared/connectors/qualtrics/responseStream';
import { topicFor } from '../../../nodes/shared/connectors/qualtrics/subscriptions';
import type { ConnectorError } from '../../../nodes/shared/http/ConnectorError';
import { collect } from '../../../nodes/shared/http/paginate';
import { failureOf } from '../http/fakeSystem';
import { failure, fakeQualtrics, result, baseUrl } from './fakeQualtrics';

type Told = Partial<ConnectorError>;
const SURVEY = '/surveys/SV_1';
const LIST = '/directories/POOL_1/mailinglists/CG_1';

const told = (kind: string, message: string, hint?: string, more: Told = {}): Told =>
	({ kind, message, hint, ...more }) as Told;

const inAccount =
	(
		call: (api: Qualtrics) => Promise<unknown>,
		routes: Parameters<typeof fakeQualtrics>[0] = {},
	): (() => Promise<unknown>) =>
	async () =>
		await failureOf(call(fakeQualtrics(routes).qualtrics));

/** What was given, or asked for, and why it is refused. */
const HERE: Array<[string, () => unknown, Told]> = [
	[
		'a search by what cannot be searched',
		() => fieldIs('plan', 'x'),
		told(
			'input',
			'Contacts cannot be searched by "plan"',
			'Qualtrics searches by email, firstName, lastName, language, phone, extRef; embedded data cannot be searched.',
		),
	],
	[
		'a search for nothing',
		() => fieldIs('email', ' '),
		told('input', 'The value to search "email" for is empty'),
	],
	[
		'a search by nothing',
		() => searchBody([]),
		told('input', 'A contact search needs at least one field'),
	],
	[
		'a search by too much',
		() => searchBody(Array(6).fill(fieldIs('email', 'x'))),
		told('input', 'A contact search takes 5 fields at most, and 6 were given'),
	],
	[
		'an empty ID',
		() => path`/surveys/${' '}`,
		told(
			'input',
			'An ID that the request needs is empty',
			'Choose the survey, directory, list or contact that is meant.',
		),
	],
	[
		'a survey that is a pattern',
		() => topicFor('completed', '*'),
		told('input', 'The survey ID is not one'),
	],
	[
		'an addition to a field of one value',
		() => appendTo('email', null, ['x']),
		told(
			'input',
			'Nothing can be added to this field of a contact',
			'Append to embedded data, or choose another policy.',
		),
	],
	[
		'a transaction without a date',
		() => transactionMoment(' ', 'UTC'),
		told(
			'input',
			'The transaction has no date',
			"Qualtrics records no transaction without one. Enter it under 'Transaction Date': a date, or piped text such as the date of the response.",
		),
	],
	[
		'a transaction whose date cannot be read',
		() => transactionMoment('soon', 'UTC'),
		told(
			'input',
			'The transaction date cannot be read as a date',
			'Give it as 2024-05-01T13:45:00Z, 2024-05-01 13:45:00 or 2024-05-01; the transformation "date" turns other forms into these.',
		),
	],
	[
		'an answer without the values of a response',
		inAccount(async ({ responses }) => await responses.get('SV_1', 'R_1'), {
			[`GET ${SURVEY}/responses/R_1`]: result({}),
		}),
		told(
			'unexpected',
			'Qualtrics answered without the values of response R_1 of survey SV_1',
			'Try again. If it fails again, a proxy may be in the way.',
		),
	],
	[
		'an announced response that never comes',
		inAccount(
			async ({ responses }) => await responses.get('SV_1', 'R_1', { justAnnounced: true }),
			{
				[`GET ${SURVEY}/responses/R_1`]: {
					status: 404,
					body: { meta: { requestId: 'r-1', error: { errorCode: 'RT_1', errorMessage: 'x' } } },
				},
			},
		),
		told(
			'notFound',
			'Response R_1 of survey SV_1 was reported by webhook, but Qualtrics cannot find it one minute later',
			'Retry this execution later. If it fails again, the response was deleted, or the survey is not shared with this user.',
			{ status: 404, requestId: 'r-1', code: 'RT_1' },
		),
	],
	[
		'something that was made and not named',
		inAccount(async ({ mailingLists }) => await mailingLists.create('POOL_1', 'x'), {
			'POST /directories/POOL_1/mailinglists': result({}),
		}),
		told(
			'unexpected',
			'Qualtrics gave no answer about a mailing list in directory POOL_1',
			'A proxy may have cut the answer off. Try again later.',
			{ outcomeUnknown: true },
		),
	],
	[
		'an import that took nobody',
		inAccount(async ({ importJobs }) => await importJobs.finish('POOL_1', 'CG_1', 'IMP_1'), {
			[`GET ${LIST}/transactioncontacts/IMP_1`]: result({ status: 'complete' }),
		}),
		told(
			'notFound',
			'Import IMP_1 ended without taking a single contact',
			'The directory, the mailing list or the transaction batch does not exist.',
		),
	],
	[
		'an import that never ends',
		inAccount(async ({ importJobs }) => await importJobs.finish('POOL_1', 'CG_1', 'IMP_1'), {
			[`GET ${LIST}/transactioncontacts/IMP_1`]: result({ status: 'inProgress' }),
		}),
		told('unavailable', 'Import IMP_1 did not finish within two hours', undefined, {
			outcomeUnknown: true,
		}),
	],
	[
		'an export that never ends',
		inAccount(async ({ exports }) => await exports.open({ surveyId: 'SV_1' }), {
			[`POST ${SURVEY}/export-responses`]: result({ progressId: 'ES_1' }),
			[`GET ${SURVEY}/export-responses/ES_1`]: result({ status: 'inProgress' }),
		}),
		told(
			'unavailable',
			'The export of survey SV_1 was not ready within an hour',
			'Choose a shorter date range.',
		),
	],
	...['failed', 'Cancelled'].map((status): (typeof HERE)[number] => [
		`an export that ${status}`,
		inAccount(async ({ exports }) => await exports.open({ surveyId: 'SV_1' }), {
			[`POST ${SURVEY}/export-responses`]: result({ progressId: 'ES_1' }),
			[`GET ${SURVEY}/export-responses/ES_1`]: result({ status }),
		}),
		told(
			'unavailable',
			'Qualtrics could not export the responses of survey SV_1',
			'The next run tries again. If it fails again, the date range may be too large for one export (1.8 GB): choose a shorter one.',
			{ requestId: 'req-1' },
		),
	]),
	[
		'a JSON event without an address',
		inAccount(async ({ jsonEvents }) => await jsonEvents.start('nowhere', {})),
		told(
			'input',
			'The address of the JSON event is not an address',
			'Copy it from the JSON event of the Qualtrics workflow.',
		),
	],
	[
		'a JSON event that is too large',
		inAccount(
			async ({ jsonEvents }) => await jsonEvents.start(baseUrl, { a: 'x'.repeat(102_400) }),
		),
		told(
			'input',
			'The JSON event holds 101 KB',
			'Qualtrics takes 100 KB at most; send fewer fields.',
		),
	],
	[
		'a transaction whose date is none',
		inAccount(
			async ({ transactions }) =>
				await transactions.create('POOL_1', [{ contactId: 'C', date: 'soon', data: {} }]),
		),
		told(
			'input',
			'The transaction date is not a date',
			'Give it as 2024-05-01T13:45:00Z or as 2024-05-01 13:45:00 (UTC).',
		),
	],
	[
		'a contact that nothing is known of, for a list',
		inAccount(async ({ contacts }) => await contacts.addToList('POOL_1', 'CG_1', { id: 'CID_1' })),
		told(
			'input',
			'Contact CID_1 has nothing to be recognised by',
			'Give it an e-mail address or an external data reference first.',
		),
	],
	[
		'a subscription without an ID',
		inAccount(async ({ subscriptions }) => await subscriptions.deleteById('*')),
		told('input', 'An event subscription can only be deleted by its ID'),
	],
	[
		'an ordinary user who subscribes',
		inAccount(async ({ subscriptions }) => await collect(subscriptions.list()), {
			'GET /eventsubscriptions': failure(401, 'no'),
			'GET /whoami': result({}),
		}),
		told(
			'permission',
			'This Qualtrics account may not create or see event subscriptions',
			'Event subscriptions need a brand administrator (with OAuth2: the scopes read:subscriptions and write:subscriptions). Use a brand administrator’s credential, or scheduled delivery, which needs none of this.',
		),
	],
];

describe('what is refused is said in whole sentences', () => {
	it.each(HERE)('%s', async (_name, work, expected) => {
		let refused: unknown;
		try {
			refused = await work();
		} catch (error) {
			refused = error;
		}
		expect(refused).toMatchObject({ name: 'ConnectorError', ...expected });
	});

	const chunks = async function* (content: string): AsyncGenerator<Uint8Array> {
		yield await Promise.resolve(Buffer.from(content, 'latin1'));
	};
	it.each([
		[
			'PK\u0003\u0004',
			told('unexpected', 'The export came as a zip file although a plain one was asked for'),
		],
		[
			'<html>',
			told(
				'unexpected',
				'The export holds something that is not a response',
				'Try again. If it fails again, a proxy may be in the way.',
			),
		],
		[
			'{"responseId":"R_1"}\n{"resp',
			told(
				'unavailable',
				'The export ended in the middle of a response',
				'The connection broke off; the next run reads it again.',
			),
		],
	])('an export that is %j', async (content, expected) => {
		expect(await failureOf(collect(readResponses(chunks(content))))).toMatchObject(expected);
	});

	it.each(['\t', '\n', '\v', '\f', '\r', ' '])(
		'an export may begin with the blank %j',
		async (blank) => {
			const text = `${blank}{${blank}"responses"${blank}:[{"responseId":"R_1"}]}`;
			expect(await collect(readResponses(chunks(text)))).toEqual([{ responseId: 'R_1' }]);
		},
	);
});
