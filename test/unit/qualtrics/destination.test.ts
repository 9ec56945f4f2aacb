import type { Qualtrics } from '../../../nodes/shared/connectors/qualtrics/client';
import { directoryDestination } from '../../../nodes/shared/connectors/qualtrics/directory/destination';
import type { DirectoryOptions } from '../../../nodes/shared/connectors/qualtrics/directory/DirectoryOptions';
import { toDefinition } from '../../../nodes/shared/connectors/qualtrics/definition';

const OPTIONS: DirectoryOptions = {
	operation: 'upsertByFields',
	directory: {
		id: 'POOL_1',
		name: 'Main',
		isDefault: true,
		mergeFields: ['email', 'externalDataReference'],
	},
	mailingListIds: ['CG_1', 'CG_2'],
	matchFields: ['email', 'extRef'],
	statusLevel: 'directory',
	allowOptInAgain: false,
	lookUp: true,
};
const destination = (more: Partial<DirectoryOptions> = {}) =>
	directoryDestination({} as Qualtrics, { ...OPTIONS, ...more });

describe('a directory as records are written to it', () => {
	it('is told by its id and its lists, in which every contact is put', () => {
		expect(destination()).toMatchObject({
			name: '["POOL_1",["CG_1","CG_2"]]',
			fixedFields: [
				{ target: 'mailingList.CG_1', value: true, action: 'set' },
				{ target: 'mailingList.CG_2', value: true, action: 'set' },
			],
			match: [
				{ field: 'email', kind: 'email' },
				{ field: 'extRef', kind: 'text' },
			],
			isRepeatable: true,
		});
	});

	it.each<[Partial<DirectoryOptions>, object]>([
		[{}, {}],
		[{ operation: 'upsertByRules' }, { whenAmbiguous: 'first', identifiers: ['email', 'extRef'] }],
		[
			{ operation: 'upsertByRules', directory: { ...OPTIONS.directory, mergeFields: [] } },
			{ whenAmbiguous: 'first', identifiers: ['email', 'extRef', 'phone'] },
		],
		[{ dateField: 'answered' }, { dateField: 'embeddedData.answered' }],
	])('%j: goes by %j', (more, wanted) => {
		const { whenAmbiguous, identifiers, dateField } = destination(more);
		const made = { whenAmbiguous, identifiers, dateField };
		expect(JSON.parse(JSON.stringify(made))).toEqual(wanted);
	});

	it.each([
		[
			{ plan: 'gold', visits: 3 },
			'record a transaction of 2026-03-05 with plan: “gold”, visits: “3”',
		],
		[{}, 'record a transaction of 2026-03-05'],
	])('what follows in words: %j', (data, words) => {
		const work = {
			date: '2026-03-05',
			data: data as Record<string, string>,
			key: { field: 'plan', value: 'gold' },
		};
		expect(destination().followUpInWords?.(work)).toEqual([words]);
	});

	it.each([
		['mailingList.CG_1', 'mailing list CG_1'],
		['embeddedData.mailingList.', 'embeddedData.mailingList.'],
		['email', 'email'],
	])('the field %s is called %s', async (field, name) => {
		const opened = await destination().open([], {
			members: [],
			match: [],
			names: [],
			way: 'single',
		} as never);
		expect(opened.inWords?.({ field, from: null, to: true })).toEqual({
			field: name,
			from: null,
			to: true,
		});
	});

	it.each([
		[['CG_1'], 'CID_1', { contactId: 'CID_1', directoryId: 'POOL_1', mailingListIds: ['CG_1'] }],
		[[], undefined, { directoryId: 'POOL_1' }],
	])('lists %j, contact %s: %j', async (mailingListIds, id, shown) => {
		const part = { members: [], match: [], names: [], way: 'single' } as never;
		const opened = await destination({ mailingListIds }).open([], part);
		expect(opened.describe?.(id)).toEqual(shown);
	});
});

describe('questions of which only the schema is known', () => {
	it('groups are ranked, rows of them too; parts are of another kind', () => {
		const property = (more: object = {}) => ({ dataType: 'question', type: 'string', ...more });
		const schema = {
			title: 'Visit',
			properties: {
				values: {
					properties: {
						QID1_0_GROUP: property({ type: 'array' }),
						QID1_G0_2_RANK: property({ type: 'number' }),
						QID2_OS: property(),
					},
				},
			},
		};
		const [groups, parts] = toDefinition('SV_1', { schema }).questions;
		expect(groups).toMatchObject({ id: 'QID1', type: 'ranking', rowType: 'ranking' });
		expect(parts).toMatchObject({ id: 'QID2', type: 'other' });
		expect(parts).not.toHaveProperty('rowType');
	});
});
