/** What one field of a JSON body must be. `null` is never allowed. */
export interface FieldRule {
	kind:
		| 'string'
		| 'boolean'
		| 'number'
		| 'integer'
		/** Object with the fields of `fields`, no others. */
		| 'object'
		/** Object of any keys whose values are strings, numbers or booleans. */
		| 'primitives'
		/** Object of any keys whose values follow `items`. */
		| 'map'
		| 'array'
		/** Checked by the handler. */
		| 'any';
	required?: boolean;
	oneOf?: readonly string[];
	pattern?: RegExp;
	/** Characters of a string, elements of an array. */
	max?: number;
	min?: number;
	fields?: Fields;
	items?: FieldRule;
}

export type Fields = Record<string, FieldRule>;

export interface Complaint {
	/** `contacts[3].embeddedData.plan` */
	path: string;
	reason: 'missing' | 'unknown' | 'null' | 'type' | 'value';
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** The first thing wrong with an object, or undefined. */
export function checkFields(value: unknown, fields: Fields, at = ''): Complaint | undefined {
	if (!isRecord(value)) return { path: at || 'Request', reason: value === null ? 'null' : 'type' };
	for (const name of Object.keys(value)) {
		if (!Object.hasOwn(fields, name)) return { path: join(at, name), reason: 'unknown' };
	}
	for (const [name, rule] of Object.entries(fields)) {
		if (!Object.hasOwn(value, name)) {
			if (rule.required) return { path: join(at, name), reason: 'missing' };
			continue;
		}
		const complaint = checkField(value[name], rule, join(at, name));
		if (complaint) return complaint;
	}
	return undefined;
}

export function checkField(value: unknown, rule: FieldRule, path: string): Complaint | undefined {
	if (rule.kind === 'any') return undefined;
	if (value === null) return { path, reason: 'null' };
	switch (rule.kind) {
		case 'string':
			if (typeof value !== 'string') return { path, reason: 'type' };
			return checkString(value, rule) ? undefined : { path, reason: 'value' };
		case 'boolean':
			return typeof value === 'boolean' ? undefined : { path, reason: 'type' };
		case 'number':
		case 'integer':
			if (typeof value !== 'number') return { path, reason: 'type' };
			if (rule.kind === 'integer' && !Number.isInteger(value)) return { path, reason: 'type' };
			return rule.min !== undefined && value < rule.min ? { path, reason: 'value' } : undefined;
		case 'object':
			return checkFields(value, rule.fields ?? {}, path);
		case 'primitives':
			return checkMap(value, path, checkPrimitive);
		case 'map':
			return checkMap(value, path, (item, at) =>
				checkField(item, rule.items ?? { kind: 'any' }, at),
			);
		case 'array':
			return checkArray(value, rule, path);
	}
}

const checkString = (value: string, rule: FieldRule): boolean =>
	(!rule.oneOf || rule.oneOf.includes(value)) &&
	(!rule.pattern || rule.pattern.test(value)) &&
	(rule.max === undefined || value.length <= rule.max) &&
	(rule.min === undefined || value.length >= rule.min);

function checkMap(
	value: unknown,
	path: string,
	check: (item: unknown, at: string) => Complaint | undefined,
): Complaint | undefined {
	if (!isRecord(value)) return { path, reason: 'type' };
	for (const [name, item] of Object.entries(value)) {
		const complaint = check(item, join(path, name));
		if (complaint) return complaint;
	}
	return undefined;
}

function checkPrimitive(value: unknown, path: string): Complaint | undefined {
	if (value === null) return { path, reason: 'null' };
	return ['string', 'number', 'boolean'].includes(typeof value)
		? undefined
		: { path, reason: 'type' };
}

function checkArray(value: unknown, rule: FieldRule, path: string): Complaint | undefined {
	if (!Array.isArray(value)) return { path, reason: 'type' };
	if (rule.max !== undefined && value.length > rule.max) return { path, reason: 'value' };
	if (rule.min !== undefined && value.length < rule.min) return { path, reason: 'value' };
	for (const [index, item] of value.entries()) {
		const complaint = checkField(item, rule.items ?? { kind: 'any' }, `${path}[${index}]`);
		if (complaint) return complaint;
	}
	return undefined;
}

const join = (at: string, name: string): string => (at ? `${at}.${name}` : name);
