import { allowedListsOf } from '../../../nodes/shared/http/allowedValues';
import { asCode, asRequestId, factsOf, shortened } from '../../../nodes/shared/http/vendorText';

const said = (text: string, names: string[] = []) => factsOf(text, names).said;

describe('LA12 what went wrong, by the words that systems have for it', () => {
	it.each<[meaning: string, texts: string[]]>([
		['the scopes do not fit', ['this scope', 'Wrong SCOPES given']],
		[
			'something required is missing',
			[
				'a is required',
				'a and b are required',
				'Required field',
				'required attribute',
				'required parameter',
				'required property',
				'a is missing',
			],
		],
		[
			'it must not be empty',
			['cannot', "can't", 'can not', 'must not', 'may not', 'should not'].flatMap((verb) =>
				['null', 'empty', 'blank'].map((what) => `a ${verb} be ${what}`),
			),
		],
		[
			'it exists already',
			[
				'a duplicate',
				'duplicates found',
				'already exists',
				'already exist',
				'already used',
				'already taken',
				'already in use',
				'exists already',
				'is not unique',
			],
		],
		[
			'it cannot be changed',
			[
				'read-only',
				'read only',
				'readonly',
				'cannot be changed',
				'cannot be modified',
				'cannot be updated',
				'cannot be set',
			],
		],
		[
			'it is too long or too much',
			[
				'too long',
				'exceeds the maximum',
				'exceed max',
				'exceeded allowed',
				'longer than the permitted',
				'over the maximum',
				'too many characters',
			],
		],
		[
			'it is outside of the valid range',
			['outside range', 'outside of the valid range', 'outside its allowed range', 'out of range'],
		],
		[
			'something is not known there',
			[
				'not found',
				'does not exist',
				'do not exist',
				'did not exist',
				"doesn't exist",
				'unknown',
				'no such',
				'could not find',
			],
		],
		[
			'it is not valid',
			[
				'invalid',
				'not valid',
				'malformed',
				'wrong format',
				'cannot be parsed',
				'cannot parse',
				'cannot be converted',
				'cannot convert',
				'incorrect',
			],
		],
		[
			'it has expired',
			[
				'the token expired',
				'tokens expired',
				'secret has expired',
				'password is expired',
				'session was expired',
				'certificate expired',
				'keys expired',
				'expired token',
				'expired secret',
				'expired key',
			],
		],
		['a limit was reached', ['limit', 'quota']],
		['it is too much at once', ['too many', 'too much', 'too large', 'too big']],
		['it is blocked or switched off', ['blocked', 'deactivated', 'disabled', 'inactive']],
	])('%s', (meaning, texts) => {
		for (const text of texts) {
			expect([text, said(`Error: ${text}.`)]).toEqual([text, expect.stringContaining(meaning)]);
			expect([text, said(`Error: ${text.toUpperCase()}.`)]).toEqual([
				text,
				expect.stringContaining(meaning),
			]);
			// Within a longer word it is another word.
			expect([text, said(`xx${text.replaceAll(' ', 'x')}xx`)]).toEqual([text, '']);
		}
	});

	it('says the first two, and nothing where there is nothing to say', () => {
		expect(said('a duplicate, unknown and invalid')).toBe(
			'it exists already; something is not known there',
		);
		expect(said('Ada Lovelace lives here')).toBe('');
		expect(said('')).toBe('');
		expect(factsOf(' ', ['a'])).toEqual({ said: '' });
	});
});

describe('LA12 what is known beforehand', () => {
	it.each<[text: string, kept: string]>([
		['invalid_client', 'invalid_client'],
		['invalid_grant', 'invalid_grant'],
		['invalid_request', 'invalid_request'],
		['invalid_scope', 'invalid_scope'],
		['invalid_token', 'invalid_token'],
		['unauthorized_client', 'unauthorized_client'],
		['unsupported_grant_type', 'unsupported_grant_type'],
		['access_denied', 'access_denied'],
		['insufficient_scope', 'insufficient_scope'],
		['AADSTS50034: x', 'AADSTS50034'],
		['AADSTS7000222: x', 'AADSTS7000222'],
		['AADSTS1: x', ''],
		['max 10', 'at most 10'],
		['maximum length of 100', 'at most 100'],
		['maximum allowed length is "250"', 'at most 250'],
		['at most 7', 'at most 7'],
		['up to 20', 'at most 20'],
		['no more than 5', 'at most 5'],
		['cannot exceed 4000', 'at most 4000'],
		['shorter than 12', 'at most 12'],
		['less than: 9', 'at most 9'],
		['at most 12345678', ''],
		['at most 07', ''],
		['up to 12:30', ''],
		['up to 2024-05-01', ''],
		['must be between 0 and 100', 'from 0 to 100'],
		['should be from -5 to 5', 'from -5 to 5'],
		['range is 1.5 to 2.25', 'from 1.5 to 2.25'],
		['value must be in the range (1 to 5)', 'from 1 to 5'],
		['between 1 and 5', ''],
		['must be between 10 and 12:30', ''],
		["to the type 'Edm.Int32'", 'expected type Edm.Int32'],
		['Edm.DateTimeOffset', 'expected type Edm.DateTimeOffset'],
		['Edm.Secret', ''],
		['expected an integer', 'expected type integer'],
		['expects of type "boolean"', 'expected type boolean'],
		['must be a Date', 'expected type date'],
		['should be UUID', 'expected type uuid'],
		['not a number', 'expected type number'],
		['expected Ada', ''],
	])('of %j: %j', (text, kept) => {
		if (kept === '') expect(said(text)).toBe('');
		else expect(said(text).split('; ')).toContain(kept);
	});

	it.each(['Create', 'Read', 'Write', 'Delete', 'Append', 'AppendTo', 'Assign', 'Share'])(
		'a privilege to %s',
		(verb) => {
			expect(factsOf(`missing prv${verb}Contact privilege`, []).privilege).toBe(
				`prv${verb}Contact`,
			);
			expect(factsOf(`missing xprv${verb}Contact`, [])).not.toHaveProperty('privilege');
		},
	);

	it('a record that is said not to exist', () => {
		const id = '01234567-89ab-cdef-0123-456789abcdef';
		for (const text of [`Id = ${id}`, `id: "${id}"`, `id=${id}`, `id ${id}`])
			expect(factsOf(`contact with ${text} Does Not Exist`, []).record).toBe(id);
		expect(factsOf(`contact with Id = ${id} is locked`, [])).not.toHaveProperty('record');
		expect(factsOf('contact with Id = Ada Does Not Exist', [])).not.toHaveProperty('record');
	});

	it('names of fields that stand by themselves, eight at most', () => {
		const names = ['name', 'email'];
		for (const text of ['name', "'name'", 'x.name.', 'name=1', '(name)'])
			expect([text, said(text, names)]).toEqual([text, 'field name']);
		for (const text of ['surname', 'name2', 'name_x', '_name', 'namé', 'Name', 'ada@name'])
			expect([text, said(text, names)]).toEqual([text, '']);
		expect(said('surname and name', names)).toBe('field name');
		const many = Array.from({ length: 12 }, (_, at) => `f${at}`);
		expect(said(many.join(' '), many)).toBe('field f0, f1, f2, f3, f4, f5, f6, f7');
		const most = Array.from({ length: 201 }, (_, at) => `f${at}`);
		expect(said('f200', most)).toBe('');
		expect(said('f199', most)).toBe('field f199');
	});

	it('one line of what is not too long', () => {
		expect(shortened(' a \n\t b ')).toBe('a b');
		expect(shortened(`${'x'.repeat(4000)}y`)).toBe('x'.repeat(4000));
	});
});

describe('LA12 lists of allowed values', () => {
	const valuesOf = (text: string) => allowedListsOf(text).map(({ values }) => values.join(' '));
	const words = ['accepted', 'allowed', 'permitted', 'possible', 'valid', 'supported'].concat(
		'available',
		'expected',
	);
	it.each(words)('after "%s values" and the like', (word) => {
		for (const what of ['value', 'values', 'option', 'options', 'choices', 'codes', 'types'])
			for (const verb of ['', ' is', ' are', ' include', ':', ' ='])
				expect([what, verb, valuesOf(`${word} ${what}${verb} a, b`)]).toEqual([
					what,
					verb,
					['a b'],
				]);
		expect(valuesOf(`un${word} values a, b`)).toEqual([]);
		expect(valuesOf(`${word} a, b`)).toEqual([]);
	});
	it.each([
		...['must', 'should', 'can', 'may', 'has to', 'expected to'].flatMap((verb) =>
			['one of', 'any of', 'one of the following'].map((of) => `${verb} be ${of}`),
		),
		'one of the following',
		'one of the following values',
	])('after "%s"', (words) => {
		expect(valuesOf(`${words} a, b`)).toEqual(['a b']);
		expect(valuesOf(`${words.toUpperCase()}: [a, b]`)).toEqual(['a b']);
	});

	it.each<[list: string, values: string[]]>([
		['1', ['1']],
		['-1.', ['-1']],
		['0;', ['0']],
		['1234567890', ['1234567890']],
		// A phone number, or one of a customer.
		['12345678901', []],
		['0123', []],
		// One word may begin a sentence.
		['gold', []],
		['gold and silver', ['gold silver']],
		['gold, silver or bronze.', ['gold silver bronze']],
		['gold|silver/bronze;iron', ['gold silver bronze iron']],
		['gold, and silver', ['gold silver']],
		['["gold", \'silver\', `iron`]', ['gold silver iron']],
		['(1, 2)', ['1 2']],
		['{1, 2}', ['1 2']],
		['"gold, silver', []],
		["'gold\", 'silver'", []],
		['1, 2 are known', ['1 2']],
		['gold, silver are known', []],
		['gold, Ada Lovelace', []],
		['1, ada@example.com', ['1']],
		[`${'a'.repeat(40)}, b`, [`${'a'.repeat(40)} b`]],
		[`${'a'.repeat(41)}, b`, []],
	])('%j', (list, values) => {
		expect(valuesOf(`Allowed values: ${list}`)).toEqual(values);
	});

	it('says where it stands; a list within a list is no other one; fifty at most', () => {
		const text = 'x: allowed values: 1, 2 (or). Valid codes: 7.';
		expect(allowedListsOf(text).map(({ start, end }) => text.slice(start, end))).toEqual([
			': 1, 2',
			': 7',
		]);
		expect(allowedListsOf('must be one of the following values: a, b')).toHaveLength(1);
		const many = Array.from({ length: 60 }, (_, at) => at).join(', ');
		expect(allowedListsOf(`valid values: ${many}`)[0].values).toHaveLength(50);
	});
});

describe('LA12 codes and request ids of a system', () => {
	it.each([
		...['0x80040237', '0X8', '404', '-1', '12345', 'ESSG_2', 'AUTH_6.0', 'A.B', 'GSI1', 'E-5'],
		...['KO', 'k.o', 'NOK', 'ok', 'Success', 'error', 'errors', 'err', 'Failed', 'failure'],
		...['fatal', 'WARNING', 'refused', 'rejected', 'denied', 'forbidden', 'unauthorized'],
		...['INVALID', 'notFound', 'unknown', 'exists', 'duplicate', 'conflict', 'locked', 'expired'],
		...['timeout', 'busy', 'invalid_client', 'AADSTS50034'],
	])('%s is a code', (code) => expect(asCode(code)).toBe(code));

	it.each([
		...['', 'Ada', 'Lovelace', 'x0x8', '0x123456789', '123456', 'ada@example.com', 'essg_2'],
		...['ESSG_2 Ada', 'A_', 'errors!', 'invalid_clients', 'ABCDEFGHIJKLMNOPQ1', 'A1234567'],
		`0x${'1'.repeat(60)}`,
	])('%j is none', (code) => expect(asCode(code)).toBeUndefined());
	it('nothing is none', () => expect(asCode(undefined)).toBeUndefined());

	it.each([
		...['ba475bf2-1111-4222-8333-444455556666', 'a1', 'req_9', '12345678', '-1-a', 'a'.repeat(79)],
	])('%s may be an id', (id) =>
		expect(asRequestId(/\d/.test(id) ? id : `${id}1`)).toBe(/\d/.test(id) ? id : `${id}1`),
	);
	it.each([
		...['', 'Ada', 'no digits', '123456789', 'ada@example.com1', '2024-05-01', '2024-05-01-a'],
		`${'a'.repeat(80)}1`,
	])('%j is none', (id) => expect(asRequestId(id)).toBeUndefined());
	it('none is none', () => expect(asRequestId(undefined)).toBeUndefined());
});
