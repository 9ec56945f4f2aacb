import { importContacts } from '../../../nodes/shared/connectors/qualtrics/directory/importContacts';
import { fakeQualtrics, result } from './fakeQualtrics';

describe('contacts that an import job did not take', () => {
	const imported = async (rows: object[], unprocessed: unknown[] = [], lists = ['CG_1']) => {
		const { qualtrics } = fakeQualtrics(
			Object.fromEntries(
				lists.flatMap((list) => {
					const jobs = `/directories/POOL_1/mailinglists/${list}/transactioncontacts`;
					return [
						[`POST ${jobs}`, result({ id: 'IMP_1', contacts: { unprocessed } })],
						[
							`GET ${jobs}/IMP_1`,
							result({ status: 'complete', contacts: { count: { added: 1 } } }),
						],
						[
							'GET /directories/POOL_1/imports/api-import/jobs/IMP_1/report',
							{ body: { results: { importReportEntries: rows } } },
						],
					];
				}),
			),
		);
		const contacts = [{ email: 'a@example.com' }, { email: 'b@example.com' }];
		return await importContacts(qualtrics.importJobs, 'POOL_1', lists, contacts);
	};
	const row = (index: number, more: object) => ({
		sourceIndexId: index,
		contactId: `CID_${index}`,
		...more,
	});

	it.each([
		['added', 'created'],
		['Created', 'created'],
		['new', 'created'],
		['updated', 'updated'],
		['merged', 'updated'],
		['existing', 'updated'],
		['DUPLICATE', 'updated'],
		['success', 'createdOrUpdated'],
		['Completed', 'createdOrUpdated'],
		['ok', 'createdOrUpdated'],
	])('what is reported as %s was %s', async (importStatus, status) => {
		const [first] = await imported([row(0, { importStatus, contactListContactId: 'CGC_1' })]);
		expect(first).toEqual({ status, id: 'CID_0', lookupIds: { CG_1: 'CGC_1' } });
	});

	it('each is told why, and one that is not reported may have been written', async () => {
		const hint = 'Check its email address and the other values.';
		expect(
			await imported([row(0, { importStatus: 'failed', importStatusCode: 'BAD_EMAIL' })]),
		).toMatchObject([
			{ kind: 'input', message: 'Qualtrics did not import this contact: BAD_EMAIL', hint },
			{
				kind: 'unexpected',
				message: 'The report of import IMP_1 does not name this contact',
				hint: 'It may have been written; look it up in the directory.',
				outcomeUnknown: true,
			},
		]);
		const nobody = { contactId: undefined, importStatus: 'added' };
		expect(await imported([row(0, nobody)], [1])).toMatchObject([
			{ kind: 'input', message: expect.stringContaining('Qualtrics did not import this contact') },
			{
				kind: 'input',
				message: 'Qualtrics did not import this contact: it was not taken into the import',
				hint,
			},
		]);
	});

	it('none was taken: nobody waits for a report', async () => {
		const answers = await imported([row(0, { importStatus: 'added' })], [0, 1]);
		expect(answers).toMatchObject([{ kind: 'input' }, { kind: 'input' }]);
	});

	it('in several lists each has the memberships of all', async () => {
		const [first, second] = await imported(
			[
				row(0, { importStatus: 'added', contactListContactId: 'CGC_1' }),
				row(1, { importStatus: 'failed' }),
			],
			[],
			['CG_1', 'CG_2'],
		);
		expect(first).toEqual({
			status: 'created',
			id: 'CID_0',
			lookupIds: { CG_1: 'CGC_1', CG_2: 'CGC_1' },
		});
		expect(second).toMatchObject({ kind: 'input' });
	});
});
