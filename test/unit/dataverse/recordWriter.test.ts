import type {
	TargetOptions,
	TargetSetup,
} from '../../../nodes/shared/connectors/dataverse/targetSetup';
import type { RecordUpdate } from '../../../nodes/shared/records';
import type { Reply } from '../http/fakeSystem';
import { guid } from './columnsOf';
import { create, one, update, writerOf } from './contactWriter';

describe('a record that is created', () => {
	it('has its id from the start, so that sent twice it is one', async () => {
		const { answer, sent } = await one({}, create({ lastname: 'Lee' }));
		const id = (answer as { id: string }).id;
		expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
		expect(sent).toEqual([
			{ line: 'POST /contacts', ifMatch: undefined, body: { contactid: id, lastname: 'Lee' } },
		]);
	});

	it('has the id that was mapped', async () => {
		const { answer, sent } = await one({}, create({ contactid: `{${guid(5)}}`, lastname: 'Lee' }));
		expect(answer).toEqual({ id: guid(5) });
		expect(sent[0].body).toEqual({ contactid: guid(5), lastname: 'Lee' });
	});

	it.each<[string, Reply, object]>([
		[
			'said by Dataverse',
			{ status: 204, headers: { 'odata-entityid': `https://x/contacts(${guid(6)})` } },
			{ id: guid(6) },
		],
		[
			'not said',
			{ status: 204 },
			{
				kind: 'unexpected',
				outcomeUnknown: true,
				message: 'Dataverse made a record and did not say its ID',
			},
		],
	])('where ids are not ours to give, its id is %s', async (_name, reply, wanted) => {
		const { answer, sent } = await one(
			{
				ownIds: false,
				answer: (request) => (request.method === 'POST' ? reply : { body: { value: [] } }),
			},
			create({ lastname: 'Lee' }),
		);
		expect(answer).toMatchObject(wanted);
		expect(sent[0].body).toEqual({ lastname: 'Lee' });
	});

	it('is kept as it came back, where that was asked for', async () => {
		const body = { contactid: guid(6), fullname: 'Lee' };
		for (const returnRecord of [true, false]) {
			const sketch = {
				answer: () => ({ status: 201, body }),
				options: { write: { returnRecord } },
			};
			const { writer, answer } = await one(sketch, create({ lastname: 'Lee' }));
			expect(answer).toEqual({ id: guid(6) });
			expect(writer.returned(guid(6))).toEqual(returnRecord ? body : undefined);
		}
	});
});

describe('a record that is updated', () => {
	it.each<[string, Partial<TargetOptions>, Partial<RecordUpdate>, string]>([
		['whatever it is by now', {}, {}, '*'],
		['only as it was read, where that was chosen', { onlyIfUnchanged: true }, {}, 'W/"7"'],
		['only as it was read, where a field is guarded', {}, { guarded: ['lastname'] }, 'W/"7"'],
	])('%s', async (_name, options, more, ifMatch) => {
		const { answer, sent } = await one({ options }, update({ lastname: 'Lee' }, more));
		expect(answer).toEqual({ id: guid(1) });
		expect(sent).toEqual([
			{ line: `PATCH /contacts(${guid(1)})`, ifMatch, body: { lastname: 'Lee' } },
		]);
	});

	it('where nothing is left to write, nothing is sent', async () => {
		const { answer, sent } = await one({}, update({ onlynew: 'x' }));
		expect(answer).toMatchObject({
			id: guid(1),
			did: 'unchanged',
			warnings: [expect.stringContaining('cannot be set when a record is updated')],
		});
		expect(sent).toEqual([]);
	});

	it('what was left out is told beside what was written', async () => {
		const { answer } = await one({}, update({ onlynew: 'x', lastname: 'Lee' }));
		expect(answer).toEqual({ id: guid(1), warnings: [expect.stringContaining('onlynew')] });
	});

	it.each<[string, Partial<TargetSetup>, Array<[string, string]>, string]>([
		[
			'with its partition',
			{ partition: 'partitionid' },
			[[guid(1), 'p-1']],
			`contactid=${guid(1)},partitionid='p-1'`,
		],
		['whose partition is not known', { partition: 'partitionid' }, [], guid(1)],
		['of a table without them', {}, [[guid(1), 'p-1']], guid(1)],
	])('an elastic one is addressed %s', async (_name, setup, partitions, address) => {
		const { sent } = await one({ setup, partitions }, update({ lastname: 'Lee' }));
		expect(sent[0].line).toBe(`PATCH /contacts(${address})`);
	});

	it('a value that does not fit is its own error, the others are written', async () => {
		const { writer, sent } = writerOf();
		const answers = await writer.write([
			update({ donotemail: 'maybe' }),
			update({ lastname: 'Lee' }),
		]);
		expect(answers).toMatchObject([{ kind: 'input' }, { id: guid(1) }]);
		expect(sent()).toHaveLength(1);
	});
});

it('a dry run shows the request of each write, in whose name it is, and sends none', async () => {
	const { writer, sent } = writerOf({
		options: { write: { impersonate: { userId: guid(4) } } },
	});
	const body = { contactid: guid(5), lastname: 'Lee' };
	expect(
		writer.preview([
			create(body),
			update({ lastname: 'Lee', onlynew: 'x' }),
			update({ onlynew: 'x' }),
			update({ donotemail: 'maybe' }),
		]),
	).toEqual([
		{
			method: 'POST',
			path: '/api/data/v9.2/contacts',
			headers: { MSCRMCallerID: guid(4) },
			body,
			warnings: [],
		},
		{
			method: 'PATCH',
			path: `/api/data/v9.2/contacts(${guid(1)})`,
			headers: { MSCRMCallerID: guid(4), 'If-Match': '*' },
			body: { lastname: 'Lee' },
			warnings: [expect.stringContaining('onlynew')],
		},
		{
			method: '',
			path: '',
			headers: { MSCRMCallerID: guid(4) },
			body: {},
			warnings: [expect.stringContaining('onlynew')],
		},
		expect.objectContaining({ kind: 'input' }),
	]);
	expect(sent()).toEqual([]);
});
