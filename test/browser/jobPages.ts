import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { projectRoot, waitFor, type N8n } from '../e2e/harness';
import type { Editor, NodePanel } from './harness';
import { ResourceLocator } from './harness/ResourceLocator';
import { smallPng } from './harness/smallPng';

/** One numbered step of a page, as a reader has it. */
export class Step {
	constructor(
		private readonly place: string,
		readonly text: string,
	) {}

	/** What was asked of this step so far. */
	readonly used = new Set<string>();

	/** A word that the step shows in italics, or a node that it shows in bold: what the reader looks for on the screen. */
	says(word: string): string {
		const marked = [/\*\*(.+?)\*\*/g, /(?<!\w)_(.+?)_(?!\w)/g].flatMap((marks) =>
			[...this.text.matchAll(marks)].map(([, text]) => text),
		);
		const words = marked.flatMap((one) => [one, ...one.split(' → ')]);
		if (!words.includes(word)) {
			throw new Error(`${this.place} does not name "${word}", only ${words.join(', ')}`);
		}
		this.used.add(word);
		return word;
	}

	/** The template that the step links to. */
	get template(): string {
		const [, file] = /\]\([./]*(templates\/[\w-]+\.json)\)/.exec(this.text) ?? [];
		if (!file) throw new Error(`${this.place} links to no template`);
		return path.join(projectRoot, file);
	}
}

/** The numbered steps of a page, or of the part of it below a heading. */
export function stepsOf(file: string, heading?: string): Step[] {
	const page = readFileSync(path.join(projectRoot, file), 'utf8');
	const [, part = ''] = heading === undefined ? [page, page] : page.split(`\n## ${heading}\n`);
	return part
		.split(/\n## /)[0]
		.split('\n')
		.flatMap((line) => /^\d+\. (.+)/.exec(line)?.[1] ?? [])
		.map((text, at) => new Step(`Step ${at + 1} of ${file}`, text));
}

/** A parameter by the name that stands above it, which a page gives without _(Optional)_; of several of one name, the one at `row` (from 0). */
export const field = (panel: NodePanel, label: string, row = 0): Locator =>
	panel.root
		.getByTestId('input-label')
		.getByText(label, { exact: true })
		.or(panel.root.getByTestId('input-label').getByText(`${label} (Optional)`, { exact: true }))
		.nth(row)
		.locator('xpath=ancestor::*[@data-test-id="parameter-item"][1]');

export const locatorField = (
	editor: Editor,
	panel: NodePanel,
	label: string,
	row = 0,
): ResourceLocator =>
	new ResourceLocator(
		editor.page,
		field(panel, label, row).locator('[data-test-id^="resource-locator-"]').first(),
	);

/** On an empty canvas, through n8n's menu as the step says it (or one before it): *⋯ → Import → From file*. */
export async function importTemplate(
	editor: Editor,
	step: Step,
	url: string,
	menu = step,
): Promise<void> {
	const { page } = editor;
	await page.goto(`${url}/workflow/new`);
	await page.getByTestId('workflow-menu').first().click();
	const [, ...entries] = menu.says('⋯ → Import → From file').split(' → ');
	const chosen = page.waitForEvent('filechooser');
	for (const entry of entries)
		await page.getByRole('menuitem', { name: entry, exact: true }).click();
	await (await chosen).setFiles(step.template);
	await page.getByTestId('canvas-node').first().waitFor();
}

/** The workflow that the editor shows, once it is saved. */
export const shownWorkflow = async (editor: Editor): Promise<string> =>
	await waitFor('the workflow to be saved', async () => {
		const { pathname, search } = new URL(editor.page.url());
		const [, id] = /\/workflow\/([^/]+)/.exec(pathname) ?? [];
		return id && id !== 'new' && !search.includes('new=true') ? id : undefined;
	});

/** *Publish*, and once more in the window that asks for a name of the version; waits until the triggers are registered. */
export async function publish(editor: Editor, n8n: N8n, button: string): Promise<string> {
	const { page } = editor;
	const window = page.getByRole('dialog');
	const id = await shownWorkflow(editor);
	await page.getByRole('button', { name: button, exact: true }).first().click();
	await window.getByRole('button', { name: button, exact: true }).click();
	await waitFor('the workflow to be published', async () => {
		const status = await n8n.session.get<{ status: string }>(`/workflows/${id}/publication-status`);
		return status.status === 'published';
	});
	// n8n says where executions are to be found.
	await window.getByRole('button', { name: 'Got it', exact: true }).click();
	return id;
}

/** An option by its way: *Options → Add option → Dry Run*. What is added is off until it is switched on. */
export async function switchOn(editor: Editor, panel: NodePanel, way: string): Promise<void> {
	const [group, button, option] = way.split(' → ');
	await field(panel, group).locator(`input[placeholder="${button}"]`).click();
	const offered = editor.page.getByRole('option', { name: option, exact: true });
	await offered.locator('visible=true').click();
	await field(panel, option).locator('.el-switch').click();
}

/** Picks from a drop-down field by its way: *File Format → Excel Workbook*. */
export async function chooseOption(panel: NodePanel, way: string): Promise<void> {
	const [label, option] = way.split(' → ');
	await field(panel, label).locator('input').first().click();
	const offered = panel.root.page().getByRole('option').filter({ hasText: option });
	await offered.locator('visible=true').first().click();
}

/** Of a node with several kinds of credentials, `at` says which (from 0). */
export async function chooseCredential(panel: NodePanel, name: string, at = 0): Promise<void> {
	const select = panel.root.getByTestId('node-credentials-select').nth(at);
	await select.click();
	await panel.root.page().getByText(name, { exact: true }).locator('visible=true').last().click();
}

/** `docs/screenshots/<name>.png`, without the notes that n8n lays over the corner for a while. */
export async function picture(page: Page, name: string, fullPage = false): Promise<void> {
	await page.addStyleTag({ content: '.el-notification { visibility: hidden }' });
	await page.mouse.move(1, 1);
	const png = await page.screenshot({ animations: 'disabled', caret: 'hide', fullPage });
	writeFileSync(path.join(projectRoot, 'docs', 'screenshots', `${name}.png`), smallPng(png));
}
