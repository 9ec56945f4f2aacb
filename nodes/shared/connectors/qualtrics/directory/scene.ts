import { isConnectorError } from '../../../http/ConnectorError';
import { settle } from '../../../http/settle';
import type { CancelSignal } from '../../../http/types';
import type { ConsentChange } from '../../../mapping';
import type { Qualtrics } from '../client';
import { fieldIs } from '../contactFilter';
import type { Contact, ContactInput } from '../contactShapes';
import type { Directory } from '../directories';
import { fieldOfMerge, type StatusLevel } from './contactValues';
import { evidenceText } from './evidence';
import { phoneNotations } from './phoneNotations';
import type { Rehearsal, RehearsedRequest } from './rehearsal';

export interface ContactTargetOptions {
	directory: Directory;
	/** Lists that the contacts of this run are put into. */
	mailingListIds: readonly string[];
	/** `rules`: the directory decides who is the same person; `fields`: the fields that were matched by. */
	matchBy: 'rules' | 'fields';
	matchFields: readonly string[];
	statusLevel: StatusLevel;
	allowOptInAgain: boolean;
	/** Embedded data field whose date *only if newer* compares. */
	dateField?: string;
	/** Embedded data field that takes what a changed status rests on. */
	evidenceField?: string;
	/** Nothing that is there already may be touched, not even by the directory's own merging. */
	createOnly?: boolean;
	/** Whether contacts are looked for at all; without it nobody can tell created from updated. */
	lookUp: boolean;
	rehearsal?: Rehearsal;
	/** Ids written so far, where a run takes several targets. */
	written?: Set<string>;
	cancel?: CancelSignal;
}

/** What a write left behind besides its outcome. */
export interface WriteNote {
	/** `CGC_…` by mailing list. */
	lookupIds: Record<string, string>;
	/** Dry runs only. */
	requests: RehearsedRequest[];
}

/** One run's view of a directory: what finding, creating and updating share. */
export interface Scene {
	options: ContactTargetOptions;
	contacts: Qualtrics['contacts'];
	place: { directoryId: string };
	/** Names of the fields by which the directory merges. */
	mergeFields: string[];
	/** Ids written by this run. */
	written: Set<string>;
	dateOf(contact: Contact): unknown;
	searchBy(values: Record<string, string>): Promise<Contact[]>;
	/** With its memberships; undefined when it is gone: the search lags behind. */
	whole(id: string): Promise<Contact | undefined>;
	/** Gives the id of the contact that was created or merged into. */
	post(mailingListId: string | undefined, input: ContactInput, note: WriteNote): Promise<string>;
	withEvidence(input: ContactInput, status?: ConsentChange): ContactInput;
}

/** Enough to see who is meant and who else could be. */
const MOST_MATCHES = 20;

export function createScene(
	{ contacts }: Pick<Qualtrics, 'contacts'>,
	options: ContactTargetOptions,
): Scene {
	const place = { directoryId: options.directory.id };
	const mergeFields = options.directory.mergeFields.map(fieldOfMerge);
	/** Sent twice it leaves one contact, because the directory finds it again. */
	const isRepeatable = (input: ContactInput): boolean =>
		mergeFields.length === 1 && !!input[mergeFields[0] as 'email'];
	return {
		options,
		contacts,
		place,
		mergeFields,
		written: options.written ?? new Set(),
		dateOf: ({ embeddedData }) =>
			options.dateField === undefined ? undefined : embeddedData?.[options.dateField],
		async searchBy(values) {
			const search = { includeEmbedded: true, limit: MOST_MATCHES };
			const by = async (wanted: Record<string, string>): Promise<Contact[]> => {
				const filters = Object.entries(wanted).map(([field, value]) => fieldIs(field, value));
				return await contacts.search(place.directoryId, filters, search);
			};
			if (values.phone === undefined) return await by(values);
			for (const phone of phoneNotations(values.phone)) {
				const found = await by({ ...values, phone });
				if (found.length > 0) return found;
			}
			return [];
		},
		async whole(id) {
			const read = await settle(contacts.get(place, id));
			if (read.ok) return read.value;
			if (isConnectorError(read.error) && read.error.kind === 'notFound') return undefined;
			throw read.error;
		},
		async post(mailingListId, input, note) {
			const where = { ...place, ...(mailingListId !== undefined && { mailingListId }) };
			const created = await contacts.create(where, input, { idempotent: isRepeatable(input) });
			if (mailingListId !== undefined && created.contactLookupId)
				note.lookupIds[mailingListId] = created.contactLookupId;
			return created.id;
		},
		withEvidence(input, status) {
			const { evidenceField } = options;
			if (!status?.evidence || !evidenceField) return input;
			const evidence = evidenceText(status.status, status.evidence);
			return { ...input, embeddedData: { ...input.embeddedData, [evidenceField]: evidence } };
		},
	};
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
