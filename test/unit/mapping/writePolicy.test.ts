import fc from 'fast-check';
import { ConnectorError } from '../../../nodes/shared/http/ConnectorError';
import {
	appendLines,
	appendText,
	consentInWords,
	decideWrite,
	joinFields,
	type FieldKnowledge,
	type MappedField,
	type WritePolicy,
} from '../../../nodes/shared/mapping';

const knowledge: FieldKnowledge = {
	append: (field, present, added) =>
		field === 'single'
			? new ConnectorError('input', 'It holds one value', { hint: 'Choose another policy.' })
			: { value: appendText(present, added) },
	consentOf: consentInWords,
};

const field = (
	policy: WritePolicy,
	value: unknown,
	more: Partial<MappedField> = {},
): MappedField => ({
	target: 'plan',
	value,
	sourceText: '',
	action: 'set',
	policy,
	...more,
});

const decide = (row: MappedField, value: unknown, isUnknown = false, isNewer = true) =>
	decideWrite(
		row,
		{ value, isUnknown },
		() => (isNewer ? { apply: true } : { apply: false, note: 'The record is newer' }),
		knowledge,
	);

describe('SP01 to SP04 what a row may write to a record that is there', () => {
	const kept = (reason: string) => ({ kind: 'kept', reason });
	const wrote = (to: unknown) => ({ kind: 'write', to });
	const HAS_VALUE = kept('the record already has a value');
	const OUT = kept('the record holds an opt-out, which is not undone');
	const UNREAD = kept('the present value is neither a yes nor a no and may be an opt-out');

	it.each<[WritePolicy, present: unknown, wanted: unknown, object]>([
		['always', 'a', 'b', wrote('b')],
		['onlyIfEmpty', null, 'b', wrote('b')],
		['onlyIfEmpty', undefined, 'b', wrote('b')],
		['onlyIfEmpty', '', 'b', wrote('b')],
		['onlyIfEmpty', ' \t', 'b', wrote('b')],
		['onlyIfEmpty', [], 'b', wrote('b')],
		['onlyIfEmpty', 0, 'b', HAS_VALUE],
		['onlyIfEmpty', false, 'b', HAS_VALUE],
		['onlyIfEmpty', 'a', 'b', HAS_VALUE],
		['append', null, 'b', wrote('b')],
		['append', 'a', 'b', wrote('a, b')],
		['append', 'a, B', 'b', wrote('a, B')],
		['neverLowerConsent', null, 'yes', wrote('yes')],
		['neverLowerConsent', 'yes', 'no', wrote('no')],
		['neverLowerConsent', 'no', 'yes', OUT],
		['neverLowerConsent', false, true, OUT],
		['neverLowerConsent', 0, 'Oui', OUT],
		['neverLowerConsent', 'optOut', 'optIn', OUT],
		['neverLowerConsent', 'ja', 'yes', wrote('yes')],
		['neverLowerConsent', 'maybe', 'yes', UNREAD],
		['neverLowerConsent', 'maybe', 'no', wrote('no')],
		['neverLowerConsent', 'no', 'maybe', kept('the value is neither a yes nor a no')],
	])('%s, %j there and %j wanted', (policy, present, wanted, decision) => {
		expect(decide(field(policy, wanted), present)).toEqual(decision);
	});

	it('SP03 only if newer goes by the dates', () => {
		expect(decide(field('onlyIfNewer', 'b'), 'a')).toEqual(wrote('b'));
		expect(decide(field('onlyIfNewer', 'b'), 'a', false, false)).toEqual(
			kept('the record is newer'),
		);
	});

	it('SP01 what the system does not show may be there', () => {
		expect(decide(field('onlyIfEmpty', 'b'), null, true).kind).toBe('kept');
		expect(decide(field('append', 'b'), null, true).kind).toBe('refused');
		expect(decide(field('neverLowerConsent', 'yes'), null, true).kind).toBe('kept');
		expect(decide(field('neverLowerConsent', 'no'), null, true)).toEqual(wrote('no'));
	});

	it('SP04 clearing would undo an opt-out, too', () => {
		const clear = field('neverLowerConsent', null, { action: 'clear' });
		expect(decide(clear, 'no')).toEqual(OUT);
		expect(decide(clear, 'yes')).toEqual(wrote(null));
	});

	it('SP02 a field that takes no additions says so and what to do', () => {
		expect(decide(field('append', 'b', { target: 'single' }), 'a')).toEqual({
			kind: 'refused',
			reason: 'it holds one value. Choose another policy.',
		});
	});
});

describe('SP04 which value is the opt-out', () => {
	it.each([
		['newsletter', true, 'optedIn'],
		['newsletter', 'Ne', 'optedOut'],
		['newsletter', 'perhaps', undefined],
		['newsletter', 2, undefined],
		['donotemail', true, 'optedOut'],
		['Do Not Email', 'yes', 'optedOut'],
		['hs_email_optout', 'false', 'optedIn'],
		['embeddedData.unsubscribed', 'no', 'optedIn'],
		['new_noemail', true, 'optedOut'],
		['noSms', 'false', 'optedIn'],
		['No e-mail', 'oui', 'optedOut'],
		['customDetails.desabonne', 'oui', 'optedOut'],
		['Désinscrit le mois dernier', false, 'optedIn'],
		['ne_pas_contacter', 1, 'optedOut'],
		["Don't call", 'yes', 'optedOut'],
		['Newsletter abgemeldet', 'ja', 'optedOut'],
		['crm_widerruf', 'nein', 'optedIn'],
		['odhlášen z odběru', 'ano', 'optedOut'],
		['wypisany', 'tak', 'optedOut'],
		['afgemeld', 'ja', 'optedOut'],
		['Blacklisted', true, 'optedOut'],
		['orthodontics_newsletter', true, 'optedIn'],
		['bruno_mail', true, 'optedIn'],
		['technoContact', true, 'optedIn'],
		['exclusive_offers', true, 'optedIn'],
	])('LC20 %s: %j is %s', (name, value, consent) => {
		expect(consentInWords(name, value)).toBe(consent);
	});
});

describe('SP02 appending', () => {
	it.each<[string | null, unknown[], string]>([
		[null, ['a'], 'a'],
		['a', ['b', 'A ', 'b'], 'a, b'],
		['a,b', ['b', 'c'], 'a,b, c'],
		['Yes, always', ['always', 'Yes'], 'Yes, always'],
		['Kitchen & home, Sport', ['Sport, outdoor'], 'Kitchen & home, Sport, Sport, outdoor'],
		['Sport, outdoor, Garden', ['sport, outdoor'], 'Sport, outdoor, Garden'],
		['ab', ['a'], 'ab, a'],
		['a', [['b', 'c']], 'a, b, c'],
	])('a list: %j and %j', (present, added, whole) => {
		expect(appendText(present, added)).toBe(whole);
	});

	it.each<[string | null, unknown[], string]>([
		[null, ['a\n\nb'], 'a\nb'],
		['a\r\nb\n', ['B', 'c'], 'a\r\nb\nc'],
		['a', ['  a  ', 'a'], 'a'],
		['a', ['  - b  '], 'a\n  - b'],
		['', [0, false], '0\nfalse'],
	])('a note: %j and %j', (present, added, whole) => {
		expect(appendLines(present, added)).toBe(whole);
	});

	it('whatever there is stays in front, and adding the same again changes nothing', () => {
		const text = fc.string({ unit: fc.constantFrom('a', 'B', ' ', ',', '\n', 'é') });
		fc.assert(
			fc.property(text, fc.array(text, { maxLength: 4 }), (present, added) => {
				for (const append of [appendText, appendLines]) {
					const once = append(present, added);
					expect(once.trim().startsWith(present.trim())).toBe(true);
					expect(append(once, added)).toBe(once);
				}
			}),
			{ seed: 18, numRuns: 2000 },
		);
	});
});

describe('SP05 several values for one field', () => {
	const join = (policy: WritePolicy, ...values: unknown[]) =>
		values.map((value) => field(policy, value)).reduce((left, right) => joinFields(left, right));

	it('by policy', () => {
		expect(join('always', 'a', 'b').value).toBe('b');
		expect(join('onlyIfEmpty', 'a', 'b').value).toBe('a');
		expect(join('append', 'a', 'b', 'c').added).toEqual(['a', 'b', 'c']);
		expect(join('neverLowerConsent', 'no', 'yes').value).toBe('no');
		expect(join('neverLowerConsent', 'yes', 'no').value).toBe('no');
		expect(join('neverLowerConsent', 'yes', 'maybe').value).toBe('yes');
	});
});
