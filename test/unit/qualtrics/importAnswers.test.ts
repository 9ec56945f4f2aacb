import { importContacts } from '../../../nodes/shared/connectors/qualtrics/directory/importContacts';
import { failure, fakeQualtrics, result } from './fakeQualtrics';

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

describe('a job that cannot be watched to its end goes on working', () => {
	const JOBS = '/directories/POOL_1/mailinglists/CG_1/transactioncontacts';
	const OTHER = '/directories/POOL_1/mailinglists/CG_2/transactioncontacts';
	const REPORT = 'GET /directories/POOL_1/imports/api-import/jobs/IMP_1/report';
	const CONTACTS = [{ email: 'a@example.com' }, { email: 'b@example.com' }];
	const begun = result({ id: 'IMP_1', contacts: { unprocessed: [] } });
	const complete = result({ status: 'complete', contacts: { count: { added: 2 } } });
	const page = (index: number, skipToken?: string) => ({
		body: {
			results: {
				importReportEntries: [
					{ sourceIndexId: index, contactId: `CID_${index}`, importStatus: 'added' },
				],
				skipToken,
			},
		},
	});
	const imported = async (routes: Parameters<typeof fakeQualtrics>[0], lists = ['CG_1']) => {
		const { qualtrics } = fakeQualtrics(routes);
		return await importContacts(qualtrics.importJobs, 'POOL_1', lists, CONTACTS);
	};
	const inDoubt = { outcomeUnknown: true };

	it.each([401, 403, 404, 500])(
		'its progress is refused with %i: both are in doubt',
		async (status) => {
			const answers = await imported({
				[`POST ${JOBS}`]: begun,
				[`GET ${JOBS}/IMP_1`]: failure(status),
			});
			expect(answers).toMatchObject([inDoubt, inDoubt]);
		},
	);

	it('its report breaks off: what it told holds, the rest is in doubt', async () => {
		const pages = [page(0, 'more'), failure(403)];
		const answers = await imported({
			[`POST ${JOBS}`]: begun,
			[`GET ${JOBS}/IMP_1`]: complete,
			[REPORT]: () => pages.shift()!,
		});
		expect(answers).toMatchObject([
			{ status: 'created', id: 'CID_0' },
			{ kind: 'permission', ...inDoubt },
		]);
	});

	it('its report is no answer: all are in doubt, and are told why', async () => {
		const answers = await imported({
			[`POST ${JOBS}`]: begun,
			[`GET ${JOBS}/IMP_1`]: complete,
			[REPORT]: { status: 200, body: '' },
		});
		const told = {
			message: 'Qualtrics gave no answer about the report of import IMP_1',
			hint: expect.stringContaining('A proxy may') as string,
			...inDoubt,
		};
		expect(answers).toMatchObject([told, told]);
	});

	it('it was refused, or took nobody: nothing was written, and nothing is in doubt', async () => {
		const cases: Array<Parameters<typeof fakeQualtrics>[0]> = [
			{ [`POST ${JOBS}`]: failure(403) },
			{ [`POST ${JOBS}`]: begun, [`GET ${JOBS}/IMP_1`]: result({ status: 'complete' }) },
		];
		for (const routes of cases) {
			const answers = await imported(routes);
			expect(answers.map((answer) => 'kind' in answer && answer.outcomeUnknown)).toEqual([
				undefined,
				undefined,
			]);
		}
	});

	it('a second list refuses: it is told that the contact was written', async () => {
		const reports = [page(0, 'more'), page(1)];
		const answers = await imported(
			{
				[`POST ${JOBS}`]: begun,
				[`GET ${JOBS}/IMP_1`]: complete,
				[REPORT]: () => reports.shift()!,
				[`POST ${OTHER}`]: failure(403),
			},
			['CG_1', 'CG_2'],
		);
		expect(answers).toMatchObject(
			[0, 1].map((index) => ({
				kind: 'permission',
				message: expect.stringMatching(
					`^Contact CID_${index} was written, but not put into mailing list CG_2: `,
				),
			})),
		);
	});
});
