import type { Locator, Page } from 'playwright-core';

/** A resource locator in a node's panel: a mode (*From list*, *By ID*, …) and a value. */
export class ResourceLocator {
	constructor(
		private readonly page: Page,
		readonly root: Locator,
	) {}

	private get input(): Locator {
		return this.root.getByTestId('rlc-input');
	}

	private get modeField(): Locator {
		return this.root.getByTestId('rlc-mode-selector').locator('input');
	}

	/** The list hangs on the page, not on the field; one is open at a time. */
	private get items(): Locator {
		return this.page.getByTestId('rlc-item').locator('visible=true');
	}

	private get search(): Locator {
		return this.page.getByTestId('rlc-search').locator('visible=true');
	}

	/** What the field shows: in list mode the name of what was picked. */
	async value(): Promise<string> {
		return await this.input.inputValue();
	}

	async mode(): Promise<string> {
		return await this.modeField.inputValue();
	}

	async modes(): Promise<string[]> {
		await this.modeField.click();
		const options = this.page.getByRole('option').locator('visible=true');
		await options.first().waitFor();
		const names = (await options.allInnerTexts()).map((text) => text.trim());
		await this.page.keyboard.press('Escape');
		return names;
	}

	async switchMode(name: string): Promise<void> {
		await this.modeField.click();
		const option = this.page.getByRole('option', { name, exact: true });
		await option.locator('visible=true').first().click();
	}

	/** Opens the list and waits until it has been answered: items, or the word that there are none. */
	async openList(): Promise<void> {
		await this.input.click();
		await this.answered();
	}

	private async answered(): Promise<void> {
		const nothing = this.page.getByText(/^No results$/).locator('visible=true');
		const failed = this.page.getByTestId('rlc-error-container').locator('visible=true');
		await this.items.or(nothing).or(failed).first().waitFor();
	}

	/** The names shown by the open list. */
	async names(): Promise<string[]> {
		return (await this.items.allInnerTexts()).map((text) => text.trim());
	}

	/** Types into the open list's search field and waits for n8n's answer from the node. */
	async searchFor(text: string): Promise<string[]> {
		const asked = this.page.waitForResponse((response) => {
			const request = response.request();
			if (!request.url().includes('/resource-locator-results')) return false;
			return (request.postDataJSON() as { filter?: string }).filter === text;
		});
		await this.search.fill(text);
		await asked;
		await this.answered();
		return await this.names();
	}

	/** Picks from the open list; a text in the name is enough. */
	async pick(name: string | RegExp): Promise<void> {
		await this.items.filter({ hasText: name }).first().click();
	}

	/** Opens the list, searches and picks. */
	async select(search: string, name: string | RegExp = search): Promise<void> {
		await this.openList();
		await this.searchFor(search);
		await this.pick(name);
	}

	async closeList(): Promise<void> {
		await this.page.keyboard.press('Escape');
	}

	/** Types a value in a mode that takes text. */
	async fill(text: string): Promise<void> {
		await this.input.fill(text);
		await this.input.blur();
	}
}
