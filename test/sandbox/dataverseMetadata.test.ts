import { dataverse, type Json } from './dataverseClient';
import { startDataverseSandbox, type DataverseSandbox } from './dataverse';

let sandbox: DataverseSandbox;
beforeAll(async () => {
	sandbox = await startDataverseSandbox();
});
afterAll(() => sandbox.close());

const get = (path: string) => dataverse(sandbox, 'GET', path);
const contact = "/EntityDefinitions(LogicalName='contact')";
const typed = (type: string, rest: string) =>
	get(
		`${contact}/Attributes/Microsoft.Dynamics.CRM.${type}AttributeMetadata?$select=LogicalName${rest}`,
	);
const byName = (rows: Json[], name: string): Json => rows.find((row) => row.LogicalName === name);

it('K25 tables with labels; the picker leaves out what is internal', async () => {
	const { json } = await get(
		'/EntityDefinitions?$select=LogicalName,EntitySetName,DisplayName,PrimaryIdAttribute,PrimaryNameAttribute,TableType' +
			'&$filter=IsIntersect eq false and IsLogicalEntity eq false and IsPrivate eq false',
	);
	const names = json.value.map((row: Json) => row.LogicalName);
	expect(names.length).toBeGreaterThan(30);
	expect(names).not.toContain('contactleads');
	expect(names).not.toContain('principalobjectaccess');
	expect(byName(json.value, 'contact')).toEqual({
		LogicalName: 'contact',
		EntitySetName: 'contacts',
		DisplayName: {
			LocalizedLabels: [{ Label: 'Contact', LanguageCode: 1033, IsManaged: true }],
			UserLocalizedLabel: { Label: 'Contact', LanguageCode: 1033, IsManaged: true },
		},
		PrimaryIdAttribute: 'contactid',
		PrimaryNameAttribute: 'fullname',
		TableType: 'Standard',
		MetadataId: expect.stringMatching(/^[0-9a-f-]{36}$/),
	});
	expect(byName(json.value, 'new_unlabelled').DisplayName.UserLocalizedLabel).toBeNull();
	expect(byName(json.value, 'offlinecommand').EntitySetName).toBeNull();
	expect(byName(json.value, 'new_interaction').TableType).toBe('Elastic');
});

it('one table by name, by set, and one that is not there', async () => {
	expect((await get(`${contact}?$select=EntitySetName`)).json.EntitySetName).toBe('contacts');
	const bySet = await get(
		"/EntityDefinitions?$select=LogicalName&$filter=EntitySetName eq 'new_stores'",
	);
	expect(bySet.json.value).toEqual([{ LogicalName: 'new_store', MetadataId: expect.any(String) }]);
	expect((await get("/EntityDefinitions(LogicalName='contacts')")).status).toBe(404);
});

it.each([
	'$top=5',
	'$skip=5',
	'$orderby=LogicalName',
	'$count=true',
	'$select=Nonsense',
	"$filter=Nonsense eq 'a'",
	'$filter=IsValidForAdvancedFind/Value eq true',
	"$filter=contains(LogicalName,'a')",
])('metadata refuses %s', async (query) => {
	expect((await get(`/EntityDefinitions?${query}`)).status).toBe(400);
});

it('K34 columns: what may be written, shadows, what has no label', async () => {
	const { json } = await get(
		`${contact}/Attributes?$select=LogicalName,SchemaName,DisplayName,AttributeType,AttributeTypeName,AttributeOf,IsValidForCreate,IsValidForUpdate,IsValidForRead,IsValidODataAttribute,RequiredLevel,IsPrimaryId`,
	);
	expect(byName(json.value, 'fullname')).toMatchObject({
		IsValidForCreate: false,
		IsValidForUpdate: false,
	});
	expect(byName(json.value, 'overriddencreatedon')).toMatchObject({
		IsValidForCreate: true,
		IsValidForUpdate: false,
	});
	expect(byName(json.value, 'owneridname')).toMatchObject({ AttributeOf: 'ownerid' });
	expect(byName(json.value, 'new_internalnote').IsValidODataAttribute).toBe(false);
	expect(byName(json.value, 'new_interests')).toMatchObject({
		AttributeType: 'Virtual',
		AttributeTypeName: { Value: 'MultiSelectPicklistType' },
	});
	expect(byName(json.value, 'lastname').RequiredLevel.Value).toBe('ApplicationRequired');
	expect(byName(json.value, 'new_store').SchemaName).toBe('new_Store');
	const types = new Set(json.value.map((row: Json) => row.AttributeType));
	for (const type of [
		'BigInt',
		'Boolean',
		'Customer',
		'DateTime',
		'Decimal',
		'Double',
		'Integer',
		'Lookup',
		'Memo',
		'Money',
		'Owner',
		'Picklist',
		'State',
		'Status',
		'String',
		'Uniqueidentifier',
	])
		expect(types).toContain(type);
});

it.each([
	[
		'String',
		',MaxLength,FormatName',
		'emailaddress1',
		{ MaxLength: 100, FormatName: { Value: 'Email' } },
	],
	['Memo', ',MaxLength', 'description', { MaxLength: 2000 }],
	['Integer', ',MinValue,MaxValue', 'new_npsscore', { MinValue: 0, MaxValue: 10 }],
	['Decimal', ',MinValue,MaxValue,Precision', 'new_satisfaction', { MaxValue: 5, Precision: 2 }],
	['Money', ',Precision', 'creditlimit', { Precision: 2 }],
	[
		'DateTime',
		',Format,DateTimeBehavior',
		'birthdate',
		{ Format: 'DateOnly', DateTimeBehavior: { Value: 'DateOnly' } },
	],
	['Lookup', ',Targets', 'parentcustomerid', { Targets: ['account', 'contact'] }],
])('%s columns by cast', async (type, select, name, expected) => {
	expect(byName((await typed(type, select)).json.value, name)).toMatchObject(expected);
});

it('what is special to a type needs the cast, and choices have no cast of their own', async () => {
	expect((await get(`${contact}/Attributes?$select=LogicalName,MaxLength`)).status).toBe(400);
	expect((await typed('Enum', '')).status).toBe(400);
	expect((await typed('Picklist', '&$expand=Nonsense')).status).toBe(400);
});

const optionsOf = async (type: string, name: string) =>
	byName(
		(await typed(type, '&$expand=OptionSet($select=Options),GlobalOptionSet($select=Options)')).json
			.value,
		name,
	);

it('choices: local, global, multi-select, state, status, boolean', async () => {
	const gender = await optionsOf('Picklist', 'gendercode');
	expect(gender.OptionSet.Options[0]).toMatchObject({
		Value: 1,
		Label: { UserLocalizedLabel: { Label: 'Male', LanguageCode: 1033 } },
	});
	expect(gender.GlobalOptionSet).toBeNull();
	expect((await optionsOf('Picklist', 'new_segment')).GlobalOptionSet.Options).toHaveLength(3);
	expect((await optionsOf('MultiSelectPicklist', 'new_interests')).OptionSet.Options).toHaveLength(
		4,
	);
	expect((await optionsOf('State', 'statecode')).OptionSet.Options).toHaveLength(2);
	expect((await optionsOf('Status', 'statuscode')).OptionSet.Options[1].State).toBe(1);
	const yesNo = await typed('Boolean', '&$expand=OptionSet($select=TrueOption,FalseOption)');
	expect(
		byName(yesNo.json.value, 'donotemail').OptionSet.TrueOption.Label.UserLocalizedLabel.Label,
	).toBe('Do Not Allow');
});

it('enumerations are compared with their literals alone', async () => {
	const filtered = (filter: string) =>
		get(`${contact}/Attributes?$select=LogicalName&$filter=${filter}`);
	const picklists = await filtered(
		"AttributeType eq Microsoft.Dynamics.CRM.AttributeTypeCode'Picklist'",
	);
	expect(byName(picklists.json.value, 'gendercode')).toBeDefined();
	expect(byName(picklists.json.value, 'lastname')).toBeUndefined();
	const needed = await filtered(
		"RequiredLevel/Value eq Microsoft.Dynamics.CRM.AttributeRequiredLevel'ApplicationRequired'",
	);
	expect(needed.json.value.map((row: Json) => row.LogicalName)).toEqual(['lastname']);
	expect((await filtered("AttributeType eq 'Picklist'")).status).toBe(400);
});

it('K26 alternate keys in every state', async () => {
	const { json } = await get(
		`${contact}/Keys?$select=SchemaName,LogicalName,DisplayName,KeyAttributes,EntityKeyIndexStatus`,
	);
	expect(
		json.value.map((row: Json) => [row.KeyAttributes.join('+'), row.EntityKeyIndexStatus]),
	).toEqual([
		['emailaddress1', 'Active'],
		['new_externalref', 'Active'],
		['new_store+new_customernumber', 'Active'],
		['mobilephone', 'Pending'],
		['new_loyaltynumber', 'Failed'],
	]);
});

it('lookups: navigation properties in their casing, one for each target', async () => {
	const { json } = await get(
		`${contact}/ManyToOneRelationships?$select=ReferencingAttribute,ReferencingEntityNavigationPropertyName,ReferencedEntity`,
	);
	const of = (attribute: string) =>
		json.value
			.filter((row: Json) => row.ReferencingAttribute === attribute)
			.map((row: Json) => [row.ReferencingEntityNavigationPropertyName, row.ReferencedEntity]);
	expect(of('new_store')).toEqual([['new_Store', 'new_store']]);
	expect(of('parentcustomerid')).toEqual([
		['parentcustomerid_account', 'account'],
		['parentcustomerid_contact', 'contact'],
	]);
	expect(of('ownerid')).toEqual([['ownerid', 'owner']]);
});

it.each([
	['contact', 1],
	['annotation', 0],
])('whether %s takes UpsertMultiple is asked of the message filters', async (table, count) => {
	const { json } = await get(
		`/sdkmessagefilters?$select=sdkmessagefilterid&$filter=sdkmessageid/name eq @m and primaryobjecttypecode eq @t&@m='UpsertMultiple'&@t='${table}'`,
	);
	expect(json.value).toHaveLength(count);
});
