import type { DirectoryOptions } from '../../../nodes/shared/connectors/qualtrics/directory/DirectoryOptions';
import {
	addLookupId,
	identityOf,
} from '../../../nodes/shared/connectors/qualtrics/directory/directoryRun';
import type { ConsentChange } from '../../../nodes/shared/mapping';
import { failureOf, socketFailure } from '../http/fakeSystem';
import { ADA, merging, POOL, setUp } from './directorySetup';
import { failure, result } from './fakeQualtrics';

describe('what finding, creating and updating share', () => {
	const evidence: ConsentChange = {
		status: 'optOut',
		evidence: { survey: 'Visit', responseId: 'R_1', time: '2024-05-01T10:00:00Z' },
	} as ConsentChange;
	const words = 'opted out · 2024-05-01T10:00:00Z · Visit · R_1';

	it.each<[string, string | undefined, ConsentChange | undefined, object]>([
		['a field for it, and a changed status', 'proof', evidence, { plan: 'x', proof: words }],
		['no field for it', undefined, evidence, { plan: 'x' }],
		['no change', 'proof', undefined, { plan: 'x' }],
		[
			'a change that rests on nothing',
			'proof',
			{ status: 'optOut' } as ConsentChange,
			{ plan: 'x' },
		],
	])('what a status rests on is kept: %s', (_name, evidenceField, status, embeddedData) => {
		const { run } = setUp({}, { evidenceField });
		const input = { ...ADA, embeddedData: { plan: 'x' } };
		expect(run.withEvidence(input, status)).toEqual({ ...ADA, embeddedData });
	});

	it.each<[Partial<DirectoryOptions>, object, boolean]>([
		[merging('email'), ADA, true],
		[merging('email'), { extRef: 'C-1' }, false],
		[merging('email'), { email: '' }, false],
		[merging('email', 'externalDataReference'), { ...ADA, extRef: 'C-1' }, false],
		[merging('externalDataReference'), { extRef: 'C-1' }, true],
		[merging(), ADA, false],
	])(
		'a contact is posted again only where the directory finds it again: %j, %j: %s',
		async (options, input, again) => {
			const { run, system } = setUp(
				{ [`POST ${POOL}/contacts`]: socketFailure('ECONNRESET') },
				options,
			);
			await failureOf(run.post(undefined, input));
			expect(system.requests.length > 1).toBe(again);
		},
	);

	it('the membership that a list gives is kept, those of several lists side by side', async () => {
		const lists = Object.fromEntries(
			['CG_1', 'CG_2'].map((id) => [
				`POST ${POOL}/mailinglists/${id}/contacts`,
				result({ id: 'CID_1', contactLookupId: `CGC_${id}` }),
			]),
		);
		const { run, memory } = setUp({ ...lists, [`POST ${POOL}/contacts`]: result({ id: 'CID_2' }) });
		for (const list of ['CG_1', 'CG_2']) expect(await run.post(list, ADA)).toBe('CID_1');
		expect(await run.post(undefined, ADA)).toBe('CID_2');
		expect([...memory.lookupIds]).toEqual([['CID_1', { CG_1: 'CGC_CG_1', CG_2: 'CGC_CG_2' }]]);
		addLookupId(memory, 'CID_1', { CG_3: 'CGC_3' });
		expect(memory.lookupIds.get('CID_1')).toMatchObject({ CG_1: 'CGC_CG_1', CG_3: 'CGC_3' });
	});

	it.each([
		[404, undefined],
		[403, 'permission'],
		[500, 'unavailable'],
	])('a contact that answers %d is gone, or cannot be read: %s', async (status, kind) => {
		const { run } = setUp({ [`GET ${POOL}/contacts/CID_1`]: failure(status, 'no') });
		const read = run.whole('CID_1');
		if (kind === undefined) expect(await read).toBeUndefined();
		else expect(await failureOf(read)).toMatchObject({ kind });
	});

	it.each<[string | undefined, object, unknown]>([
		['at', { embeddedData: { at: '2024-05-01' } }, '2024-05-01'],
		['at', {}, undefined],
		[undefined, { embeddedData: { undefined: 'x' } }, undefined],
	])('a contact is as old as its field %s says', (dateField, contact, date) => {
		expect(setUp({}, { dateField }).run.dateOf({ id: 'CID_1', ...contact })).toBe(date);
	});

	it('a phone number is looked for in one notation after the other, until somebody has it', async () => {
		const { run, system } = setUp({
			[`POST ${POOL}/contacts/search`]: (_request, call) =>
				result({ elements: call === 2 ? [{ id: 'CID_1' }] : [] }),
		});
		const given = { phone: '+33 612345678', extRef: 'C-1' };
		expect(await run.searchBy(given)).toEqual([{ id: 'CID_1' }]);
		const filters = system.requests.map(
			({ body }) => (body as { filter: { filters: object[] } }).filter.filters,
		);
		expect(filters).toEqual(
			['+33 612345678', '+33612345678'].map((value) => [
				{ filterType: 'phone', comparison: 'eq', value },
				{ filterType: 'extRef', comparison: 'eq', value: 'C-1' },
			]),
		);
		expect(system.requests[0].query).toMatchObject({ includeEmbedded: true });
		const nobody = setUp({ [`POST ${POOL}/contacts/search`]: result({ elements: [] }) });
		expect(await nobody.run.searchBy({ phone: '0612' })).toEqual([]);
	});

	it('who a contact is, as far as it has a value for it', () => {
		const values = {
			email: 'a',
			extRef: '',
			phone: null,
			firstName: 'A',
			language: 'EN',
			lastName: 5,
		};
		expect(identityOf(values)).toEqual({ email: 'a', firstName: 'A' });
		expect(identityOf(values, ['email', 'language'])).toEqual({ email: 'a', language: 'EN' });
	});

	it.each([
		['upsertByRules', true],
		['upsertByFields', false],
		['update', false],
		['create', false],
	] as const)('%s goes by the rules of the directory: %s', (operation, isByRules) => {
		const { run } = setUp({}, { operation, ...merging('externalDataReference', 'phone') });
		expect(run).toMatchObject({ isByRules, mergeFields: ['extRef', 'phone'] });
	});
});
