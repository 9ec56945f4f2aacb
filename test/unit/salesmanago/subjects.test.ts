import type { SalesManago } from '../../../nodes/shared/connectors/salesmanago/client';
import { failureOf } from '../http/fakeSystem';
import { account, refused } from './account';

it.each<[string, (account: SalesManago) => Promise<unknown>]>([
	['the users', async (salesmanago) => await salesmanago.owners()],
	['the contacts', async ({ contacts }) => await contacts.findByEmail(['a@b.c'])],
	['the contacts', async ({ contacts }) => await contacts.findById(['1'])],
	['the contact', async ({ contacts }) => await contacts.hasContact('a@b.c')],
	['the contact', async ({ contacts }) => await contacts.insert({})],
	['a note of the contact', async ({ contacts }) => await contacts.addNote('1', 'n')],
	[
		'an event of the contact',
		async ({ contacts }) => await contacts.addEvent('1', { date: 1, description: 'd' }),
	],
	['the tags', async ({ contacts }) => await contacts.tags()],
	[
		'the contacts that changed',
		async ({ contacts }) => {
			for await (const _ids of contacts.changedBetween(0, 1));
		},
	],
	['a batch of contacts', async ({ batchJobs }) => await batchJobs.start([])],
	['the job 7', async ({ batchJobs }) => await batchJobs.status('7')],
])('a refusal of SALESmanago says that it is about %s', async (subject, ask) => {
	const { salesmanago } = account(() => refused(''));
	expect(await failureOf(ask(salesmanago))).toMatchObject({
		kind: 'input',
		message: `SALESmanago rejected the request about ${subject}`,
	});
});
