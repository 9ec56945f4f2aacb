import fc from 'fast-check';
import {
	compileSubscription as typedCompileSubscription,
	cutText,
	decideNewer,
	evidenceOf,
	decideConsent,
	nameFields,
	type PresentStatus,
	type StatusChange,
} from '../../../nodes/shared/mapping';
import { response } from '../conditions/survey';
import { plainly } from '../../written';

const compileSubscription = plainly(typedCompileSubscription);

describe('subscription status', () => {
	const decide = compileSubscription({ optIn: 'Yes\nOui, toujours', optOut: ['No', '0', 'false'] });
	it.each<[string, unknown, StatusChange]>([
		['Q39 Q38 an opt-in value', 'Yes', 'optIn'],
		['Q39 in another case, with spaces', '  yES ', 'optIn'],
		['Q39 a value with a comma, on a line of its own', 'oui, toujours', 'optIn'],
		['Q39 the only entry of a list', ['Yes'], 'optIn'],
		['Q40 Q38 an opt-out value', 'no', 'optOut'],
		['Q40 zero is a value', 0, 'optOut'],
		['Q40 false is a value', false, 'optOut'],
		['Q42 another value', 'maybe', 'unchanged'],
		['Q42 a value that only begins so', 'Yes please', 'unchanged'],
		['Q42 several entries', ['Yes', 'No'], 'unchanged'],
		['Q42 an empty value', '', 'unchanged'],
		['Q42 no value', null, 'unchanged'],
	])('%s gives %#', (_name, value, status) => {
		const decision = decide(value);
		expect(decision.status).toBe(status);
		expect(decision.note === undefined).toBe(status !== 'unchanged');
	});

	it('Q42 says why, without the answer', () => {
		expect(decide('secret').note).toBe(
			'The answer is neither an opt-in nor an opt-out value: the subscription status is unchanged',
		);
	});

	it('Q39 Q40 a value that is both is a mistake in the settings', () => {
		expect(() => compileSubscription({ optIn: 'Yes; Ja', optOut: ' ja ' })).toThrow(
			'"Ja" is both an opt-in and an opt-out value',
		);
	});

	it('Q39 Q40 no values at all is a mistake in the settings', () => {
		expect(() => compileSubscription({ optIn: ' ', optOut: [] })).toThrow(
			'No opt-in or opt-out value',
		);
	});

	it('Q42 nothing but an exact value ever changes a status', () => {
		fc.assert(
			fc.property(fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.boolean()), (value) => {
				const folded = String(value).trim().toLowerCase();
				const known = {
					yes: 'optIn',
					'oui, toujours': 'optIn',
					no: 'optOut',
					'0': 'optOut',
					false: 'optOut',
				};
				expect(decide(value).status).toBe(
					Object.entries(known).find(([key]) => key === folded)?.[1] ?? 'unchanged',
				);
			}),
		);
	});
});

describe('consent guard', () => {
	const evidence = evidenceOf(response());
	const table: Array<[StatusChange, PresentStatus, boolean, StatusChange]> = [
		['optIn', 'none', false, 'optIn'],
		['optIn', 'unset', false, 'optIn'],
		['optIn', 'optedIn', false, 'unchanged'],
		['optIn', 'optedOut', false, 'unchanged'],
		['optIn', 'optedOut', true, 'optIn'],
		['optIn', 'unknown', false, 'unchanged'],
		['optIn', 'unknown', true, 'optIn'],
		['optOut', 'none', false, 'optOut'],
		['optOut', 'optedIn', false, 'optOut'],
		['optOut', 'optedOut', false, 'optOut'],
		['optOut', 'unknown', false, 'optOut'],
		['unchanged', 'optedIn', true, 'unchanged'],
		['unchanged', 'optedOut', true, 'unchanged'],
	];
	it.each(table)(
		'Q39 Q40 %s for a contact that is %s (allowed again: %p) gives %s',
		(wanted, present, allowOptInAgain, status) => {
			const change = decideConsent({ wanted, present, allowOptInAgain, evidence });
			expect(change.status).toBe(status);
			expect(change.evidence).toEqual(
				status === 'unchanged'
					? undefined
					: { survey: 'SV_1', responseId: 'R_1', time: '2024-05-01T22:30:00Z' },
			);
		},
	);

	it('Q39 says why an opt-in was refused', () => {
		expect(
			decideConsent({ wanted: 'optIn', present: 'optedOut', allowOptInAgain: false }).note,
		).toContain('opted out and stays');
	});
});

describe('only if newer', () => {
	it.each<[string, unknown, unknown, boolean]>([
		['earlier', '2024-05-01T10:00:00Z', '2024-05-01T10:00:01Z', true],
		['equal', '2024-05-01T10:00:00Z', '2024-05-01T10:00:00Z', true],
		['later', '2024-05-01T10:00:02Z', '2024-05-01T10:00:01Z', false],
		['later by milliseconds', '2024-05-01T10:00:00.900Z', '2024-05-01T10:00:00.100Z', false],
		['the same second, written coarsely', '2024-05-01 10:00:00', '2024-05-01T10:00:00.925Z', true],
		['another zone', '2024-05-01T12:00:00+02:00', '2024-05-01T10:00:00Z', true],
		['milliseconds since 1970', Date.UTC(2024, 4, 1, 11), '2024-05-01T10:00:00Z', false],
		['the same day', '2024-05-01', '2024-05-01T10:00:00Z', true],
		['the next day', '2024-05-02', '2024-05-01T10:00:00Z', false],
		['missing', null, '2024-05-01T10:00:00Z', true],
		['blank', ' ', '2024-05-01T10:00:00Z', true],
		['unreadable', 'last week', '2024-05-01T10:00:00Z', false],
		['of no response time', '2024-05-01T10:00:00Z', undefined, false],
		['missing, as is the response time', null, undefined, false],
	])('Q27 a record date that is %s', (_name, record, time, apply) => {
		const decision = decideNewer(record, time, 'UTC');
		expect(decision.apply).toBe(apply);
		expect(decision.note === undefined).toBe(apply);
	});

	it('Q27 of two answers handled in either order the newer one stays', () => {
		const date = fc.date({
			min: new Date('2000-01-01'),
			max: new Date('2100-01-01'),
			noInvalidDate: true,
		});
		fc.assert(
			fc.property(date, date, (first, second) => {
				const run = (order: Date[]): string | null =>
					order.reduce<string | null>(
						(record, time) =>
							decideNewer(record, time.toISOString(), 'UTC').apply ? time.toISOString() : record,
						null,
					);
				expect(run([first, second])).toBe(run([second, first]));
			}),
		);
	});
});

describe('field names', () => {
	const rules = { prefix: 'dotaznik.', space: '-', removeDiacritics: true };
	it.each([
		['Jak jste spokojeni?', 'dotaznik.Jak-jste-spokojeni?'],
		['Příliš žluťoučký kůň', 'dotaznik.Prilis-zlutoucky-kun'],
		[' Two  spaces ', 'dotaznik.Two--spaces'],
		['A.b_c/D', 'dotaznik.A.b_c/D'],
	])('N27 N28 N29 "%s" is the field "%s"', (text, name) => {
		expect(nameFields([text], rules)).toEqual([{ name }]);
	});

	it('N36 names that collide get -2, -3 in order, and the collision is known', () => {
		expect(nameFields(['Proč?', 'Proc?', 'Jiné', 'Proč?', 'Proc?-2'], rules)).toEqual([
			{ name: 'dotaznik.Proc?' },
			{ name: 'dotaznik.Proc?-2', collidesWith: 0 },
			{ name: 'dotaznik.Jine' },
			{ name: 'dotaznik.Proc?-3', collidesWith: 0 },
			{ name: 'dotaznik.Proc?-2-2', collidesWith: 1 },
		]);
	});

	it('N36 every text has a name of its own, within the length', () => {
		const texts = fc.array(
			fc.string({ unit: fc.constantFrom('a', 'A', 'á', ' ', '😀'), maxLength: 12 }),
			{ maxLength: 30 },
		);
		fc.assert(
			fc.property(texts, fc.boolean(), (given, caseInsensitive) => {
				const names = nameFields(given, {
					space: '-',
					removeDiacritics: true,
					maxLength: 8,
					caseInsensitive,
				}).map(({ name }) => name);
				const keys = names.map((name) => (caseInsensitive ? name.toLowerCase() : name));
				expect(new Set(keys).size).toBe(given.length);
				expect(
					names.every(
						(name) => name.length <= 8 && !/[\ud800-\udbff](?![\udc00-\udfff])/.test(name),
					),
				).toBe(true);
			}),
		);
	});

	it.each([
		['abc', 3, 'abc'],
		['abcd', 3, 'abc'],
		['ab😀', 3, 'ab'],
		['ae\u0301x', 2, 'a'],
		['👩‍👩‍👧x', 3, ''],
		['abc', 0, ''],
	])('N31 %p cut to %d is %p', (text, max, wanted) => {
		expect(cutText(text, max)).toBe(wanted);
	});
});
