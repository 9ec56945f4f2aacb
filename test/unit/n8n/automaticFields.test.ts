import type { IExecuteFunctions } from 'n8n-workflow';
import { fieldReader, rowTexts } from '../../../nodes/shared/n8n/records/itemFields';
import type { RecordConnection } from '../../../nodes/shared/n8n/records/RecordConnection';
import type { RecordNode, RecordSettings } from '../../../nodes/shared/n8n/records/settings';
import type { Destination } from '../../../nodes/shared/records';
import { parameter } from '../../written';
import { answer, response } from '../conditions/survey';

const NODE = parameter<RecordNode>({ fieldWords: 'column or field' });
const RENDERING = { now: 0, timeZone: 'UTC', random: () => 0 };
const named = (...names: string[]) =>
	({ name: 'here', fields: names.map((name) => ({ name })) }) as Destination;

const readerOf = (
	json: object,
	isAutomatic: boolean,
	connection: Partial<RecordConnection> = {},
	rows: object[] = [],
) =>
	fieldReader(
		parameter<IExecuteFunctions>({
			getInputData: () => [{ json }],
			getNodeParameter: () => ({ row: rows }),
		}),
		NODE,
		parameter<RecordSettings>({ isAutomatic }),
		{ rows: { parameter: 'fields' }, ...connection },
	);

/** An item whose keys are named like fields. */
const read = (json: object, fields: string[], respondent?: RecordConnection['respondent']) =>
	readerOf(json, true, { ...(respondent && { respondent }) }).read(0, named(...fields), RENDERING);

const valuesOf = ({ fields }: ReturnType<typeof read>) =>
	Object.fromEntries(fields.map(({ target, value }) => [target, value]));

describe('an item that is mapped by the names of its keys', () => {
	it('fills the fields of those names, and says what it did not send', () => {
		const { fields, rows, warnings, problems, unmatched } = read(
			{ Email: 'a@example.com', plan: '', shoe: 'x', size: 7 },
			['email', 'plan'],
		);
		expect(fields).toMatchObject([
			{ target: 'email', value: 'a@example.com', action: 'set' },
			{ target: 'plan', action: 'leave' },
		]);
		expect(rows).toEqual([
			{ field: 'email', source: 'email', resolved: 'a@example.com', value: 'a@example.com' },
			{ field: 'plan', source: 'plan', resolved: '' },
		]);
		expect([warnings, problems, unmatched]).toEqual([
			['No column or field is named like shoe, size: not sent'],
			[],
			['shoe', 'size'],
		]);
	});

	it('has nothing to say where all was sent, and needs no survey', () => {
		const { warnings, unmatched } = read({ email: 'a' }, ['email']);
		expect([warnings, unmatched]).toEqual([[], []]);
		expect(readerOf({}, true).needsSurvey(0, response())).toBe(false);
	});

	it('what cannot be a value is told too', () => {
		const { warnings, fields } = read({ plan: { a: 1 } }, ['plan']);
		expect(fields).toEqual([]);
		expect(warnings).toEqual(['"plan" holds an object, which is no value for a field.']);
	});

	const answered = response([answer('QID6', 42)], {
		context: { plan: 'gold', email: 'old@example.com' },
		respondent: {
			email: 'ann@example.com',
			firstName: 'Ann',
			phone: '+33612345678',
			anonymous: false,
			identifiers: [],
		},
	});

	it.each<[RecordConnection['respondent'], string[], object, string[]]>([
		[
			undefined,
			['plan', 'email', 'firstName', 'phone'],
			{
				plan: 'gold',
				email: 'ann@example.com',
				firstName: 'Ann',
				phone: '+33612345678',
			},
			[],
		],
		[
			{ firstName: 'firstname' },
			['firstname', 'email'],
			{ firstname: 'Ann', email: 'ann@example.com' },
			['plan', 'phone'],
		],
		[
			{ email: 'emailaddress1' },
			['emailaddress1', 'email'],
			{ emailaddress1: 'ann@example.com', email: 'old@example.com' },
			['plan', 'phone', 'firstName'],
		],
		[undefined, ['lastName', 'QID6'], {}, ['plan', 'email', 'phone', 'firstName']],
	])(
		'of a Survey Response the embedded data and the respondent count, called %j',
		(respondent, fields, values, unmatched) => {
			const mapped = read(answered, fields, respondent);
			expect(valuesOf(mapped)).toEqual(values);
			expect([...mapped.unmatched].sort()).toEqual([...unmatched].sort());
		},
	);
});

describe('an item that is mapped by rows', () => {
	const rows = [
		{ target: 'plan', source: 'gold' },
		{ target: 'city', source: '' },
	];

	it('fills what the system calls the field, with what the destination takes for the value', () => {
		const connection = {
			rows: { parameter: 'fields', fieldOf: (target: string) => `my ${target}` },
		};
		const accept = (target: string, value: unknown) =>
			target === 'plan' ? `${String(value)}!` : undefined;
		const reader = readerOf({}, false, connection, rows);
		const { fields, rows: shown, unmatched } = reader.read(0, { ...named(), accept }, RENDERING);
		expect(fields).toMatchObject([
			{ target: 'my plan', value: 'gold!', action: 'set' },
			{ target: 'my city', action: 'leave' },
		]);
		expect(shown).toEqual([
			{ field: 'plan', source: 'gold', resolved: 'gold', value: 'gold' },
			{ field: 'city', source: '', resolved: '' },
		]);
		expect(unmatched).toEqual([]);
	});

	it.each([undefined, () => undefined])('and with the value itself otherwise', (accept) => {
		const destination = { ...named(), ...(accept && { accept }) };
		const { fields } = readerOf({}, false, {}, rows).read(0, destination, RENDERING);
		expect(fields[0]).toMatchObject({ target: 'plan', value: 'gold' });
	});

	it('says what went wrong: by row what names nothing, and what a transformation was told to fail at', () => {
		const bad = [
			{ target: 'a', source: '${q://QID77/ChoiceNumericEntryValue}' },
			{
				target: 'b',
				source: 'x',
				transformations: { step: [{ name: 'number', numberOnProblem: 'error' }] },
			},
			{ target: 'c', source: 'x', policy: 'sometimes' },
		];
		const reader = readerOf(response(), false, {}, bad);
		const rendering = { ...RENDERING, response: response() };
		const { problems, warnings } = reader.read(0, named(), rendering);
		expect(problems).toHaveLength(2);
		expect(problems[0]).toMatch(/^a: \$\{q:.*\} cannot be resolved: \w/);
		expect(problems[1]).toContain('b');
		expect(warnings.join()).toContain('it names a policy that does not exist');
	});

	it('the texts of rows are called after the fields they fill', () => {
		const given = [{ target: { __rl: true, value: 'email' }, source: 'x' }, { source: 'y' }];
		const context = parameter<IExecuteFunctions>({ getNodeParameter: () => ({ row: given }) });
		expect(rowTexts(context, 'fields')).toEqual([
			{ field: 'Source of "email"', text: 'x' },
			{ field: 'Source of ""', text: 'y' },
		]);
		const empty = parameter<IExecuteFunctions>({
			getNodeParameter: (_name: string, _index: number, fallback: unknown) => fallback,
		});
		expect(rowTexts(empty, 'fields')).toEqual([]);
	});
});
