import {
	resolveDirectory,
	searchDirectories,
	searchMailingLists,
} from '../../../nodes/shared/n8n/directoryLocators';
import { ghostLists } from '../../../nodes/shared/n8n/ghost';
import { connectQualtrics } from '../../../nodes/shared/n8n/qualtrics';
import { salesmanagoLists } from '../../../nodes/shared/n8n/salesmanagoLocators';
import { startGhostSandbox } from '../ghost';
import {
	customersListId,
	mainDirectoryId,
	newsletterListId,
	secondDirectoryId,
	startQualtricsSandbox,
	type QualtricsSandbox,
} from '../qualtrics';
import { startSalesManagoSandbox } from '../salesmanago';
import { ghostAccount, qualtricsAccount, salesmanagoAccount } from './accounts';
import { chosen, editorFor, entriesOf, pageOf } from './editor';

describe('lists of XM Directory', () => {
	let sandbox: QualtricsSandbox;
	beforeEach(async () => {
		sandbox = await startQualtricsSandbox();
	});
	afterEach(async () => await sandbox.close());
	const main = () => sandbox.state.directories.get(mainDirectoryId)!;
	const second = () => sandbox.state.directories.get(secondDirectoryId)!;
	const lists = async (asking = {}) =>
		await entriesOf(qualtricsAccount(sandbox), searchMailingLists, asking);

	it('a directory stands with the fields by which it merges, the default one first', async () => {
		main().rules = [['email', 'externalDataReference']];
		second().rules = [['firstName', 'lastName', 'phone']];
		expect(await entriesOf(qualtricsAccount(sandbox), searchDirectories)).toEqual([
			['Default Directory (merges by email, external reference)', 'default'],
			['Customers & contacts (merges by email, external reference)', mainDirectoryId],
			['Test directory (merges by first name, last name, phone)', secondDirectoryId],
		]);
	});

	it.each([
		[' TEST ', [secondDirectoryId]],
		['no contacts', [secondDirectoryId]],
		['directory', ['default', secondDirectoryId]],
		['nothing', []],
	])('"%s" finds the directories %j', async (filter, ids) => {
		const found = await entriesOf(qualtricsAccount(sandbox), searchDirectories, { filter });
		expect(found.map(([, id]) => id)).toEqual(ids);
	});

	it.each([
		['none is the default', 2, 'Default Directory'],
		['the only one stands for it', 1, 'Default Directory (merges no contacts)'],
	])('where %s', async (_name, count, name) => {
		main().isDefault = false;
		if (count === 1) sandbox.state.directories.delete(mainDirectoryId);
		const [[first]] = await entriesOf(qualtricsAccount(sandbox), searchDirectories);
		expect(first).toBe(name);
	});

	it.each([
		[chosen('default'), mainDirectoryId],
		[chosen(''), mainDirectoryId],
		[undefined, mainDirectoryId],
		[' default ', mainDirectoryId],
		[chosen(` ${secondDirectoryId} `), secondDirectoryId],
		[secondDirectoryId, secondDirectoryId],
	])('%j stands for the directory %s', async (locator, id) => {
		const qualtrics = await connectQualtrics(editorFor(qualtricsAccount(sandbox)));
		expect((await resolveDirectory(qualtrics, locator)).id).toBe(id);
	});

	it.each<[string, string, string, string]>([
		[
			'POOL_other',
			'two',
			'There is no directory POOL_other in this account',
			`Choose one under 'Directory': Customers & contacts (${mainDirectoryId}), Test directory (${secondDirectoryId})`,
		],
		[
			'default',
			'two',
			'None of the directories of this account is its default one',
			`Choose one under 'Directory': Customers & contacts (${mainDirectoryId}), Test directory (${secondDirectoryId})`,
		],
		[
			'',
			'no',
			'None of the directories of this account is its default one',
			'This account sees no directory',
		],
	])('"%s" is none of %s directories: what to do', async (wanted, count, message, hint) => {
		main().isDefault = false;
		if (count === 'no') sandbox.state.directories.clear();
		const qualtrics = await connectQualtrics(editorFor(qualtricsAccount(sandbox)));
		await expect(resolveDirectory(qualtrics, wanted)).rejects.toMatchObject({
			kind: 'notFound',
			message,
			hint,
		});
	});

	it('mailing lists of the directory that is chosen, found by name or ID', async () => {
		expect(await lists()).toEqual([
			['Store customers', customersListId],
			['Newsletter', newsletterListId],
		]);
		for (const filter of [' NEWS ', newsletterListId.toLowerCase()])
			expect(await lists({ filter })).toEqual([['Newsletter', newsletterListId]]);
		expect(await lists({ parameters: { directory: chosen(secondDirectoryId) } })).toEqual([]);
	});

	it('what is looked for is found on whatever page, and a page is as long as there is enough', async () => {
		const { lists: stored } = main();
		const [model] = stored.values();
		for (let at = 0; at < 120; at += 1)
			stored.set(`CG_more${at}`, { ...model, mailingListId: `CG_more${at}`, name: `More ${at}` });
		const account = qualtricsAccount(sandbox);
		const first = await pageOf(account, searchMailingLists);
		expect(first.results.length).toBeGreaterThanOrEqual(20);
		expect(first.paginationToken).toBeDefined();
		const asked = { from: first.paginationToken as string };
		const next = await pageOf(account, searchMailingLists, asked);
		const seen = new Set(first.results.map(({ value }) => value));
		expect(next.results.filter(({ value }) => seen.has(value))).toEqual([]);
		expect(await lists({ filter: 'More 119' })).toEqual([['More 119', 'CG_more119']]);
	});
});

describe('lists of Ghost', () => {
	it('fields, labels and newsletters, these by their ID', async () => {
		const sandbox = await startGhostSandbox({ newsletters: [{ name: 'Weekly' }] });
		sandbox.site.labels.push({ id: '1', name: 'VIP', slug: 'vip' });
		const account = ghostAccount(sandbox);
		expect(await entriesOf(account, ghostLists.searchMemberFields)).toEqual([
			['Email', 'email'],
			['Name', 'name'],
			['Note', 'note'],
		]);
		expect(await entriesOf(account, ghostLists.searchLabels)).toEqual([['VIP', 'VIP']]);
		expect(await entriesOf(account, ghostLists.searchNewsletters)).toEqual([
			['Weekly', sandbox.site.newsletters[0].id],
		]);
		await sandbox.close();
	});
});

describe('lists of SALESmanago', () => {
	it('owners, fields with what they take, and tags in order, each once', async () => {
		const sandbox = await startSalesManagoSandbox();
		sandbox.control.addContact({ email: 'a@example.com', tags: ['ZOO', 'ART'] });
		sandbox.control.addContact({ email: 'b@example.com', tags: ['ART'] });
		const account = salesmanagoAccount(sandbox, ` ${sandbox.owner} `);
		expect(await entriesOf(account, salesmanagoLists.searchOwners)).toEqual([
			['owner@example.com', 'owner@example.com'],
			['second.owner@example.com', 'second.owner@example.com'],
		]);
		expect(await entriesOf(account, salesmanagoLists.searchTags)).toEqual([
			['ART', 'ART'],
			['ZOO', 'ZOO'],
		]);
		const fields = await entriesOf(account, salesmanagoLists.searchContactFields);
		expect(fields).toEqual(
			expect.arrayContaining([
				['Email', 'email'],
				['Birthday · date', 'birthday'],
				['Country · code or name', 'country'],
				['Language · two letters', 'lang'],
				['State · prospect, customer …', 'state'],
			]),
		);
		await sandbox.close();
	});
});
