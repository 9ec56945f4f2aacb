import { startDataverseSandbox, type DataverseSandbox } from '../dataverse';
import { connectDataverse } from './dataverseEnvironment';
import { statuses, upsertRows } from './dataverseUpsert';

/** More than one question about who is there already, so that the questions go together. */
const PEOPLE = Array.from({ length: 300 }, (_, index) => ({
	emailaddress1: `p${index}@example.com`,
	lastname: `Person ${index}`,
}));

let sandbox: DataverseSandbox;
beforeEach(async () => {
	sandbox = await startDataverseSandbox();
});
afterEach(async () => await sandbox.close());

it.each([
	['no answer', 'drop'],
	['an answer that is not JSON', '5xx-html'],
] as const)(
	'looking up who is there already fails with %s: nothing was written, and nothing is said to be in doubt',
	async (_, kind) => {
		const dataverse = connectDataverse(sandbox);
		await upsertRows(dataverse, [], { fields: ['lastname'] });
		sandbox.control.misbehave({ match: 'POST /api/data/v9.2/\\$batch', kind, times: 1000 });
		const ran = await upsertRows(dataverse, PEOPLE);
		expect(new Set(statuses(ran))).toEqual(new Set(['failed']));
		expect(ran.outcomes.filter(({ error }) => error?.outcomeUnknown)).toEqual([]);
		expect(sandbox.control.countRecords('contact')).toBe(0);
	},
);
