import type { RecordWrite } from '../../../nodes/shared/records';
import { socketFailure, type Reply } from '../http/fakeSystem';
import { guid } from './columnsOf';
import { create, one, update, writerOf } from './contactWriter';

describe('a write whose answer is lost', () => {
	const stored = (lastname: string, more: object = {}) => ({
		body: { value: [{ contactid: guid(1), lastname, ...more }] },
	});
	const lost = socketFailure('ECONNRESET');
	const NOTE = 'The request timed out, but the record was written';

	it.each<[string, RecordWrite, Reply[], object, string[]]>([
		[
			'was done',
			update({ lastname: 'Lee' }),
			[lost, stored('Lee')],
			{ id: guid(1), warnings: [NOTE] },
			['PATCH', 'GET'],
		],
		[
			'was not done: sent again',
			update({ lastname: 'Lee' }),
			[lost, stored('Old'), { status: 204 }],
			{ id: guid(1) },
			['PATCH', 'GET', 'PATCH'],
		],
		[
			'was done in part: sent again',
			update({ lastname: 'Lee', donotemail: true }),
			[lost, stored('Lee', { donotemail: false }), { status: 204 }],
			{ id: guid(1) },
			['PATCH', 'GET', 'PATCH'],
		],
		[
			'was not done, and is lost again, and then done',
			update({ lastname: 'Lee' }),
			[lost, stored('Old'), lost, stored('Lee')],
			{ id: guid(1), warnings: [NOTE] },
			['PATCH', 'GET', 'PATCH', 'GET'],
		],
		[
			'is lost for good',
			update({ lastname: 'Lee' }),
			[lost, stored('Old'), lost, stored('Old')],
			{ kind: 'unavailable', outcomeUnknown: true },
			['PATCH', 'GET', 'PATCH', 'GET'],
		],
		[
			'was done late, and refused the second time',
			create({ contactid: guid(1), lastname: 'Lee' }),
			[lost, { body: { value: [] } }, { status: 412, body: {} }, stored('Lee')],
			{ id: guid(1), warnings: [NOTE] },
			['POST', 'GET', 'POST', 'GET'],
		],
		[
			'is refused the second time',
			update({ lastname: 'Lee' }),
			[lost, stored('Old'), { status: 403, body: {} }],
			{ kind: 'permission' },
			['PATCH', 'GET', 'PATCH'],
		],
		[
			'was a creation, and the record is there',
			create({ contactid: guid(1), lastname: 'Lee' }),
			[lost, stored('Other')],
			{ id: guid(1), warnings: [NOTE] },
			['POST', 'GET'],
		],
	])('%s', async (_name, write, replies, wanted, methods) => {
		const { answer, system } = await one({ answer: (_request, call) => replies[call - 1] }, write);
		expect(answer).toMatchObject(wanted);
		expect(system.requests.map(({ method }) => method)).toEqual(methods);
		expect(system.runtime.clock.slept.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThanOrEqual(
			2000,
		);
	});

	it('is not looked at once the run is cancelled', async () => {
		const { writer, system } = writerOf({
			answer: () => {
				system.runtime.cancel.aborted = true;
				return lost;
			},
		});
		expect(await writer.write([update({ lastname: 'Lee' })])).toMatchObject([
			{ outcomeUnknown: true },
		]);
		expect(system.requests).toHaveLength(1);
	});

	it('others keep their answers', async () => {
		const { writer, sent } = writerOf({
			answer: ({ url }) => (url.includes(guid(3)) ? { status: 403, body: {} } : { status: 204 }),
		});
		const other = update({ lastname: 'Lee' }, { record: { id: guid(3), values: {} } });
		expect(await writer.write([other])).toMatchObject([{ kind: 'permission' }]);
		expect(sent()).toHaveLength(1);
	});
});
