import { ConnectorError } from '../../../nodes/shared/http/ConnectorError';
import { upsertRecords, type RecordTarget } from '../../../nodes/shared/records';

const found = [{ id: '1', values: { email: 'a' } }];
const gone = (outcomeUnknown?: boolean) =>
	new ConnectorError('notFound', 'gone', { ...(outcomeUnknown && { outcomeUnknown }) });

/** What becomes of a record that is gone when it is written to, by what comes of looking for it again. */
async function outcomeOf(
	first: ConnectorError,
	again: Awaited<ReturnType<RecordTarget['find']>>[number],
) {
	const looks = [found, again];
	const answers = [first, { id: '1' }];
	const [outcome] = await upsertRecords(
		[{ fields: [field('email', 'a'), field('plan', 'gold')] }],
		{
			keysAreUnique: true,
			batchSize: 1,
			find: async () => await Promise.resolve([looks.shift()!]),
			write: async () => await Promise.resolve([answers.shift()!]),
		},
		{
			operation: 'createOrUpdate',
			whenAmbiguous: 'error',
			allowOptInAgain: false,
			onlyIfNewer: false,
			timeZone: 'UTC',
			dryRun: false,
			match: [{ field: 'email', kind: 'email' }],
		},
	);
	return outcome;
}

const field = (target: string, value: string) => ({
	target,
	value,
	sourceText: value,
	action: 'set' as const,
});
const down = new ConnectorError('unavailable', 'down', { hint: 'Try again later.' });

describe('a write that may have been carried out, before its record was looked for again', () => {
	it.each([
		[true, true],
		[undefined, undefined],
	])('in doubt: %s; where looking fails, in doubt: %s', async (before, after) => {
		const { status, error } = await outcomeOf(gone(before), down);
		expect({ status, doubt: error?.outcomeUnknown }).toEqual({ status: 'failed', doubt: after });
		expect(error).toMatchObject({ message: 'down', hint: 'Try again later.' });
	});

	it('is over where writing again succeeds', async () => {
		expect(await outcomeOf(gone(true), found)).toMatchObject({ status: 'updated', id: '1' });
	});
});
