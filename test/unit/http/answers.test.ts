import { answersInPool, answersOfCall } from '../../../nodes/shared/http/answers';
import { ConnectorError } from '../../../nodes/shared/http/ConnectorError';
import type { CancelSignal } from '../../../nodes/shared/http/types';

const short = (answer: unknown) =>
	answer instanceof ConnectorError ? `${answer.kind}: ${answer.message}` : answer;

describe('an answer for each entry', () => {
	it('is what came of it, or why it failed, in the order of the entries', async () => {
		const answers = await answersInPool([1, 2, 3], 2, async (entry) => {
			if (entry === 2) throw new ConnectorError('notFound', 'There is no 2');
			return entry * 10;
		});
		expect(answers.map(short)).toEqual([10, 'notFound: There is no 2', 30]);
	});

	it('is not begun after the run was cancelled', async () => {
		const stop = new AbortController();
		const begun: number[] = [];
		const work = async (entry: number) => {
			begun.push(entry);
			stop.abort();
			return entry;
		};
		const answers = await answersInPool([1, 2, 3], 1, work, stop.signal as CancelSignal);
		expect(begun).toEqual([1]);
		expect(answers.slice(1).map((answer) => (answer as ConnectorError).kind)).toEqual([
			'cancelled',
			'cancelled',
		]);
	});
});

describe('the answers of one call', () => {
	it.each([
		['as many as there are entries', Promise.resolve([1, 2]), [1, 2]],
		[
			'none, because it failed',
			Promise.reject(new ConnectorError('auth', 'No')),
			['auth: No', 'auth: No'],
		],
		[
			'too few',
			Promise.resolve([1]),
			Array(2).fill('unexpected: 1 results came back for 2 records'),
		],
		[
			'too many',
			Promise.resolve([1, 2, 3]),
			Array(2).fill('unexpected: 3 results came back for 2 records'),
		],
	])('%s', async (_name, call, wanted) => {
		expect((await answersOfCall<number>(call, 2)).map(short)).toEqual(wanted);
	});

	it('may have been carried out where their number is wrong', async () => {
		const [answer] = await answersOfCall(Promise.resolve([]), 1);
		expect((answer as ConnectorError).outcomeUnknown).toBe(true);
	});
});
