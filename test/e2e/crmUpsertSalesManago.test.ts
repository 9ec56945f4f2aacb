import type { IDataObject } from 'n8n-workflow';
import { toSurveyResponse } from '../../nodes/shared/connectors/startquestion/toSurveyResponse';
import { NODE, TYPE } from '../engine/crmUpsert/setup';
import { CONTACT, field, salesmanagoCredentials, tags } from '../engine/crmUpsert/salesmanagoSetup';
import { startLocalServer } from '../sandbox/http/server';
import { htmlReply } from '../sandbox/http/types';
import { startQualtricsSandbox, storeVisitId } from '../sandbox/qualtrics';
import { startSalesManagoSandbox, type SalesManagoSandbox } from '../sandbox/salesmanago';
import {
	netquestSurveyId,
	startStartquestionSandbox,
	type Given,
	type SheetMeta,
	type StartquestionSandbox,
} from '../sandbox/startquestion';
import { credentialsOf, picked, template } from '../workflows';
import { runCrmUpsert } from './crmUpsertSetup/runCrmUpsert';
import { sharedN8n, waitFor, type Execution, type N8n, type StoredCredential } from './harness';

describe('CRM Upsert into SALESmanago, in a real n8n', () => {
	let n8n: N8n;
	let sandbox: SalesManagoSandbox;
	let netquest: StartquestionSandbox;
	let credential: StoredCredential;
	const made: string[] = [];

	beforeAll(async () => {
		n8n = await sharedN8n();
	}, 240_000);
	beforeEach(async () => {
		[sandbox, netquest] = await Promise.all([
			startSalesManagoSandbox({ jobPolls: 1 }),
			startStartquestionSandbox(),
		]);
		credential = await n8n.createCredential('salesManagoApi', typed());
	});
	afterEach(async () => {
		for (const id of made.splice(0)) await n8n.deleteWorkflow(id);
		await Promise.all([sandbox.close(), netquest.close()]);
	});

	const typed = () => salesmanagoCredentials(sandbox).salesManagoApi;

	const ANSWERS: Given = {
		5255740: 0,
		5255742: 2,
		5255744: [1, 3],
		5255746: 'Dlouhá fronta',
		5255758: 'Jan@example.com',
		5255760: 'kolega@example.com',
		5255762: '0',
	};

	/** What the answers come to in SALESmanago. */
	const DETAILS = {
		'dotaznik.Jak-pravdepodobne-nas-doporucite?': '0',
		'dotaznik.Kde-jste-nakupovali?': 'Brno',
		'dotaznik.Co-se-vam-libilo?': 'Výběr, Obsluha',
		'dotaznik.Proc?': 'Dlouhá fronta',
		'dotaznik.Vas-e-mail': 'Jan@example.com',
		'dotaznik.E-mail-kolegy': 'kolega@example.com',
		'dotaznik.Proc?-2': '0',
	};

	/** A completed Netquest sheet, as the survey tool posts it and as the workflow sees it. */
	const sheet = (given: Given = ANSWERS, meta: SheetMeta = {}): IDataObject => {
		const id = netquest.control.addSheet(netquestSurveyId, given, meta);
		const body = netquest.control.getSheet(id)!;
		const response = toSurveyResponse(body, { timeZone: 'Europe/Prague' });
		return response as unknown as IDataObject;
	};

	const run = async (
		items: IDataObject[],
		parameters: IDataObject = {},
		onError?: 'continueErrorOutput',
	): Promise<Execution> =>
		await runCrmUpsert(
			n8n,
			items,
			{ salesManagoApi: credential },
			{ ...CONTACT, ...parameters },
			onError && { onError },
		);

	const contact = (name = 'jan@example.com') => sandbox.control.getContact(name);

	it('N01 N02 N03 N10 N11 N14 N15 N21 N23 N24 N27 N28 N29 N30 N32 N36 a sheet completed: the contact is found, updated, tagged, all answers are custom details', async () => {
		const id = sandbox.control.addContact({
			email: 'jan@example.com',
			name: 'Jan',
			optedOut: false,
			tags: ['VIP', 'OLD'],
			properties: { plan: 'gold' },
		});
		const execution = await run([sheet()], {
			addTags: tags('netquest nps'),
			removeTags: tags('old'),
		});
		expect(execution.problem).toBeUndefined();
		expect(execution.json(NODE)).toMatchObject([{ status: 'updated', id }]);
		expect(contact()).toMatchObject({
			name: 'Jan',
			optedOut: false,
			tags: ['VIP', 'NETQUEST_NPS'],
			properties: { plan: 'gold', ...DETAILS },
			history: ['update'],
		});
		const again = await run([sheet()], { addTags: tags('netquest nps') });
		expect(again.json(NODE)).toMatchObject([{ status: 'unchanged', changes: [] }]);
	});

	it('N16 N33 N34 not found: created, for the owner that was chosen, consents off', async () => {
		const execution = await run([sheet()], {
			owner: picked('second.owner@example.com'),
			addTags: tags('${r://SurveyName}'),
			contactFields: {
				row: [
					field('lang', 'CS'),
					field('birthday', '1985-01-31'),
					field('city', '${q://Q5255742/ChoiceGroup/SelectedChoices}'),
				],
			},
		});
		expect(execution.problem).toBeUndefined();
		expect(execution.json(NODE)).toMatchObject([{ status: 'created', id: contact()?.contactId }]);
		expect(contact()).toMatchObject({
			owner: 'second.owner@example.com',
			properties: DETAILS,
			lang: 'CS',
			birthday: '19850131',
			address: { city: 'Brno' },
			optedOut: true,
			optedOutPhone: true,
		});
		expect(sandbox.state.doubleOptInMails).toBe(0);
	});

	it('N17 N18 with smclientid: updated by that id, whatever address was answered', async () => {
		const id = sandbox.control.addContact({ email: 'ann@example.com' });
		const execution = await run([sheet(ANSWERS, { smclientid: id })], {
			identifyBy: 'smclientid',
			addTags: tags('netquest'),
		});
		expect(execution.problem).toBeUndefined();
		expect(execution.json(NODE)).toMatchObject([{ status: 'updated', id }]);
		expect(contact(id)).toMatchObject({ email: 'ann@example.com', properties: DETAILS });
		expect(sandbox.control.contacts()).toHaveLength(1);
	});

	it('N35 an unknown smclientid is reported, and nobody is created', async () => {
		const execution = await run([sheet(ANSWERS, { smclientid: 'a08ff49b-nobody' })], {
			identifyBy: 'smclientid',
		});
		expect(execution.problem).toBeUndefined();
		expect(execution.json(NODE)).toEqual([
			{
				status: 'skipped',
				lookedFor: { contactId: 'a08ff49b-nobody' },
				changes: [],
				warnings: [expect.stringContaining('no contact with this smclientid')],
			},
		]);
		expect(sandbox.control.contacts()).toEqual([]);
		const failing = await run([sheet(ANSWERS, { smclientid: 'a08ff49b-nobody' })], {
			identifyBy: 'smclientid',
			options: { whenUnknown: 'error' },
		});
		expect(failing.problem).toContain('no contact with this smclientid');
		expect(sandbox.control.contacts()).toEqual([]);
	});

	it('N31 an answer over 255 characters is kept whole as an event, once', async () => {
		const why = 'Žluťoučký kůň. '.repeat(200);
		const answered = sheet({ ...ANSWERS, 5255746: why });
		for (let time = 0; time < 2; time++) {
			const execution = await run([answered], { whenAnswerTooLong: 'event' });
			expect(execution.problem).toBeUndefined();
		}
		expect(contact()?.properties['dotaznik.Proc?']).toHaveLength(255);
		const events = contact()?.events.map(({ description }) => description) ?? [];
		expect(events.join('').trim()).toBe(why.trim());
	});

	it('N21 many go out in jobs, each with its own result; what fails leaves by the error output', async () => {
		const items = Array.from({ length: 120 }, (_, index) => ({
			...sheet({ ...ANSWERS, 5255758: `p${index}@example.com` }),
			lang: index === 7 ? 'Czech' : 'CS',
		}));
		const execution = await run(
			items,
			{
				options: { sendAs: 'batch' },
				addTags: tags('netquest'),
				contactFields: { row: [field('lang', '={{ $json.lang }}')] },
			},
			'continueErrorOutput',
		);
		expect(execution.problem).toBeUndefined();
		expect(execution.json(NODE)).toHaveLength(119);
		expect(execution.json(NODE)[0]).toMatchObject({
			status: 'created',
			job: { id: '1', done: true },
		});
		expect(execution.json(NODE, 1)).toMatchObject([
			{ error: expect.stringContaining('two letters') },
		]);
		expect(sandbox.control.contacts()).toHaveLength(119);
		expect(sandbox.state.jobs.size).toBe(2);
		expect(sandbox.requests.length).toBeLessThan(20);
	}, 120_000);

	it('a refusal inside a 200 fails the run with the reason; a broken connection does not', async () => {
		sandbox.control.misbehave({
			match: /contact\/upsert/,
			kind: 'error',
			status: 200,
			message: 'Limit of your plan reached',
		});
		expect((await run([sheet()])).problem).toContain('a limit was reached');
		sandbox.control.misbehave({ match: /contact\/upsert/, kind: 'done-but-no-answer' });
		sandbox.control.misbehave({ match: /contact\/listAll/, kind: '5xx-html' });
		expect((await run([sheet()])).json(NODE)).toMatchObject([{ status: 'created' }]);
		expect(sandbox.control.contacts()).toHaveLength(1);
	});

	it('a dry run shows the requests and writes nothing', async () => {
		const execution = await run([sheet()], { options: { dryRun: true } });
		expect(execution.json(NODE)).toMatchObject([
			{
				status: 'wouldCreate',
				dryRun: true,
				requests: [{ path: '/api/contact/upsert', body: { properties: DETAILS } }],
			},
		]);
		expect(sandbox.control.contacts()).toEqual([]);
	});

	it('N33 the template: a survey answer tags and updates the contact', async () => {
		const qualtrics = await startQualtricsSandbox({ exportPolls: 0 });
		const survey = await n8n.createCredential(
			'qualtricsApi',
			credentialsOf(qualtrics).qualtricsApi,
		);
		qualtrics.control.addResponse(storeVisitId, {
			QID1: 3,
			QID3_TEXT: 'ada@example.com',
			QID5_TEXT: '+33612345678',
		});
		const { nodes, connections } = template('survey-answers-tag-salesmanago-contact');
		const reference = ({ id, name }: StoredCredential) => ({ id, name });
		const workflow = await n8n.createWorkflow({
			nodes: nodes.map((node) => ({
				...node,
				credentials: { qualtricsApi: reference(survey), salesManagoApi: reference(credential) },
			})),
			connections,
		});
		made.push(workflow.id);
		const execution = await n8n.executions.runManually(workflow.id, 'Survey Trigger', {
			timeoutMs: 60_000,
		});
		expect(execution?.problem).toBeUndefined();
		expect(execution?.json('SALESmanago: Detractor')).toMatchObject([{ status: 'created' }]);
		expect(contact('ada@example.com')).toMatchObject({
			phone: '+33612345678',
			tags: ['NPS_DETRACTOR'],
			dictionaryProperties: { 'nps-score': { type: 'NUMBER', value: '3' } },
		});
		await qualtrics.close();
	}, 90_000);

	it('K01 N12 N13 N14 N16 N17 N18 N22 N35 the Netquest template: a sheet completed is a contact at once', async () => {
		const survey = await n8n.createCredential('startquestionApi', {
			host: netquest.url,
			token: netquest.token,
			tokenSecret: netquest.tokenSecret,
			accountId: netquest.accountId,
		});
		const { nodes, connections } = template('netquest-survey-updates-salesmanago-contact');
		const [trigger] = nodes;
		trigger.webhookId = `netquest-${process.pid}-${Date.now()}`;
		trigger.credentials = { startquestionApi: { id: survey.id, name: survey.name } };
		trigger.parameters = {
			...trigger.parameters,
			startquestionSurveys: { values: [{ survey: picked(String(netquestSurveyId)) }] },
		};
		nodes[1].credentials = { salesManagoApi: { id: credential.id, name: credential.name } };
		const workflow = await n8n.createWorkflow({ nodes, connections });
		made.push(workflow.id);
		await n8n.activate(workflow.id);
		netquest.control.setResthook(n8n.webhookUrl(`${trigger.webhookId}/survey`));
		const ann = sandbox.control.addContact({ email: 'ann@example.com' });

		const complete = async (given: Given, meta: SheetMeta = {}) => {
			const done = (await n8n.executions.list(workflow.id)).length + 1;
			await netquest.control.submit(netquestSurveyId, given, { endedAt: Date.now(), ...meta });
			await waitFor('the execution', async () => {
				const list = await n8n.executions.list(workflow.id);
				return list.length === done && list.every(({ status }) => status === 'success');
			});
			const [{ id }] = await n8n.executions.list(workflow.id);
			return (await n8n.executions.get(id)).json('SALESmanago Contact')[0];
		};
		expect(await complete(ANSWERS)).toMatchObject({ status: 'created' });
		expect(contact()).toMatchObject({
			tags: ['NETQUEST', expect.stringMatching(/PRODEJN/)],
			properties: DETAILS,
			optedOut: true,
		});
		expect(await complete(ANSWERS, { smclientid: ann })).toMatchObject({
			status: 'updated',
			id: ann,
		});
		expect(contact(ann)).toMatchObject({ email: 'ann@example.com', properties: DETAILS });
		expect(await complete(ANSWERS, { smclientid: 'nobody' })).toMatchObject({
			status: 'skipped',
			warnings: [expect.stringContaining('no contact with this smclientid')],
		});
		// The second e-mail question never stands in for the first.
		expect(await complete({ 5255760: 'kolega@example.com' })).toMatchObject({ status: 'skipped' });
		expect(sandbox.control.contacts()).toHaveLength(2);
		expect(netquest.control.calls()).toEqual([200, 200, 200, 200]);
		await n8n.deactivate(workflow.id);
	}, 120_000);

	describe('the credential and the lists', () => {
		it('N05 N06 N07 N08 connected: the users of the account are listed', async () => {
			expect(await n8n.testCredential(credential, typed())).toMatchObject({ status: 'OK' });
			expect(sandbox.requests.at(-1)?.path).toBe('/api/user/listByClient');
			const pasted = { ...typed(), endpoint: ` ${sandbox.url}/api/ ` };
			expect(await n8n.testCredential(credential, pasted)).toMatchObject({ status: 'OK' });
		});

		it.each([
			['apiSecret', 'guess'],
			['clientId', 'guess'],
			['owner', 'nobody@example.com'],
			['endpoint', 'http://127.0.0.1:9'],
		])('N05 N06 N07 disconnected: a wrong %s', async (name, value) => {
			const tested = await n8n.testCredential(credential, { ...typed(), [name]: value });
			expect(tested.status).toBe('Error');
			expect(tested.message).toBeTruthy();
			expect(tested.message).not.toContain(sandbox.apiSecret);
		});

		it('N05 disconnected: something else answers at the endpoint', async () => {
			for (const body of ['<html><body>Welcome</body></html>', '{"status":"ok"}', '']) {
				const page = await startLocalServer(
					async () => await Promise.resolve({ ...htmlReply(200, body) }),
				);
				const tested = await n8n.testCredential(credential, { ...typed(), endpoint: page.url });
				await page.close();
				expect(tested).toMatchObject({
					status: 'Error',
					message: expect.stringMatching(/the SALESmanago API\b.*Check 'Endpoint'\.$/),
				});
			}
		});

		it('N07 a secret that was taken back: the next run says so', async () => {
			sandbox.control.revokeSecret();
			const execution = await run([sheet()]);
			expect(execution.problem).toContain('did not accept the credential');
		});

		it('owners and tags come from the API', async () => {
			sandbox.control.addContact({ email: 'a@example.com', tags: ['VIP', 'NPS'] });
			const list = async (method: string) => {
				const { results } = await n8n.nodeParameters.search({
					nodeType: TYPE,
					method,
					parameters: { provider: 'salesmanago' },
					credentials: { salesManagoApi: { id: credential.id, name: credential.name } },
				});
				return results.map(({ value }) => value);
			};
			expect(await list('searchOwners')).toEqual(['owner@example.com', 'second.owner@example.com']);
			expect(await list('searchTags')).toEqual(['NPS', 'VIP']);
		});
	});
});
