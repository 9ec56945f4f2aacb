import type { DirectoryRun } from '../../../nodes/shared/connectors/qualtrics/directory/directoryRun';
import { enrol } from '../../../nodes/shared/connectors/qualtrics/directory/lists';

interface Sketch {
	mergeFields?: string[];
	dryRun?: boolean;
	/** The contact that the list says it got. */
	added?: string;
}

/** What became of putting contact CID_1, which has an email address, into a list. */
async function outcomeOf({ mergeFields = ['email'], dryRun = false, added = 'CID_1' }: Sketch) {
	const posted: unknown[] = [];
	const post = async (...call: unknown[]) => {
		posted.push(call);
		return added;
	};
	const run = { mergeFields, dryRun, post } as unknown as DirectoryRun;
	const failure = await enrol(run, 'CID_1', { email: 'ada@example.com' }, 'CG_1').then(
		() => undefined,
		(error: Error & { hint?: string }) => `${error.message}. ${error.hint}`,
	);
	return { posted, failure };
}

describe('one more mailing list', () => {
	it('is joined by the fields that the directory merges by', async () => {
		expect(await outcomeOf({})).toEqual({
			posted: [['CG_1', { email: 'ada@example.com' }]],
			failure: undefined,
		});
	});

	it.each([
		[['phone'], 'It merges by phone, and the contact has none of these.'],
		[['phone', 'firstName'], 'It merges by phone, firstName, and the contact has none of these.'],
		[[], 'This directory merges no contacts, so a contact stays in the one list'],
	])(
		'merging by %j: is not tried where it would make another contact',
		async (mergeFields, why) => {
			const { posted, failure } = await outcomeOf({ mergeFields });
			expect(posted).toEqual([]);
			expect(failure).toContain(
				'Contact CID_1 was written, but cannot be put into mailing list CG_1',
			);
			expect(failure).toContain(why);
		},
	);

	it('another contact in it is an error, unless nothing was written', async () => {
		expect((await outcomeOf({ added: 'CID_2' })).failure).toContain(
			'mailing list CG_1 got contact CID_2',
		);
		expect((await outcomeOf({ added: 'CID_2', dryRun: true })).failure).toBeUndefined();
	});
});
