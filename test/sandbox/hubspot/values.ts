import { invalid, type ValueProblem } from './errors';
import type { HubSpotOptions } from './options';
import { STAGES, type StoredProperty } from './seedData';
import { recordWith, type StoredObject, type StoredRecord, type Values, type World } from './state';

/** Source: contracts/hubspot.md 6.8. */
const LONGEST_TEXT = 65_536;

type Checked = { value: string } | { code: string; message: string };

const no = (code: string, message: string): Checked => ({ code, message });

const isDay = (text: string): boolean => {
	if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
	const date = new Date(`${text}T00:00:00.000Z`);
	return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
};

/** Source: contracts/hubspot.md 6.6. */
function checkDate(text: string): Checked {
	if (isDay(text)) return { value: text };
	if (!/^-?\d+$/.test(text)) return no('INVALID_DATE', `${text} was not a valid date`);
	const iso = new Date(Number(text)).toISOString();
	if (iso.endsWith('T00:00:00.000Z')) return { value: iso.slice(0, 10) };
	return no('INVALID_DATE', `${text} is at ${iso.slice(11, 23)} UTC, not midnight!`);
}

/** Source: contracts/hubspot.md 6.7. */
function checkMoment(text: string): Checked {
	const isIso = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?Z$/.test(text);
	const date = new Date(/^-?\d+$/.test(text) ? Number(text) : isIso ? text : Number.NaN);
	return Number.isNaN(date.getTime())
		? no('INVALID_DATE', `${text} was not a valid date`)
		: { value: date.toISOString() };
}

/** Source: contracts/hubspot.md 6.4. */
function checkChoice(property: StoredProperty, text: string, stored: string): Checked {
	const allowed = property.options.map(({ value }) => value);
	const isOpen = property.externalOptions === true && allowed.length === 0 && /^\d+$/.test(text);
	const wrong = (value: string): Checked =>
		no('INVALID_OPTION', `${value} was not one of the allowed options: [${allowed.join(', ')}]`);
	if (property.fieldType !== 'checkbox')
		return isOpen || allowed.includes(text) ? { value: text } : wrong(text);
	const isAdded = text.startsWith(';');
	const given = (isAdded ? text.slice(1) : text).split(';');
	const bad = given.find((value) => !allowed.includes(value));
	if (bad !== undefined) return wrong(bad);
	const before = isAdded && stored !== '' ? stored.split(';') : [];
	return { value: [...new Set([...before, ...given])].join(';') };
}

/** Syntax and the end of the name. Source: contracts/hubspot.md 4.10. */
const ADDRESS = /^[^\s@,;]+@[^\s@,;]+\.(com|org|net|fr|cz|pl|io|example|test)$/i;

function checkText(property: StoredProperty, text: string): Checked {
	if (property.name === 'email') {
		const address = text.trim().toLowerCase();
		return ADDRESS.test(address)
			? { value: address }
			: no('INVALID_EMAIL', `Email address ${text} is invalid`);
	}
	return text.length > LONGEST_TEXT
		? no('INVALID_STRING', `Value exceeds the maximum of ${LONGEST_TEXT} characters`)
		: { value: text };
}

function check(
	property: StoredProperty,
	text: string,
	stored: string,
	{ numbersAs }: HubSpotOptions,
): Checked {
	switch (property.type) {
		case 'number':
			if (!/^-?\d*\.?\d+$/.test(text)) return no('INVALID_FLOAT', `${text} was not a valid number`);
			return { value: numbersAs === 'decimals' && !text.includes('.') ? `${text}.0` : text };
		case 'bool':
			return text === 'true' || text === 'false'
				? { value: text }
				: no('INVALID_BOOLEAN', `${text} was not a valid boolean`);
		case 'date':
			return checkDate(text);
		case 'datetime':
			return checkMoment(text);
		case 'enumeration':
			return checkChoice(property, text, stored);
		default:
			return checkText(property, text);
	}
}

export interface CheckedValues {
	values: Values;
	problems: ValueProblem[];
	/** Who has the address already. */
	existingId?: string;
}

/** What of the values given goes into a record, and what is wrong with them. Null: no change. Source: contracts/hubspot.md 6. */
export function checkValues(
	world: World,
	object: StoredObject,
	given: unknown,
	record?: StoredRecord,
): CheckedValues {
	if (typeof given !== 'object' || given === null || Array.isArray(given))
		throw invalid('Invalid input JSON: properties must be an object');
	const values: Values = {};
	const problems: ValueProblem[] = [];
	let existingId: string | undefined;
	for (const [name, raw] of Object.entries(given)) {
		if (typeof raw === 'object' && raw !== null)
			throw invalid(`Invalid input JSON on line 1, column 1: Cannot deserialize value of ${name}`);
		const property = object.properties.find((one) => one.name === name);
		const problem = (code: string, message: string) =>
			void problems.push({ code, property: name, message });
		if (!property) {
			problem('PROPERTY_DOESNT_EXIST', `Property "${name}" does not exist`);
			continue;
		}
		if (property.calculated || property.modificationMetadata?.readOnlyValue) {
			problem('READ_ONLY_VALUE', `"${name}" is a calculated property; its value cannot be set`);
			continue;
		}
		if (raw === null) continue;
		const text = String(raw);
		if (text === '') {
			values[name] = null;
			continue;
		}
		const checked = check(property, text, record?.values[name] ?? '', world.options);
		if ('code' in checked) {
			problem(checked.code, checked.message);
			continue;
		}
		const owner = ownerOf(world, object, property, checked.value, record);
		if (owner && name === 'email' && !record) existingId = owner.id;
		else if (owner)
			problem('CONFLICTING_UNIQUE_VALUE', `Another object already has that value for ${name}`);
		values[name] = name === 'lifecyclestage' ? stageAfter(record, checked.value) : checked.value;
	}
	return { values, problems, ...(existingId !== undefined && { existingId }) };
}

/** Source: contracts/hubspot.md 7. */
const stageAfter = (record: StoredRecord | undefined, wanted: string): string => {
	const before = record?.values.lifecyclestage;
	return before && STAGES.indexOf(wanted) < STAGES.indexOf(before) ? before : wanted;
};

/** Another record with the value, where no two may have it. Source: contracts/hubspot.md 4.1, 4.8. */
function ownerOf(
	world: World,
	object: StoredObject,
	{ name, hasUniqueValue }: StoredProperty,
	value: string,
	own?: StoredRecord,
): StoredRecord | undefined {
	const isAddress = object.typeId === '0-1' && name === 'email';
	if (!isAddress && !hasUniqueValue) return undefined;
	const record = recordWith(world, object, name, value);
	return record === own ? undefined : record;
}

/** Source: contracts/hubspot.md 3.13, 9.2. */
export function missingOnCreate(
	{ options }: World,
	object: StoredObject,
	values: Values,
): string[] {
	const has = (name: string): boolean => (values[name] ?? '') !== '';
	const { all = [], any } = object.required;
	const needsOne = object.typeId !== '0-1' || options.contactsNeedName;
	const byAdmin = options.adminRules
		.filter(({ type }) => object.names.includes(type))
		.flatMap(({ required }) => required);
	return [
		...[...all, ...byAdmin].filter((name) => !has(name)),
		...(any && needsOne && !any.some(has) ? [any.join(' or ')] : []),
	];
}
