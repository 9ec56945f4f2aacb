import {
	describeError,
	ERROR_TABLE,
	readEnvelope,
} from '../../../nodes/shared/connectors/dataverse/errorTable';

const answer = (status: number, code?: string, message?: string) => ({
	status,
	headers: { 'x-ms-service-request-id': 'req-1' },
	body: code === undefined && message === undefined ? '' : { error: { code: code ?? '', message } },
});
const request = { method: 'PATCH', subject: 'a record of contact' };

describe('K20 an error answer of Dataverse in plain words', () => {
	it.each([
		[401, undefined, '', 'auth', 'did not accept the credential'],
		[403, undefined, '', 'permission', 'may not do this'],
		[403, '0x80072560', 'x', 'permission', 'not a user of this Dynamics environment'],
		[403, '0x0', 'The user is not a member of the organization.', 'permission', 'not a user'],
		[403, '0x8004d24b', 'x', 'permission', 'disabled'],
		[
			403,
			'0x80040220',
			'Principal user is missing prvCreateContact privilege',
			'permission',
			'prvCreateContact',
		],
		[403, '-2147220960', 'prvWriteContact', 'permission', 'prvWriteContact'],
		[404, '0x8006088a', "Resource not found for the segment 'contactz'.", 'input', 'no such table'],
		[404, '0x80060888', "Resource not found for the segment 'x'.", 'input', 'no such table'],
		[404, '0x0', "Resource not found for the segment 'x'.", 'input', 'no such table'],
		[400, '', "resource not found for the segment 'x'", 'input', 'no such table'],
		[404, '0x80060888', 'x', 'input', 'does not know the address'],
		[405, '0x80060888', 'x', 'unexpected', 'does not take the request'],
		[405, '0x0', 'does not support http method', 'unexpected', 'does not take the request'],
		[415, '0x80060888', 'No matching media type', 'unexpected', 'cannot answer the request'],
		[400, '0x80072325', 'Storage limit reached', 'unavailable', 'storage of this Dynamics'],
		[400, '-2147015899', '', 'unavailable', 'storage of this Dynamics'],
		[503, '0x80072323', 'x', 'unavailable', 'is overloaded'],
		[429, '0x80072324', 'x', 'unavailable', 'is overloaded'],
		[403, '0x80072322', 'x', 'rateLimited', 'too many within five minutes'],
		[401, '0x80072560', 'x', 'permission', 'not a user of this Dynamics environment'],
		[404, '0x80040217', 'x', 'notFound', 'no such record'],
		[404, '0x80060891', 'x', 'notFound', 'these key values'],
		[404, undefined, '', 'notFound', 'has no a record of contact'],
		[412, '0x80040237', 'x', 'conflict', 'same key values'],
		[400, '0x80060892', 'x', 'conflict', 'same key values'],
		[500, '0x80040333', 'x', 'input', 'duplicate detection rule'],
		[412, '0x80040333', 'x', 'input', 'duplicate detection rule'],
		[412, '0x80060882', 'x', 'conflict', 'changed a record of contact meanwhile'],
		[412, undefined, '', 'conflict', 'meanwhile'],
		[429, '0x80072322', 'x', 'rateLimited', 'too many within five minutes'],
		[429, '-2147015903', 'x', 'rateLimited', 'execution time'],
		[429, '0x80072326', 'x', 'rateLimited', 'at once'],
		[429, undefined, '', 'rateLimited', 'is limiting requests'],
		[400, '0x80044331', "maximum allowed length of '100'", 'input', 'at most 100'],
		[400, '0x8004431A', 'x', 'input', 'no such option'],
		[400, '0x80040203', 'The value 9 is outside the valid range.', 'input', 'no such option'],
		[400, '0x80040203', 'Invalid FetchXML', 'input', 'does not accept one of the values'],
		[400, '-2147220989', '', 'input', 'does not accept one of the values'],
		[403, '0x80042f09', 'x', 'permission', 'no security role'],
		[
			403,
			undefined,
			'The user with id 1 has not been assigned any roles.',
			'permission',
			'no security role',
		],
		[400, '0x80060888', "Could not find a property named 'x' on type", 'input', 'no such column'],
		[400, '0x80048d19', 'x', 'input', 'could not read the request'],
		[400, '0x80040265', 'Store is closed', 'input', 'A plug-in of this environment refused'],
		[
			400,
			'0x80040265',
			'Outside of the valid range. Accepted Values: 816940000,816940001',
			'input',
			'A plug-in of this environment refused',
		],
		[400, '0x8badf00d', 'odd', 'input', '0x8badf00d'],
		[413, undefined, '', 'input', 'larger'],
		[503, undefined, '', 'unavailable', 'could not answer'],
		[418, '0x1', 'tea', 'unexpected', 'something unexpected'],
	])('%i %s %j is %s: %s', (status, code, message, kind, words) => {
		const error = describeError(answer(status, code, message), request);
		expect(error).toMatchObject({ kind, status, requestId: 'req-1' });
		expect(error.message).toContain(words);
		expect(error.hint).toBeTruthy();
	});

	it.each([
		['permission', 'not a user of this', 'An application user is missing', '0x80072560'],
		['permission', 'no security role', 'Connecting needs no role', '0x80042f09'],
		['permission', 'no licence or role', 'Enable the user', '0x80040225', '0x8004d24b'],
		['permission', 'lacks a privilege', 'Add the privilege', '0x80040220', '0x80048306'],
		['conflict', 'the same key values', 'already in use', '0x80040237', '0x80060892'],
		['unavailable', 'is full', 'Free space or add capacity', '0x80072325'],
		['unavailable', 'is overloaded', 'The values are correct', '0x80072323', '0x80072324'],
		['input', 'duplicate detection rule', 'switch off Detect Duplicates', '0x80040333'],
		['conflict', 'changed a record of contact meanwhile', 'Run it again', '0x80060882'],
		['notFound', 'No record has these key values', 'deleted meanwhile', '0x80060891'],
		['notFound', 'has no such record', 'It was deleted, or', '0x80040217'],
		['input', 'no such table', 'Choose the table again', '0x8006088a'],
		['input', 'longer than its column', 'Shorten it', '0x80044331'],
		[
			'input',
			'outside of what its column allows',
			'the mapping of the number columns',
			'0x8004432f',
			'0x80044330',
		],
		['input', 'no such option', 'choose them again', '0x8004431a'],
		['input', 'plug-in', 'who maintains the plug-in', '0x80040265'],
		['input', 'does not accept one of the values', 'Check the values and the fields', '0x80040203'],
		['input', 'does not belong to the status', 'a status reason that belongs to it', '0x80048408'],
		[
			'input',
			'could not read the request',
			'Check the values and the fields',
			'0x80048d19',
			'0x80060888',
		],
		['rateLimited', 'too many within five minutes', 'the user of the credential', '0x80072322'],
		['rateLimited', 'execution time', 'Plug-ins and flows count', '0x80072321'],
		['rateLimited', 'too many at once', 'Another program uses the same user', '0x80072326'],
	])('a code alone, with a status that says nothing, is %s: %s', (kind, words, todo, ...codes) => {
		for (const code of codes) {
			const error = describeError(answer(400, code, 'x'), request);
			expect(error.kind).toBe(kind);
			expect(error.message).toContain(words);
			expect(error.hint).toContain(todo);
		}
	});

	it.each<[string, number, string | undefined, string]>([
		['the client secret must not have expired', 401, undefined, ''],
		['A security role is missing', 403, undefined, ''],
		['An application user is missing', 403, '0x0', 'not a member of the organization.'],
		['Connecting needs no role', 403, '0x0', 'The user has not been assigned any roles.'],
		['Check the environment URL', 404, undefined, ''],
		['Choose the table again', 404, '0x80060888', ''],
		['Choose the table again', 400, '0x0', "Resource not found for the segment 'x'."],
		['older versions and on-premises lack some calls', 405, undefined, ''],
		['a proxy may have changed the request', 415, undefined, ''],
		['Choose the field again', 400, '0x0', "Could not find a property named 'x' on type"],
		['choose them again', 400, '0x80040203', 'The value 9 is outside the valid range.'],
		['choose them again', 400, '0x0', 'Outside the valid range. Accepted Values: 816940000'],
		['Run it again', 412, undefined, ''],
		['Send less at once', 413, undefined, ''],
		['Try again later', 429, undefined, ''],
		['Temporary outage at Microsoft', 503, undefined, ''],
		['Check the values that were sent', 400, undefined, ''],
		['a proxy may be in the way', 418, undefined, ''],
	])('says what to do: %s (%i %s %j)', (todo, ...told) => {
		expect(describeError(answer(...told), request).hint).toContain(todo);
	});

	it.each<[number, string, string]>([
		[403, '0x0', ''],
		[403, '0x0', 'The user is not a member of the organization.'],
		[403, '0x0', 'The user has not been assigned any roles.'],
		[400, '0x80072560', ''],
		[400, '0x80042f09', ''],
		[400, '0x80040225', ''],
	])('says where the user of an app registration is added: %i %s %j', (...told) => {
		expect(describeError(answer(...told), request).hint).toContain(
			'Application users: add the app registration there and give it a security role.',
		);
	});

	it.each([
		['0x8004431a', '816940000,816940001'],
		['0x80040203', '816940000,816940001'],
		['0x0', '1, 2, 3, 192350001'],
		['0x80048d19', '816940000'],
	])('LA12 %s: the values that it names as accepted stay readable', (code, values) => {
		const words = `A validation error occurred. The value 3 of 'new_stage' on record of type 'contact' is outside the valid range. Accepted Values: ${values}`;
		const error = describeError(answer(400, code, words), request);
		expect(error.kind).toBe('input');
		expect(error.message).toContain(`accepted values: ${values.replace(/, ?/g, ', ')}`);
	});

	it('a range of numbers is no list of choices', () => {
		const words = 'The value 900 is outside the valid range. Accepted Values: 1 to 5.';
		const error = describeError(answer(400, '0x0', words), request);
		expect(error.message).not.toContain('no such option');
	});

	it('never repeats e-mail addresses, phone numbers or tokens that Dataverse quotes', () => {
		const words = 'ann@example.com +33612345678 Bearer abc.def is wrong';
		const error = describeError(answer(400, '0x80048d19', words), request);
		expect(`${error.message} ${error.logText}`).not.toMatch(/ann@|3361|abc\.def/);
	});

	it.each([
		[{ error: { code: '-2147220937', message: 'm' } }, { code: '0x80040237', words: 'm' }],
		[{ error: { code: '0x0', message: { lang: 'en', value: 'm' } } }, { words: 'm' }],
		[{ error: { code: '', message: '' } }, {}],
		['<html>', {}],
		[null, {}],
		[{ error: 'x' }, {}],
	])('reads the envelope %j', (body, expected) => {
		const { code, words } = readEnvelope(body);
		expect({ ...(code && { code }), ...(words && { words }) }).toEqual(expected);
	});

	it('has no row that another one hides', () => {
		// A row that wants words or a status as well leaves the others of its code to the next.
		const isWhole = (row: (typeof ERROR_TABLE)[number]) => !row.words && row.when === undefined;
		const codes = ERROR_TABLE.flatMap((row) => (isWhole(row) ? (row.codes ?? []) : []));
		expect(new Set(codes).size).toBe(codes.length);
		const firstFor = (code: string): number =>
			ERROR_TABLE.findIndex((row) => isWhole(row) && row.codes?.includes(code));
		ERROR_TABLE.forEach((row, index) => {
			if (isWhole(row)) return;
			for (const code of row.codes ?? [])
				expect(firstFor(code) < 0 || firstFor(code) > index).toBe(true);
		});
		expect(codes.every((code) => code === code.toLowerCase())).toBe(true);
	});
});
