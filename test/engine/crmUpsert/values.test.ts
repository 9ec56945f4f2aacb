import type { IDataObject } from 'n8n-workflow';
import { picked } from '../../workflows';
import { response } from '../updateDirectoryContact/responses';
import { NODE, columns, setUp, row, type Setup } from './setup';

let setup: Setup;
beforeEach(async () => {
	setup = await setUp();
});
afterEach(async () => await setup.sandbox.close());

const EMAIL = row('emailaddress1', '={{ $json.email ?? "ada@example.com" }}');
const write = async (column: string, value: unknown, more: IDataObject = {}, settings = {}) =>
	await setup.run(
		[{ value }] as IDataObject[],
		{ fields: { row: [EMAIL, row(column, '={{ $json.value }}')] }, ...more },
		{ settings: { timezone: 'Europe/Paris', ...settings } },
	);
const stored = (column: string) => setup.contacts()[0]?.[column];

describe('LC21 choices that look like a list', () => {
	it.each<[unknown, string]>([
		['["Garden","Music"]', '100000000,100000003'],
		['[100000000, 100000003]', '100000000,100000003'],
	])('%j is a list', async (value, expected) => {
		expect((await write('new_interests', value)).error).toBeUndefined();
		expect(stored('new_interests')).toBe(expected);
	});

	it.each(['[Opera]', '[Garden', '[', '["Garden",', '['.repeat(20)])(
		'%j is a text, which the column refuses for that item alone',
		async (value) => {
			const result = await setup.run(
				[{ value }, { email: 'bob@example.com', value: 'Music' }] as IDataObject[],
				{ fields: { row: [EMAIL, row('new_interests', '={{ $json.value }}')] } },
				{ onError: 'continueErrorOutput' },
			);
			expect(result.json(NODE, 1)).toMatchObject([
				{ error: expect.stringMatching(/Interests.*new_interests/) },
			]);
			expect(JSON.stringify(result.json(NODE, 1)[0].error)).not.toMatch(/JSON|Unexpected/);
			expect(result.json(NODE)).toMatchObject([{ status: 'created' }]);
			expect(setup.contacts().map((contact) => contact.new_interests)).toEqual(['100000003']);
		},
	);
});

describe('MB02 texts that are not what the column is for', () => {
	it.each([
		['telephone1', 'Extremely dissatisfied'],
		['emailaddress2', 'Extremely dissatisfied'],
	])('%s is left out, the other columns are written', async (column, value) => {
		const result = await write(column, value);
		expect(result.json(NODE)).toMatchObject([
			{
				status: 'created',
				warnings: [expect.stringMatching(/^The value for ".+" is not an? (phone|email)/)],
			},
		]);
		expect(setup.contacts()).toMatchObject([{ emailaddress1: 'ada@example.com' }]);
		expect(stored(column) ?? null).toBeNull();
	});

	it('a number with an extension is written as it is', async () => {
		await write('telephone1', '+33 1 44 55 66 77 ext. 204');
		expect(stored('telephone1')).toBe('+33 1 44 55 66 77 ext. 204');
	});
});

describe('K34 K36 values as their columns take them', () => {
	it.each<[string, unknown, unknown]>([
		['gendercode', 'Female', 2],
		['gendercode', 'female', 2],
		['gendercode', '2', 2],
		['gendercode', 2, 2],
		['new_interests', 'Garden, Music', '100000000,100000003'],
		['new_interests', 'Kitchen & home; Sport, outdoor', '100000001,100000002'],
		['new_interests', ['Garden', 'Music'], '100000000,100000003'],
		['new_newsletter', 'Yes', true],
		['new_newsletter', 'false', false],
		['donotemail', 'Do Not Allow', true],
		['creditlimit', '1234.5', 1234.5],
		['new_npsscore', '0', 0],
		['birthdate', '1815-12-10', '1815-12-10'],
		['new_lastvisit', '2024-07-01T10:00:00', '2024-07-01T08:00:00Z'],
		['new_lastvisit', '2024-07-01T10:00:00+09:00', '2024-07-01T01:00:00Z'],
		['lastname', '  Ada ', '  Ada '],
	])('%s ← %j is %j', async (column, value, expected) => {
		const result = await write(column, value);
		expect(result.error).toBeUndefined();
		const found = stored(column);
		if (column === 'new_interests' && typeof found === 'string')
			expect(found.split(',').sort().join(',')).toBe(expected);
		else expect(found).toEqual(expected);
		expect((await write(column, value)).json(NODE)[0].status).toBe('unchanged');
	});

	it.each<[string, unknown, RegExp]>([
		['gendercode', 'Robot', /Gender.*option|no option/i],
		['new_interests', 'Garden, Chess', /Interests/],
		['new_newsletter', 'perhaps', /Newsletter/],
		['creditlimit', 'a lot', /needs a number/],
		['new_npsscore', '11', /from 0 to 10/],
		['birthdate', 'yesterday', /Birthday/],
		['lastname', 'x'.repeat(51), /takes 50 characters/],
	])('%s ← %j is refused before it is sent, without the value', async (column, value, words) => {
		const result = await write(column, value);
		expect(result.error?.message).toMatch(words);
		expect(result.error?.message).not.toContain(String(value));
		expect(setup.contacts()).toEqual([]);
	});

	it('a text that is too long is cut where that is allowed, and the item says so', async () => {
		const result = await write('lastname', 'x'.repeat(60), { options: { whenTooLong: 'cut' } });
		expect(stored('lastname')).toBe('x'.repeat(50));
		expect(result.json(NODE)[0].warnings).toEqual([expect.stringContaining('cut to 50')]);
	});

	it('changes of choices are told in words', async () => {
		await write('gendercode', 'Male');
		const result = await write('gendercode', '2');
		expect(result.json(NODE)[0].changes).toEqual([
			{ field: 'gendercode', label: 'Gender', from: 'Male', to: 'Female' },
		]);
	});

	it('an empty source leaves a column alone, or clears it where that is chosen', async () => {
		await write('jobtitle', 'Author');
		expect((await write('jobtitle', '')).json(NODE)[0].status).toBe('unchanged');
		expect(stored('jobtitle')).toBe('Author');
		const cleared = await setup.run([{}], {
			fields: { row: [EMAIL, row('jobtitle', '', { whenEmpty: 'clear' })] },
		});
		expect(cleared.json(NODE)[0]).toMatchObject({
			status: 'updated',
			changes: [{ field: 'jobtitle', from: 'Author', to: null }],
		});
	});
});

describe('K36 K37 transformations', () => {
	const steps = (...step: IDataObject[]) => ({ transformations: { step } });

	it.each([
		['one click', steps({ name: 'phone:national' })],
		['with a country', steps({ name: 'phone', phoneFormat: 'national', phoneCountry: 'FR' })],
		['one click and a country', steps({ name: 'phone:national', phoneCountry: 'FR' })],
		['as after a bar', steps({ name: 'phone:national:FR' })],
	])('+336XXXXXXXX → 06XXXXXXXX (%s)', async (_how, more) => {
		const result = await setup.run([{ phone: '+33612345678' }], {
			fields: { row: [EMAIL, row('mobilephone', '={{ $json.phone }}', more)] },
		});
		expect(result.error).toBeUndefined();
		expect(stored('mobilephone')).toBe('0612345678');
	});

	it('a chain runs in its order, and a token may carry one of its own', async () => {
		const answered = response('R_1', { answers: { QID1: ' LOVELACE ', QID2: '+33612345678' } });
		const result = await setup.run([answered], {
			fields: {
				row: [
					row('emailaddress1', 'ada@example.com'),
					row(
						'lastname',
						'${q://QID1/ChoiceTextEntryValue}',
						steps({ name: 'trim' }, { name: 'case', case: 'title' }),
					),
					row('telephone1', '${q://QID2/ChoiceTextEntryValue|phone:national:FR}'),
				],
			},
		});
		expect(result.error).toBeUndefined();
		expect(setup.contacts()[0]).toMatchObject({ lastname: 'Lovelace', telephone1: '0612345678' });
	});
});

describe('K35 rows, and columns by name', () => {
	it('piped text of an answer further up fills columns and the match', async () => {
		const answered = response('R_1', {
			answers: { QID1: 9, QID2: 'Great' },
			context: { mail: 'ada@example.com' },
		});
		const result = await setup.run([answered], {
			matchColumns: {
				row: [
					{ column: picked('emailaddress1', 'name'), value: picked('${e://Field/mail}', 'text') },
				],
			},
			fields: {
				row: [
					row('new_npsscore', '${q://QID1/ChoiceNumericEntryValue}'),
					row('description', 'Said: ${q://QID2/ChoiceTextEntryValue}'),
					row('jobtitle', '${e://Field/nothing}'),
				],
			},
		});
		expect(result.error).toBeUndefined();
		expect(setup.byEmail('ada@example.com')).toMatchObject({
			new_npsscore: 9,
			description: 'Said: Great',
		});
	});

	it('what names nothing is reported, or fails the item where that is chosen', async () => {
		const rows = { fields: { row: [EMAIL, row('jobtitle', '${q://QID99/ChoiceTextEntryValue}')] } };
		const answered = response('R_1', { answers: { QID1: 1 } });
		const report = await setup.run([answered], rows);
		expect(report.json(NODE)[0].warnings).toEqual([expect.stringContaining('cannot be resolved')]);
		const fail = await setup.run([answered], { ...rows, options: { whenUnresolved: 'error' } });
		expect(fail.error?.message).toContain('cannot be resolved');
	});

	it('automatic mapping goes by name and by label, and reports what fits none', async () => {
		const result = await setup.run(
			[{ Email: 'ada@example.com', lastname: 'Lovelace', Gender: 'Female', shoeSize: 39 }],
			{ mappingMode: 'automatic' },
		);
		expect(result.json(NODE)[0]).toMatchObject({
			status: 'created',
			unmatched: ['shoeSize'],
			warnings: [expect.stringContaining('shoeSize')],
		});
		expect(setup.byEmail('ada@example.com')).toMatchObject({ lastname: 'Lovelace', gendercode: 2 });
	});

	it('automatic mapping of a survey response takes the respondent and the embedded data', async () => {
		const answered = response('R_1', { context: { JobTitle: 'Author' } });
		Object.assign(answered.respondent as object, {
			email: 'ada@example.com',
			lastName: 'Lovelace',
		});
		await setup.run([answered], { mappingMode: 'automatic' });
		expect(setup.byEmail('ada@example.com')).toMatchObject({
			lastname: 'Lovelace',
			jobtitle: 'Author',
		});
	});
});

describe('lookups', () => {
	const bind = (lookups: IDataObject = {}) => ({
		table: picked('new_surveyresponse', 'name'),
		matchColumns: columns('new_responseid'),
		fields: {
			row: [
				row('new_responseid', '={{ $json.response }}'),
				row('new_contact', '={{ $json.contact }}'),
			],
		},
		lookups,
	});
	const byEmail = {
		row: [{ column: picked('new_contact', 'name'), matchBy: picked('emailaddress1', 'name') }],
	};
	const linked = () => setup.sandbox.control.findRecords('new_surveyresponse')[0]?.new_contact;

	it.each<[string, (id: string) => unknown]>([
		['by its ID', (id) => id],
		['by the link another CRM Upsert gave out', (id) => `contact(${id})`],
		['LC21 by its ID in braces', (id) => ` {${id.toUpperCase()}} `],
		['LC21 by such an item as JSON', (id) => JSON.stringify({ table: 'contact', id })],
		[
			'by the whole item of another CRM Upsert',
			(id) => ({ status: 'created', table: 'contact', id }),
		],
	])('%s', async (_how, valueOf) => {
		const id = setup.sandbox.control.addRecord('contact', { lastname: 'Lovelace' });
		const items = [{ response: 'R_1', contact: valueOf(id) }] as IDataObject[];
		const result = await setup.run(items, bind());
		expect(result.error).toBeUndefined();
		expect(linked()).toBe(`contact(${id})`);
		expect((await setup.run(items, bind())).json(NODE)[0].status).toBe('unchanged');
	});

	it.each(['{Ada}', '{', '{"table":"contact"}', '{"a":'.repeat(10)])(
		'LC21 the text %j is no link: the error names item and column',
		async (text) => {
			const result = await setup.run([{ response: 'R_1', contact: text }], bind());
			expect(result.error?.message).toMatch(/new_contact/);
			expect(result.error).toMatchObject({ context: { itemIndex: 0 } });
			expect(result.error?.message).not.toMatch(/JSON|Unexpected/);
		},
	);

	it('by a match on the other table; not found and ambiguous fail the item alone', async () => {
		const { control } = setup.sandbox;
		control.removeKey('contact', 'new_emailkey');
		const id = control.addRecord('contact', { emailaddress1: "o'brien+x@example.com" });
		for (let copy = 0; copy < 2; copy++)
			control.addRecord('contact', { emailaddress1: 'twice@example.com' });
		const result = await setup.run(
			[
				{ response: 'R_1', contact: "O'Brien+x@example.com" },
				{ response: 'R_2', contact: 'nobody@example.com' },
				{ response: 'R_3', contact: 'twice@example.com' },
			],
			bind(byEmail),
			{ onError: 'continueErrorOutput' },
		);
		expect(result.json(NODE)).toMatchObject([{ status: 'created' }]);
		expect(linked()).toBe(`contact(${id})`);
		expect(result.json(NODE, 1)).toMatchObject([
			{ error: expect.stringContaining('does not exist') },
			{ error: expect.stringContaining('could point at 2 records') },
		]);
		expect(JSON.stringify(result.json(NODE, 1).map(({ error }) => error))).not.toContain('nobody@');
	});

	it('a column that points at several tables asks which one, or takes a link', async () => {
		const account = setup.sandbox.control.addRecord('account', { name: 'Byron Ltd' });
		const parameters = (lookups: IDataObject) => ({
			fields: { row: [EMAIL, row('parentcustomerid', '={{ $json.company }}')] },
			lookups,
		});
		const unclear = await setup.run([{ company: 'Byron Ltd' }], parameters({}));
		expect(unclear.error?.message).toContain('several tables');
		const found = await setup.run(
			[{ company: 'byron ltd' }],
			parameters({
				row: [
					{
						column: picked('parentcustomerid', 'name'),
						table: picked('account', 'name'),
						matchBy: picked('name', 'name'),
					},
				],
			}),
		);
		expect(found.error).toBeUndefined();
		expect(stored('parentcustomerid')).toBe(`account(${account})`);
	});
});
