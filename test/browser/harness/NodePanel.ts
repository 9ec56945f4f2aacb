import { waitFor } from '../../e2e/harness/waitFor';
import type { Locator, Page } from 'playwright-core';
import { ResourceLocator } from './ResourceLocator';

/** Runs in the browser: fields whose value, and elements whose text, is wider than what is shown of it. */
const findCutOff = new Function(
	'root',
	`
	const isField = (element) => element.tagName === 'INPUT';
	const hides = (element) => {
		const { overflowX, display } = getComputedStyle(element);
		return isField(element) || (overflowX !== 'visible' && display !== 'inline');
	};
	const ownText = (element) => [...element.childNodes]
		.filter((node) => node.nodeType === 3)
		.map((node) => node.textContent)
		.join('')
		.trim();
	// How wide the chooser of a locator's mode is, n8n decides; with some fonts its own words do not fit.
	const isOfN8n = (element) => element.closest('[data-test-id="rlc-mode-selector"]') !== null;
	return [...root.querySelectorAll('*')]
		.filter((element) => !isOfN8n(element))
		.filter((element) => element.getClientRects().length > 0 && hides(element))
		.filter((element) => element.scrollWidth > element.clientWidth + 1)
		.map((element) => (isField(element) ? element.value || element.placeholder : ownText(element)))
		.filter((text) => text !== '');
`,
) as (root: unknown) => string[];

/** A node's panel: parameters in the middle, input and output beside. Parameters are named by the last part of their path. */
export class NodePanel {
	readonly root: Locator;

	constructor(private readonly page: Page) {
		this.root = page.getByTestId('ndv');
	}

	/** A parameter's field; in a collection with several rows, `row` says which (from 0). */
	parameter(name: string, row = 0): Locator {
		// n8n calls the text field inside of any parameter `parameter-input-field` too.
		const inAnother = '[data-test-id^="parameter-input-"] [data-test-id="parameter-input-field"]';
		return this.root.locator(`[data-test-id="parameter-input-${name}"]:not(${inAnother})`).nth(row);
	}

	resourceLocator(name: string, row = 0): ResourceLocator {
		return new ResourceLocator(
			this.page,
			this.root.getByTestId(`resource-locator-${name}`).nth(row),
		);
	}

	/** Scrolls so that the block of this name stands first. */
	async toTop(block: string): Promise<void> {
		const name = this.root.getByText(block, { exact: true }).first();
		await name.evaluate((element) => element.scrollIntoView());
	}

	/** What a text, number or drop-down field shows. */
	async value(name: string, row = 0): Promise<string> {
		return await this.parameter(name, row).locator('input, textarea').first().inputValue();
	}

	async fill(name: string, text: string, row = 0): Promise<void> {
		const field = this.parameter(name, row).locator('input, textarea').first();
		await field.fill(text);
		await field.blur();
	}

	/** Picks from a drop-down field by the option's name. */
	async choose(name: string, option: string, row = 0): Promise<void> {
		await this.parameter(name, row).locator('input').first().click();
		// An option shows its description below its name. The list may be drawn, emptied and drawn again before it stands.
		let names: string[] = [];
		await waitFor(`"${option}" to be offered`, async () => {
			names = await this.offered();
			return names.includes(option);
		}).catch(() => {
			throw new Error(`"${option}" is not offered, only ${names.join(', ')}`);
		});
		await this.options.nth(names.indexOf(option)).click();
	}

	private get options(): Locator {
		return this.page.getByRole('option').locator('visible=true');
	}

	private async offered(): Promise<string[]> {
		await this.options.first().waitFor();
		return (await this.options.allInnerTexts()).map((text) => text.trim().split('\n')[0].trim());
	}

	/** The names that a drop-down field offers. */
	async choices(name: string, row = 0): Promise<string[]> {
		await this.parameter(name, row).locator('input').first().click();
		const names = await this.offered();
		await this.page.keyboard.press('Escape');
		return names;
	}

	/** Switches an on/off field. */
	async toggle(name: string): Promise<void> {
		// The input itself is invisible and may lie outside of what is shown.
		await this.parameter(name).locator('.el-switch').click();
	}

	/** Adds a row to a collection by the text of its button, e.g. `Add option`; if that opens a list, picks `option` from it. */
	async add(button: string, option?: string): Promise<void> {
		await this.root.getByText(button, { exact: true }).last().click();
		if (option === undefined) return;
		const choice = this.page.getByText(option, { exact: true }).locator('visible=true');
		await choice.last().click();
	}

	/** What stands behind *Add* in a mapping row (from 0). */
	async addInRow(option: string, row = 0): Promise<void> {
		await this.root.getByTestId('fixed-collection-add-property').nth(row).click();
		await this.options.filter({ hasText: option }).click();
	}

	/** Chooses among stored credentials of the node by name. */
	async chooseCredential(name: string): Promise<void> {
		await this.root.getByTestId('node-credentials-select').first().click();
		await this.page.getByText(name, { exact: true }).locator('visible=true').last().click();
	}

	async openSettings(): Promise<void> {
		await this.root.getByTestId('tab-settings').click();
	}

	/** *Execute step*; waits until there is output or an error. */
	async execute(timeout = 30_000): Promise<void> {
		await this.root.getByTestId('node-execute-button').click();
		const output = this.root.getByTestId('output-panel');
		// A node with several outputs shows a tab for each instead of a count.
		const done = output
			.getByTestId('ndv-items-count')
			.or(output.getByTestId('branches'))
			.or(output.getByTestId('node-error-message'));
		await done.first().waitFor({ timeout });
	}

	async outputText(): Promise<string> {
		return await this.root.getByTestId('output-panel').innerText();
	}

	/** All texts of the parameters, for a look at labels, hints and notices. */
	async text(): Promise<string> {
		return await this.root.getByTestId('node-parameters').innerText();
	}

	/** Texts and values of the parameters that do not fit into their place. */
	async cutOff(): Promise<string[]> {
		return await this.root.getByTestId('node-parameters').evaluate(findCutOff);
	}

	async close(): Promise<void> {
		await this.root.getByTestId('ndv-close-button').click();
		await this.root.waitFor({ state: 'detached' });
	}
}
