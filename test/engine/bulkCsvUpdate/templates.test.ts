import { csv, fileItem, NODE, setUp, textOf, type Setup, linesBeforeCheck, linesOf } from './setup';
import { unzip } from '../../sandbox/unzip';
import { picked } from '../../workflows';
import { detractorsViewId, myContactsViewId } from '../../sandbox/dataverse/seedData';

let setup: Setup;
beforeEach(async () => {
	setup = await setUp();
	setup.add({
		emailaddress1: 'ada@example.com',
		jobtitle: '=1+1',
		new_npsscore: 3,
		donotemail: true,
	});
	setup.add({ emailaddress1: 'bo@example.com', jobtitle: 'Clerk; "boss"', new_npsscore: 9 });
	setup.add({ jobtitle: 'Nobody' });
});
afterEach(async () => await setup.sandbox.close());

const FIELDS = { fields: ['jobtitle', 'new_npsscore'] };
const download = async (parameters = {}, items = [{ json: {} }] as never[]) =>
	await setup.done(items, {
		operation: 'downloadTemplate',
		targetGroup: 'all',
		...FIELDS,
		...parameters,
	});

describe('Download Template', () => {
	it('S14 S15 S16 S17 S19 a .csv in a .zip with [old] beside an empty [new]; edited, it is applied', async () => {
		const done = await download();
		expect(done.json).toMatchObject({
			rows: 2,
			keyField: 'Email',
			fields: ['Job Title', 'NPS Score'],
			warnings: ['1 records without a key were left out'],
		});
		const archive = Buffer.from(String(done.binary?.data.data), 'base64');
		expect(unzip(archive).map(({ name }) => name)).toEqual(['template.csv']);
		expect(textOf(done.binary?.data).startsWith('\ufeff')).toBe(true);
		expect(linesBeforeCheck(done.binary?.data)).toEqual([
			'Email,[old] Job Title,[new] Job Title,[old] NPS Score,[new] NPS Score',
			"ada@example.com,'=1+1,,3,",
			'bo@example.com,"Clerk; ""boss""",,9,',
		]);
		const edited = textOf(done.binary?.data).replace("'=1+1,,3,", "'=1+1,Countess,3,10");
		const applied = await setup.done(edited);
		expect(applied.json.counts).toMatchObject({ ok: 1, unchanged: 1 });
		expect(setup.byEmail('ada@example.com')).toMatchObject({
			jobtitle: 'Countess',
			new_npsscore: 10,
		});
	});

	it('S10 data kinds: fields and consents have files of their own', async () => {
		const consents = await download({ dataKind: 'consents', fields: [] });
		expect(linesBeforeCheck(consents.binary?.data)[0]).toBe(
			'Email,[old] Do not allow Emails,[new] Do not allow Emails,[old] Do not allow Phone Calls,[new] Do not allow Phone Calls',
		);
		expect(linesBeforeCheck(consents.binary?.data)[1]).toMatch(/^ada@example.com,TRUE,,/);
		const fields = await download({ dataKind: 'fields', fields: [] });
		expect(fields.json.fields).not.toContain('Do not allow Emails');
		expect(fields.json.fields).toContain('Job Title');
		expect(
			await setup.options('getFields', { dataKind: 'consents', operation: 'downloadTemplate' }),
		).toEqual([
			{ name: 'Do not allow Emails (donotemail)', value: 'donotemail' },
			{ name: 'Do not allow Phone Calls (donotphone)', value: 'donotphone' },
		]);
	});

	it('S11 of a saved view, shared or personal', async () => {
		const views = await setup.list('searchViews');
		expect(views.some((name) => name.endsWith('· personal'))).toBe(true);
		const shared = await download({ targetGroup: 'view', view: picked(detractorsViewId, 'id') });
		expect(linesBeforeCheck(shared.binary?.data).slice(1)).toEqual(["ada@example.com,'=1+1,,3,"]);
		const personal = picked(`personal ${myContactsViewId}`, 'id');
		expect((await download({ targetGroup: 'view', view: personal })).json.rows).toEqual(
			expect.any(Number),
		);
	});

	it('S11 of a filter', async () => {
		const condition = [
			{ column: picked('new_npsscore', 'name'), operator: 'ge', value: '9' },
			{ column: picked('jobtitle', 'name'), operator: 'contains', value: 'boss' },
		];
		const done = await download({ targetGroup: 'filter', conditions: { condition } });
		expect(linesBeforeCheck(done.binary?.data).slice(1)).toEqual([
			'bo@example.com,"Clerk; ""boss""",,9,',
		]);
		const none = await setup.run([{ json: {} }], {
			operation: 'downloadTemplate',
			targetGroup: 'filter',
		});
		expect(none.error?.message).toContain('no condition');
	});

	it('S11 of a list of keys in a file', async () => {
		const keys = fileItem(
			csv(
				'Name;Email',
				'Bo;bo@example.com',
				'Bo;BO@example.com',
				'X;x@example.com',
				'Nobody;',
				// LD10: no row at all.
				';',
			),
		);
		const done = await download({ targetGroup: 'keysFromFile' }, [keys] as never[]);
		expect(done.json).toMatchObject({
			rows: 1,
			warnings: ['1 records without a key were left out', '1 keys were not found'],
		});
		expect(linesBeforeCheck(done.binary?.data)[1]).toMatch(/^bo@example.com,/);
	});

	it('S11 of a list of keys in items', async () => {
		const items = ['ada@example.com', 'bo@example.com'].map((mail) => ({ json: { mail } }));
		const done = await download(
			{ targetGroup: 'keysFromItems', keyInItems: 'mail' },
			items as never[],
		);
		expect(done.json.rows).toBe(2);
	});

	it('names in the header, delimiter, file name and the escaping of formulas can be set', async () => {
		const done = await download({
			options: {
				columnNames: 'names',
				templateDelimiter: ';',
				escapeTemplate: false,
				templateMark: false,
				fileName: 'june',
			},
		});
		expect(done.binary?.data.fileName).toBe('june.zip');
		expect(textOf(done.binary?.data)).toMatch(/^Email;\[old\] jobtitle;\[new\] jobtitle;/);
		expect(linesBeforeCheck(done.binary?.data)[1]).toBe('ada@example.com;=1+1;;3;');
	});

	it('S13 many contacts come page by page', async () => {
		setup.sandbox.control.addRecords('contact', 12_000);
		const done = await download();
		expect(done.json.rows).toBe(12_002);
		expect(linesBeforeCheck(done.binary?.data)).toHaveLength(12_003);
	}, 60_000);
});

describe('List Codes', () => {
	const list = async (parameters = {}) =>
		await setup.run([{ json: {} }], { resource: 'field', operation: 'listCodes', ...parameters });

	it('S26 S27 the codes of the chosen fields, as items and as CSV', async () => {
		const result = await list({ fields: ['gendercode', 'new_interests'] });
		expect(result.json(NODE)).toEqual([
			{ field: 'Gender', code: '1', label: 'Male' },
			{ field: 'Gender', code: '2', label: 'Female' },
			{ field: 'Interests', code: '100000000', label: 'Garden' },
			{ field: 'Interests', code: '100000001', label: 'Kitchen & home' },
			{ field: 'Interests', code: '100000002', label: 'Sport, outdoor' },
			{ field: 'Interests', code: '100000003', label: 'Music' },
		]);
		expect(linesOf(result.items(NODE)[0].binary?.data)).toContain('Gender,2,Female');
	});

	it('S27 options that the environment hides are not among them', async () => {
		setup.sandbox.control.changeColumn('contact', 'gendercode', {
			options: [
				{ value: 1, label: 'Male' },
				{ value: 2, label: 'Female', hidden: true },
				{ value: 816_940_000, label: 'Other' },
			],
		});
		const result = await list({ fields: ['gendercode'] });
		expect(result.json(NODE)).toEqual([
			{ field: 'Gender', code: '1', label: 'Male' },
			{ field: 'Gender', code: '816940000', label: 'Other' },
		]);
	});

	it('S27 no field chosen means all of them; one without a list says so', async () => {
		const fields = new Set((await list()).json(NODE).map(({ field }) => field));
		expect([...fields]).toEqual(expect.arrayContaining(['Gender', 'Segment', 'Interests']));
		expect((await list({ fields: ['jobtitle'] })).error?.message).toContain(
			'list of allowed values',
		);
		expect(
			await setup.options('getCodeFields', { resource: 'field', operation: 'listCodes' }),
		).toContainEqual({
			name: 'Gender (gendercode)',
			value: 'gendercode',
		});
	});

	it('the list of keys begins with what files mostly go by', async () => {
		const keys = await setup.options('getKeyFields');
		expect(keys.slice(0, 3)).toEqual([
			{ name: 'Default Key (Email)', value: '' },
			{ name: 'Email (emailaddress1)', value: 'emailaddress1' },
			{ name: expect.stringContaining('(contactid)'), value: 'contactid' },
		]);
	});
});
