import { createRollBackFile, type BulkField } from '../../../nodes/shared/bulk';
import { ConnectorError } from '../../../nodes/shared/http/ConnectorError';
import { MemoryBulkTarget } from './MemoryBulkTarget';
import { run } from './runs';

const fields: BulkField[] = [
	{ name: 'Plan', type: { kind: 'text' } },
	{ name: 'Mail', type: { kind: 'boolean' }, isConsent: true },
];
const TEXT = [
	'K,[old] Plan,[new] Plan,[old] Mail,[new] Mail',
	'a,basic,gold,TRUE,FALSE',
	'b,basic,gold,FALSE,TRUE',
	'',
].join('\r\n');
const PERHAPS =
	'The row may have been written all the same: run the file again to see. The roll-back file has it.';

async function failing(error: ConnectorError) {
	const target = new MemoryBulkTarget(
		{ a: { Plan: 'basic', Mail: true }, b: { Plan: 'basic', Mail: false } },
		undefined,
		{ refuses: { a: error, b: error } },
	);
	const { rows } = await run(TEXT, target, { fields, consents: 'allow' });
	const undo = createRollBackFile('K', fields, { mark: false });
	return { rows, undone: rows.map((row) => undo.row(row)) };
}

describe('a row that was sent, and no answer tells whether it was written', () => {
	it.each([
		['Timed out', undefined, `Timed out. ${PERHAPS}`],
		['Timed out!', undefined, `Timed out! ${PERHAPS}`],
		['Timed out', 'Try again.', `Timed out. Try again. ${PERHAPS}`],
		['Timed out', 'try again', `Timed out. try again. ${PERHAPS}`],
	])('%s with the hint %s: has failed, and says so', async (said, hint, message) => {
		const error = new ConnectorError('unavailable', said, {
			outcomeUnknown: true,
			...(hint && { hint }),
		});
		const { rows } = await failing(error);
		expect(rows[0]).toMatchObject({
			outcome: 'failed',
			changes: [],
			reasons: [{ kind: 'unavailable', message }],
		});
	});

	it('can be undone, but no consent is given back that somebody may have withdrawn', async () => {
		const { undone } = await failing(
			new ConnectorError('unavailable', 'Timed out', { outcomeUnknown: true }),
		);
		expect(undone).toEqual(['a,gold,basic,,\r\n', 'b,gold,basic,true,false\r\n']);
	});

	it('what was refused for certain is not among what is undone', async () => {
		const { rows, undone } = await failing(new ConnectorError('input', 'Refused'));
		expect(rows[0].reasons).toEqual([{ kind: 'input', column: 0, message: 'Refused' }]);
		expect(undone).toEqual([undefined, undefined]);
	});
});
