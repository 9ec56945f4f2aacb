import { storeVisitId } from '../qualtrics';
import { startAccount, type SandboxAccount } from './sandboxAccount';

let account: SandboxAccount;
beforeEach(async () => {
	account = await startAccount({ exportPolls: 0 });
	account.sandbox.control.addResponse(storeVisitId, {
		QID1: 9,
		QID2: 5,
		QID8_1: 4,
		plan: 'gold',
	});
});
afterEach(async () => await account.sandbox.close());

async function read(questions: string[]) {
	const source = account.qualtrics.source(storeVisitId);
	const found = [];
	for await (const one of source.read({ surveyId: storeVisitId, questions })) {
		found.push(one.toResponse());
	}
	const bodies = account.sandbox.requests
		.filter(({ method }) => method === 'POST')
		.map(({ body }) => body as { questionIds?: string[] });
	return { response: found[0], bodies };
}

describe('an export of chosen questions', () => {
	it('holds their answers and all embedded data, and takes no other question for never shown', async () => {
		const { response, bodies } = await read(['QID1', 'QID8']);
		expect(bodies).toMatchObject([{ questionIds: ['QID1', 'QID8'] }]);
		expect(Object.keys(response.answers)).toEqual(['QID1', 'QID8_1', 'QID8_2', 'QID8_4']);
		expect(response.answers.QID1.numeric).toBe(9);
		expect(response.answers.QID8_1.numeric).toBe(4);
		expect(response.context.plan).toBe('gold');
		expect(response.response.submittedAt).toBeDefined();
	});

	it('none: metadata and embedded data alone', async () => {
		const { response } = await read([]);
		expect(response.answers).toEqual({});
		expect(response.context.plan).toBe('gold');
	});

	it('what Qualtrics will not single out comes with all others', async () => {
		const { response, bodies } = await read(['QID1', 'QID99999']);
		expect(bodies.map(({ questionIds }) => questionIds)).toEqual([['QID1', 'QID99999'], undefined]);
		expect(response.answers.QID1.numeric).toBe(9);
	});
});
