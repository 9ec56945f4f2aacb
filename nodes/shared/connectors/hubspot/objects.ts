import { ConnectorError, isConnectorError } from '../../http/ConnectorError';
import { settle } from '../../http/settle';
import type { Api } from './api';
import { asRecord, asRecords, asText } from './json';
import { VERSION } from './limits';

export interface ObjectType {
	/** As paths and lists name it: `0-1`, `2-1234567`. */
	id: string;
	label: string;
}

/** HubSpot has no list of these. Source: contracts/hubspot.md 3.1. */
const STANDARD: ReadonlyArray<ObjectType & { name: string }> = [
	{ id: '0-1', name: 'contacts', label: 'Contacts' },
	{ id: '0-2', name: 'companies', label: 'Companies' },
	{ id: '0-3', name: 'deals', label: 'Deals' },
	{ id: '0-5', name: 'tickets', label: 'Tickets' },
];

export const CONTACTS = '0-1';

/** The forms of names and ids. Nothing else becomes part of an address, wherever it comes from. */
const NAME = /^[A-Za-z0-9][\w-]{0,99}$/;

/** A kind of object as it was chosen or typed, by the name that paths take; empty where there is none. */
export function typeIdOf(typed: string): string {
	const name = typed.trim();
	if (name === '') return '';
	const lower = name.toLowerCase();
	const known = STANDARD.find((one) => one.name === lower || one.name === `${lower}s`);
	if (known) return known.id;
	if (NAME.test(name)) return name;
	throw new ConnectorError('input', 'This is not the name of an object of HubSpot', {
		hint: 'Choose one from the list; a name looks like tickets, an ID like 2-1234567.',
	});
}

export const labelOfType = (id: string): string =>
	STANDARD.find((one) => one.id === id)?.label ?? id;

/** Those of every account, then its own. Accounts that may have none are told by a refusal (contracts/hubspot.md 9.1). */
export async function listObjects(api: Api): Promise<ObjectType[]> {
	const path = `/crm-object-schemas/${VERSION}/schemas`;
	const asked = await settle(api.call({ path, subject: 'the custom objects' }));
	if (!asked.ok && !(isConnectorError(asked.error) && asked.error.kind === 'permission'))
		throw asked.error;
	const own = asked.ok ? asRecords(asked.value.results) : [];
	return [
		...STANDARD.map(({ id, label }) => ({ id, label })),
		...own.flatMap((schema): ObjectType[] => {
			const id = asText(schema.objectTypeId);
			if (id === undefined) return [];
			return [{ id, label: asText(asRecord(schema.labels).plural) ?? asText(schema.name) ?? id }];
		}),
	];
}
