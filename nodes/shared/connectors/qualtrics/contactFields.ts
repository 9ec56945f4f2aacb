import { isConnectorError } from '../../http/ConnectorError';
import { collect } from '../../http/paginate';
import { settle } from '../../http/settle';
import { modifiedSince } from './contactFilter';
import type { Contact } from './contactShapes';
import type { ContactScope, Contacts } from './contacts';

export interface ContactField {
	/** Name in `ContactIn`, or of the embedded data field. */
	name: string;
	label: string;
	kind: 'standard' | 'embedded';
}

/** Writable fields of every contact (contracts/qualtrics.md 5.3). Opting in and out has rules of its own and is none of them. */
export const STANDARD_CONTACT_FIELDS: readonly ContactField[] = [
	{ name: 'email', label: 'Email', kind: 'standard' },
	{ name: 'firstName', label: 'First Name', kind: 'standard' },
	{ name: 'lastName', label: 'Last Name', kind: 'standard' },
	{ name: 'phone', label: 'Phone', kind: 'standard' },
	{ name: 'extRef', label: 'External Data Reference', kind: 'standard' },
	{ name: 'language', label: 'Language', kind: 'standard' },
];

export interface ContactFields {
	/**
	 * Standard fields and the embedded data seen in some contacts: Qualtrics has no list of embedded data fields, so a field that
	 * none of them holds is missing here and can be named all the same.
	 */
	list(scope: ContactScope): Promise<ContactField[]>;
}

const CONTACTS_LOOKED_AT = 200;

export const createContactFields = (contacts: Contacts): ContactFields => ({
	async list(scope) {
		const samples = await settle(sample(contacts, scope));
		// Where contacts may not be listed (XM Directory Lite), the standard fields are still there.
		const isRefused =
			!samples.ok && isConnectorError(samples.error) && REFUSED.has(samples.error.kind);
		if (!samples.ok && !isRefused) throw samples.error;
		const names = new Set((samples.ok ? samples.value : []).flatMap(embeddedNames));
		const embedded = [...names].sort((a, b) => a.localeCompare(b, 'en', { sensitivity: 'base' }));
		return [
			...STANDARD_CONTACT_FIELDS,
			...embedded.map((name): ContactField => ({ name, label: name, kind: 'embedded' })),
		];
	},
});

const REFUSED: ReadonlySet<string> = new Set(['permission', 'input', 'notFound']);

const embeddedNames = ({ embeddedData, privateEmbeddedData }: Contact): string[] => [
	...Object.keys(embeddedData ?? {}),
	...Object.keys(privateEmbeddedData ?? {}),
];

/** Contacts of the list where one is named, else any contact: every one was modified since 1970. */
const sample = async (contacts: Contacts, scope: ContactScope): Promise<Contact[]> => {
	const options = { includeEmbedded: true, limit: CONTACTS_LOOKED_AT };
	return scope.mailingListId === undefined
		? await contacts.search(scope.directoryId, [modifiedSince(0)], options)
		: await collect(contacts.list(scope, options));
};
