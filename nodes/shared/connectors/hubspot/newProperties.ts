import { ConnectorError, isConnectorError } from '../../http/ConnectorError';
import { settle } from '../../http/settle';
import type { HubSpot } from './client';
import type { Json } from './json';
import type { ObjectProperties, Property } from './properties';

export interface WithMissing {
	properties: ObjectProperties;
	notes: string[];
}

/** Source: contracts/hubspot.md 6.14. */
const NAME = /^[a-z][a-z0-9_]{0,99}$/;

/** Of each kind of object one that it is sure to have: new properties stand in the same group. */
const USUAL = ['email', 'domain', 'dealname', 'subject', 'name'];

/**
 * Those of the names that do not exist are created, as texts of one line. In a dry run they are taken for created. Source:
 * contracts/hubspot.md 6.13.
 */
export async function createMissing(
	hubspot: HubSpot,
	type: string,
	names: readonly string[],
	isDryRun: boolean,
): Promise<WithMissing> {
	const properties = await hubspot.properties(type, names);
	const missing = names.filter((name) => !properties.byName.has(name));
	if (missing.length === 0) return { properties, notes: [] };
	const bad = missing.find((name) => !NAME.test(name));
	if (bad !== undefined) {
		throw new ConnectorError('input', `HubSpot cannot have a property "${bad}"`, {
			hint: 'A name has small letters, digits and underscores, a letter first.',
		});
	}
	const groupName =
		USUAL.flatMap((name) => properties.byName.get(name)?.group ?? [])[0] ??
		properties.all[0]?.group ??
		'';
	const said = isDryRun ? 'would be created in HubSpot' : 'was created in HubSpot';
	const notes = missing.map((name) => `The property "${name}" ${said}, as a text`);
	if (isDryRun) return { properties: extended(properties, missing.map(textProperty)), notes };
	for (const name of missing)
		await create(hubspot, type, { ...TEXT, name, label: name, groupName });
	const now = await hubspot.properties(type, names);
	// A list that is a moment old does not have them yet.
	const unseen = missing.filter((name) => !now.byName.has(name));
	return { properties: extended(now, unseen.map(textProperty)), notes };
}

const TEXT = { type: 'string', fieldType: 'text' } as const;

/** Somebody else may have created it meanwhile. */
async function create(hubspot: HubSpot, type: string, body: Json): Promise<void> {
	const done = await settle(hubspot.createProperty(type, body));
	if (done.ok || (isConnectorError(done.error) && done.error.kind === 'conflict')) return;
	throw done.error;
}

const textProperty = (name: string): Property => ({
	name,
	label: name,
	group: '',
	kind: 'text',
	isPhone: false,
	options: [],
	isOpen: true,
	isOwner: false,
	isUnique: false,
	isHidden: false,
	isReadOnly: false,
});

const extended = ({ all, byName }: ObjectProperties, more: Property[]): ObjectProperties => ({
	all: [...all, ...more],
	byName: new Map([...byName, ...more.map((one): [string, Property] => [one.name, one])]),
});
