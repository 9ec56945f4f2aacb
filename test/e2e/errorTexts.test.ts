import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { csv, NODE as BULK, TYPE as BULK_TYPE } from '../engine/bulkCsvUpdate/setup';
import {
	CONTACT,
	dynamicsCredentials,
	NODE as CRM,
	row,
	TYPE as CRM_TYPE,
} from '../engine/crmUpsert/setup';
import { CONTACT as MANAGO, field } from '../engine/crmUpsert/salesmanagoSetup';
import { NODE as SURVEY, surveys, TYPE as SURVEY_TYPE } from '../engine/survey/setup';
import { row as mapped } from '../engine/updateDirectoryContact/setup';
import { startDataverseSandbox } from '../sandbox/dataverse';
import { QUOTING, TRACES } from '../unit/http/hostileTexts';
import { picked } from '../workflows';
import { everyText } from './errorsSetup/everyText';
import {
	startTalkativeSystem,
	type Mood,
	type TalkativeSystem,
} from './errorsSetup/talkativeSystem';
import { N8n, N8nInstance, packageName, type Execution, type StoredCredential } from './harness';

const SENT = { email: 'sent.person@example.org', lastName: 'Sentname', phone: '+33 6 99 88 77 66' };
const SECRETS = {
	apiToken: 'qT0ken-of the&talkative/account',
	clientId: 'smanago-cl1ent',
	apiSecret: 'smanago-s3cret=="quoted"',
	owner: 'account.owner@example.net',
	operator: 'operat0r-of-museum',
	partner: 'partn3r-of-museum',
	secret: 'secutix-sh4red-key',
	token: 'start-t0ken',
	tokenSecret: 'start-t0ken-secret',
	dynamicsId: '0f0f0f0f-1111-4222-8333-444455556666',
	dynamicsSecret: 'dyn4mics~client.secret',
} as const;

/** Secrets as they are, and as an address, a text in JSON and basic authentication hold them. */
const secretForms = (values: readonly string[]): string[] =>
	values.flatMap((value) => [
		value,
		encodeURIComponent(value),
		JSON.stringify(value).slice(1, -1),
		Buffer.from(value).toString('base64').replace(/=+$/, ''),
	]);

interface Step {
	name: string;
	type: string;
	credential: string;
	parameters: IDataObject;
	/** Of the system's API. */
	path: RegExp;
	/** What every error of this system has. */
	says: RegExp;
}

const STEPS: Step[] = [
	{
		name: 'Update Directory Contact',
		type: `${packageName}.updateDirectoryContact`,
		credential: 'qualtricsApi',
		path: /\/API\/v3\//,
		says: /Qualtrics/,
		parameters: {
			fields: {
				row: [mapped('email', '={{ $json.email }}'), mapped('lastName', '={{ $json.lastName }}')],
			},
		},
	},
	{
		name: CRM,
		type: CRM_TYPE,
		credential: 'dynamicsOAuth2Api',
		path: /\/api\/data\//,
		says: /Dataverse|Dynamics|environment/,
		parameters: CONTACT,
	},
	{
		name: 'SALESmanago',
		type: CRM_TYPE,
		credential: 'salesManagoApi',
		path: /\/api\/contact\//,
		says: /SALESmanago/,
		parameters: {
			...MANAGO,
			identifyBy: 'address',
			identifyEmail: picked('={{ $json.email }}', 'text'),
			fields: { row: [field('phone', '={{ $json.phone }}')] },
		},
	},
	{
		name: SURVEY,
		type: SURVEY_TYPE,
		credential: 'startquestionApi',
		path: /\/api\/v[23]\//,
		says: /survey tool|account/,
		parameters: { provider: 'startquestion', surveys: surveys('347232') },
	},
	{
		name: BULK,
		type: BULK_TYPE,
		credential: 'secutixApi',
		path: /backend-apis/,
		says: /SecuTix/,
		parameters: {
			resource: 'file',
			operation: 'verify',
			target: 'secutix',
			secutixAuthorizations: 'INSTMAIL',
		},
	},
];

/** An n8n of its own, so that its whole database and log can be gone through. */
describe('errors of every kind, in a real n8n', () => {
	let instance: N8nInstance;
	let n8n: N8n;
	let system: TalkativeSystem;
	let credentials: Record<string, StoredCredential>;
	const executions: Execution[] = [];

	beforeAll(async () => {
		system = await startTalkativeSystem();
		instance = new N8nInstance({ env: { N8N_LOG_LEVEL: 'debug' } });
		await instance.start();
		n8n = await N8n.setUp(instance.url);
		const { url } = system;
		const data: Record<string, IDataObject> = {
			qualtricsApi: { apiToken: SECRETS.apiToken, dataCenter: 'fra1', baseUrl: url },
			dynamicsOAuth2Api: {
				grantType: 'clientCredentials',
				environmentUrl: url,
				tenantId: 'tenant',
				clientId: SECRETS.dynamicsId,
				clientSecret: SECRETS.dynamicsSecret,
				cloud: 'other',
				signInAddress: url,
				apiVersion: '9.2',
			},
			salesManagoApi: {
				endpoint: url,
				clientId: SECRETS.clientId,
				apiSecret: SECRETS.apiSecret,
				owner: SECRETS.owner,
			},
			startquestionApi: {
				host: url,
				token: SECRETS.token,
				tokenSecret: SECRETS.tokenSecret,
				accountId: '12345678',
			},
			secutixApi: {
				institution: 'museum',
				environment: 'other',
				address: url,
				serviceVersion: 'v2_21',
				authentication: 'selfSigned',
				operator: SECRETS.operator,
				partner: SECRETS.partner,
				secret: SECRETS.secret,
			},
		};
		credentials = {};
		for (const [type, values] of Object.entries(data))
			credentials[type] = await n8n.createCredential(type, values);
	}, 240_000);
	afterAll(async () => {
		await instance.dispose();
		await system.close();
	});

	/** From a manual start over an item with a file to the steps, one after the other. */
	async function run(
		steps: Step[],
		onError: string | undefined,
		credential?: StoredCredential,
	): Promise<Execution> {
		const file = Buffer.from(csv('Contact number,[old] INSTMAIL,[new] INSTMAIL', '000001,TRUE,F'));
		const item = {
			json: SENT,
			binary: {
				data: { data: file.toString('base64'), mimeType: 'text/csv', fileName: 'contacts.csv' },
			},
		};
		const code = {
			name: 'Items',
			type: 'n8n-nodes-base.code',
			typeVersion: 2,
			parameters: { jsCode: `return [${JSON.stringify(item)}];` },
		};
		const tried = steps.map(({ credential: type, parameters, name: stepName, type: nodeType }) => {
			const { id, name } = credential ?? credentials[type];
			return {
				name: stepName,
				type: nodeType,
				parameters: parameters as INodeParameters,
				credentials: { [type]: { id, name } },
				...(onError && { onError: onError as 'continueRegularOutput' }),
			};
		});
		const workflow = await n8n.createWorkflow({
			nodes: [{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' }, code, ...tried],
			connections: {
				Start: { main: [[{ node: 'Items', type: 'main', index: 0 }]] },
				Items: {
					main: [steps.map(({ name }) => ({ node: name, type: 'main' as const, index: 0 }))],
				},
			},
		});
		const execution = await n8n.executions.runManually(workflow.id, 'Start', {
			timeoutMs: 280_000,
		});
		if (!execution) throw new Error('Nothing was run');
		executions.push(execution);
		return execution;
	}

	const errorsOf = ({ data }: Execution): string =>
		JSON.stringify([
			data.resultData.error,
			...Object.values(data.resultData.runData).flatMap((tasks) =>
				tasks.flatMap(({ error, data: out, hints }) => [
					error,
					hints,
					...(out?.main?.flat() ?? []).map((item) => item?.error),
				]),
			),
		]);

	it.each<Mood>([400, 401, 403, 404, 409, 422])(
		'LA11 LA12 %s of every system, the errors going on with the items',
		async (mood) => {
			system.mood = mood;
			system.asked = [];
			const execution = await run(STEPS, 'continueRegularOutput');
			for (const { name, path, says } of STEPS) {
				expect([name, system.asked.filter((line) => path.test(line)).length]).not.toEqual([
					name,
					0,
				]);
				expect(JSON.stringify([execution.json(name), errorsOf(execution)])).toMatch(says);
			}
		},
		300_000,
	);

	it.each(STEPS)(
		'LA11 $name stops the run',
		async (step) => {
			system.mood = 400;
			const execution = await run([step], undefined);
			expect(execution.problem ?? JSON.stringify(execution.json(step.name))).toBeTruthy();
		},
		120_000,
	);

	it.each<Mood>(['page', 'drop', 'garbage', 'redirect'])(
		'LA11 %s, tried again as often as the node does',
		async (mood) => {
			system.mood = mood;
			const execution = await run(STEPS.slice(0, 1), undefined);
			expect(execution.problem).toBeTruthy();
		},
		300_000,
	);

	it('LA11 a single record of a batch is refused by a plug-in that quotes it', async () => {
		const sandbox = await startDataverseSandbox();
		try {
			sandbox.control.addPlugin('contact', QUOTING.join(' '));
			const credential = await n8n.createCredential(
				'dynamicsOAuth2Api',
				dynamicsCredentials(sandbox).dynamicsOAuth2Api,
			);
			const step = {
				...STEPS[1],
				parameters: {
					...CONTACT,
					fields: {
						row: [
							row('emailaddress1', '={{ $json.email }}'),
							row('lastname', '={{ $json.lastName }}'),
						],
					},
				},
			};
			const execution = await run([step], undefined, credential);
			expect(execution.problem).toContain('A plug-in of this environment refused');
			expect(execution.problem).toContain('0x80040265');
		} finally {
			await sandbox.close();
		}
	}, 120_000);

	it('LA11 a call that does not show the secret is refused, and nothing of it is kept', async () => {
		const webhookId = `errors-${process.pid}-${Date.now()}`;
		const { id, name } = await n8n.createCredential('surveyWebhookApi', {
			method: 'header',
			headerName: 'x-survey-secret',
			secret: 'webh00k-secret-of-the-account',
		});
		const workflow = await n8n.createWorkflow({
			nodes: [
				{
					name: 'Survey Trigger',
					type: `${packageName}.surveyTrigger`,
					webhookId,
					parameters: { source: 'typeform' },
					credentials: { surveyWebhookApi: { id, name } },
				},
			],
		});
		await n8n.activate(workflow.id);
		const answer = await fetch(n8n.webhookUrl(`${webhookId}/survey`), {
			method: 'POST',
			headers: {
				'content-type': 'application/json',
				'x-survey-secret': 'webh00k-secret-of-the-accounT',
			},
			body: JSON.stringify({ quoting: QUOTING }),
		});
		expect(answer.status).toBe(401);
		expect(await n8n.executions.list(workflow.id)).toEqual([]);
		await n8n.deactivate(workflow.id);
	}, 120_000);

	it('LA11 the database and the log hold none of what was quoted, and no secret', async () => {
		await instance.stop();
		const words = [
			// Short numbers stand in times and ids too.
			...TRACES.filter((trace) => !['1815', '7946', 'Grace'].includes(trace)),
			'1815-12-10',
			'10/12/1815',
			'7946 0958',
			...secretForms([
				...Object.values(SECRETS),
				system.accessToken,
				'webh00k-secret-of-the-account',
			]),
		];
		const texts = await everyText(instance.database, instance.logFile);
		expect(texts.length).toBeGreaterThan(200);
		// What is looked for can be found where it is: the items that were sent along.
		expect(
			texts.some(
				([place, text]) => place.startsWith('execution_data') && text.includes(SENT.email),
			),
		).toBe(true);
		const found = texts.flatMap(([place, text]) =>
			words.filter((word) => text.includes(word)).map((word) => `${word} in ${place}`),
		);
		expect([...new Set(found)]).toEqual([]);
	}, 60_000);

	it('LA11 no error object holds what was sent', () => {
		expect(executions.length).toBeGreaterThan(10);
		for (const execution of executions) {
			const errors = errorsOf(execution);
			expect(errors).not.toMatch(/sent\.person|Sentname|99 88 77/);
		}
	});
});
