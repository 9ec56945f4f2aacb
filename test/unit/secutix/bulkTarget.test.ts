import type { BulkField, BulkUpdate } from '../../../nodes/shared/bulk';
import { createSecutixBulkTarget } from '../../../nodes/shared/connectors/secutix/bulkTarget';
import type { Secutix } from '../../../nodes/shared/connectors/secutix/client';
import type { SecutixContact } from '../../../nodes/shared/connectors/secutix/contactData';
import {
	ANY_AUTHORIZATION,
	ANY_CRITERION,
	readAuthorizations,
	readCriteria,
} from '../../../nodes/shared/connectors/secutix/fieldList';
import { ConnectorError } from '../../../nodes/shared/http/ConnectorError';

describe('contacts for the rows of a file', () => {
	const CONTACT: SecutixContact = {
		number: '0042',
		authorizations: { SMS: false },
		criteria: { SEGMENT: 'GOLD' },
	};
	const failure = (kind: 'notFound' | 'permission') => new ConnectorError(kind, 'no');
	const targetOf = (answer: SecutixContact | Error, more: object = {}) => {
		const asked: unknown[] = [];
		const contact: Secutix['contact'] = async (number, groups) => {
			asked.push([number, groups]);
			return await (answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer));
		};
		const target = createSecutixBulkTarget(
			{ contact, readsPerMinute: 60 },
			{
				fields: [],
				canClearCriteria: false,
				...more,
			},
		);
		return { target, asked };
	};
	const SMS = 'authorization:SMS';
	const SEGMENT = 'criterion:SEGMENT';

	it.each<[string[], unknown[], object]>([
		[[SMS], ['AUTHORIZATIONS'], { [SMS]: false }],
		[[SEGMENT], ['CRITERIA'], { [SEGMENT]: 'GOLD' }],
		[[SMS, SEGMENT], ['AUTHORIZATIONS', 'CRITERIA'], { [SMS]: false, [SEGMENT]: 'GOLD' }],
		[
			['authorization:MAIL', 'criterion:SMS', 'authorization:constructor', 'other'],
			['AUTHORIZATIONS', 'CRITERIA'],
			{},
		],
		[[], [], {}],
	])('fields %j are read as %j', async (fields, groups, values) => {
		const { target, asked } = targetOf(CONTACT);
		expect(await target.find!(['0042'], fields)).toEqual([[{ id: '0042', values }]]);
		expect(asked).toEqual([['0042', groups]]);
	});

	it('who is not there is nobody; what goes wrong is the error of the row; a bug is thrown', async () => {
		expect(await targetOf(failure('notFound')).target.find!(['1'], [])).toEqual([[]]);
		expect(await targetOf(failure('permission')).target.find!(['1'], [])).toMatchObject([
			{ kind: 'permission' },
		]);
		await expect(targetOf(new Error('bug')).target.find!(['1'], [])).rejects.toThrow('bug');
	});

	it('numbers have 20 characters at most: longer ones are not asked for', async () => {
		const { target, asked } = targetOf(CONTACT);
		expect(await target.find!(['1'.repeat(21)], [])).toEqual([[]]);
		expect(await target.find!(['1'.repeat(20)], [])).toHaveLength(1);
		expect(asked).toHaveLength(1);
	});

	it('without access nothing is read; rows go into the file a thousand at a time', () => {
		const target = createSecutixBulkTarget(undefined, { fields: [], canClearCriteria: false });
		expect(target).not.toHaveProperty('find');
		expect(target.limits).toEqual({ findBatch: 5, writeBatch: 1_000, callsAtOnce: 2 });
	});

	const stored = (field: BulkField): BulkField =>
		({ ...field, type: { kind: 'stored' } }) as BulkField;
	const EMPTIED = 'The file of the Import screen cannot say that';

	it.each<[string, BulkField[], boolean, string, unknown, object]>([
		['a value', readCriteria('SEGMENT'), false, SEGMENT, 'GOLD', { id: 'k' }],
		['an authorization that is emptied', readAuthorizations('SMS'), false, SMS, null, { id: 'k' }],
		[
			'a criterion that is emptied',
			readCriteria('SEGMENT=Customer segment'),
			false,
			SEGMENT,
			null,
			{
				kind: 'input',
				message: `${EMPTIED} Customer segment is to be emptied`,
				hint: 'Empty it in SecuTix.',
			},
		],
		[
			'one of no list',
			[],
			false,
			SEGMENT,
			null,
			{ message: `${EMPTIED} ${SEGMENT} is to be emptied` },
		],
		['where the file can say it', readCriteria('SEGMENT'), true, SEGMENT, null, { id: 'k' }],
		[
			'a column that nobody listed, rolled back',
			[stored({ ...ANY_AUTHORIZATION, name: 'SMS', id: SMS })],
			false,
			SMS,
			null,
			{
				kind: 'input',
				message: 'SMS was empty before, and nothing says that it is an authorization',
				hint: "List it under 'Authorizations', and roll back again.",
			},
		],
		[
			'the same, in a file of its own',
			[{ ...ANY_AUTHORIZATION, name: 'SMS', id: SMS }],
			false,
			SMS,
			null,
			{ id: 'k' },
		],
	])('%s', async (_name, fields, canClearCriteria, field, to, wanted) => {
		const { target } = targetOf(CONTACT, { fields, canClearCriteria });
		const update: BulkUpdate = {
			kind: 'update',
			key: 'k',
			line: 2,
			record: { id: 'k', values: {} },
			changes: [{ field, from: 'x', to }],
		};
		expect(await target.write([update])).toMatchObject([wanted]);
	});

	it('columns of a file of SecuTix itself are all of its kind', () => {
		expect([ANY_AUTHORIZATION, ANY_CRITERION]).toMatchObject([
			{ id: 'authorization:', isWildcard: true, isConsent: true, type: { kind: 'boolean' } },
			{ id: 'criterion:', isWildcard: true, type: { kind: 'text' } },
		]);
	});
});

describe('lists that are pasted from SecuTix', () => {
	it('headings are left out, and a code that is too long is told with its line', () => {
		const names = (pasted: string) => readAuthorizations(pasted).map(({ name }) => name);
		expect(names('Authorisations,Name\nSMS,By SMS')).toEqual(['By SMS']);
		for (const [pasted, line] of [
			['Authorization\nSMS', 1],
			['SMS,By SMS\nAutorisation;x', 2],
		] as const)
			expect(() => names(pasted)).toThrow(
				expect.objectContaining({
					message: `Line ${line} of the list of authorizations cannot be read: codes have 8 characters`,
					hint: 'Paste one code to a line, as the screen of SecuTix shows it.',
				}),
			);
	});

	it.each(['Criterion', 'criteria', 'Critère', 'criteres', 'Kriterium', 'Criterium'])(
		'%s heads a list of criteria',
		(heading) => {
			expect(readCriteria(`${heading};Code\nA;x`).map(({ name }) => name)).toEqual(['A']);
			expect(readCriteria(`A;x\n${heading};Code`)).toHaveLength(2);
		},
	);

	it('a criterion keeps the name that any of its lines gives it', () => {
		expect(readCriteria('A;x\nA=Name;y;Why').map(({ name, type }) => [name, type])).toEqual([
			['Name', { kind: 'code', codes: [{ code: 'x' }, { code: 'y', label: 'Why' }] }],
		]);
		expect(() => readCriteria('=Name;x')).toThrow(
			'Line 1 of the list of criteria cannot be read: the code of the criterion is missing',
		);
	});
});
