import { decideConsent, decideNewer, type PresentStatus } from '../../../nodes/shared/mapping';
import { mapAutomatically } from '../../../nodes/shared/mapping/automaticMapping';
import { ConnectorError } from '../../../nodes/shared/http/ConnectorError';
import type { MappedField } from '../../../nodes/shared/mapping/MappedField';
import {
	consentInWords,
	decideCreate,
	decideWrite,
	hasPolicy,
	joinFields,
	type FieldKnowledge,
} from '../../../nodes/shared/mapping/writePolicy';
import { setValues, writableValues } from '../../../nodes/shared/mapping/mappingRows';
import { cutText } from '../../../nodes/shared/mapping/textLength';

const knowledge: FieldKnowledge = {
	append: (_field, present, added) =>
		added.includes('refuse')
			? new ConnectorError('input', 'This field takes no list', { hint: 'Choose another' })
			: { value: [present, ...added] },
	consentOf: consentInWords,
};
const field = (policy: MappedField['policy'], value: unknown, more = {}): MappedField => ({
	target: 'newsletter',
	value,
	sourceText: String(value),
	action: 'set',
	...(policy && { policy }),
	...more,
});
const there = (value: unknown, isUnknown = false) => ({ value, isUnknown });
const newer = (apply: boolean) => () =>
	apply ? { apply } : { apply, note: 'The record is newer than the response' };

describe('LC16 why a field is written or stays, word for word', () => {
	const write = (to: unknown) => ({ kind: 'write', to });
	const kept = (reason: string) => ({ kind: 'kept', reason });
	const notRead = 'whether the record has a value already cannot be read from the system';
	it.each<[string, MappedField, ReturnType<typeof there>, boolean, unknown]>([
		['always', field(undefined, 'x'), there('y'), true, write('x')],
		['always, cleared', field('always', 'x', { action: 'clear' }), there('y'), true, write(null)],
		['only if empty', field('onlyIfEmpty', 'x'), there(' '), true, write('x')],
		[
			'0 is a value',
			field('onlyIfEmpty', 'x'),
			there(0),
			true,
			kept('the record already has a value'),
		],
		['not shown', field('onlyIfEmpty', 'x'), there('', true), true, kept(notRead)],
		['newer', field('onlyIfNewer', 'x'), there('y'), true, write('x')],
		[
			'older',
			field('onlyIfNewer', 'x'),
			there('y'),
			false,
			kept('the record is newer than the response'),
		],
		['added', field('append', 'x'), there('y'), true, write(['y', 'x'])],
		['added to nothing', field('append', 'x'), there(' '), true, write([null, 'x'])],
		[
			'several added',
			field('append', 'b', { added: ['a', 'b'] }),
			there('y'),
			true,
			write(['y', 'a', 'b']),
		],
		['cleared', field('append', 'x', { action: 'clear' }), there('y', true), true, write(null)],
		[
			'added to what is not shown',
			field('append', 'x'),
			there('y', true),
			true,
			{
				kind: 'refused',
				reason: 'nothing can be added, since the system does not show what is there',
			},
		],
		[
			'refused by the system',
			field('append', 'refuse'),
			there('y'),
			true,
			{ kind: 'refused', reason: 'this field takes no list. Choose another' },
		],
		['a no', field('neverLowerConsent', 'no'), there('yes', true), true, write('no')],
		['a yes to a yes', field('neverLowerConsent', 'yes'), there('yes'), true, write('yes')],
		['a yes to nothing', field('neverLowerConsent', 'yes'), there(''), true, write('yes')],
		[
			'a yes to a no',
			field('neverLowerConsent', 'yes'),
			there('no'),
			true,
			kept('the record holds an opt-out, which is not undone'),
		],
		[
			'a yes to another word',
			field('neverLowerConsent', 'yes'),
			there('perhaps'),
			true,
			kept('the present value is neither a yes nor a no and may be an opt-out'),
		],
		[
			'a yes to what is not shown',
			field('neverLowerConsent', 'yes'),
			there('', true),
			true,
			kept('the present consent cannot be read from the system and may be an opt-out'),
		],
		[
			'another word',
			field('neverLowerConsent', 'perhaps'),
			there('yes'),
			true,
			kept('the value is neither a yes nor a no'),
		],
		[
			'nothing to a yes',
			field('neverLowerConsent', 'x', { action: 'clear' }),
			there('yes'),
			true,
			write(null),
		],
		[
			'nothing to a no',
			field('neverLowerConsent', 'x', { action: 'clear' }),
			there('no'),
			true,
			kept('the record holds an opt-out, which is not undone'),
		],
	])('%s', (_, one, present, isNewer, decision) => {
		expect(decideWrite(one, present, newer(isNewer), knowledge)).toEqual(decision);
	});

	it('a new record: what is appended begins it, anything else is written', () => {
		expect(decideCreate(field('append', 'x'), knowledge)).toEqual(write([null, 'x']));
		expect(decideCreate(field('append', 'x', { action: 'clear' }), knowledge)).toEqual(write('x'));
		expect(decideCreate(field('onlyIfEmpty', 'x'), knowledge)).toEqual(write('x'));
		expect(
			[undefined, 'always', 'append'].map((one) => hasPolicy(field(one as 'append', 1))),
		).toEqual([false, false, true]);
	});

	it.each<[field: string, value: unknown, consent: string | undefined]>([
		['email', 'optIn', 'optedIn'],
		['email', 'optOut', 'optedOut'],
		['donotemail', 'optIn', 'optedIn'],
		['newsletter', 'yes', 'optedIn'],
		['newsletter', ['yes'], 'optedIn'],
		['newsletter', ['yes', 'no'], undefined],
		['newsletter', 0, 'optedOut'],
		['newsletter', true, 'optedIn'],
		['newsletter', 'perhaps', undefined],
		['donotemail', 'yes', 'optedOut'],
		['Do Not-Call', false, 'optedIn'],
		['Opt-Out', 'yes', 'optedOut'],
		['opted_out', 1, 'optedOut'],
		['Unsubscribed', 'no', 'optedIn'],
		['option', 'yes', 'optedIn'],
	])('%s %j is %s', (name, value, consent) => expect(consentInWords(name, value)).toBe(consent));

	it.each<[string, MappedField, MappedField, 'earlier' | 'later']>([
		['the later', field(undefined, 1), field(undefined, 2), 'later'],
		[
			'a value before none',
			field(undefined, 1),
			field(undefined, 2, { action: 'leave' }),
			'earlier',
		],
		[
			'a value before clearing',
			field(undefined, 1),
			field(undefined, 2, { action: 'clear' }),
			'earlier',
		],
		[
			'clearing before none',
			field(undefined, 1, { action: 'clear' }),
			field(undefined, 2, { action: 'leave' }),
			'earlier',
		],
		[
			'a value after clearing',
			field(undefined, 1, { action: 'clear' }),
			field(undefined, 2),
			'later',
		],
		[
			'clearing twice',
			field(undefined, 1, { action: 'clear' }),
			field(undefined, 2, { action: 'clear' }),
			'later',
		],
		['only if empty', field('onlyIfEmpty', 1), field('onlyIfEmpty', 2), 'earlier'],
		['only the later if empty', field(undefined, 1), field('onlyIfEmpty', 2), 'later'],
		['only the earlier if empty', field('onlyIfEmpty', 1), field(undefined, 2), 'later'],
		[
			'an opt-out, then an opt-in',
			field('neverLowerConsent', 'no'),
			field('neverLowerConsent', 'yes'),
			'earlier',
		],
		[
			'an opt-in, then an opt-out',
			field('neverLowerConsent', 'yes'),
			field('neverLowerConsent', 'no'),
			'later',
		],
		[
			'an opt-in, then neither',
			field('neverLowerConsent', 'yes'),
			field('neverLowerConsent', '?'),
			'earlier',
		],
		[
			'an opt-out, where it does not matter',
			field('neverLowerConsent', 'no'),
			field(undefined, 'yes'),
			'later',
		],
		['only one adds', field('append', 1), field(undefined, 2), 'later'],
	])('of two rows that mean one field: %s', (_, earlier, later, counts) => {
		expect(joinFields(earlier, later)).toBe(counts === 'earlier' ? earlier : later);
	});
	it('of two rows that add, both', () => {
		const joined = joinFields(field('append', 1), field('append', 3, { added: [2, 3] }));
		expect(joined).toEqual({ ...field('append', 3), added: [1, 2, 3] });
	});
	it('what is left alone is not written, what is cleared is null, any name is safe', () => {
		const fields = [
			field(undefined, 1, { target: '__proto__' }),
			field(undefined, 2, { target: 'b', action: 'clear' }),
			field(undefined, 3, { target: 'c', action: 'leave' }),
		];
		expect(Object.entries(writableValues(fields))).toEqual([
			['__proto__', 1],
			['b', null],
		]);
		expect(Object.entries(setValues(fields))).toEqual([['__proto__', 1]]);
	});
});

describe('Q27 Q39 why a record or a consent stays, word for word', () => {
	it.each<[unknown, unknown, string | undefined]>([
		['2024-05-01', undefined, 'The response has no time, so it cannot be compared'],
		['2024-05-01', 'soon', 'The response has no time, so it cannot be compared'],
		['soon', '2024-05-01', 'The date of the record cannot be read, so it cannot be compared'],
		['2024-05-02', '2024-05-01', 'The record is newer than the response'],
		[
			'2024-05-01T10:00:00.500Z',
			'2024-05-01T10:00:00.499Z',
			'The record is newer than the response',
		],
		['2024-05-01T10:00:00.500Z', '2024-05-01T10:00:00.500Z', undefined],
		[
			'2024-05-01T10:00:00,500Z',
			'2024-05-01T10:00:00,499Z',
			'The record is newer than the response',
		],
		['2024-05-01T10:00:00.500Z', '2024-05-01T10:00:00Z', undefined],
		[
			Date.UTC(2024, 4, 1, 10, 0, 0, 2),
			Date.UTC(2024, 4, 1, 10, 0, 0, 1),
			'The record is newer than the response',
		],
		[Date.UTC(2024, 4, 1, 10), Date.UTC(2024, 4, 1, 10), undefined],
		['2024-05-01T23:00:00Z', '2024-05-01', undefined],
		['2024-05-02T00:00:00Z', '2024-05-01', 'The record is newer than the response'],
	])('a record of %p, a response of %p', (record, time, note) => {
		expect(decideNewer(record, time as string, 'UTC')).toEqual(
			note === undefined ? { apply: true } : { apply: false, note },
		);
	});
	it.each<[PresentStatus, string | undefined]>([
		['optedIn', 'The contact is opted in already'],
		['optedOut', "The contact opted out and stays opted out, as 'Allow Opting In Again' is off"],
		[
			'unknown',
			'The current status is unknown and may be an opt-out, so the contact is not opted in',
		],
		['none', undefined],
		['unset', undefined],
	])('a contact that is %s', (present, note) => {
		expect(decideConsent({ wanted: 'optIn', present, allowOptInAgain: false }).note).toBe(note);
	});
});

describe('K21 keys that are fields', () => {
	const targets = [
		{ name: 'email', label: 'E-Mail' },
		{ name: 'city', label: 'Town' },
		{ name: 'e-mail' },
	];
	const map = (item: Record<string, unknown>, whenEmpty?: 'leave' | 'clear') =>
		mapAutomatically(item, targets, whenEmpty);
	const set = (target: string, value: unknown) => ({
		target,
		value,
		sourceText: Array.isArray(value) ? value.join(', ') : String(value),
		action: 'set',
	});
	it('by name before label, whatever the case and blanks around it', () => {
		expect(map({ ' EMAIL ': 'a', town: 'b', 'E-MAIL': 'c', other: 'd' })).toEqual({
			fields: [set('email', 'a'), set('city', 'b'), set('e-mail', 'c')],
			unmatched: ['other'],
			warnings: [],
		});
	});
	const both = (used: string, ignored: string) => [
		`"${used}" and "${ignored}" both mean "city": "${ignored}" is ignored.`,
	];
	it.each<[Record<string, unknown>, unknown, string[]]>([
		[{ town: 'a', city: 'b' }, 'b', both('city', 'town')],
		[{ city: 'b', town: 'a' }, 'b', both('city', 'town')],
		[{ city: '', town: 'a' }, '', both('city', 'town')],
		[{ town: '', City: 'b' }, 'b', both('City', 'town')],
		[{ town: 'a', City: 'b' }, 'a', both('town', 'City')],
		[{ town: '', City: '' }, '', both('town', 'City')],
	])('of several keys one: %j', (item, value, warnings) => {
		const mapped = map(item);
		expect(mapped.warnings).toEqual(warnings);
		expect(mapped.fields).toHaveLength(1);
		expect(mapped.fields[0]).toMatchObject(
			value === '' ? { value: null, action: 'leave' } : { value, action: 'set' },
		);
	});
	it('what is empty is left alone, or cleared; lists are values, objects are none', () => {
		const empty = { target: 'city', value: null, sourceText: '', note: 'The source is empty' };
		expect(map({ city: '' }).fields).toEqual([{ ...empty, action: 'leave' }]);
		expect(map({ city: null }, 'clear').fields).toEqual([{ ...empty, action: 'clear' }]);
		expect(map({ city: ['a', 'b'] }).fields).toEqual([set('city', ['a', 'b'])]);
		const warnings = ['"city" holds an object, which is no value for a field.'];
		for (const city of [{ a: 1 }, [{ a: 1 }], [1, []]])
			expect(map({ city })).toEqual({ fields: [], unmatched: [], warnings });
		expect(map({ city: [null, 1] }).warnings).toEqual([]);
	});
	it('a text that is exactly as long as may be is whole', () => {
		expect(cutText('e\u0301', 2)).toBe('e\u0301');
		expect(cutText(`${'a'.repeat(70)}`, 69)).toBe('a'.repeat(69));
	});
});
