import { jsonReply, type Reply } from '../http/types';
import { invalid, refuse } from './errors';
import type { StoredProperty } from './seedData';
import type { StoredObject } from './state';

const REQUIRED = ['name', 'label', 'groupName', 'type', 'fieldType'];

/** Which goes with which. */
const PAIRS: Record<string, string[]> = {
	bool: ['booleancheckbox'],
	date: ['date'],
	datetime: ['date'],
	enumeration: ['booleancheckbox', 'checkbox', 'radio', 'select'],
	number: ['number'],
	string: ['text', 'textarea', 'phonenumber', 'html', 'file'],
};

/** Source: contracts/hubspot.md 6.13 and 6.14. */
export function createProperty({ properties }: StoredObject, body: Record<string, unknown>): Reply {
	const missing = REQUIRED.filter((name) => typeof body[name] !== 'string' || body[name] === '');
	if (missing.length > 0)
		throw invalid(`some required attributes are not set: [${missing.join(', ')}]`);
	const { name, label, groupName, type, fieldType } = body as Record<string, string>;
	if (!/^[a-z][a-z0-9_]{0,99}$/.test(name)) throw invalid('The name of the property is not valid');
	if (!PAIRS[type]?.includes(fieldType)) throw invalid(`fieldType ${fieldType} is not valid`);
	if (!properties.some((one) => one.groupName === groupName))
		throw invalid(`Property group ${groupName} does not exist`);
	if (properties.some((one) => one.name === name))
		throw refuse({ status: 409, category: 'CONFLICT', message: `Property ${name} already exists` });
	const made = { name, label, groupName, type, fieldType, options: [] } as StoredProperty;
	properties.push(made);
	return jsonReply(201, made);
}
