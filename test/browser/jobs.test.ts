import { dynamicsCredentials } from '../engine/crmUpsert/setup';
import type { N8n } from '../e2e/harness';
import { sharedN8n, waitFor } from '../e2e/harness';
import { htmlOf, MailSink, subjectOf } from '../e2e/surveySetup/MailSink';
import { startDataverseSandbox, type DataverseSandbox } from '../sandbox/dataverse';
import { startQualtricsSandbox, storeVisitId, type QualtricsSandbox } from '../sandbox/qualtrics';
import { credentialsOf } from '../workflows';
import { Editor, type NodePanel } from './harness';
import {
	chooseCredential,
	field,
	importTemplate,
	locatorField,
	picture,
	publish,
	type Step,
	stepsOf,
	switchOn,
} from './jobPages';

const ANSWERS = {
	QID1: 3,
	QID2: 1,
	QID3_TEXT: 'ada@example.com',
	QID5_TEXT: '+33612345678',
	QID6_TEXT: 'Nobody at the desk',
};
/** What others answered before: likely to recommend, and how satisfied. */
const EARLIER = [9, 10, 7, 9, 3, 10, 8, 9, 6, 10].map((QID1) => ({ QID1, QID2: QID1 > 7 ? 5 : 2 }));
const [QUALTRICS, DYNAMICS, SMTP] = ['My Qualtrics', 'My Dynamics', 'My SMTP'];

describe('the pages of the jobs, followed step by step', () => {
	let n8n: N8n;
	let qualtrics: QualtricsSandbox;
	let dynamics: DataverseSandbox;
	let mails: MailSink;
	let editor: Editor;
	const published: string[] = [];
	const credentials: string[] = [];

	beforeAll(async () => {
		n8n = await sharedN8n();
		qualtrics = await startQualtricsSandbox({ exportPolls: 0 });
		dynamics = await startDataverseSandbox();
		mails = await MailSink.open();
		const { qualtricsApi } = credentialsOf(qualtrics);
		const { dynamicsOAuth2Api } = dynamicsCredentials(dynamics);
		for (const [type, data, name] of [
			['qualtricsApi', qualtricsApi, QUALTRICS],
			['dynamicsOAuth2Api', dynamicsOAuth2Api, DYNAMICS],
			['smtp', mails.credential, SMTP],
		] as const) {
			credentials.push((await n8n.createCredential(type, data, name)).id);
		}
		qualtrics.control.addResponse(storeVisitId, ANSWERS);
		editor = await Editor.open(n8n);
	}, 300_000);

	afterEach(async () => {
		for (const id of published.splice(0)) await n8n.deleteWorkflow(id);
	});
	afterAll(async () => {
		await editor?.close();
		for (const id of credentials) await n8n.deleteCredential(id);
		await mails?.close();
		await Promise.all([qualtrics?.close(), dynamics?.close()]);
	});

	/** Opens a node that the step names, follows the step there, and closes it. */
	async function inNode(step: Step, name: string, follow: (panel: NodePanel) => Promise<void>) {
		const panel = await editor.openNode(step.says(name));
		await follow(panel);
		await panel.close();
	}
	const pickSurvey = async (panel: NodePanel, step: Step) =>
		await locatorField(editor, panel, step.says('Survey')).select('store', 'Store visit');
	const shows = async (panel: NodePanel, text: string) =>
		await waitFor(text, async () => (await panel.outputText()).includes(text));
	const submit = async () => await qualtrics.control.submitResponse(storeVisitId, ANSWERS);
	const goLive = async (step: Step) =>
		published.push(await publish(editor, n8n, step.says('Publish')));

	/** The trigger with real responses in place of the sample. */
	async function latestResponses(step: Step): Promise<void> {
		await inNode(step, 'Survey Trigger', async (panel) => {
			await chooseCredential(panel, QUALTRICS);
			await pickSurvey(panel, step);
			await panel.root.getByText(step.says('Unpin'), { exact: true }).click();
			step.says('Execute step');
			await panel.execute(60_000);
			await shows(panel, 'ada@example.com');
		});
	}

	it('MB06 a survey answer updates a Qualtrics contact', async () => {
		const [begin, trigger, condition, target, check, live] = stepsOf(
			'docs/jobs/answer-to-contact.md',
		);
		const contact = () =>
			[...qualtrics.state.directories.values()]
				.flatMap(({ contacts }) => [...contacts.values()])
				.find(({ email }) => email === 'ada@example.com');
		await editor.step('job-contact', async () => {
			await importTemplate(editor, begin, n8n.url);
			await inNode(begin, 'Dissatisfied?', async (panel) => {
				await panel.execute();
				await shows(panel, 'True Branch (1 item)');
			});
			await latestResponses(trigger);
			await inNode(condition, 'Dissatisfied?', async (panel) => {
				await chooseCredential(panel, QUALTRICS);
				await pickSurvey(panel, condition);
				const question = locatorField(editor, panel, condition.says('Answer or Field'));
				await question.openList();
				expect((await question.searchFor('satisfied')).join()).toContain('How satisfied');
				await picture(editor.page, 'job-contact-question');
				await question.pick('How satisfied were you with your visit?');
				await panel.execute();
				await shows(panel, 'True Branch (1 item)');
			});
			await inNode(target, 'Update Directory Contact', async (panel) => {
				await chooseCredential(panel, QUALTRICS);
				expect(await locatorField(editor, panel, target.says('Directory')).value()).not.toBe('');
				const list = locatorField(editor, panel, target.says('Mailing List'));
				await list.select('store', 'Store customers');
				await pickSurvey(panel, target);
				await switchOn(editor, panel, check.says('Options → Add option → Dry Run'));
				await panel.execute(60_000);
				await shows(panel, 'wouldCreate');
				expect(contact()).toBeUndefined();
				await picture(editor.page, 'job-contact-dry-run');
				await field(panel, check.says('Dry Run')).locator('.el-switch').click();
			});
			await goLive(live);
			await submit();
			await waitFor('the contact', async () => contact() !== undefined);
		});
		// The first workflow of the README is the same, without the dry run.
		const followed = [begin, trigger, condition, target, live];
		const readme = stepsOf('README.md', 'A first workflow');
		expect(readme).toHaveLength(followed.length);
		for (const [at, step] of followed.entries()) {
			for (const word of step.used) readme[at].says(word);
		}
		expect(readme[0].template).toBe(begin.template);
	}, 240_000);

	it('MB06 a survey answer updates Dynamics', async () => {
		const [begin, trigger, condition, target, mapping, check, live] = stepsOf(
			'docs/jobs/answer-to-crm.md',
		);
		const found = () =>
			dynamics.control.findRecords('contact', "emailaddress1 eq 'ada@example.com'");
		await editor.step('job-crm', async () => {
			await importTemplate(editor, begin, n8n.url);
			await latestResponses(trigger);
			await inNode(condition, 'Detractor?', async (panel) => {
				await chooseCredential(panel, QUALTRICS);
				await pickSurvey(panel, condition);
				const question = locatorField(editor, panel, condition.says('Answer or Field'));
				await question.select('recommend', 'How likely are you to recommend our store?');
			});
			await inNode(target, 'Dynamics Contact', async (panel) => {
				await chooseCredential(panel, DYNAMICS);
				const table = locatorField(editor, panel, target.says('Table'));
				expect(await table.value()).toBe('Contact (contact)');
				target.says('Match On');
				await chooseCredential(panel, QUALTRICS, 1);
				await pickSurvey(panel, mapping);
				const source = locatorField(editor, panel, mapping.says('Source'));
				expect(await source.mode()).toBe(mapping.says('Text'));
				await source.switchMode(mapping.says('From list'));
				await source.select('e-mail', 'What is your e-mail address?');
				const column = locatorField(editor, panel, mapping.says('Column'), 1);
				expect(await column.value()).toBe('emailaddress1');
				await switchOn(editor, panel, check.says('Options → Add option → Dry Run'));
				await panel.execute(60_000);
				await shows(panel, 'wouldCreate');
				expect(found()).toEqual([]);
				await picture(editor.page, 'job-crm-dry-run');
				await field(panel, check.says('Dry Run')).locator('.el-switch').click();
			});
			await goLive(live);
			await submit();
			await waitFor('the contact', async () => found().length === 1);
			expect(found()).toMatchObject([{ mobilephone: '0612345678' }]);
		});
	}, 240_000);

	it('MB06 a KPI board', async () => {
		const [begin, table, trigger, kpis, mail, live] = stepsOf('docs/jobs/kpi-board.md');
		await editor.step('job-kpi', async () => {
			for (const [at, answers] of EARLIER.entries()) {
				const recordedAt = Date.now() - (at + 1) * 86_400_000;
				qualtrics.control.addResponse(storeVisitId, answers, { recordedAt });
			}
			await importTemplate(editor, begin, n8n.url);
			await inNode(table, 'KPI Table', async (panel) => {
				await panel.execute();
				await shows(panel, table.says('survey_kpi'));
			});
			await inNode(trigger, 'Survey Trigger', async (panel) => {
				await chooseCredential(panel, QUALTRICS);
				await pickSurvey(panel, trigger);
				expect(await panel.value('startFrom')).toBe('All Existing Responses');
			});
			for (const name of ['KPI Row', 'KPI Board']) {
				await inNode(kpis, name, async (panel) => {
					await chooseCredential(panel, QUALTRICS);
					await pickSurvey(panel, kpis);
				});
			}
			await inNode(mail, 'Send Board', async (panel) => await chooseCredential(panel, SMTP));
			await goLive(live);
			await submit();
			// Earlier responses come by the first check, this one by the webhook: a mail for each execution.
			const mailWithAll = await waitFor(
				'a mail that counts the earlier responses too',
				async () => mails.mails.find((one) => htmlOf(one).includes('Promoters')),
				{ timeoutMs: 90_000 },
			);
			expect(subjectOf(mailWithAll)).toBe('Customer journey');
			await showMail(mailWithAll, 'job-kpi-mail');
		});
	}, 240_000);

	/** The body of a mail, in a window as wide as a mail program's. */
	async function showMail(received: string, name: string): Promise<void> {
		const page = await editor.page.context().newPage();
		await page.setViewportSize({ width: 680, height: 600 });
		await page.setContent(htmlOf(received));
		await picture(page, name, true);
		await page.close();
	}
});
