import fc from 'fast-check';
import { customDetails } from '../../../nodes/shared/connectors/salesmanago/customDetails';
import { piecesOf } from '../../../nodes/shared/connectors/salesmanago/carryAnswers';
import { definitionFromResponse } from '../../../nodes/shared/survey/definitionFromResponse';
import { answer, sheetResponse } from './responses';

const nameOf = (title: string, prefix?: string): string =>
	customDetails(sheetResponse([answer('Q1', title)]), { prefix }).details[0].name;

describe('names', () => {
	it.each([
		['N27 N28 N29', 'Jak jste spokojeni?', 'dotaznik.Jak-jste-spokojeni?'],
		[
			'N29',
			'Příliš žluťoučký kůň úpěl ďábelské ódy',
			'dotaznik.Prilis-zlutoucky-kun-upel-dabelske-ody',
		],
		['N29', 'Zażółć gęślą jaźń, Łódź', 'dotaznik.Zazolc-gesla-jazn,-Lodz'],
		['N29', 'Où êtes-vous né ? Ça va, cœur', 'dotaznik.Ou-etes-vous-ne-?-Ca-va,-coeur'],
		['N28', 'Great 🎉 day', 'dotaznik.Great-🎉-day'],
		['N27', 'A.b_c/D: 100 %', 'dotaznik.A.b_c/D:-100-%'],
	])('%s %s is the detail %s', (_ids, title, name) => expect(nameOf(title)).toBe(name));

	it.each([
		['ankieta.', 'ankieta.Why?'],
		['', 'Why?'],
	])('N27 with the prefix "%s": %s', (prefix, name) => expect(nameOf('Why?', prefix)).toBe(name));

	it('N36 questions that fold to one name are told apart, in the order of the survey', () => {
		const { details } = customDetails(
			sheetResponse([
				answer('Q1', 'Proč?', { text: 'a' }),
				answer('Q2', 'Proc?', { state: 'skipped' }),
				answer('Q3', 'proč?', { text: 'c' }),
				answer('Q4', 'Proč?', { text: 'd' }),
			]),
		);
		expect(details.map(({ name, value }) => [name, value])).toEqual([
			['dotaznik.Proc?', 'a'],
			['dotaznik.proc?-3', 'c'],
			['dotaznik.Proc?-4', 'd'],
		]);
	});

	it('N36 with the survey at hand a name never depends on what was answered', () => {
		const whole = sheetResponse([answer('Q1', 'Proč?'), answer('Q2', 'Proč?')]);
		const survey = definitionFromResponse(whole);
		const { details } = customDetails(sheetResponse([answer('Q2', 'Proč?')]), { survey });
		expect(details[0].name).toBe('dotaznik.Proc?-2');
	});

	it('N23 the rows of a matrix and the reason beside a score are answers too', () => {
		const rows = ['Staff', 'Prices'].map((label, index) =>
			answer(`Q1_${index}`, 'How was it?', {
				parentId: 'Q1',
				row: { id: `${index}`, label },
				text: `${index}`,
			}),
		);
		const nps = answer('Q2', 'Recommend?', { text: '6', comment: 'Queue' });
		const { details } = customDetails(sheetResponse([...rows, nps]));
		expect(Object.fromEntries(details.map(({ name, value }) => [name, value]))).toEqual({
			'dotaznik.How-was-it?-Staff': '0',
			'dotaznik.How-was-it?-Prices': '1',
			'dotaznik.Recommend?': '6',
			'dotaznik.Recommend?.comment': 'Queue',
		});
	});

	it('N36 a collision is told by the questions it is between, whoever answers', () => {
		const survey = definitionFromResponse(
			sheetResponse([answer('Q1', 'Proč?'), answer('Q2', 'Other'), answer('Q3', 'PROC?')]),
		);
		const { collisions } = customDetails(sheetResponse([answer('Q2', 'Other')]), { survey });
		expect(collisions).toEqual([
			'The questions Q1 and Q3 come to one name; the answer to Q3 goes into "dotaznik.PROC?-2"',
		]);
		expect(customDetails(sheetResponse([answer('Q1', 'A'), answer('Q2', 'B')])).collisions).toEqual(
			[],
		);
	});

	it('N36 however many questions fold to one name, no answer overwrites another', () => {
		const twin = fc.constantFrom(
			'Proč?',
			'Proc?',
			' PROČ? ',
			'proč?',
			'Proc?-2',
			'Proc? 2',
			'Why?',
		);
		const far = fc.constantFrom('Zażółć ', 'Où ').map((word) => word.repeat(60));
		fc.assert(
			fc.property(fc.array(fc.oneof(twin, far), { minLength: 2, maxLength: 12 }), (titles) => {
				const response = sheetResponse(
					titles.map((text, index) => answer(`Q${index}`, text, { text: `answer ${index}` })),
				);
				const { details, collisions } = customDetails(response);
				const stored = new Map(details.map(({ name, value }) => [name.toLowerCase(), value]));
				expect([...stored.values()]).toEqual(titles.map((_title, index) => `answer ${index}`));
				const folded = new Set(titles.map((title) => nameOf(title).toLowerCase()));
				expect(collisions.length).toBeGreaterThanOrEqual(titles.length - folded.size);
			}),
		);
	});

	const czech = 'áčďéěíňóřšťúůýžÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ';
	const polish = 'ąćęłńóśźżĄĆĘŁŃÓŚŹŻ';
	const french = 'àâæçéèêëîïôœùûüÿÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ';
	const word = fc.oneof(
		fc.constantFrom(...[...czech, ...polish, ...french]),
		fc.constantFrom('🎉', '👩‍👩‍👧‍👦', '👍🏽', '🇨🇿', ' ', '  ', '\u00a0', '\n', 'a', 'B', '-', '.'),
		fc.string({ unit: 'grapheme-ascii', maxLength: 5 }),
	);
	const title = fc.array(word, { maxLength: 400 }).map((words) => words.join(''));
	const prefix = fc.constantFrom('dotaznik.', 'ankieta.', '');

	it('N27 N28 N29 N36 hold for every question that can be asked', () => {
		fc.assert(
			fc.property(fc.array(title, { minLength: 1, maxLength: 8 }), prefix, (titles, given) => {
				const response = sheetResponse(titles.map((text, index) => answer(`Q${index}`, text)));
				const { details } = customDetails(response, { prefix: given });
				const names = details.map(({ name }) => name);
				expect(names).toHaveLength(titles.length);
				expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
				for (const name of names) {
					expect(name.startsWith(given)).toBe(true);
					expect(name.length).toBeLessThanOrEqual(255);
					expect(name).not.toMatch(/\s/);
					expect(name.isWellFormed() || !titles.every((text) => text.isWellFormed())).toBe(true);
					expect([...name].some((letter) => (czech + polish + french).includes(letter))).toBe(
						false,
					);
				}
				// The same survey gives the same names, whoever answers.
				expect(customDetails(response, { prefix: given }).details).toEqual(details);
			}),
			{ numRuns: 150 },
		);
	});

	it('N36 two questions of 300 characters that differ only at the end are told apart', () => {
		const long = 'Otázka '.repeat(50);
		const { details } = customDetails(
			sheetResponse([answer('Q1', `${long}A`), answer('Q2', `${long}B`)]),
		);
		const [first, second] = details.map(({ name }) => name);
		expect(first).toHaveLength(255);
		expect(second).toHaveLength(255);
		expect(second.endsWith('-2')).toBe(true);
	});
});

describe('values', () => {
	it.each([
		['0', { type: 'nps', value: 0, label: '0', text: '0' }, '0'],
		['0 without words', { type: 'number', value: 0, label: '', text: '' }, '0'],
		['false', { type: 'boolean', value: false, label: '', text: '' }, 'false'],
		[
			'several choices',
			{ type: 'multiChoice', value: ['1', '2'], label: 'A, B', text: 'A, B' },
			'A, B',
		],
	] as const)('N30 %s is a value', (_name, given, value) => {
		const more = { ...given, value: given.value as never };
		const { details } = customDetails(sheetResponse([answer('Q1', 'T', more)]));
		expect(details).toEqual([{ name: 'dotaznik.T', value, answerKey: 'Q1' }]);
	});

	it.each(['skipped', 'notShown', 'unknown'] as const)('N30 %s sends nothing', (state) => {
		expect(customDetails(sheetResponse([answer('Q1', 'T', { state })])).details).toEqual([]);
	});

	const long = '😀'.repeat(127) + 'é!';
	const given = sheetResponse([answer('Q1', 'Why?', { text: long })]);

	it('N31 a value of 255 units stays, a longer one is cut with a warning, never inside a character', () => {
		const fits = 'x'.repeat(255);
		const whole = customDetails(sheetResponse([answer('Q1', 'T', { text: fits })]));
		expect(whole).toMatchObject({ details: [{ value: fits }], warnings: [] });
		const { details, warnings, carried } = customDetails(given);
		expect(details[0].value).toBe('😀'.repeat(127) + 'é');
		expect(warnings).toEqual([expect.stringContaining('Q1 was cut to 255')]);
		expect(carried).toEqual([]);
	});

	it('N31 or is carried whole beside it', () => {
		const { details, warnings, carried } = customDetails(given, { whenTooLong: 'carry' });
		expect(warnings).toEqual([]);
		expect(details[0].value.length).toBeLessThanOrEqual(255);
		expect(carried).toEqual([
			{ answerKey: 'Q1', name: 'dotaznik.Why?', title: 'Why?', text: long },
		]);
	});

	it('N31 no answer is ever lost in silence', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme', maxLength: 600 }), (text) => {
				const response = sheetResponse([answer('Q1', 'T', { text, label: text, value: text })]);
				const cut = customDetails(response);
				const sent = cut.details[0]?.value ?? '';
				expect(sent === text || cut.warnings.length === 1).toBe(true);
				expect(text.startsWith(sent)).toBe(true);
				const { carried } = customDetails(response, { whenTooLong: 'carry' });
				if (sent !== text) expect(carried[0].text).toBe(text);
			}),
		);
	});

	it('N31 pieces of a long text are short enough and make up the whole', () => {
		fc.assert(
			fc.property(
				fc.string({ unit: 'grapheme', maxLength: 300 }),
				fc.integer({ min: 1, max: 40 }),
				(text, max) => {
					const pieces = piecesOf(text, max);
					expect(pieces.join('')).toBe(text);
					expect(pieces.every(({ length }) => length > 0 && length <= max)).toBe(true);
				},
			),
		);
	});

	it('a question named like something of the language is a name like any other', () => {
		const response = sheetResponse([answer('Q1', '__proto__'), answer('Q2', 'constructor')]);
		const { details } = customDetails(response, { prefix: '' });
		expect(details.map(({ name }) => name)).toEqual(['__proto__', 'constructor']);
	});
});
