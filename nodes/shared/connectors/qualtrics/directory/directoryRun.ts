import { isConnectorError } from '../../../http/ConnectorError';
import { settle } from '../../../http/settle';
import type { ConsentChange } from '../../../mapping';
import type { Qualtrics } from '../client';
import { fieldIs } from '../contactFilter';
import type { Contact, ContactInput } from '../contactShapes';
import { fieldOfMerge } from './contactValues';
import type { DirectoryOptions } from './DirectoryOptions';
import { evidenceText } from './evidence';
import { phoneNotations } from './phoneNotations';

/** What the writes of a run leave behind for those that follow and for what is told. */
export interface RunMemory {
	/** Ids written by this run. */
	written: Set<string>;
	/** `CGC_…` by mailing list, by contact. */
	lookupIds: Map<string, Record<string, string>>;
}

export const createRunMemory = (): RunMemory => ({ written: new Set(), lookupIds: new Map() });

/** One run's view of a directory: what finding, creating and updating share. */
export interface DirectoryRun extends DirectoryOptions, RunMemory {
	contacts: Qualtrics['contacts'];
	scope: { directoryId: string };
	/** The directory itself decides who is the same person. */
	isByRules: boolean;
	/** Names of the fields by which the directory merges. */
	mergeFields: string[];
	dateOf(contact: Contact): unknown;
	searchBy(values: Record<string, string>): Promise<Contact[]>;
	/** With its memberships; undefined when it is gone: the search lags behind. */
	whole(id: string): Promise<Contact | undefined>;
	/** Gives the id of the contact that was created or merged into. */
	post(mailingListId: string | undefined, input: ContactInput): Promise<string>;
	withEvidence(input: ContactInput, status?: ConsentChange): ContactInput;
}

/** Enough to see who is meant and who else could be. */
const MOST_MATCHES = 20;

export const mergeFieldsOf = ({ directory }: Pick<DirectoryOptions, 'directory'>): string[] =>
	directory.mergeFields.map(fieldOfMerge);

export function createDirectoryRun(
	{ contacts }: Pick<Qualtrics, 'contacts'>,
	options: DirectoryOptions,
	memory: RunMemory,
): DirectoryRun {
	const scope = { directoryId: options.directory.id };
	const mergeFields = mergeFieldsOf(options);
	/** Sent twice it leaves one contact, because the directory finds it again. */
	const isRepeatable = (input: ContactInput): boolean =>
		mergeFields.length === 1 && !!input[mergeFields[0] as 'email'];
	return {
		...options,
		...memory,
		contacts,
		scope,
		isByRules: options.operation === 'upsertByRules',
		mergeFields,
		dateOf: ({ embeddedData }) =>
			options.dateField === undefined ? undefined : embeddedData?.[options.dateField],
		async searchBy(values) {
			const search = { includeEmbedded: true, limit: MOST_MATCHES };
			const by = async (wanted: Record<string, string>): Promise<Contact[]> => {
				const filters = Object.entries(wanted).map(([field, value]) => fieldIs(field, value));
				return await contacts.search(scope.directoryId, filters, search);
			};
			if (values.phone === undefined) return await by(values);
			for (const phone of phoneNotations(values.phone)) {
				const found = await by({ ...values, phone });
				if (found.length > 0) return found;
			}
			return [];
		},
		async whole(id) {
			const read = await settle(contacts.get(scope, id));
			if (read.ok) return read.value;
			if (isConnectorError(read.error) && read.error.kind === 'notFound') return undefined;
			throw read.error;
		},
		async post(mailingListId, input) {
			const where = { ...scope, ...(mailingListId !== undefined && { mailingListId }) };
			const created = await contacts.create(where, input, { idempotent: isRepeatable(input) });
			const { id, contactLookupId } = created;
			if (mailingListId !== undefined && contactLookupId)
				addLookupId(memory, id, { [mailingListId]: contactLookupId });
			return id;
		},
		withEvidence(input, status) {
			const { evidenceField } = options;
			if (!status?.evidence || !evidenceField) return input;
			const evidence = evidenceText(status.status, status.evidence);
			return { ...input, embeddedData: { ...input.embeddedData, [evidenceField]: evidence } };
		},
	};
}

export function addLookupId(
	{ lookupIds }: RunMemory,
	contactId: string,
	byList: Record<string, string>,
): void {
	lookupIds.set(contactId, { ...lookupIds.get(contactId), ...byList });
}

const IDENTITY = ['email', 'extRef', 'phone', 'firstName', 'lastName'] as const;

/** What says who a contact is, as far as it has a value; of `fields` only. */
export const identityOf = (
	values: object,
	fields: readonly string[] = IDENTITY,
): Record<string, string> =>
	Object.fromEntries(
		fields.flatMap((field) => {
			const value = (values as Record<string, unknown>)[field];
			return typeof value === 'string' && value !== '' ? [[field, value]] : [];
		}),
	);
