import fc from 'fast-check';
import { Parser } from 'odata-v4-parser';
import {
	batchContentType,
	boundaryOf,
	writeBatch,
} from '../../../nodes/shared/connectors/dataverse/batch';
import type { Json } from '../../../nodes/shared/connectors/dataverse/json';
import { keyPredicate } from '../../../nodes/shared/connectors/dataverse/keyPredicate';
import type { Operation } from '../../../nodes/shared/connectors/dataverse/sendBatch';
import type { Table } from '../../../nodes/shared/connectors/dataverse/tables';
import {
	createOperation,
	updateOperation,
	upsertOperation,
} from '../../../nodes/shared/connectors/dataverse/write';
import { asRead, hostileText } from './hostileText';
import { readBatch } from './readBatch';

/**
 * Batches of writes whose values are hostile, taken apart by a reader of forms, a parser of HTTP requests and one of OData that
 * others wrote: as many requests as went in, each with the method, address, condition and record that it was made of.
 */
const parser = new Parser();
const SEED = 20_261_130;
const RUNS = 1_000;
const ROOT = '/api/data/v9.2';
const table = { name: 'contact', setName: 'contacts', primaryId: 'contactid' } as Table;

const payload: fc.Arbitrary<Json> = fc.dictionary(
	fc.constantFrom('lastname', 'new_no', 'new_rate', 'description', 'parentcustomerid@odata.bind'),
	fc.oneof(
		hostileText,
		fc.integer(),
		fc.double({ noNaN: true, noDefaultInfinity: true }),
		fc.constant(null),
	),
);
const version = fc.oneof(
	fc.integer({ min: 0 }).map((number) => `W/"${number}"`),
	fc.constant('*'),
	fc
		.oneof(
			fc.stringMatching(/^[ -~]{0,20}$/),
			fc.constantFrom('\r\n\r\n--batch_5f3c1a', '\r\nHost: example.com', '"\nIf-Match: *'),
		)
		.map((text) => `W/"${text}"`),
);
const predicate = fc
	.oneof(fc.uuid(), fc.stringMatching(/^[A-Za-z0-9@._~ -]{1,30}$/), hostileText)
	.map((value) => keyPredicate([{ column: 'new_key', value }]))
	.filter((made) => made !== undefined);

const operation: fc.Arbitrary<Operation> = fc.oneof(
	payload.map((body) => createOperation(table, body, {})),
	fc
		.tuple(fc.uuid(), payload, version)
		.map(([id, body, ifMatch]) => updateOperation(table, id, body, { version: ifMatch })),
	fc.tuple(predicate, payload).map(([key, body]) => upsertOperation(table, key, body, {})),
);

const headerOf = (value: string): string => value.replace(/[\r\n]+/g, ' ').trim();

/** Half of a pair of surrogates is no text: it is written as the sign that stands for it. */
const wellFormed = (record: Json): Json =>
	JSON.parse(JSON.stringify(record).toWellFormed()) as Json;

describe('batches that are made of hostile values, read by parsers of others', () => {
	it(`${RUNS} batches of writes, with If-Match and keys in addresses`, async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(operation, { minLength: 1, maxLength: 5 }), async (operations) => {
				const mark = 'batch_5f3c1a';
				const text = writeBatch(
					operations.map(({ method, path, headers, body }) => ({
						method,
						url: `${ROOT}${path}`,
						headers,
						body,
					})),
					mark,
				);
				const parts = await readBatch(text, boundaryOf(batchContentType(mark))!);
				expect(parts).toHaveLength(operations.length);
				operations.forEach(({ method, path, headers = {}, body }, index) => {
					const part = parts[index];
					expect(part.mime).toEqual({
						'content-type': ['application/http'],
						'content-transfer-encoding': ['binary'],
					});
					expect(part).toMatchObject({ method, url: `${ROOT}${path}` });
					const address = asRead(path);
					expect((parser.odataUri(address) as { raw: string }).raw).toBe(address);
					const wanted = { accept: ['application/json'], ...namesOf(headers) };
					expect(part.headers).toMatchObject(wanted);
					expect(Object.keys(part.headers).sort()).toEqual(
						[...Object.keys(wanted), 'content-type'].sort(),
					);
					expect(JSON.parse(part.body)).toEqual(wellFormed(body as Json));
				});
			}),
			{ seed: SEED, numRuns: RUNS },
		);
	});

	it('a boundary that is not the one between the parts finds none', async () => {
		const text = writeBatch([{ method: 'GET', url: `${ROOT}/contacts` }], 'batch_1');
		await expect(readBatch(text, 'batch_2')).rejects.toThrow();
	});
});

const namesOf = (headers: Readonly<Record<string, string>>): Record<string, string[]> =>
	Object.fromEntries(
		Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [headerOf(value)]]),
	);
