import {
	describeError,
	remarksOn,
	wordsOf,
} from '../../../nodes/shared/connectors/salesmanago/errorTable';
import { itDescribes } from '../http/refusalTable';

const LEFT_OUT = 'The original message of SALESmanago is hidden, as it may contain personal data.';
const SIGN_IN = 'SALESmanago did not accept the credential';
const COMPARE =
	'Compare client ID, API secret and endpoint with Menu → Integration Center → API, and check that the account is active and the clock of this machine is right.';
const OWNER = 'SALESmanago does not know the owner';
const CHOOSE =
	'Choose an owner from the list: the e-mail address of a user of this SALESmanago account.';
const REJECTED = 'SALESmanago rejected the request about the thing';
const refused = (message: unknown, more: object = {}) => ({ success: false, message, ...more });

describe('refusals of SALESmanago', () => {
	itDescribes(describeError, [
		[401, {}, 'auth', SIGN_IN, COMPARE],
		[
			403,
			'<html>',
			'permission',
			'SALESmanago, or its firewall, blocked the request (the thing)',
			'Check the endpoint in the credential; if it is right, ask SALESmanago whether the IP address of the n8n server is blocked.',
		],
		[
			404,
			'',
			'input',
			'There is no SALESmanago API at the endpoint of the credential',
			'Copy the endpoint from Menu → Integration Center → API.',
		],
		[
			429,
			{},
			'rateLimited',
			'SALESmanago is limiting requests: too many were sent',
			'Try again in a minute, or send less at once.',
		],
		[
			502,
			'<html>',
			'unavailable',
			'SALESmanago could not answer the request about the thing',
			'Temporary outage at SALESmanago. Try again later.',
		],
		[200, refused(['Not authenticated']), 'auth', SIGN_IN, COMPARE],
		[200, refused(['Unknown owner']), 'input', OWNER, `${CHOOSE} ${LEFT_OUT}`],
		[200, refused('User cannot be empty'), 'input', OWNER, CHOOSE],
		[
			200,
			refused(['No such consent']),
			'input',
			'SALESmanago does not know a consent of the thing',
			'Create the consent in SALESmanago first, and enter its name exactly.',
		],
		[
			200,
			refused(['Landowners may not']),
			'input',
			REJECTED,
			`Check the values that were sent. ${LEFT_OUT}`,
		],
		[200, refused([]), 'input', REJECTED, 'Check the values that were sent.'],
		[
			200,
			'<html>',
			'unexpected',
			'SALESmanago answered the request about the thing with something unexpected',
			'Check the endpoint in the credential; a proxy may be in the way.',
		],
	]);

	it.each(
		'owner email contactId externalId consentDetails birthday phone fax streetAddress zipCode city country company province lang tags properties dictionaryProperties'
			.split(' ')
			.filter((field) => field !== 'owner' && field !== 'consentDetails'),
	)('that name %s as wrong are told with it, and nothing else of what was said', (field) => {
		const body = { success: false, message: [], values: { [field]: ['ann@example.com is wrong'] } };
		const { message } = describeError(
			{ status: 200, headers: {}, body },
			{ method: 'POST', subject: 'the thing' },
		);
		expect(message).toContain(field);
		expect(message).not.toContain('ann@');
	});

	it.each<[unknown, string]>([
		[{ message: ['a', 'b'] }, 'a; b'],
		[{ message: 'a' }, 'a'],
		[{ message: ['', null, 'b'] }, 'b'],
		[{ message: [], values: { x: ['c', 'd'], y: 'e' } }, 'c; d; e'],
		[{ message: 'a', values: 'x' }, 'a'],
		[{}, ''],
		['text', ''],
		[null, ''],
	])('the words of %j are %j', (body, words) => {
		expect(wordsOf(body)).toBe(words);
	});

	it.each<[unknown, string[]]>([
		[[], []],
		[undefined, []],
		['', []],
		['Ann was here', [`SALESmanago sent a note. ${LEFT_OUT}`]],
	])('a remark on a write that was done, %j, is a warning: %j', (message, warnings) => {
		expect(remarksOn(message, { contact: {} })).toEqual(warnings);
	});
});
