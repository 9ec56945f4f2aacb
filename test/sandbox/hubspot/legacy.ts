import { jsonReply, type Reply } from '../http/types';
import { refuse, valueProblem } from './errors';
import { add, isThere, objectNamed, put, recordWith, type World } from './state';
import { checkValues } from './values';

/** What n8n's own node asks for. Source: contracts/hubspot.md 1.7. */
export function createOrUpdate(world: World, email: string, body: Record<string, unknown>): Reply {
	const contacts = objectNamed(world, 'contacts')!;
	const given = (body.properties ?? []) as Array<{ property: string; value: unknown }>;
	const values = Object.fromEntries(given.map(({ property, value }) => [property, value]));
	const known = recordWith(world, contacts, 'email', email);
	const checked = checkValues(world, contacts, known ? values : { ...values, email }, known);
	if (checked.problems.length > 0) throw refuse(valueProblem(checked.problems, 'everywhere'));
	if (known) put(world, contacts, known, checked.values);
	const { id } = known ?? add(world, contacts, checked.values);
	return jsonReply(200, { vid: Number(id), isNew: known === undefined });
}

export function readProfile(world: World, id: string): Reply {
	const record = objectNamed(world, 'contacts')!.records.get(id);
	if (!isThere(record)) throw refuse({ status: 404, message: 'resource not found' });
	const properties = Object.entries(record.values).map(([name, value]) => [name, { value }]);
	return jsonReply(200, { vid: Number(id), properties: Object.fromEntries(properties) as object });
}
