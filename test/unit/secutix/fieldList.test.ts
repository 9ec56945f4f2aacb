import { fieldId } from '../../../nodes/shared/bulk';
import {
	authorizationCodeOf,
	criterionCodeOf,
	readAuthorizations,
	readCriteria,
} from '../../../nodes/shared/connectors/secutix/fieldList';

describe('authorizations pasted from SecuTix', () => {
	it.each<[string, string, Array<[string, string]>]>([
		[
			'one per line',
			'INSTMAIL\nSMS',
			[
				['INSTMAIL', 'INSTMAIL'],
				['SMS', 'SMS'],
			],
		],
		['with the name of the column', 'SMS; By SMS ', [['By SMS', 'SMS']]],
		[
			'with tabs, as from a table',
			'SMS\tBy SMS\r\n\r\nLETTER\tBy letter',
			[
				['By SMS', 'SMS'],
				['By letter', 'LETTER'],
			],
		],
		['with headings', 'Autorisation;Libellé\nSMS;Par SMS', [['Par SMS', 'SMS']]],
		['nothing', ' \n', []],
	])('S27 S28 %s', (_name, pasted, expected) => {
		const fields = readAuthorizations(pasted);
		expect(fields.map((field) => [field.name, authorizationCodeOf(fieldId(field))])).toEqual(
			expected,
		);
		for (const field of fields)
			expect(field).toMatchObject({ type: { kind: 'boolean' }, isConsent: true });
	});

	it('a code of more than eight characters is named with its line', () => {
		expect(() => readAuthorizations('SMS\nNEWSLETTER')).toThrow(/Line 2 .*8 characters/);
	});
});

describe('criteria pasted from SecuTix', () => {
	it('S26 S27 values of a criterion are its closed list, in the order given', () => {
		const [segment, note] = readCriteria(
			'Criterion;Code;Label\nSEGMENT;GOLD;Gold; and more\nSEGMENT;SILVER\nNOTE',
		);
		expect(segment).toEqual({
			name: 'SEGMENT',
			id: 'criterion:SEGMENT',
			type: {
				kind: 'code',
				codes: [{ code: 'GOLD', label: 'Gold;and more' }, { code: 'SILVER' }],
			},
		});
		expect(note).toEqual({ name: 'NOTE', id: 'criterion:NOTE', type: { kind: 'text' } });
	});

	it('a column may be named otherwise', () => {
		const [segment] = readCriteria('SEGMENT=Customer segment;GOLD\nSEGMENT;SILVER');
		expect(segment).toMatchObject({ name: 'Customer segment', id: 'criterion:SEGMENT' });
		expect(criterionCodeOf(fieldId(segment))).toBe('SEGMENT');
	});

	it('a value without its criterion is named with its line', () => {
		expect(() => readCriteria('SEGMENT;GOLD\n;SILVER')).toThrow(/Line 2/);
	});

	it.each([
		['authorization:SMS', 'SMS', undefined],
		['criterion:SMS', undefined, 'SMS'],
		['SMS', undefined, undefined],
	])('%s is of one kind only', (id, authorization, criterion) => {
		expect([authorizationCodeOf(id), criterionCodeOf(id)]).toEqual([authorization, criterion]);
	});
});
