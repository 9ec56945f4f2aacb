import type { DirectoryOptions } from '../../../nodes/shared/connectors/qualtrics/directory/DirectoryOptions';
import type { RecordWrite } from '../../../nodes/shared/records';
import { socketFailure } from '../http/fakeSystem';
import { ADA, merging, POOL, setUp, type Routes } from './directorySetup';
import { failure, result } from './fakeQualtrics';

const CONTACT = `${POOL}/contacts/CID_1`;
const list = (id: string) => `${POOL}/mailinglists/${id}/contacts`;
const inLists = (...ids: string[]) =>
	Object.fromEntries(ids.map((id) => [`mailingList.${id}`, true]));

/** Changed long after it was created, so it was there before. */
const known = {
	contactId: 'CID_1',
	...ADA,
	phone: '1',
	creationDate: 0,
	lastModified: 60_000,
	directoryUnsubscribed: true,
};
const ROUTES: Routes = {
	[`POST ${POOL}/contacts`]: result({ id: 'CID_1' }),
	[`POST ${list('CG_1')}`]: result({ id: 'CID_1' }),
	[`POST ${list('CG_2')}`]: result({ id: 'CID_1' }),
	[`GET ${CONTACT}`]: result({ contactId: 'CID_1', ...ADA }),
	[`PUT ${CONTACT}`]: result(undefined),
	[`GET ${list('CG_1')}/CID_1`]: result({ contactId: 'CID_1', ...ADA }),
	[`PUT ${list('CG_1')}/CID_1`]: result(undefined),
};

async function created(
	routes: Routes,
	write: Partial<RecordWrite> = {},
	options: Partial<DirectoryOptions> = {},
	values: Record<string, unknown> = {},
) {
	const { target, system, memory } = setUp({ ...ROUTES, ...routes }, options);
	const asked = { kind: 'create', values: { ...ADA, ...values }, ...write } as RecordWrite;
	const [answer] = await target.write([asked]);
	const sent = system.requests.map(({ method, url }) => `${method} ${new URL(url).pathname}`);
	return { answer, sent, written: [...memory.written] };
}

const optOut = { status: { status: 'optOut' } } as Partial<RecordWrite>;
const optIn = { status: { status: 'optIn' } } as Partial<RecordWrite>;

describe('a contact that was written, where a step after that fails', () => {
	it.each<[string, Parameters<typeof created>]>([
		[
			'not put into mailing list CG_2',
			[{ [`POST ${list('CG_2')}`]: failure(403, 'no') }, {}, {}, inLists('CG_1', 'CG_2')],
		],
		[
			'its status in mailing list CG_1 was not set',
			[
				{ [`PUT ${list('CG_1')}/CID_1`]: failure(403, 'no') },
				optOut,
				{ statusLevel: 'list' },
				inLists('CG_1'),
			],
		],
		[
			'its fields were not cleared',
			[
				{ [`GET ${CONTACT}`]: result(known), [`PUT ${CONTACT}`]: failure(403, 'no') },
				{ cleared: ['phone'] } as Partial<RecordWrite>,
			],
		],
		[
			'it was not opted in again',
			[
				{ [`GET ${CONTACT}`]: result(known), [`PUT ${CONTACT}`]: failure(403, 'no') },
				optIn,
				{ allowOptInAgain: true },
			],
		],
	])('is told as written, but %s', async (missing, given) => {
		const { answer } = await created(...given);
		expect(answer).toMatchObject({
			kind: 'permission',
			message: expect.stringMatching(
				new RegExp(`^Contact CID_1 was written, but ${missing}: `),
			) as string,
			hint: expect.stringContaining('It needs XM Directory') as string,
		});
		expect(answer).not.toHaveProperty('outcomeUnknown', true);
	});

	it('is not looked for again, as one would be that is gone', async () => {
		const lists = inLists('CG_1', 'CG_2');
		const { answer } = await created({ [`POST ${list('CG_2')}`]: failure(404) }, {}, {}, lists);
		expect(answer).toMatchObject({
			kind: 'unexpected',
			message: expect.stringMatching(/^Contact CID_1 was written, but not put into/) as string,
		});
	});

	it('is told as written where it cannot be looked at, and is in its lists', async () => {
		const { answer, sent, written } = await created(
			{ [`GET ${CONTACT}`]: failure(403, 'no') },
			{},
			{},
			inLists('CG_1', 'CG_2'),
		);
		expect(answer).toEqual({
			id: 'CID_1',
			did: 'createdOrUpdated',
			warnings: [
				'Whether the contact had been there before could not be seen: if it had, it was updated, and what was to be cleared or opted in stays as it was',
			],
		});
		expect(sent).toContain(`POST /API/v3${list('CG_2')}`);
		expect(written).toEqual(['CID_1']);
	});

	it('that only the search shows to be there, is opted out all the same', async () => {
		const { answer, sent } = await created(
			{
				[`POST ${list('CG_1')}`]: socketFailure('ECONNRESET'),
				[`POST ${POOL}/contacts/search`]: result({ elements: [{ id: 'CID_1', ...ADA }] }),
			},
			{ ...optOut, key: { values: ADA, id: 'ada' } },
			{ statusLevel: 'list', ...merging('email', 'phone') },
			inLists('CG_1'),
		);
		expect(answer).toEqual({
			id: 'CID_1',
			warnings: ['The create request timed out, but the contact exists: it was created'],
		});
		expect(sent.at(-1)).toBe(`PUT /API/v3${list('CG_1')}/CID_1`);
	});

	it('by rules to another contact than was found, is told so where that one cannot be looked at', async () => {
		const { target } = setUp(
			{ ...ROUTES, [`GET ${POOL}/contacts/CID_9`]: failure(403, 'no') },
			{ operation: 'upsertByRules' },
		);
		const record = { id: 'CID_9', values: ADA };
		const changes = [{ field: 'firstName', from: null, to: 'Ada' }];
		expect(await target.write([{ kind: 'update', record, changes }])).toEqual([
			{
				id: 'CID_1',
				warnings: ["The directory's merge rules wrote to CID_1 and not to CID_9"],
			},
		]);
	});
});
