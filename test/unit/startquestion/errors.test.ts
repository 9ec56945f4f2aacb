import { idPart } from '../../../nodes/shared/connectors/startquestion/api';
import {
	describeError,
	outsideContract,
} from '../../../nodes/shared/connectors/startquestion/errorTable';
import { itDescribes } from '../http/refusalTable';

describe('refusals of Startquestion', () => {
	const LEFT_OUT = 'The original message of the survey tool is hidden';
	const REJECTED = 'The survey tool rejected the request about the thing';

	itDescribes(describeError, [
		[
			401,
			{},
			'auth',
			'The survey tool did not accept the credential',
			'Compare host, token, token secret and account ID with Account settings → Integrations.',
		],
		[
			403,
			'',
			'permission',
			'This account may not use the thing',
			'The API may not be part of the plan, or the token belongs to another account.',
		],
		[
			404,
			{},
			'notFound',
			'The survey tool does not know the thing',
			'It was deleted, belongs to another account, or the host in the credential is another brand’s.',
		],
		[
			429,
			{},
			'rateLimited',
			'The survey tool is limiting requests: too many were sent',
			'Try again in a minute, or check less often.',
		],
		[
			500,
			'<html>',
			'unavailable',
			'The survey tool could not answer the request about the thing',
			'Temporary outage at the survey tool. Try again later.',
		],
		[400, {}, 'input', REJECTED, 'Check the survey and the credential.'],
		[400, { message: 'told' }, 'input', REJECTED, LEFT_OUT],
		[400, { error: 'told' }, 'input', REJECTED, LEFT_OUT],
	]);

	it('what is none of its answers is said to be none', () => {
		expect(outsideContract('the thing')).toMatchObject({
			kind: 'unexpected',
			message: 'The survey tool answered the request about the thing with something unexpected',
			hint: 'Check the host in the credential; a proxy or a login page may be in the way.',
		});
	});
});

describe('ids of Startquestion', () => {
	it.each([
		['347232', '347232'],
		[' 347232 ', '347232'],
		['a_1', 'a_1'],
	])('%j is %s in an address', (id, part) => {
		expect(idPart(id)).toBe(part);
	});

	it.each(['', ' ', '1/2', '../1', '1 2', '?1', '1?'])('%j is none', (id) => {
		expect(() => idPart(id)).toThrow(
			expect.objectContaining({
				kind: 'input',
				message: 'The survey ID is missing or not valid',
				hint: 'Choose the survey from the list, or enter the number in its address.',
			}),
		);
	});
});
