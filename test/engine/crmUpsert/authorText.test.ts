import type { IDataObject } from 'n8n-workflow';
import { picked } from '../../workflows';
import { response } from '../updateDirectoryContact/responses';
import { NODE, setUp, row, type Setup } from './setup';
import { setUp as setUpSalesManago, sheet, tags, type SalesManagoSetup } from './salesmanagoSetup';

const ANSWER = '{{ $json.answers.QID5.text }}';
const HOSTILE = ['hello ${e://Field/plan}', '${e://Field/plan|jsonpath:$..[?(@.a())]}'];

describe.each(HOSTILE)('CRM Upsert into Dynamics, where somebody typed %s', (typed) => {
	let setup: Setup;
	beforeEach(async () => {
		setup = await setUp();
	});
	afterEach(async () => await setup.sandbox.close());

	const run = async (rows: IDataObject[], more: IDataObject = {}) =>
		await setup.run(
			[response('R_1', { answers: { QID5: typed, QID1: 9 }, context: { plan: 'gold' } })],
			{
				fields: { row: [row('emailaddress1', 'ada@example.com'), ...rows] },
				...more,
			},
		);

	it.each<[string, string, string]>([
		['LA03 a column that is the answer', `=${ANSWER}`, typed],
		[
			'LA04 the answer beside a token',
			`=Dear ${ANSWER}, score \${q://QID1/ChoiceNumericEntryValue}`,
			`Dear ${typed}, score 9`,
		],
	])('%s', async (_title, source, description) => {
		const result = await run([row('description', source)]);
		expect(result.error).toBeUndefined();
		expect(setup.contacts()[0]).toMatchObject({ description });
		expect((await run([row('description', source)])).json(NODE)[0].status).toBe('unchanged');
	});

	it('LA03 the record is looked for by the answer as it is', async () => {
		const control = setup.sandbox.control;
		const wanted = control.addRecord('contact', {
			lastname: typed,
			emailaddress1: 'a@example.com',
		});
		control.addRecord('contact', { lastname: 'hello gold', emailaddress1: 'b@example.com' });
		const result = await setup.run([response('R_1', { answers: { QID5: typed, QID1: 9 } })], {
			operation: 'update',
			matchColumns: {
				row: [{ column: picked('lastname', 'name'), value: picked(`=${ANSWER}`, 'text') }],
			},
			fields: { row: [row('description', 'found')] },
		});
		expect(result.error).toBeUndefined();
		expect(result.json(NODE)[0]).toMatchObject({ status: 'updated', id: wanted });
	});

	it('LA03 the source of a consent is the answer, not what it would resolve to', async () => {
		const result = await run([], {
			setConsent: true,
			consentSource: picked(`=${ANSWER}`, 'text'),
			optInValues: 'Yes; hello gold; 9',
			optOutValues: 'No',
			consentColumn: picked('donotemail', 'name'),
		});
		expect(result.json(NODE)[0]).toMatchObject({ consent: 'left alone' });
	});
});

describe('CRM Upsert into SALESmanago', () => {
	let setup: SalesManagoSetup;
	beforeEach(async () => {
		setup = await setUpSalesManago();
	});
	afterEach(async () => await setup.sandbox.close());

	const TYPED = 'vip;${q://Q1/ChoiceNumericEntryValue}';
	const run = async (parameters: IDataObject) => {
		const result = await setup.run([sheet({ why: TYPED })], {
			sendAllAnswers: false,
			...parameters,
		});
		expect(result.error).toBeUndefined();
		return result.json(NODE)[0];
	};
	const WHY = '{{ $json.answers.Q3.text }}';
	const tagsOf = () =>
		setup
			.contact('jan@example.com')
			?.tags.map((tag) => tag.toLowerCase())
			.sort();

	it('LA03 a tag that an expression gives is one, and no piped text', async () => {
		await run({ addTags: tags(`=${WHY}`) });
		expect(tagsOf()).toHaveLength(1);
		expect(tagsOf()?.[0]).toContain('vip;${q://q1');
	});

	it('LA03 LA04 its author cuts, data does not; a list is so many tags', async () => {
		await run({
			addTags: tags('=a;b {{ "x;y" }};n${q://Q1/ChoiceNumericEntryValue}', '={{ ["l1", "l2"] }}'),
		});
		expect(tagsOf()).toEqual(['a', 'b_x;y', 'l1', 'l2', 'n0']);
	});

	it('LC09 an answer with separators in it makes one tag of the template, added or removed', async () => {
		const city = 'CITY_${q://Q3/ChoiceTextEntryValue}';
		const put = async (typed: string, parameters: IDataObject) => {
			const result = await setup.run([sheet({ why: typed })], {
				sendAllAnswers: false,
				...parameters,
			});
			expect(result.error).toBeUndefined();
		};
		await put('Praha, VIP_DISCOUNT', { addTags: tags(`${city}, KEPT`) });
		expect(tagsOf()).toHaveLength(2);
		expect(tagsOf()).not.toContain('vip_discount');
		await put('Brno; VIP', { addTags: tags(`${city}; VIP`) });
		expect(tagsOf()).toHaveLength(4);
		await put('x, VIP', { removeTags: tags(city) });
		expect(tagsOf()).toContain('vip');
		await put('Brno; VIP', { removeTags: tags(`${city}\nKEPT`) });
		expect(tagsOf()).toHaveLength(2);
		expect(tagsOf()).toContain('vip');
	});

	it('LA03 consents and the address: the answer as it is', async () => {
		const consent = {
			row: [
				{ kind: 'email', source: picked(`=${WHY}`, 'text'), optIn: 'Yes; 0; vip', optOut: 'No' },
			],
		};
		expect((await run({ consents: consent })).warnings).toContain(
			'The answer is neither an opt-in nor an opt-out value: the subscription status is unchanged',
		);
		const nobody = await run({
			identifyBy: 'address',
			identifyEmail: picked(`={{ "$" + "{q://Q2/ChoiceTextEntryValue}" }}`, 'text'),
		});
		expect(nobody.status).toBe('skipped');
	});
});
