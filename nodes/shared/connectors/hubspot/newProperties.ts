import { ConnectorError, isConnectorError } from '../../http/ConnectorError';
import { settle } from '../../http/settle';
import type { HubSpot } from './client';
import type { Json } from './json';
import type { ObjectProperties, Property } from './properties';

export interface WithMissing {
	/** With those that are missing, as if they were there. */
	properties: ObjectProperties;
	/** Names of those that are missing. */
	missing: string[];
	/** Creates them. Called again: nothing. */
	create(): Promise<void>;
}

/** Source: contracts/hubspot.md 6.14. */
const NAME = /^[a-z][a-z0-9_]{0,99}$/;

/** Of each kind of object one that it is sure to have: new properties stand in the same group. */
const USUAL = ['email', 'domain', 'dealname', 'subject', 'name'];

/**
 * Those of the names that do not exist are taken for texts of one line, and created as such once a record is really written:
 * not for a dry run, and not for a plan that is not approved. Source: contracts/hubspot.md 6.13.
 */
export async function withMissing(
	hubspot: HubSpot,
	type: string,
	names: readonly string[],
): Promise<WithMissing> {
	const properties = await hubspot.properties(type, names);
	const missing = names.filter((name) => !properties.byName.has(name));
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
	const createAll = async (): Promise<void> => {
		for (const name of missing)
			await create(hubspot, type, { ...TEXT, name, label: name, groupName });
	};
	let done: Promise<void> | undefined;
	return {
		properties: missing.length === 0 ? properties : extended(properties, missing.map(textProperty)),
		missing,
		create: async () => await (done ??= createAll()),
	};
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
