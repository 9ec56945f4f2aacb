import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { source as axeSource } from 'axe-core';
import { launchBrowser } from './harness/launch';
import { mailPages, reportPages } from './reportsSetup';

/** Where pictures go for people to look at, when this is set. */
const { SURVEY_OPS_PICTURES } = process.env;

/** Words or boxes that end outside of the window, or of the picture that they belong to. */
const CUT_OFF = `(() => {
	const width = document.documentElement.clientWidth;
	const found = document.documentElement.scrollWidth > width ? ['the page is wider than the window'] : [];
	for (const one of document.querySelectorAll('main *')) {
		const box = one.getBoundingClientRect();
		if (box.width === 0 || getComputedStyle(one).clipPath !== 'none') continue;
		const frame = one.ownerSVGElement?.getBoundingClientRect() ?? { left: 0, right: width };
		if (one.closest('thead') && getComputedStyle(one.closest('thead')).clipPath !== 'none') continue;
		if (box.left < frame.left - 1 || box.right > frame.right + 1) found.push(one.outerHTML.slice(0, 200));
		if (getComputedStyle(one).overflowX !== 'visible' && one.scrollWidth > one.clientWidth + 1) found.push('scrolls: ' + one.outerHTML.slice(0, 200));
	}
	return found.slice(0, 5);
})()`;

const VIOLATIONS = `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
	violations.map(({ id, nodes }) => [id, nodes.length, nodes[0].html.slice(0, 300), nodes[0].failureSummary]))`;

/**
 * Lays the page out in columns as high as paper: a browser breaks columns by the same rules as pages, and says where each part
 * lies. `shift` moves everything down, so that the breaks fall elsewhere.
 */
const BROKEN = `((shift) => {
	const main = document.querySelector('main');
	document.querySelector('#shift')?.remove();
	main.insertAdjacentHTML('afterbegin', '<div id="shift" style="height:' + shift + 'px"></div>');
	main.style.cssText = 'max-width:none;width:688px;height:1016px;columns:1;column-width:688px;column-gap:40px;column-fill:auto';
	const found = [];
	const sheets = (one) => [...new Set([...one.getClientRects()].filter(({ height }) => height > 0).map(({ left }) => Math.floor((left + scrollX) / 728)))];
	const named = (one) => one.tagName + (one.className?.baseVal ?? one.className) + ': ' + one.textContent.trim().slice(0, 60);
	for (const one of main.querySelectorAll('.card, .stage, .kpi, svg, tr, blockquote, h1, h2, h3, caption, p'))
		if (sheets(one).length > 1) found.push('cut ' + named(one));
	const next = (one) => one.tagName === 'CAPTION' ? one.parentElement.tBodies[0].rows[0] : one.nextElementSibling;
	for (const one of main.querySelectorAll('h1, h2, h3, caption, .name')) {
		const after = next(one);
		const begin = after?.tagName === 'TABLE' ? after.caption : after;
		if (begin && Math.max(...sheets(one)) < Math.min(...sheets(begin))) found.push('alone ' + named(one));
	}
	for (const table of main.querySelectorAll('table')) {
		const pages = sheets(table.tBodies[0]).length;
		const note = table.nextElementSibling;
		if (note?.tagName === 'P' && Math.min(...sheets(note)) > Math.max(...sheets(table.tBodies[0]))) found.push('alone ' + named(note));
		if (getComputedStyle(table.tHead).display !== 'table-header-group') found.push('no head on ' + pages + ' pages');
	}
	return found;
})`;

/** The width of a page of A4 between its margins, in CSS pixels. */
const A4 = { width: 688, height: 1016 };

describe('every report as its reader has it', () => {
	let browser: Browser;
	let page: Page;
	const complaints: string[] = [];

	beforeAll(async () => {
		browser = await launchBrowser();
		const context = await browser.newContext({ bypassCSP: true });
		page = await context.newPage();
		page.on('console', (message) => complaints.push(message.text()));
		page.on('pageerror', (error) => complaints.push(error.message));
		page.on('request', ({ url }) => complaints.push(`asked for ${url()}`));
	});
	beforeEach(() => complaints.splice(0));
	afterAll(async () => await browser?.close());

	async function look(name: string): Promise<void> {
		if (!SURVEY_OPS_PICTURES) return;
		mkdirSync(SURVEY_OPS_PICTURES, { recursive: true });
		const file = path.join(SURVEY_OPS_PICTURES, `${name}.png`);
		await page.screenshot({ path: file, fullPage: true });
	}

	async function violations(): Promise<unknown> {
		await page.evaluate(axeSource);
		return await page.evaluate(VIOLATIONS);
	}

	const THEMES = ['light', 'dark'] as const;
	const screens = [1280, 390].flatMap((width) => THEMES.map((theme) => ({ width, theme })));

	describe.each(Object.keys(reportPages('light')))('C02 C03 S22 %s', (name) => {
		it.each(screens)('$theme, $width px: axe finds nothing, nothing is cut off', async (screen) => {
			await page.setViewportSize({ width: screen.width, height: 900 });
			await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
			await page.setContent(reportPages(screen.theme)[name]);
			expect(await page.evaluate(CUT_OFF)).toEqual([]);
			expect(await violations()).toEqual([]);
			await look(`${name}-${screen.theme}-${screen.width}`);
			expect(complaints).toEqual([]);
		});

		it.each(THEMES)('%s: on paper it is light, and nothing is cut off', async (theme) => {
			await page.setViewportSize(A4);
			await page.emulateMedia({ media: 'print' });
			await page.setContent(reportPages(theme)[name]);
			expect(await page.evaluate(CUT_OFF)).toEqual([]);
			expect(await violations()).toEqual([]);
			const ink = await page.evaluate('getComputedStyle(document.body).color');
			expect(ink).toBe('rgb(28, 35, 48)');
			const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true });
			expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
			await look(`${name}-${theme}-print`);
		});

		it('on paper no page ends after a heading or within a card, a figure or a row, wherever it ends', async () => {
			await page.setViewportSize(A4);
			await page.emulateMedia({ media: 'print' });
			await page.setContent(reportPages('light')[name]);
			const found = new Set<string>();
			for (let shift = 0; shift < A4.height; shift += 37) {
				for (const one of (await page.evaluate(`${BROKEN}(${shift})`)) as string[]) {
					found.add(`${shift} px: ${one}`);
				}
			}
			expect([...found]).toEqual([]);
			expect(await page.evaluate('document.documentElement.scrollWidth')).toBeGreaterThan(A4.width);
		});

		it('follows the system of its reader where no theme is set', async () => {
			await page.setContent(reportPages('auto')[name]);
			const ground = async (colorScheme: 'light' | 'dark') => {
				await page.emulateMedia({ media: 'screen', colorScheme });
				return await page.evaluate('getComputedStyle(document.body).backgroundColor');
			};
			expect(await ground('light')).toBe('rgb(245, 246, 248)');
			expect(await ground('dark')).toBe('rgb(20, 24, 31)');
			expect(await violations()).toEqual([]);
		});
	});

	describe.each(Object.entries(mailPages()))('C02 S25 %s', (name, html) => {
		it.each([1280, 390])(
			'%d px: axe finds nothing, nothing is cut off or loaded',
			async (width) => {
				await page.setViewportSize({ width, height: 900 });
				await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
				await page.setContent(html);
				expect(await page.evaluate(CUT_OFF)).toEqual([]);
				expect(await violations()).toEqual([]);
				expect(await page.locator('script, svg, img, style, link').count()).toBe(0);
				await look(`${name}-${width}`);
				expect(complaints).toEqual([]);
			},
		);
	});

	it('the checks find what they are for', async () => {
		await page.setViewportSize({ width: 390, height: 900 });
		await page.setContent(
			'<html lang="en"><title>T</title><main><h1>T</h1><div style="width:500px;color:#bbb">pale</div></main>',
		);
		expect(await page.evaluate(CUT_OFF)).not.toEqual([]);
		expect(await violations()).toMatchObject([
			['color-contrast', 1, expect.any(String), expect.any(String)],
		]);
	});
});
