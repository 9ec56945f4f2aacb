import { fieldIs } from '../../../nodes/shared/connectors/qualtrics/contactFilter';
import { topicFor } from '../../../nodes/shared/connectors/qualtrics/subscriptions';
import { readAnnouncement } from '../../../nodes/shared/connectors/qualtrics/webhook';
import { collect } from '../../../nodes/shared/http/paginate';
import {
	customersListId as mailingListId,
	mainDirectoryId as directoryId,
	newsletterListId,
	serviceCallId,
	type SandboxOptions,
} from '../qualtrics';
import { listenForWebhooks } from './webhookListener';
import { startAccount, type SandboxAccount } from './sandboxAccount';

let account: SandboxAccount;
const start = async (options: Partial<SandboxOptions> = {}): Promise<SandboxAccount> => {
	account = await startAccount(options);
	return account;
};
afterEach(async () => await account.sandbox.close());

/** How the pages of a list were asked for. */
const pagesOf = (folder: string): object[] =>
	account.sandbox.requests
		.filter(({ method, path }) => method === 'GET' && path.endsWith(folder))
		.map(({ query }) => query);

const failureOf = async (work: Promise<unknown>): Promise<unknown> =>
	await work.then(
		() => 'no failure',
		(error: unknown) => error,
	);

describe('subscriptions', () => {
	const topic = topicFor('completed', serviceCallId);

	it.each(['plain', 'nested'] as const)(
		'C09 one is made (answered %s), found, and deleted by its own id; foreign ones stay',
		async (subscriptionAnswer) => {
			const { qualtrics, sandbox } = await start({ subscriptionAnswer });
			const publicationUrl = 'https://n8n.example.com/webhook/1';
			const foreign = sandbox.control.addForeignSubscription(topic, 'https://other.example.com/');
			const { id } = await qualtrics.subscriptions.create({
				topic,
				publicationUrl,
				sharedKey: 'k',
			});
			expect(
				(await qualtrics.subscriptions.find(topic, publicationUrl)).map((found) => found.id),
			).toEqual([id]);
			await qualtrics.subscriptions.deleteById(id);
			await qualtrics.subscriptions.deleteById(id);
			expect((await collect(qualtrics.subscriptions.list())).map((left) => left.id)).toEqual([
				foreign,
			]);
		},
	);

	it('C09 carried out without an answer, it is not made twice', async () => {
		const { qualtrics, sandbox } = await start();
		const publicationUrl = 'https://n8n.example.com/webhook/1';
		sandbox.control.misbehave({ match: 'POST .*/eventsubscriptions', kind: 'done-but-no-answer' });
		const { id } = await qualtrics.subscriptions.create({ topic, publicationUrl, sharedKey: 'k' });
		expect((await collect(qualtrics.subscriptions.list())).map((made) => made.id)).toEqual([id]);
	});

	it.each<[Partial<SandboxOptions>]>([
		[{ brandAdmin: false }],
		[{ brandAdmin: false, brandAdminNeededFor: 'create' }],
	])('C05 %j: the brand administrator is named', async (options) => {
		const { qualtrics } = await start(options);
		const work = qualtrics.subscriptions.create({
			topic,
			publicationUrl: 'https://n8n.example.com/w',
		});
		expect(await failureOf(work)).toMatchObject({
			kind: 'permission',
			hint: expect.stringContaining('brand administrator'),
		});
	});

	it.each<[Partial<SandboxOptions>]>([[{ formSpaces: '+' }], [{ formSpaces: '%20' }]])(
		'C10 what the sandbox signs is right, what it forges is not: %j',
		async (options) => {
			const { qualtrics, sandbox } = await start(options);
			const listener = await listenForWebhooks();
			const sharedKey = 'a shared key';
			await qualtrics.subscriptions.create({ topic, publicationUrl: listener.url, sharedKey });
			const responseId = await sandbox.control.submitResponse(serviceCallId, { QID2: 9 });
			expect(readAnnouncement(listener.bodies[0], { sharedKey })).toMatchObject({
				kind: 'ok',
				surveyId: serviceCallId,
				responseId,
			});
			expect(readAnnouncement(listener.bodies[0], { sharedKey: 'another' })).toMatchObject({
				kind: 'forged',
			});
			await sandbox.control.truncateWebhook(responseId);
			expect(readAnnouncement(listener.bodies[1], { sharedKey }).kind).not.toBe('ok');
			await listener.close();
		},
	);
});

describe('contacts', () => {
	it('Q04 Q05 directories, lists and fields to choose from', async () => {
		const { qualtrics, sandbox } = await start();
		sandbox.control.addContact(
			{ email: 'a@example.com', embeddedData: { plan: 'gold' } },
			{ mailingListId },
		);
		const directories = await qualtrics.directories.list();
		expect(directories.find(({ isDefault }) => isDefault)).toMatchObject({
			id: directoryId,
			mergeFields: ['email'],
		});
		expect(
			(await qualtrics.mailingLists.list(directoryId)).mailingLists.map(({ id }) => id),
		).toEqual(expect.arrayContaining([mailingListId, newsletterListId]));
		for (const place of [{ directoryId }, { directoryId, mailingListId }]) {
			expect((await qualtrics.contactFields.list(place)).map(({ name }) => name)).toContain('plan');
		}
		const asked = { pageSize: '100', useNewPaginationScheme: 'true' };
		expect(pagesOf('/directories')).toMatchObject([asked]);
		expect(pagesOf('/mailinglists')).toMatchObject([{ ...asked, includeCount: 'true' }]);
	});

	it('Q16 created once, updated by the directory’s rules the second time', async () => {
		const { qualtrics } = await start();
		const first = await qualtrics.contacts.create(
			{ directoryId },
			{ email: 'jane@example.com', firstName: 'Jane' },
		);
		const second = await qualtrics.contacts.create(
			{ directoryId, mailingListId },
			{ email: 'JANE@example.com', phone: '+33612345678' },
		);
		expect(second).toMatchObject({ id: first.id, contactLookupId: expect.stringMatching(/^CGC_/) });
		const found = await qualtrics.contacts.search(directoryId, [
			fieldIs('email', 'jane@example.com'),
		]);
		expect(found).toMatchObject([{ id: first.id, firstName: 'Jane', phone: '+33612345678' }]);
	});

	it.each<[Partial<SandboxOptions>]>([
		[{ putEmbeddedData: 'replace', putOmittedFields: 'clear' }],
		[{ putEmbeddedData: 'merge', putOmittedFields: 'keep' }],
	])('Q18 an update changes what it says and nothing else: %j', async (options) => {
		const { qualtrics } = await start(options);
		const { id } = await qualtrics.contacts.create(
			{ directoryId, mailingListId },
			{
				email: 'a@example.com',
				firstName: 'A',
				extRef: 'C-1',
				language: 'FR',
				embeddedData: { plan: 'gold', points: 5 },
				unsubscribed: true,
			},
		);
		for (const place of [{ directoryId }, { directoryId, mailingListId }]) {
			await qualtrics.contacts.update(place, id, { lastName: 'Z', embeddedData: { points: 6 } });
			expect(await qualtrics.contacts.get(place, id)).toMatchObject({
				email: 'a@example.com',
				firstName: 'A',
				lastName: 'Z',
				extRef: 'C-1',
				language: 'FR',
				embeddedData: { plan: 'gold', points: '6' },
			});
		}
		expect(await qualtrics.contacts.get({ directoryId, mailingListId }, id)).toMatchObject({
			listUnsubscribed: true,
		});
	});

	it('Q22 opting out at either level, and back in', async () => {
		const { qualtrics } = await start();
		const { id } = await qualtrics.contacts.create(
			{ directoryId, mailingListId },
			{ email: 'a@example.com' },
		);
		await qualtrics.contacts.update({ directoryId, mailingListId }, id, { unsubscribed: true });
		expect(await qualtrics.contacts.get({ directoryId, mailingListId }, id)).toMatchObject({
			listUnsubscribed: true,
			directoryUnsubscribed: false,
		});
		await qualtrics.contacts.update({ directoryId }, id, { unsubscribed: true });
		const { directoryUnsubscribed, memberships } = await qualtrics.contacts.get(
			{ directoryId },
			id,
		);
		expect({ directoryUnsubscribed, list: memberships?.[0].unsubscribed }).toEqual({
			directoryUnsubscribed: true,
			list: true,
		});
		await qualtrics.contacts.update({ directoryId }, id, { unsubscribed: false });
		expect(await qualtrics.contacts.get({ directoryId }, id)).toMatchObject({
			directoryUnsubscribed: false,
		});
	});

	it('Q17 a contact of the directory joins a list as itself', async () => {
		const { qualtrics } = await start();
		const { id } = await qualtrics.contacts.create({ directoryId }, { email: 'a@example.com' });
		const contact = await qualtrics.contacts.get({ directoryId }, id);
		expect(await qualtrics.contacts.addToList(directoryId, mailingListId, contact)).toMatchObject({
			id,
			isOther: false,
		});
		expect(await collect(qualtrics.contacts.list({ directoryId, mailingListId }))).toMatchObject([
			{ id },
		]);
	});

	it('Q15 more than one page of members and of hits', async () => {
		const { qualtrics, sandbox } = await start();
		for (let count = 0; count < 120; count += 1) {
			sandbox.control.addContact(
				{ email: `p${count}@example.com`, lastName: 'Same' },
				{ mailingListId },
			);
		}
		expect(await collect(qualtrics.contacts.list({ directoryId, mailingListId }))).toHaveLength(
			120,
		);
		expect(await collect(qualtrics.contacts.list({ directoryId }))).toHaveLength(120);
		// contracts/qualtrics.md 1.6.3
		expect(pagesOf(`${mailingListId}/contacts`)).toMatchObject(
			Array(3).fill({ pageSize: '50', useNewPaginationScheme: 'true' }),
		);
		expect(pagesOf(`${directoryId}/contacts`)).toMatchObject(
			Array(2).fill({ pageSize: '100', useNewPaginationScheme: 'true' }),
		);
		expect(
			await qualtrics.contacts.search(directoryId, [fieldIs('lastName', 'same')]),
		).toHaveLength(120);
		expect(
			await qualtrics.contacts.search(directoryId, [
				fieldIs('lastName', 'same'),
				fieldIs('email', 'p7@example.com'),
			]),
		).toHaveLength(1);
	});

	it('Q25 XM Directory Lite and unknown ids in plain words', async () => {
		const { qualtrics } = await start({ lite: true });
		expect(
			await failureOf(qualtrics.contacts.search(directoryId, [fieldIs('email', 'a@example.com')])),
		).toMatchObject({ name: 'ConnectorError', hint: expect.any(String) });
		expect(
			await failureOf(qualtrics.contacts.get({ directoryId, mailingListId }, 'CID_none')),
		).toMatchObject({ kind: 'notFound', message: expect.stringContaining('CID_none') });
		expect(
			await failureOf(qualtrics.contacts.create({ directoryId }, { email: 'no address' })),
		).toMatchObject({ kind: 'input' });
	});
});

describe('transactions and imports', () => {
	it.each<[Partial<SandboxOptions>]>([
		[{ transactionIdKey: 'transactionId' }],
		[{ transactionIdKey: 'id' }],
	])('Q19 Q20 some are made, some refused, and one is found again: %j', async (options) => {
		const { qualtrics } = await start(options);
		const { id } = await qualtrics.contacts.create(
			{ directoryId, mailingListId },
			{ email: 'a@example.com' },
		);
		const transaction = {
			contactId: id,
			mailingListId,
			date: '2024-05-01T13:45:00Z',
			data: { responseId: 'R_1' },
		};
		const outcomes = await qualtrics.transactions.create(directoryId, [
			transaction,
			{ ...transaction, contactId: 'CID_none' },
		]);
		expect(outcomes.map(({ ok }) => ok)).toEqual([true, false]);
		expect(await qualtrics.transactions.find(directoryId, id, 'responseId', 'R_1')).toMatchObject({
			date: '2024-05-01T13:45:00.000Z',
		});
		expect(await qualtrics.transactions.find(directoryId, id, 'responseId', 'R_2')).toBeUndefined();
	});

	it.each<[Partial<SandboxOptions>]>([
		[{ reportSkipToken: 'results' }],
		[{ reportSkipToken: 'top-level' }],
	])('Q21 an import job reports every row: %j', async (options) => {
		const { qualtrics } = await start(options);
		await qualtrics.contacts.create({ directoryId, mailingListId }, { email: 'p3@example.com' });
		const contacts = Array.from({ length: 250 }, (_, index) => ({
			email: index === 5 ? 'no address' : `p${index}@example.com`,
		}));
		const job = await qualtrics.importJobs.start(directoryId, mailingListId, contacts);
		const progress = await qualtrics.importJobs.finish(directoryId, mailingListId, job.id);
		expect(progress).toMatchObject({ updated: 1, failed: 1 });
		const rows = await collect(qualtrics.importJobs.report(directoryId, job.id));
		expect(new Set(rows.map(({ index }) => index)).size).toBe(250);
		expect(rows.find(({ index }) => index === 4)).toMatchObject({
			contactId: expect.stringMatching(/^CID_/),
		});
	});

	it('Q21 a list that does not exist is an error and no success', async () => {
		const { qualtrics } = await start();
		const work = (async () => {
			const job = await qualtrics.importJobs.start(directoryId, 'CG_none', [
				{ email: 'a@example.com' },
			]);
			await qualtrics.importJobs.finish(directoryId, 'CG_none', job.id);
		})();
		expect(await failureOf(work)).toMatchObject({ kind: 'notFound' });
	});

	it('Q24 starts a workflow by JSON event', async () => {
		const { qualtrics, sandbox } = await start();
		await qualtrics.jsonEvents.start(sandbox.jsonEventUrl, { ticket: 7 });
		expect(sandbox.state.jsonEvents).toHaveLength(1);
	});
});
