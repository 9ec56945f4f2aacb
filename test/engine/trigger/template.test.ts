import { startQualtricsSandbox, storeVisitId } from '../../sandbox/qualtrics';
import { template } from '../../workflows';
import { forgetProcessed, runWorkflow } from '../harness';

describe('the template several-accounts', () => {
	it.each([
		['Survey Trigger Account A', 'Account A'],
		['Survey Trigger Account B', 'Account B'],
	])(
		'C05: %s brings the responses of its account, labelled',
		async (startNode, connectionLabel) => {
			const sandbox = await startQualtricsSandbox({ exportPolls: 0 });
			forgetProcessed();
			const id = sandbox.control.addResponse(storeVisitId);
			const result = await runWorkflow({
				...template('several-accounts'),
				startNode,
				credentials: {
					qualtricsApi: { apiToken: sandbox.token, dataCenter: 'fra1', baseUrl: sandbox.url },
				},
			});
			expect(result.error).toBeUndefined();
			expect(result.json('Your Next Step')).toMatchObject([{ connectionLabel, response: { id } }]);
			await sandbox.close();
		},
	);
});
