import { picked } from '../../workflows';
import { NODE } from './setup';
import {
	CONTACT,
	DETAILS,
	field,
	setUp,
	sheet,
	tags,
	type SalesManagoSetup,
} from './salesmanagoSetup';

let setup: SalesManagoSetup;
beforeEach(async () => {
	setup = await setUp();
});
afterEach(async () => await setup.sandbox.close());
const control = () => setup.sandbox.control;

describe('mode A, by the answer to the first e-mail question', () => {
	it('N01 N02 N03 N13 N14 N16 N23 N27 N30 N32 not found: created, tagged, with all answers', async () => {
		const result = await setup.run([sheet()], { addTags: tags('Netquest NPS') });
		expect(result.error).toBeUndefined();
		const stored = setup.contact('jan@example.com');
		expect(stored).toMatchObject({
			properties: DETAILS,
			tags: ['NETQUEST_NPS'],
			owner: 'owner@example.com',
			optedOut: true,
		});
		expect(result.json(NODE)).toEqual([
			{
				status: 'created',
				id: stored?.contactId,
				changes: [
					{ field: 'email', label: 'Email', from: null, to: 'jan@example.com' },
					...Object.entries(DETAILS).map(([name, to]) => ({
						field: `details.${name}`,
						label: name,
						from: null,
						to,
					})),
					{ field: 'tags.NETQUEST_NPS', label: 'Tag NETQUEST_NPS', from: false, to: true },
				],
			},
		]);
		expect(result.items(NODE)[0].pairedItem).toEqual({ item: 0 });
		expect(setup.writes()).toEqual(['/api/contact/upsert']);
	});

	it('N11 N15 N21 N24 found: updated with what changed; nothing changed, nothing written', async () => {
		const id = control().addContact({
			email: 'jan@example.com',
			name: 'Jan',
			optedOut: false,
			tags: ['VIP', 'OLD'],
			properties: { plan: 'gold', 'dotaznik.Proc?': 'Málo místa' },
		});
		const parameters = { addTags: tags('netquest', 'vip'), removeTags: tags('old', 'never there') };
		const result = await setup.run([sheet()], parameters);
		expect(result.json(NODE)[0]).toMatchObject({ status: 'updated', id });
		expect(setup.contact(id)).toMatchObject({
			name: 'Jan',
			optedOut: false,
			tags: ['VIP', 'NETQUEST'],
			properties: { plan: 'gold', ...DETAILS },
		});
		expect(setup.bodies('/api/contact/update')).toMatchObject([
			{
				tags: ['NETQUEST'],
				removeTags: ['OLD'],
				properties: { 'dotaznik.Jak-jste-spokojeni?': '0' },
			},
		]);
		const again = await setup.run([sheet()], parameters);
		expect(again.json(NODE)[0]).toMatchObject({ status: 'unchanged', changes: [] });
		expect(setup.writes()).toHaveLength(1);
	});

	it('N14 the first e-mail question counts, whatever stands in the second', async () => {
		await setup.run([sheet({}, [answerTo('Q9', 'Another e-mail', 'second@example.com')])]);
		expect(
			control()
				.contacts()
				.map(({ email }) => email),
		).toEqual(['jan@example.com']);
	});

	it('N14 whoever left no address is reported, and the others are written', async () => {
		const result = await setup.run([
			sheet({ email: '' }),
			sheet(),
			sheet({ email: 'jan at example' }),
		]);
		expect(result.json(NODE)).toMatchObject([
			{ status: 'skipped', warnings: [expect.stringContaining('first e-mail question (Q2)')] },
			{ status: 'created' },
			{ status: 'skipped', warnings: [expect.stringContaining('first e-mail question (Q2)')] },
		]);
		expect(result.task(NODE)?.hints?.[0].message).toContain('(2 items)');
		expect(JSON.stringify(result.json(NODE)[2])).not.toContain('jan at');
	});

	it('N14 or fails, where that is chosen', async () => {
		const options = { whenUnknown: 'error' };
		const result = await setup.run([sheet(), sheet({ email: '' })], { options });
		expect(result.error?.message).toContain('first e-mail question');
		expect(control().contacts()).toEqual([]);
		const parted = await setup.run(
			[sheet(), sheet({ email: '' })],
			{ options },
			{ onError: 'continueErrorOutput' },
		);
		expect(parted.json(NODE)).toMatchObject([{ status: 'created' }]);
		expect(parted.items(NODE, 1)).toHaveLength(1);
	});

	it('MB02 an answer in words is not written to a phone number, and the other fields are', async () => {
		const contactFields = {
			row: ['phone', 'company'].map((name) => field(name, 'Extremely dissatisfied')),
		};
		const result = await setup.run([sheet()], { contactFields });
		expect(result.error).toBeUndefined();
		expect(result.json(NODE)[0].warnings).toContain(
			'The value for "Phone" is not a phone number: the field was not written. Check which answer is mapped to it.',
		);
		const { phone, company } = setup.contact('jan@example.com')!;
		expect({ phone: phone ?? '', company }).toEqual({
			phone: '',
			company: 'Extremely dissatisfied',
		});
	});

	it('an item that is no survey response says what to choose instead', async () => {
		const result = await setup.run([{ email: 'ada@example.com' }]);
		expect(result.error?.message).toContain('no survey response');
		expect((result.error as { description?: string }).description).toContain('Identify By');
	});
});

describe('by any address', () => {
	const byAddress = { identifyBy: 'address', sendAllAnswers: false };

	it('of an answer or field', async () => {
		const result = await setup.run([{ mail: ' Ada@Example.com ' }, { mail: 'nobody' }, {}], {
			...byAddress,
			identifyEmail: picked('={{ $json.mail }}', 'text'),
			contactFields: { row: [field('name', 'Ada')] },
		});
		expect(result.json(NODE)).toMatchObject([
			{ status: 'created' },
			{ status: 'skipped', warnings: ['The email address is missing or not valid'] },
			{ status: 'skipped' },
		]);
		expect(setup.contact('ada@example.com')).toMatchObject({ name: 'Ada' });
	});

	it('of the mapped field, or of an item key named like it', async () => {
		const items = [{ email: 'ada@example.com', company: 'Engine Ltd', more: 1 }, {}];
		const manual = await setup.run(items, {
			...byAddress,
			contactFields: { row: [field('email', '={{ $json.email }}')] },
		});
		expect(manual.json(NODE).map(({ status }) => status)).toEqual(['created', 'skipped']);
		const automatic = await setup.run(items.slice(0, 1), {
			...byAddress,
			mappingMode: 'automatic',
		});
		expect(automatic.json(NODE)).toMatchObject([{ status: 'updated', unmatched: ['more'] }]);
		expect(setup.contact('ada@example.com')).toMatchObject({ company: 'Engine Ltd' });
	});

	it('a mapped address moves the contact that was found by the old one', async () => {
		const id = control().addContact({ email: 'old@example.com' });
		await setup.run([{ old: 'old@example.com', now: 'new@example.com' }], {
			...byAddress,
			identifyEmail: picked('={{ $json.old }}', 'text'),
			contactFields: { row: [field('email', '={{ $json.now }}')] },
		});
		expect(setup.contact(id)).toMatchObject({ email: 'new@example.com' });
		expect(control().contacts()).toHaveLength(1);
	});

	it('of an answer named by piped text', async () => {
		const result = await setup.run([sheet()], {
			...byAddress,
			identifyEmail: picked('${q://Q2/ChoiceTextEntryValue}', 'text'),
		});
		expect(result.json(NODE)).toMatchObject([{ status: 'created' }]);
	});
});

describe('mode B, by the smclientid of the survey link', () => {
	const byLink = { identifyBy: 'smclientid', addTags: tags('netquest') };

	it('N17 N18 N21 found: updated by that id, whatever address was answered', async () => {
		const id = control().addContact({ email: 'ann@example.com' });
		const result = await setup.run([sheet({ smclientid: id })], byLink);
		expect(result.json(NODE)[0]).toMatchObject({ status: 'updated', id });
		expect(setup.contact(id)).toMatchObject({
			email: 'ann@example.com',
			properties: DETAILS,
			tags: ['NETQUEST'],
		});
		expect(control().contacts()).toHaveLength(1);
	});

	it.each(['createOrUpdate', 'update'])(
		'N35 an id that nobody has is reported, and nobody is created (%s)',
		async (operation) => {
			const result = await setup.run([sheet({ smclientid: 'nobody' })], { ...byLink, operation });
			expect(result.json(NODE)).toEqual([
				{
					status: 'skipped',
					lookedFor: { contactId: 'nobody' },
					changes: [],
					warnings: [expect.stringContaining('no contact with this smclientid')],
				},
			]);
			expect(result.task(NODE)?.hints?.[0].message).toContain('no contact with this smclientid');
			expect(control().contacts()).toEqual([]);
			expect(setup.writes()).toEqual([]);
		},
	);

	it('N35 or fails, where that is chosen', async () => {
		const result = await setup.run([sheet({ smclientid: 'nobody' })], {
			...byLink,
			options: { whenUnknown: 'error' },
		});
		expect(result.error?.message).toContain('no contact with this smclientid');
		expect(control().contacts()).toEqual([]);
	});

	it('N17 a link without the id names nobody', async () => {
		const result = await setup.run([sheet()], byLink);
		expect(result.json(NODE)).toMatchObject([
			{ status: 'skipped', warnings: [expect.stringContaining('had no smclientid')] },
		]);
	});

	it('N17 the id may come from anywhere else', async () => {
		const id = control().addContact({ email: 'ann@example.com' });
		const result = await setup.run([{ client: id }, { client: '' }], {
			...byLink,
			sendAllAnswers: false,
			smclientid: picked('={{ $json.client }}', 'text'),
		});
		expect(result.json(NODE).map(({ status }) => status)).toEqual(['updated', 'skipped']);
	});

	it('N14 N17 either: by the link where it names somebody, else by the answer', async () => {
		const id = control().addContact({ email: 'ann@example.com' });
		const result = await setup.run(
			[sheet({ smclientid: id }), sheet(), sheet({ smclientid: 'nobody', email: 'x@example.com' })],
			{ identifyBy: 'either' },
		);
		expect(result.json(NODE)).toMatchObject([
			{ status: 'updated', id },
			{ status: 'created' },
			{ status: 'skipped' },
		]);
		expect(
			control()
				.contacts()
				.map(({ email }) => email),
		).toEqual(['ann@example.com', 'jan@example.com']);
	});

	it.each(['smclientid', 'either'])('N35 Create and %s do not go together', async (identifyBy) => {
		const result = await setup.run([sheet()], { identifyBy, operation: 'create' });
		expect(result.error?.message).toContain('creates a contact by its email address alone');
	});
});

describe('the operations', () => {
	it.each([
		['createOrUpdate', ['updated', 'created']],
		['update', ['updated', 'skipped']],
		['create', ['skipped', 'created']],
	])('N21 %s', async (operation, statuses) => {
		control().addContact({ email: 'jan@example.com' });
		const result = await setup.run([sheet(), sheet({ email: 'new@example.com' })], { operation });
		expect(result.json(NODE).map(({ status }) => status)).toEqual(statuses);
		expect(setup.contact('jan@example.com')?.properties).toEqual(
			statuses[0] === 'updated' ? DETAILS : {},
		);
	});

	it('two responses of one person are written once, the later one wins', async () => {
		const result = await setup.run([
			sheet({ score: '3' }),
			sheet({ score: '9', email: 'JAN@example.com' }),
		]);
		expect(result.json(NODE)).toMatchObject([
			{ status: 'created', writtenTogetherWith: [1] },
			{ status: 'updated', writtenTogetherWith: [0] },
		]);
		expect(setup.contact('jan@example.com')?.properties['dotaznik.Jak-jste-spokojeni?']).toBe('9');
		expect(setup.writes()).toHaveLength(1);
	});

	it('Only If Newer keeps the later answer', async () => {
		const options = { onlyIfNewer: 'last-survey-at' };
		await setup.run([sheet({ score: '9' })], { options });
		const properties = { 'last-survey-at': '2030-01-01T00:00:00Z' };
		const { contactId } = setup.contact('jan@example.com')!;
		expect(setup.contact('jan@example.com')?.properties['last-survey-at']).toBe(
			'2025-01-10T11:07:14.000Z',
		);
		control().changeContact(contactId, { properties });
		const result = await setup.run([sheet({ score: '1' })], { options });
		expect(result.json(NODE)).toMatchObject([{ status: 'skipped' }]);
		expect(setup.contact(contactId)?.properties).toEqual(properties);
	});
});

describe('the owner', () => {
	it('N08 is that of the credential, or another one, also per item', async () => {
		const result = await setup.run(
			[
				{ ...sheet(), owner: '' },
				{ ...sheet({ email: 'bo@example.com' }), owner: 'second.owner@example.com' },
			],
			{ owner: picked('={{ $json.owner }}', 'email') },
		);
		expect(result.error).toBeUndefined();
		expect(setup.contact('jan@example.com')?.owner).toBe('owner@example.com');
		expect(setup.contact('bo@example.com')?.owner).toBe('second.owner@example.com');
	});

	it('that nobody knows is named as the reason', async () => {
		const result = await setup.run([sheet()], { owner: picked('no@example.com', 'email') });
		expect(result.error?.message).toContain('does not know the owner');
		expect(control().contacts()).toEqual([]);
	});
});

describe('tags', () => {
	it('N11 N32 may hold piped text, several at once; an empty one is none', async () => {
		await setup.run([sheet()], {
			addTags: tags(
				'${r://SurveyName}',
				'nps ${q://Q1/ChoiceNumericEntryValue}, netquest',
				'${e://Field/segment}',
			),
		});
		expect(setup.contact('jan@example.com')?.tags).toEqual(['SPOKOJENOST', 'NPS_0', 'NETQUEST']);
	});

	it('a tag to be added and removed is added, and the item says so', async () => {
		const result = await setup.run([sheet()], { addTags: tags('a'), removeTags: tags('A') });
		expect(setup.contact('jan@example.com')?.tags).toEqual(['A']);
		expect(result.json(NODE)[0].warnings).toEqual([expect.stringContaining('it is added')]);
	});

	it('picked from the list a tag is one, whatever signs are in it', async () => {
		await setup.run([sheet()], { addTags: { row: [{ tag: picked('A,B') }] } });
		expect(setup.contact('jan@example.com')?.tags).toEqual(['A,B']);
	});
});

describe('fields', () => {
	it('N24 standard fields, address, birthday, language and typed details go where they belong', async () => {
		const row = [
			field('name', 'Jan Novák'),
			field('phone', '+420 601 123 456', 'list', {
				transformations: { step: [{ name: 'phone', phoneFormat: 'e164', phoneCountry: 'CZ' }] },
			}),
			field('company', 'Dílna'),
			field('state', 'Customer'),
			field('externalId', 'crm-1'),
			field('streetAddress', 'Dlouhá 1'),
			field('zipCode', '110 00'),
			field('city', 'Praha'),
			field('country', 'CZ'),
			field('birthday', '1985-01-31'),
			field('province', 'Praha'),
			field('lang', 'CS'),
			field('last store', 'P1', 'detail'),
			field('answered', '${r://RecordedDate}', 'dateDetail'),
			field('nps', '${q://Q1/ChoiceNumericEntryValue}', 'numberDetail'),
			field('email', '', 'detail'),
		];
		const result = await setup.run([sheet()], { contactFields: { row }, sendAllAnswers: false });
		expect(result.error).toBeUndefined();
		expect(setup.contact('jan@example.com')).toMatchObject({
			name: 'Jan Novák',
			phone: '+420601123456',
			company: 'Dílna',
			state: 'CUSTOMER',
			externalId: 'crm-1',
			address: { streetAddress: 'Dlouhá 1', zipCode: '110 00', city: 'Praha', country: 'CZ' },
			birthday: '19850131',
			province: 'Praha',
			lang: 'CS',
			properties: { 'last store': 'P1' },
			dictionaryProperties: {
				answered: { type: 'DATE', value: Date.UTC(2025, 0, 10, 11, 7, 14) },
				nps: { type: 'NUMBER', value: '0' },
			},
		});
		const again = await setup.run([sheet()], { contactFields: { row }, sendAllAnswers: false });
		// A card does not show the language, so whether it differs cannot be known: it is sent again.
		expect(again.json(NODE)).toMatchObject([{ status: 'updated', changes: [{ field: 'lang' }] }]);
		const rest = row.filter(
			({ target }) => JSON.stringify(target) !== JSON.stringify(picked('lang')),
		);
		expect(rest).toHaveLength(row.length - 1);
		const third = await setup.run([sheet()], {
			contactFields: { row: rest },
			sendAllAnswers: false,
		});
		expect(third.json(NODE)).toMatchObject([{ status: 'unchanged' }]);
	});

	it.each([
		['birthday', '31/01/1985', /birthday/],
		['lang', 'Czech', /two letters/],
		['state', 'Friend', /CUSTOMER/],
	])(
		'%s that cannot be sent as meant fails the item, without quoting it',
		async (name, value, words) => {
			const result = await setup.run([sheet()], { contactFields: { row: [field(name, value)] } });
			expect(result.error?.message).toMatch(words);
			expect(result.error?.message).not.toContain(value);
			expect(control().contacts()).toEqual([]);
		},
	);

	it('a row counts before the answer of the same name', async () => {
		const row = [field('dotaznik.Proc?', 'Mapped', 'detail')];
		await setup.run([sheet()], { contactFields: { row } });
		expect(setup.contact('jan@example.com')?.properties['dotaznik.Proc?']).toBe('Mapped');
	});

	it('nothing is ever emptied', async () => {
		const id = control().addContact({ email: 'jan@example.com', name: 'Jan' });
		const row = [field('name', '', 'list', { whenEmpty: 'clear' })];
		const result = await setup.run([sheet()], { contactFields: { row }, sendAllAnswers: false });
		expect(result.json(NODE)[0]).toMatchObject({
			status: 'unchanged',
			warnings: [expect.stringContaining('no way to empty it')],
		});
		expect(setup.contact(id)?.name).toBe('Jan');
	});
});

it('N05 what Dynamics needs is not asked for', async () => {
	const result = await setup.run([sheet()], { ...CONTACT, table: picked('') });
	expect(result.error).toBeUndefined();
});

function answerTo(key: string, title: string, text: string) {
	return {
		key,
		questionId: key,
		title,
		type: 'email' as const,
		state: 'answered' as const,
		value: text,
		label: text,
		text,
	};
}
