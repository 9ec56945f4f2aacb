import { describeError } from '../../../nodes/shared/connectors/surveymonkey/errorTable';
import { idOf, idPart } from '../../../nodes/shared/connectors/surveymonkey/ids';
import { itDescribes, type Refusal } from '../http/refusalTable';

const SCOPES =
	'In the settings of the app at developer.surveymonkey.com, switch on View Surveys and View Response Details (which needs a paid plan), for instant delivery also View Webhooks and Create/Modify Webhooks, and take a new access token.';
const NOT_ACCEPTED = 'SurveyMonkey did not accept the access token';

const rows = (
	codes: string[],
	kind: Refusal[2],
	message: string,
	hint: string,
	status = 400,
): Refusal[] => codes.map((id) => [status, { error: { id } }, kind, message, hint]);

describe('refusals of SurveyMonkey', () => {
	itDescribes(describeError, [
		...rows(
			['1018'],
			'auth',
			'The SurveyMonkey account is kept in another data center',
			'Choose the data center of the account in the credential.',
			401,
		),
		...rows(
			['1010', '1011', '1012', '1013', '1057'],
			'auth',
			NOT_ACCEPTED,
			'Copy the token from the settings of the app at developer.surveymonkey.com; a draft app ends after 90 days.',
			401,
		),
		...rows(
			['1014'],
			'permission',
			'The access token lacks the permission for the thing',
			SCOPES,
			403,
		),
		...rows(
			['1005', '1015'],
			'permission',
			'The plan of this SurveyMonkey account does not include the thing',
			'Answers can be read with a paid plan only.',
		),
		...rows(
			['1016'],
			'permission',
			'This SurveyMonkey account may not use the thing',
			'Share the survey with the account that the access token belongs to.',
			403,
		),
		...rows(
			['1052', '1053'],
			'auth',
			'The SurveyMonkey account of this access token was deleted',
			'Enter the access token of another account.',
			404,
		),
		...rows(
			['1030'],
			'input',
			'SurveyMonkey cannot export the thing: too large',
			'It exports surveys of up to 1,000 questions.',
		),
		[
			401,
			{},
			'auth',
			NOT_ACCEPTED,
			'Copy the token from the settings of the app at developer.surveymonkey.com.',
		],
		[403, '', 'permission', 'This SurveyMonkey account may not use the thing', SCOPES],
		[
			404,
			{},
			'notFound',
			'SurveyMonkey does not know the thing',
			'It was deleted, or belongs to another account or data center.',
		],
		[
			429,
			{},
			'rateLimited',
			'SurveyMonkey is limiting requests: too many were sent',
			'Try again in a minute, or check less often.',
		],
		[
			500,
			'<html>',
			'unavailable',
			'SurveyMonkey could not answer the request about the thing',
			'Temporary outage at the survey tool. Try again later.',
		],
		[
			400,
			['x'],
			'input',
			'SurveyMonkey rejected the request about the thing',
			'Check the survey and the credential.',
		],
		[
			400,
			{ status: 1, errmsg: 'told' },
			'input',
			'SurveyMonkey rejected the request about the thing',
			'The original message of SurveyMonkey is hidden',
		],
	]);

	const limited = (headers: Record<string, string>) =>
		describeError(
			{ status: 429, headers, body: { error: { id: '1040' } } },
			{ method: 'GET', subject: 'the thing' },
		);
	const header = (name: string) => `x-ratelimit-app-global-${name}`;

	it.each<[string, Record<string, string>, number | undefined]>([
		['until its minute is over', { [header('minute-reset')]: '7' }, 7_000],
		['at once', { [header('minute-reset')]: '0' }, 0],
		['for nobody knows how long', {}, undefined],
		['for no time that is none', { [header('minute-reset')]: '-1' }, undefined],
		[
			'for its minute, where the day has some left',
			{ [header('day-remaining')]: '1', [header('day-reset')]: '9', [header('minute-reset')]: '7' },
			7_000,
		],
	])('too many requests are waited out %s', (_name, headers, retryAfterMs) => {
		expect(limited(headers)).toMatchObject({
			kind: 'rateLimited',
			message: 'SurveyMonkey is limiting requests: too many were sent',
		});
		expect(limited(headers).retryAfterMs).toBe(retryAfterMs);
	});

	it('the allowance of a day that is used up is said, and until when', () => {
		const headers = { [header('day-remaining')]: '0', [header('day-reset')]: '3600' };
		expect(limited(headers)).toMatchObject({
			kind: 'rateLimited',
			message: 'The SurveyMonkey app has used up the requests it may send in a day',
			hint: 'Private apps may send 500 a day, counted from midnight GMT. Check less often, watch fewer surveys, or ask SurveyMonkey for more.',
			status: 429,
			code: '1040',
			logText: expect.stringContaining('429'),
			retryAfterMs: 3_600_000,
		});
	});
});

describe('ids of SurveyMonkey', () => {
	it.each([
		['105', '105'],
		[' 105 ', '105'],
		[105, '105'],
		['1'.repeat(20), '1'.repeat(20)],
		['1'.repeat(21), undefined],
		['', undefined],
		['1/2', undefined],
		['a1', undefined],
		['1a', undefined],
		[null, undefined],
	])('%j is the id %s', (value, id) => {
		expect(idOf(value)).toBe(id);
	});

	it.each(['survey', 'response', 'webhook'] as const)('of a %s that is none it says so', (what) => {
		expect(idPart('105', what)).toBe('105');
		expect(() => idPart('1/2', what)).toThrow(
			expect.objectContaining({
				kind: 'input',
				message: `The ${what} ID is missing or not valid`,
				hint: 'IDs of SurveyMonkey are numbers, for example 105723396.',
			}),
		);
	});
});
