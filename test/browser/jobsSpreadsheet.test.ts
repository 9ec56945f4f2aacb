import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { dynamicsCredentials } from '../engine/crmUpsert/setup';
import { sharedN8n, waitFor, type N8n } from '../e2e/harness';
import { attachmentsOf, htmlOf, MailSink, subjectOf } from '../e2e/surveySetup/MailSink';
import { startDataverseSandbox, type DataverseSandbox } from '../sandbox/dataverse';
import { Editor, type NodePanel } from './harness';
import {
	chooseCredential,
	chooseOption,
	importTemplate,
	picture,
	publish,
	type Step,
	stepsOf,
} from './jobPages';

const [DYNAMICS, SMTP] = ['Our Dynamics', 'Our SMTP'];
const BROWSER = { 'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/150.0' };
const ADDRESS = 'ops@example.com';

/** What a person does who writes into one cell and saves: the cell below a heading, in a row (the first below it is 2). */
function fillIn(workbook: Buffer, heading: string, row: number, text: string): Buffer {
	const parts = unzipSync(workbook);
	const sheet = 'xl/worksheets/sheet1.xml';
	const before = strFromU8(parts[sheet]);
	const cells = [...before.matchAll(/<c r="([A-Z]+)1"[^>]*>(?:(?!<\/c>).)*<\/c>/g)];
	const column = cells.find(([cell]) => cell.includes(`>${heading}<`))?.[1];
	if (!column) throw new Error(`There is no column ${heading}`);
	// An empty cell is not there; cells stand in the order of their columns.
	const isBefore = (other: string) =>
		other.length === column.length ? other < column : other.length < column.length;
	const after = before.replace(
		new RegExp(`(<row r="${row}"[^>]*>)(.*?)(</row>)`),
		(_, start: string, rest: string, end: string) => {
			const others = rest.match(/<c r="[A-Z]+\d+".*?(?:<\/c>|\/>)/g) ?? [];
			const at = others.filter((cell) => isBefore(/[A-Z]+/.exec(cell)![0])).length;
			const own = `<c r="${column}${row}" t="inlineStr"><is><t>${text}</t></is></c>`;
			return [start, ...others.slice(0, at), own, ...others.slice(at), end].join('');
		},
	);
	return Buffer.from(zipSync({ ...parts, [sheet]: strToU8(after) }));
}

describe('the page of the job, followed step by step', () => {
	let n8n: N8n;
	let dynamics: DataverseSandbox;
	let mails: MailSink;
	let editor: Editor;
	const published: string[] = [];
	const credentials: string[] = [];

	beforeAll(async () => {
		n8n = await sharedN8n();
		dynamics = await startDataverseSandbox();
		dynamics.control.addRecords('contact', 6);
		mails = await MailSink.open();
		const { dynamicsOAuth2Api } = dynamicsCredentials(dynamics);
		for (const [type, data, name] of [
			['dynamicsOAuth2Api', dynamicsOAuth2Api, DYNAMICS],
			['smtp', mails.credential, SMTP],
		] as const) {
			credentials.push((await n8n.createCredential(type, data, name)).id);
		}
		editor = await Editor.open(n8n);
	}, 300_000);
	afterAll(async () => {
		await editor?.close();
		for (const id of published.splice(0)) await n8n.deleteWorkflow(id);
		for (const id of credentials) await n8n.deleteCredential(id);
		await mails?.close();
		await dynamics?.close();
	});

	async function inNode<T>(step: Step, name: string, follow: (panel: NodePanel) => Promise<T>) {
		const panel = await editor.openNode(step.says(name));
		const result = await follow(panel);
		await panel.close();
		return result;
	}
	const goLive = async (step: Step) =>
		published.push(await publish(editor, n8n, step.says('Publish')));
	/** The address of a form, as its node shows it. */
	const formAddress = async (step: Step, name: string) =>
		await inNode(step, name, async (panel) => {
			await panel.root.getByText('Production URL', { exact: true }).first().click();
			return await waitFor('the address', async () => {
				const [shown] = /https?:\/\/\S+\/form\/\S+/.exec(await panel.root.innerText()) ?? [];
				return shown;
			});
		});
	async function onForm(address: string, fill: (page: Page) => Promise<void>): Promise<Page> {
		const page = await editor.page.context().newPage();
		await page.goto(address);
		await fill(page);
		await page.getByRole('button', { name: 'Submit' }).click();
		return page;
	}
	const mailAbout = async (subject: string) =>
		await waitFor(
			`a mail "${subject}"`,
			async () => mails.mails.find((one) => subjectOf(one)?.startsWith(subject)),
			{ timeoutMs: 60_000 },
		);
	const bosses = () => dynamics.control.findRecords('contact', "jobtitle eq 'Boss'").length;

	it('MB06 many contacts by spreadsheet', async () => {
		const [ask, form, , check, upload, approve] = stepsOf('docs/jobs/contacts-by-spreadsheet.md');
		await editor.step('job-spreadsheet', async () => {
			await importTemplate(editor, ask, n8n.url);
			await inNode(ask, 'Template', async (panel) => {
				await chooseCredential(panel, DYNAMICS);
				await chooseOption(panel, ask.says('File Format → Excel Workbook'));
			});
			await inNode(ask, 'Send the file', async (panel) => await chooseCredential(panel, SMTP));
			await goLive(ask);
			form.says('Production URL');
			const first = await onForm(await formAddress(form, 'Which contacts?'), async (page) => {
				await page.getByRole('combobox').selectOption('Criteria and fields');
				await page.locator('input[type=email]').fill(ADDRESS);
			});
			const [[name, workbook]] = attachmentsOf(await mailAbout('Your file with 6 contacts'));
			expect(name).toMatch(/\.xlsx$/);
			await first.close();

			await importTemplate(editor, check, n8n.url, ask);
			for (const node of ['Check the file', 'Apply the file']) {
				await inNode(check, node, async (panel) => await chooseCredential(panel, DYNAMICS));
			}
			for (const node of [
				'Mail the report',
				'Ask for approval',
				'Tell how it ended',
				'Tell that it was refused',
			]) {
				await inNode(check, node, async (panel) => await chooseCredential(panel, SMTP));
			}
			await goLive(check);
			const second = await onForm(
				await formAddress(upload, 'Upload a spreadsheet'),
				async (page) => {
					const buffer = fillIn(workbook, '[new] Job Title', 2, 'Boss');
					const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
					await page.locator('input[type=file]').setInputFiles({ name, mimeType, buffer });
					await page.locator('input[type=email]').fill(ADDRESS);
				},
			);
			await second.getByText('Your file would change 1 row').waitFor({ timeout: 60_000 });
			await second.setViewportSize({ width: 680, height: 240 });
			await picture(second, 'job-spreadsheet-check');
			await second.close();
			expect(bosses()).toBe(0);

			approve.says('Approve');
			const mail = await editor.page.context().newPage();
			await mail.setContent(htmlOf(await mailAbout('Please approve')));
			await mail.setViewportSize({ width: 680, height: 370 });
			await picture(mail, 'job-spreadsheet-approval');
			const link = mail.getByRole('link', { name: 'Approve', exact: true });
			// n8n takes a browser without a window for a mail scanner.
			await fetch((await link.getAttribute('href'))!, { headers: BROWSER });
			const ended = await mailAbout('Contacts updated: 1 row');
			expect(bosses()).toBe(1);
			expect([...attachmentsOf(ended).keys()].some((one) => one.includes('roll-back'))).toBe(true);
			await mail.close();
		});
	}, 240_000);
});
