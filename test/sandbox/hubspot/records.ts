import { jsonReply, type Reply } from '../http/types';
import { invalid, refuse, valueProblem, type ValueProblem } from './errors';
import {
	add,
	isThere,
	put,
	recordWith,
	survivorOf,
	type StoredObject,
	type StoredRecord,
	type World,
} from './state';
import { checkValues, missingOnCreate } from './values';

type Body = Record<string, unknown>;

interface Input {
	id: string;
	idProperty?: string;
	properties: unknown;
	trace?: string;
}

/** As it is shown: what is asked for, empty ones as null, unknown ones not at all. Source: contracts/hubspot.md 3.11. */
export function shown(object: StoredObject, record: StoredRecord, names?: readonly string[]): Body {
	const wanted = names
		? object.properties.map(({ name }) => name).filter((name) => names.includes(name))
		: Object.keys(record.values);
	const always = ['hs_object_id', 'createdate'];
	return {
		id: record.id,
		properties: {
			...Object.fromEntries(
				[...new Set([...always, ...wanted])].map((name) => [name, record.values[name] ?? null]),
			),
			lastmodifieddate: record.updatedAt,
			...(record.merged.length > 0 && { hs_merged_object_ids: record.merged.join(';') }),
		},
		createdAt: record.createdAt,
		updatedAt: record.updatedAt,
		archived: record.archived,
		url: `https://app-eu1.hubspot.com/contacts/1234567/record/${object.typeId}/${record.id}`,
	};
}

/** Source: contracts/hubspot.md 3.3. */
function inputsOf(body: Body): Input[] {
	const { inputs } = body;
	if (!Array.isArray(inputs))
		throw invalid('Invalid input JSON: some required fields were not set: [inputs]');
	if (inputs.length === 0 || inputs.length > 100)
		throw invalid(`The maximum number of inputs supported is 100, received ${inputs.length}`);
	return (inputs as Body[]).map(({ id, idProperty, properties, objectWriteTraceId }) => ({
		id: String(id ?? ''),
		...(typeof idProperty === 'string' && { idProperty }),
		properties,
		...(typeof objectWriteTraceId === 'string' && { trace: objectWriteTraceId }),
	}));
}

/** In another order than asked for. Source: contracts/hubspot.md 3.9. */
const inOtherOrder = <T>(entries: readonly T[]): T[] => [...entries].reverse();

const envelope = (
	status: number,
	results: object[],
	errors: object[] = [],
	errorCount = errors.length,
): Reply =>
	jsonReply(status, {
		status: 'COMPLETE',
		startedAt: '2026-01-05T08:00:00.000Z',
		completedAt: '2026-01-05T08:00:00.100Z',
		results: inOtherOrder(results),
		...(errors.length > 0 && { numErrors: errorCount, errors }),
	});

/** Source: contracts/hubspot.md 3.4 and 3.5. */
const notFound = (object: StoredObject, ids: string[]): object => ({
	status: 'error',
	category: 'OBJECT_NOT_FOUND',
	message: `Could not get some ${object.label.toUpperCase()} objects, they may be deleted or not exist. Check that ids are valid.`,
	context: { ids },
});

/** Source: contracts/hubspot.md 3.10, 4.5. */
function checkKey(object: StoredObject, name: string | undefined, action: 'read' | 'update'): void {
	if (name === undefined) return;
	const isAddress = object.typeId === '0-1' && name === 'email' && action === 'read';
	const property = object.properties.find((one) => one.name === name);
	if (isAddress || property?.hasUniqueValue) return;
	throw invalid(
		`Unable to perform ${action === 'read' ? 'read' : 'update/upsert'} by non-unique ${object.typeId} property ${name}`,
	);
}

export function batchRead(world: World, object: StoredObject, body: Body): Reply {
	const inputs = inputsOf(body);
	const key = typeof body.idProperty === 'string' ? body.idProperty : undefined;
	checkKey(object, key, 'read');
	const names = Array.isArray(body.properties) ? (body.properties as string[]) : [];
	const found = new Set<StoredRecord>();
	const missing: string[] = [];
	for (const { id } of inputs) {
		const own = object.records.get(id);
		const record = key === undefined ? own : recordWith(world, object, key, id);
		if (isThere(record)) found.add(record);
		else missing.push(id);
	}
	const results = [...found].map((record) => shown(object, record, names));
	if (missing.length === 0) return envelope(200, results);
	return envelope(world.options.partialStatus, results, [notFound(object, missing)]);
}

export function batchUpdate(world: World, object: StoredObject, body: Body): Reply {
	const inputs = inputsOf(body);
	for (const { idProperty } of inputs) checkKey(object, idProperty, 'update');
	const ids = inputs.map(({ id }) => id);
	const twice = [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
	if (twice.length > 0)
		throw invalid(`Duplicate IDs found in batch input: [${twice.join(', ')}]. IDs must be unique`, {
			context: { ids: twice },
		});
	const problems: ValueProblem[] = [];
	const missing: string[] = [];
	const writes: Array<() => StoredRecord> = [];
	for (const { id, idProperty, properties } of inputs) {
		const own = object.records.get(id);
		const record = idProperty === undefined ? own : recordWith(world, object, idProperty, id);
		if (!isThere(record)) {
			missing.push(id);
			continue;
		}
		const checked = checkValues(world, object, properties, record);
		problems.push(...checked.problems);
		writes.push(() => {
			put(world, object, record, checked.values);
			return record;
		});
	}
	if (problems.length > 0) throw refuse(conflictOr(world, problems));
	const results = writes.map((write) => shown(object, write()));
	if (missing.length === 0) return envelope(200, results);
	return envelope(world.options.partialStatus, results, [notFound(object, missing)]);
}

const conflictOr = ({ options }: World, problems: ValueProblem[]) => ({
	...valueProblem(problems, options.details),
	...(options.takenStatus === 409 &&
		problems.every(({ code }) => code === 'CONFLICTING_UNIQUE_VALUE') && {
			status: 409,
			category: 'CONFLICT',
		}),
});

export function batchCreate(world: World, object: StoredObject, body: Body): Reply {
	const inputs = inputsOf(body);
	const traces = inputs.flatMap(({ trace }) => trace ?? []);
	const isTraced = traces.length === inputs.length;
	if (new Set(traces).size < traces.length) throw invalid('objectWriteTraceId must be unique');
	const results: object[] = [];
	const errors: object[] = [];
	const made: StoredRecord[] = [];
	for (const { properties, trace } of inputs) {
		const problem = problemOf(world, object, properties);
		if (problem) {
			if (!isTraced) {
				for (const record of made) {
					record.archived = true;
					object.records.delete(record.id);
				}
				throw refuse(problem);
			}
			const { status: _status, context, ...error } = problem;
			errors.push({
				status: 'error',
				...error,
				context: { ...context, objectWriteTraceId: [trace] },
			});
			continue;
		}
		const record = add(world, object, checkValues(world, object, properties).values);
		made.push(record);
		const echoed = world.options.echoesTraceIds && { objectWriteTraceId: trace };
		results.push({ ...shown(object, record), ...echoed });
	}
	return envelope(errors.length > 0 ? world.options.partialStatus : 201, results, errors);
}

function problemOf(world: World, object: StoredObject, properties: unknown) {
	const { values, problems, existingId } = checkValues(world, object, properties);
	if (existingId !== undefined)
		return {
			status: 409,
			category: 'CONFLICT',
			message: `${object.label} already exists. Existing ID: ${existingId}`,
			context: { existingId: [existingId] },
		};
	if (problems.length > 0) return valueProblem(problems, world.options.details);
	const missing = missingOnCreate(world, object, values);
	return missing.length === 0
		? undefined
		: {
				status: 400,
				category: 'VALIDATION_ERROR',
				message: `Error creating ${object.label.toUpperCase()}. Some required properties were not set: ${missing.join(', ')}`,
			};
}

const gone = () =>
	refuse({ status: 404, category: 'OBJECT_NOT_FOUND', message: 'resource not found' });

/** Source: contracts/hubspot.md 4.9. */
export function readOne(object: StoredObject, id: string, query: URLSearchParams): Reply {
	const record = survivorOf(object, id);
	if (!record) throw gone();
	const names = (query.get('properties') ?? '').split(',');
	return jsonReply(200, shown(object, record, names));
}

export function updateOne(world: World, object: StoredObject, id: string, body: Body): Reply {
	const record = survivorOf(object, id);
	if (!record) throw gone();
	const { values, problems } = checkValues(world, object, body.properties, record);
	if (problems.length > 0) throw refuse(conflictOr(world, problems));
	put(world, object, record, values);
	return jsonReply(200, shown(object, record));
}

/** Source: contracts/hubspot.md 3.14. */
export function listRecords(object: StoredObject, query: URLSearchParams): Reply {
	const limit = Number(query.get('limit') ?? 10);
	if (!Number.isInteger(limit) || limit > 100) throw invalid('limit must be at most 100');
	const all = [...object.records.values()].filter(isThere);
	const after = query.get('after');
	const start = after === null ? 0 : all.findIndex(({ id }) => id === after) + 1;
	const page = all.slice(start, start + limit);
	const names = (query.get('properties') ?? '').split(',');
	return jsonReply(200, {
		results: page.map((record) => shown(object, record, names)),
		...(start + limit < all.length && { paging: { next: { after: page[page.length - 1].id } } }),
	});
}
