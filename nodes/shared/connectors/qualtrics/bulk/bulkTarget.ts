import {
	fieldId,
	fieldName,
	type BulkField,
	type BulkTarget,
	type BulkUpdate,
} from '../../../bulk';
import { answersInPool } from '../../../http/answers';
import { ConnectorError, isConnectorError } from '../../../http/ConnectorError';
import { settle } from '../../../http/settle';
import type { CancelSignal } from '../../../http/types';
import { textOf } from '../../../pipedText/textOf';
import { normaliseKey } from '../../../records/match';
import type { FoundRecord, Written } from '../../../records/RecordTarget';
import type { Qualtrics } from '../client';
import { fieldIs } from '../contactFilter';
import type { Contact } from '../contactShapes';
import {
	DIRECTORY_KEYS,
	inputOf,
	keyOfContact,
	valueOfContact,
	valuesOfContact,
	type DirectoryKey,
} from './bulkFields';
import { createListIndex } from './listIndex';

export interface DirectoryBulkOptions {
	directoryId: string;
	key: DirectoryKey;
	fields: readonly BulkField[];
	/** Only members of this list are found, and they are read once; without it each is searched for. */
	lookUpIn?: { mailingListId: string };
	cancel?: CancelSignal;
}

/**
 * A search takes one address at a time and a write one contact (contracts/qualtrics.md 5.3, 5.6), so a batch is what goes out side by
 * side before a cancelled run ends.
 */
const LIMITS = { findBatch: 25, writeBatch: 25, callsAtOnce: 4 } as const;
const SIDE_BY_SIDE = 5;

/** Two are enough to see that a key is not unique; more may be left over from before a contact's address changed. */
const MOST_HITS = 10;

/**
 * Contacts of a directory, for files. The search says who, and may lag behind what was written; so what a contact holds is
 * always read from the contact itself, again right before it is written over. Source: contracts/qualtrics.md 5.3 to 5.7.
 */
export function createDirectoryBulkTarget(
	{ contacts }: Pick<Qualtrics, 'contacts'>,
	{ directoryId, key, fields, lookUpIn, cancel }: DirectoryBulkOptions,
): BulkTarget {
	const scope = { directoryId };
	const kind = DIRECTORY_KEYS.find(({ id }) => id === key)?.kind ?? 'exact';
	const foldKey = (text: string): string => normaliseKey(kind, text);

	const members =
		lookUpIn &&
		createListIndex(
			{ contacts },
			{ directoryId, key, keyKind: kind, fieldIds: fields.map(fieldId), ...lookUpIn },
		);

	const whole = async (contactId: string): Promise<Contact | undefined> => {
		const read = await settle(contacts.get(scope, contactId));
		if (read.ok) return read.value;
		if (isConnectorError(read.error) && read.error.kind === 'notFound') return undefined;
		throw read.error;
	};

	const findOne = async (wanted: string, fieldIds: string[]): Promise<FoundRecord[]> => {
		const ids =
			key === 'contactId'
				? [wanted]
				: (await contacts.search(directoryId, [fieldIs(key, wanted)], { limit: MOST_HITS })).map(
						({ id }) => id,
					);
		const found: FoundRecord[] = [];
		for (const id of new Set(ids)) {
			const contact = await whole(id);
			if (!contact || foldKey(keyOfContact(contact, key)) !== foldKey(wanted)) continue;
			found.push({ id, values: valuesOfContact(contact, fieldIds) });
		}
		return found;
	};

	const writeOne = async ({ record: { id }, changes }: BulkUpdate): Promise<Written> => {
		const present = await whole(id);
		if (!present) throw new ConnectorError('notFound', 'The contact was removed meanwhile');
		const changed = changes.find((one) => !isSame(valueOfContact(present, one.field), one.from));
		if (changed) {
			throw new ConnectorError(
				'conflict',
				`${fieldName(fields, changed.field)} was changed meanwhile`,
				{
					hint: 'Run the file again.',
				},
			);
		}
		await contacts.update(scope, id, inputOf(changes), present);
		const blanked = changes.filter(({ to }) => to === null);
		if (blanked.length === 0) return { id };
		// Whether an empty text blanks a field is not documented.
		const read = await settle(whole(id));
		if (!read.ok) return { id, warnings: [NOT_READ_BACK] };
		const after = read.value;
		const kept = blanked.find((one) => after && !isSame(valueOfContact(after, one.field), null));
		if (!kept) return { id };
		throw new ConnectorError(
			'input',
			`XM Directory did not empty ${fieldName(fields, kept.field)}`,
			{
				hint: 'What else the row changes was written. Empty the field in Qualtrics.',
				outcomeUnknown: true,
			},
		);
	};

	return {
		limits: LIMITS,
		async find(keys, fieldIds) {
			if (members) {
				const index = await members();
				return keys.map((wanted) => index.get(foldKey(wanted)) ?? []);
			}
			const one = async (wanted: string) => await findOne(wanted, fieldIds);
			return await answersInPool(keys, SIDE_BY_SIDE, one, cancel);
		},
		write: async (updates) => await answersInPool(updates, SIDE_BY_SIDE, writeOne, cancel),
	};
}

const NOT_READ_BACK =
	'The contact was written; whether XM Directory emptied the fields could not be read';

const isSame = (present: unknown, expected: unknown): boolean =>
	textOf(present) === textOf(expected);
