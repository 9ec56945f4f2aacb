import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { projectRoot, type N8n } from '../../e2e/harness';
import { launchBrowser } from './launch';
import { NodePanel } from './NodePanel';

const screenshotFolder = path.join(projectRoot, 'docs', 'screenshots');
const failureFolder = path.join(projectRoot, 'test', 'browser', 'failures');

export const byTestId = (id: string): string => `[data-test-id="${id}"]`;

/** n8n's editor in a headless browser, signed in as the user of an `N8n`. */
export class Editor {
	private constructor(
		private readonly browser: Browser,
		private readonly context: BrowserContext,
		readonly page: Page,
		private readonly n8n: N8n,
	) {}

	static async open(n8n: N8n, viewport = { width: 1440, height: 900 }): Promise<Editor> {
		const browser = await launchBrowser();
		const context = await browser.newContext({ viewport, reducedMotion: 'reduce' });
		context.setDefaultTimeout(60_000);
		await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: n8n.url });
		// The session that the tests use already: its cookie, and the browser id that the cookie is tied to.
		const { cookie, 'browser-id': browserId } = n8n.session.headers();
		const [name, ...value] = cookie.split('=');
		await context.addCookies([{ name, value: value.join('='), url: n8n.url }]);
		await context.addInitScript(`localStorage.setItem('n8n-browserId', '${browserId}')`);
		const page = await context.newPage();
		return new Editor(browser, context, page, n8n);
	}

	async close(): Promise<void> {
		await this.context.close();
		await this.browser.close();
	}

	/** Opens a workflow and waits until its nodes stand on the canvas. */
	async openWorkflow(id: string): Promise<void> {
		await this.page.goto(`${this.n8n.url}/workflow/${id}`);
		await this.page.locator(byTestId('canvas-node')).first().waitFor({ timeout: 60_000 });
	}

	/** Opens a node's panel as a user does, with a double click on the canvas. */
	async openNode(name: string): Promise<NodePanel> {
		const node = `${byTestId('canvas-node')}[data-node-name=${JSON.stringify(name)}]`;
		await this.page.locator(node).dblclick();
		await this.page.locator(byTestId('ndv')).waitFor();
		return new NodePanel(this.page);
	}

	/** Writes `docs/screenshots/<name>.png`, of the page or of one part of it. */
	async screenshot(name: string, selector?: string): Promise<string> {
		return await this.picture(path.join(screenshotFolder, `${name}.png`), selector);
	}

	/** Runs a part of a test; if it fails, a picture of that moment is left in `test/browser/failures/`, and its text in the log. */
	async step<T>(name: string, work: () => Promise<T>): Promise<T> {
		const outcome = await work().then(
			(value) => ({ value }),
			(error: unknown) => ({ error }),
		);
		if ('value' in outcome) return outcome.value;
		const file = path.join(failureFolder, `${name.replace(/[^\w-]+/g, '-')}.png`);
		await this.picture(file).catch(() => undefined);
		// Where the picture cannot be had, the log says at least what stood there.
		const panel = this.page.locator(byTestId('ndv'));
		const shown = await panel.innerText({ timeout: 2000 }).catch(() => 'no panel');
		console.error(`When "${name}" failed, this was shown:\n${shown.slice(-3000)}`);
		throw outcome.error;
	}

	private async picture(file: string, selector?: string): Promise<string> {
		mkdirSync(path.dirname(file), { recursive: true });
		const options = { path: file, animations: 'disabled', caret: 'hide' } as const;
		// The pointer stays where it clicked last and would leave a hover mark or a tooltip.
		await this.page.mouse.move(1, 1);
		if (selector === undefined) await this.page.screenshot(options);
		else await this.page.locator(selector).first().screenshot(options);
		return file;
	}
}
