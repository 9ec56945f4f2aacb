import { contactParts } from '../../../nodes/shared/connectors/qualtrics/directory/contactParts';
import type { DirectoryOptions } from '../../../nodes/shared/connectors/qualtrics/directory/DirectoryOptions';
import type { UpsertInput } from '../../../nodes/shared/records';
import { DIRECTORY_OPTIONS, merging } from './directorySetup';

const item = (values: Record<string, string | null>): UpsertInput => ({
	fields: Object.entries(values).map(([target, value]) => ({
		target,
		value: value ?? '',
		sourceText: '',
		action: value === null ? 'clear' : 'set',
	})),
});
const partsOf = (
	values: Array<Record<string, string | null>>,
	options: Partial<DirectoryOptions>,
): Array<[string, number[], readonly string[]]> =>
	contactParts(values.map(item), { ...DIRECTORY_OPTIONS, ...options }).map(
		({ way, members, names }) => [way, members, names],
	);

const BY_RULES = { operation: 'upsertByRules' } as const;
const IMPORT = { ...BY_RULES, importAbove: 1, mailingListIds: ['CG_1'] };
const ann = { email: 'ann@example.com' };
const bob = { email: 'bob@example.com' };

describe('contacts that are written together', () => {
	it('by chosen fields: all of them', () => {
		expect(partsOf([ann, {}, bob], { matchFields: ['extRef'] })).toEqual([
			['single', [0, 1, 2], ['extRef']],
		]);
		expect(partsOf([], {})).toEqual([]);
	});

	it.each<[string, Array<Record<string, string | null>>, Partial<DirectoryOptions>, unknown[]]>([
		[
			'one merge field: those that have it, and the others',
			[ann, {}, bob, { email: '' }, { email: ' ' }, { email: null }],
			merging('email'),
			[
				['single', [0, 2], ['email']],
				['single', [1, 3, 4, 5], []],
			],
		],
		[
			'several: each by those it has',
			[ann, { phone: '1' }, { ...bob, phone: '2' }],
			merging('email', 'phone'),
			[
				['single', [0], ['email']],
				['single', [1], ['phone']],
				['single', [2], ['email', 'phone']],
			],
		],
		[
			'several, and a value that two share: one after the other',
			[ann, { phone: '1' }, { email: 'ANN@example.com', phone: '1' }, bob],
			merging('email', 'phone'),
			[
				['single', [0, 3], ['email']],
				['single', [1], ['phone']],
				['single', [2], ['email', 'phone']],
			],
		],
		[
			'the same value in two fields is no shared one',
			[{ email: 'x' }, { extRef: 'x' }],
			merging('email', 'externalDataReference'),
			[
				['single', [0], ['email']],
				['single', [1], ['extRef']],
			],
		],
		['none: all of them, by nothing', [ann, bob], merging(), [['single', [0, 1], []]]],
	])('by rules with %s', (_name, values, options, parts) => {
		expect(partsOf(values, { ...BY_RULES, ...options })).toEqual(parts);
	});

	it('a value shared in one merge field is folded, and needs no turns', () => {
		expect(partsOf([ann, ann], { ...BY_RULES, ...merging('email') })).toEqual([
			['single', [0, 1], ['email']],
		]);
	});

	it('those of the import job first, matched by the one field that the directory merges by', () => {
		const values = [{ ...ann, phone: '1' }, ann, bob];
		expect(partsOf(values, { ...IMPORT, ...merging('email') })).toEqual([
			['import', [1, 2], ['email']],
			['single', [0], ['email']],
		]);
		expect(partsOf(values, { ...IMPORT, ...merging('email', 'phone') })[0]).toEqual([
			'import',
			[1, 2],
			[],
		]);
		expect(partsOf([ann, bob], { ...IMPORT, ...merging('email') })).toHaveLength(1);
	});

	it('whoever is nobody is imported alone, and whoever goes singly is told why', () => {
		const [imported, single] = contactParts([item({ ...ann, phone: '1' }), item(bob)], {
			...DIRECTORY_OPTIONS,
			...IMPORT,
		});
		expect(imported).toMatchObject({
			whenKeyless: 'alone',
			match: [{ field: 'email', kind: 'email' }],
		});
		expect(imported).not.toHaveProperty('notes');
		expect(single).not.toHaveProperty('whenKeyless');
		expect([...single.notes!]).toEqual([
			[0, 'Written by a request of its own: the bulk import does not carry phone numbers'],
		]);
	});

	it.each<[Partial<DirectoryOptions>, Partial<UpsertInput>, string | undefined]>([
		[{ mailingListIds: [] }, {}, 'the bulk import writes into a mailing list, and none is chosen'],
		[{ dateField: 'at' }, {}, '"Only If Newer" compares each contact first'],
		[{}, { status: { wanted: 'optIn' } }, 'the subscription status is set on the contact itself'],
		[{ operation: 'upsertByFields' }, {}, undefined],
		[{ importAbove: 2 }, {}, undefined],
	])('%j, %j: why not imported', (options, more, reason) => {
		const inputs = [
			{ ...item(ann), ...more },
			{ ...item(bob), ...more },
		];
		const [part] = contactParts(inputs, { ...DIRECTORY_OPTIONS, ...IMPORT, ...options });
		expect(part.way).toBe('single');
		expect(part.notes?.get(1)).toBe(reason && `Written by a request of its own: ${reason}`);
	});

	it('an empty number is no number', () => {
		const parts = partsOf([{ ...ann, phone: '' }, bob], { ...IMPORT, ...merging('email') });
		expect(parts).toEqual([['import', [0, 1], ['email']]]);
	});
});
