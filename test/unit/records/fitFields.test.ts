import { isConnectorError } from '../../../nodes/shared/http/ConnectorError';
import type { MappedField } from '../../../nodes/shared/mapping';
import {
	upsertRecords,
	type FieldShape,
	type RecordTarget,
	type RecordWrite,
	type UpsertInput,
	type UpsertOptions,
} from '../../../nodes/shared/records';

const WORDS = 'Extremely dissatisfied';
const SHAPES: Record<string, FieldShape> = {
	email: { shape: 'email', label: 'Email', identifies: true },
	phone: { shape: 'phone', label: 'Mobile Phone' },
	site: { shape: 'url', label: 'Website' },
};
const options: UpsertOptions = {
	operation: 'createOrUpdate',
	whenAmbiguous: 'error',
	allowOptInAgain: false,
	onlyIfNewer: false,
	timeZone: 'UTC',
	dryRun: false,
	match: [{ field: 'id', kind: 'text' }],
};
const input = (values: Record<string, unknown>): UpsertInput => ({
	fields: Object.entries(values).map(
		([target, value]): MappedField => ({ target, value, sourceText: '', action: 'set' }),
	),
});

/** A system that takes everything, and what it was given. */
function lenientSystem(): { target: RecordTarget; writes: RecordWrite[] } {
	const writes: RecordWrite[] = [];
	const target: RecordTarget = {
		keysAreUnique: true,
		batchSize: 10,
		shapeOf: (field) => SHAPES[field],
		find: async (keys) => await Promise.resolve(keys.map(() => [])),
		async write(given) {
			writes.push(...given);
			return await Promise.resolve(given.map((_write, index) => ({ id: String(index) })));
		},
	};
	return { target, writes };
}

describe('values that the field is not meant for', () => {
	it('MB02 an answer in words is not written to a phone number, and the other fields are', async () => {
		const { target, writes } = lenientSystem();
		const values = { id: 'a', phone: WORDS, site: WORDS, city: WORDS };
		const [outcome] = await upsertRecords([input(values)], target, options);
		expect(outcome.status).toBe('created');
		expect(writes).toEqual([
			expect.objectContaining({ kind: 'create', values: { id: 'a', city: WORDS } }),
		]);
		expect(outcome.warnings).toEqual([
			'The value for "Mobile Phone" is not a phone number: the field was not written. Check which answer is mapped to it.',
			'The value for "Website" is not a web address: the field was not written. Check which answer is mapped to it.',
		]);
	});

	it.each([
		['email', '\u200eann@example.com\u2060', 'ann@example.com'],
		['email', 'анна@пример.рф\u2060 ', 'анна@пример.рф'],
		['email', '👩‍👩‍👧@example.com\u200b', '👩‍👩‍👧@example.com'],
		['phone', '\u202a+33 6 12\u202c', '+33 6 12'],
		['site', '\ufeffwww.example.com', 'www.example.com'],
		['note', '\u200ba', '\u200ba'],
	])('LC10 %s %j is written as it is seen', async (field, given, written) => {
		const { target, writes } = lenientSystem();
		await upsertRecords([input({ id: 'a', [field]: given })], target, options);
		expect(writes).toEqual([expect.objectContaining({ values: { id: 'a', [field]: written } })]);
	});

	it('MB02 each item has its own warning, in a dry run too', async () => {
		const { target } = lenientSystem();
		const inputs = ['+33612345678', WORDS, 'n/a'].map((phone, index) =>
			input({ id: String(index), phone }),
		);
		const outcomes = await upsertRecords(inputs, target, { ...options, dryRun: true });
		expect(outcomes.map(({ warnings }) => warnings.length)).toEqual([0, 1, 1]);
	});

	it.each<[string, Record<string, unknown>, UpsertOptions['match']]>([
		['an address', { id: 'a', email: WORDS }, options.match],
		['a match field', { phone: WORDS, city: 'x' }, [{ field: 'phone', kind: 'phone' }]],
	])('MB02 %s by which a record is known: nothing is written', async (_what, values, match) => {
		const { target, writes } = lenientSystem();
		const inputs = [input(values), input({ id: 'b', phone: '0612345678' })];
		const [refused, written] = await upsertRecords(inputs, target, { ...options, match });
		expect(refused.status).toBe('failed');
		expect(isConnectorError(refused.error)).toBe(true);
		expect(refused.error?.message).toMatch(
			/^The value for "(Email|Mobile Phone)" is not an? (email address|phone number)$/,
		);
		expect(refused.error?.message).not.toContain(WORDS);
		expect(written.status).toBe('created');
		expect(writes).toHaveLength(1);
	});

	it('MB02 empty, cleared and unknown fields are no matter of form', async () => {
		const { target, writes } = lenientSystem();
		const cleared: MappedField = { target: 'site', value: null, sourceText: '', action: 'clear' };
		const { fields } = input({ id: 'a', phone: ' ', note: WORDS });
		const [outcome] = await upsertRecords([{ fields: [...fields, cleared] }], target, options);
		expect(outcome.warnings).toEqual([]);
		expect(writes).toHaveLength(1);
	});
});
