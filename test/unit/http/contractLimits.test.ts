import * as dataverse from '../../../nodes/shared/connectors/dataverse/limits';
import * as ghost from '../../../nodes/shared/connectors/ghost/limits';
import * as hubspot from '../../../nodes/shared/connectors/hubspot/limits';
import * as qualtrics from '../../../nodes/shared/connectors/qualtrics/limits';
import * as salesmanago from '../../../nodes/shared/connectors/salesmanago/limits';
import * as secutix from '../../../nodes/shared/connectors/secutix/limits';
import * as startquestion from '../../../nodes/shared/connectors/startquestion/limits';
import * as surveymonkey from '../../../nodes/shared/connectors/surveymonkey/limits';
import { EVERY_REQUEST } from '../../../nodes/shared/http/limiter';

/** What the contracts say, section by section (docs/contracts): a request beyond it is refused or cut short over there. */
describe('figures of the contracts', () => {
	it.each<[system: string, section: string, figures: object, ours: object]>([
		[
			'dataverse',
			'5.2, 5.4, 6, 8',
			{
				operationsPerBatch: 1000,
				pageSize: 5000,
				elasticPageSize: 500,
				earliestDate: '1753-01-01',
			},
			dataverse.LIMITS,
		],
		['dataverse', '10', { LONGEST_WAIT_MS: 300_000, TOLD: { withinMs: 300_000 } }, dataverse],
		['ghost', '4.2, 4.5', { mostPerPage: 100 }, ghost.LIMITS],
		[
			'hubspot',
			'3.3, 5.1, 6.8, 8.1, 10.4',
			{
				recordsPerCall: 100,
				recordsPerPage: 100,
				searchGroups: 5,
				searchPage: 200,
				searchResults: 10_000,
				text: 65_536,
				pairsPerCall: 1000,
				membersPerCall: 1000,
				listsPerPage: 250,
			},
			hubspot.LIMITS,
		],
		[
			'hubspot',
			'1.1, 5.2, 8.6',
			{ calls: 10_000, associations: 10_000, search: 1000 },
			hubspot.WINDOW_MS,
		],
		['hubspot', '5.3, 12.1', { SEARCH_LAG_MS: 10_000, LEAST_PER_WINDOW: 100 }, hubspot],
		[
			'qualtrics',
			'1.7',
			{
				[EVERY_REQUEST]: 3000,
				subscriptions: 120,
				surveys: 3000,
				response: 240,
				responseSchema: 60,
				exportStart: 100,
				exportProgress: 1000,
				exportFile: 100,
				directoryRead: 3000,
				directoryWrite: 500,
				listWrite: 500,
				contactSearch: 500,
				transactionWrite: 500,
				importStart: 100,
				importStatus: 500,
				jsonEvent: 3000,
			},
			qualtrics.REQUESTS_PER_MINUTE,
		],
		[
			'qualtrics',
			'1.6, 4.6, 5.6, 5.9',
			{
				directoryPageSize: 100,
				listPageSize: 50,
				searchPageSize: 100,
				searchDepth: 10_000,
				filtersPerSearch: 5,
				contactsPerImport: 10_000,
				bytesPerImport: 5_242_880,
				importsAtOnce: 25,
				bytesPerJsonEvent: 102_400,
			},
			qualtrics.LIMITS,
		],
		[
			'salesmanago',
			'1, 3, 4, 5, 8',
			{
				emailLength: 254,
				emailLocalLength: 64,
				contactsPerRead: 50,
				contactsPerBatch: 100,
				mostContactsPerBatch: 400,
				detailName: 255,
				detailValue: 255,
				eventDescription: 2048,
				eventDetail: 255,
			},
			salesmanago.LIMITS,
		],
		[
			'secutix',
			'1.5, 4, 4.9',
			{ REQUESTS_PER_MINUTE: 60, CONTACT_NUMBER_LENGTH: 20, AUTHORIZATION_CODE_LENGTH: 8 },
			secutix,
		],
		['startquestion', '2.11', { surveysPerList: 20 }, startquestion.LIMITS],
		[
			'surveymonkey',
			'3.1, 3.4',
			{
				REQUESTS_PER_MINUTE: { [EVERY_REQUEST]: 120 },
				RESPONSES_AT_ONCE: 100,
				LISTED_AT_ONCE: 1000,
			},
			surveymonkey,
		],
	])('%s, contract %s', (_system, _section, figures, ours) => {
		expect(ours).toMatchObject(figures);
	});

	it('what is asked for at once stays within them', () => {
		const { BATCHING, CONCURRENT_REQUESTS, LIMITS } = dataverse;
		expect(CONCURRENT_REQUESTS).toBeLessThan(52);
		expect(BATCHING.batchesAtOnce).toBeLessThanOrEqual(CONCURRENT_REQUESTS);
		expect(BATCHING.writesPerBatch).toBeLessThanOrEqual(LIMITS.operationsPerBatch);
		expect(BATCHING.readsPerBatch).toBeLessThanOrEqual(LIMITS.operationsPerBatch);
		expect(ghost.LIMITS.membersPerRead).toBeLessThanOrEqual(ghost.LIMITS.mostPerPage);
		// A token that has a minute left must not be begun with.
		expect(qualtrics.CONTINUATION_LIFE_MS).toBe(7 * 86_400_000 - 3_600_000);
	});
});

describe('allowances that follow from others', () => {
	it.each([
		[500, 500, 3000],
		[250, 250, 1500],
		[1, 1, 6],
		[0.1, 0.1, 1],
	])('Qualtrics, of %d writes a minute: %d writes, %d requests', (writes, perMinute, all) => {
		const [own, every] = qualtrics.directoryLimits(writes);
		expect(own).toEqual({
			perMinute,
			covers: ['directoryWrite', 'listWrite', 'transactionWrite', 'importStart', 'contactSearch'],
		});
		expect(every).toEqual({ perMinute: all, covers: [EVERY_REQUEST] });
	});

	it.each([
		[499, {}],
		[500, {}],
		[
			1000,
			{
				directoryWrite: 1000,
				listWrite: 1000,
				transactionWrite: 1000,
				importStart: 1000,
				contactSearch: 1000,
				directoryRead: 6000,
				[EVERY_REQUEST]: 6000,
			},
		],
	])('Qualtrics, granted %i writes a minute', (writes, granted) => {
		expect(qualtrics.grantedAllowance(writes)).toEqual(granted);
	});

	it.each([
		[100, 594],
		[190, 1134],
		[1, 6],
		[0, 6],
	])(
		'HubSpot, of %i in a window: %i a minute, one of each window left to others',
		(window, calls) => {
			expect(hubspot.requestsPerMinute(window)).toEqual({ calls, associations: 594, search: 300 });
		},
	);

	it.each<[object, surveymonkey.Allowance]>([
		[{}, { isOfTheDay: false }],
		[
			{ 'day-remaining': '0', 'day-reset': '60' },
			{ isOfTheDay: true, retryAfterMs: 60_000 },
		],
		[{ 'day-remaining': '-1' }, { isOfTheDay: true }],
		[
			{ 'day-remaining': '1', 'day-reset': '60', 'minute-reset': '7' },
			{ isOfTheDay: false, retryAfterMs: 7000 },
		],
		[{ 'minute-reset': '0' }, { isOfTheDay: false, retryAfterMs: 0 }],
		[{ 'minute-reset': '-1' }, { isOfTheDay: false }],
		[{ 'minute-reset': 'soon' }, { isOfTheDay: false }],
	])('SurveyMonkey says %j', (told, allowance) => {
		const headers = Object.fromEntries(
			Object.entries(told).map(([name, value]) => [
				`x-ratelimit-app-global-${name}`,
				String(value),
			]),
		);
		expect(surveymonkey.allowanceAfter({ headers })).toEqual(allowance);
	});
});
