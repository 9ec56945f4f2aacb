import {
	allRecords,
	createHubSpotBulkTarget,
} from '../../../nodes/shared/connectors/hubspot/bulkTarget';
import { createHubSpot } from '../../../nodes/shared/connectors/hubspot/client';
import { fakeSystem, type Handler } from '../http/fakeSystem';
import { knowing, properties } from './samples';

describe('files of HubSpot', () => {
	const bulk = (answer: Handler, fields: string[]) => {
		const { runtime, requests } = fakeSystem(answer);
		const hubspot = createHubSpot(runtime);
		const options = {
			type: '0-1',
			properties,
			key: 'email',
			fields,
			timeZone: 'UTC',
			movesBack: false,
		};
		return { hubspot, options, requests, target: createHubSpotBulkTarget(hubspot, options) };
	};
	const KIM = { id: '2', properties: { email: 'kim@b.c', score: '5.0', tags: 'a;y' } };

	it('hold values as cells do, and write them as HubSpot does', async () => {
		const { target, requests } = bulk(knowing(KIM), ['score', 'tags']);
		const found = await target.find!(['kim@b.c', 'nobody@b.c'], ['score', 'tags']);
		expect(found).toMatchObject([[{ id: '2', values: { score: 5, tags: 'a,y' } }], []]);
		const [record] = found[0] as Array<{ id: string; values: object }>;
		expect(Object.keys(record.values)).toEqual(['score', 'tags']);
		const change = {
			kind: 'update' as const,
			key: 'kim@b.c',
			line: 2,
			record: { id: '2', values: {} },
		};
		await target.write([{ ...change, changes: [{ field: 'tags', from: 'a,y', to: 'y,a' }] }]);
		expect(requests[1].body).toEqual({ inputs: [{ id: '2', properties: { tags: 'y;a' } }] });
		expect(target.limits).toEqual({ findBatch: 100, writeBatch: 100, callsAtOnce: 4 });
	});

	it('what cannot be read is the error of its rows', async () => {
		const { target } = bulk(() => ({ status: 403, body: {} }), ['score']);
		expect(await target.find!(['a@b.c'], ['score'])).toMatchObject([{ kind: 'permission' }]);
	});

	it.each([
		['email', 'kim@b.c', ['score', 'email']],
		['hs_object_id', '2', ['score', 'hs_object_id']],
	])(
		'a template has all records, by %s; who goes meanwhile is not in it',
		async (key, own, names) => {
			const { hubspot, options, requests } = bulk(
				({ url }) => ({
					body: { results: url.endsWith('/read') ? [KIM] : [{ id: '2' }, { id: '3' }] },
				}),
				['score'],
			);
			const pages = [];
			for await (const page of allRecords(hubspot, { ...options, key })) pages.push(page);
			expect(pages).toEqual([[{ key: own, values: { score: 5 } }]]);
			expect(requests[1].body).toEqual({ properties: names, inputs: [{ id: '2' }, { id: '3' }] });
		},
	);
});
