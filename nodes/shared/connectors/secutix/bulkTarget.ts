import { fieldId, type BulkField, type BulkTarget, type BulkUpdate } from '../../bulk';
import { ConnectorError, isConnectorError } from '../../http/ConnectorError';
import { settle } from '../../http/settle';
import type { FoundRecord, Written } from '../../records/RecordTarget';
import type { Secutix } from './client';
import type { DetailGroup, SecutixContact } from './contactData';
import { authorizationCodeOf, criterionCodeOf } from './fieldList';
import { CONCURRENT_REQUESTS, CONTACT_NUMBER_LENGTH } from './limits';

export interface SecutixBulkOptions {
	fields: readonly BulkField[];
	/** Whether the file of the Import screen can say that a criterion is to be emptied. */
	canClearCriteria: boolean;
}

/** Contacts that one step looks up: a cancelled run ends after so many seconds. */
const READS_AT_A_TIME = 5;
/** Rows that go into the file at a time. */
const ROWS_AT_A_TIME = 1_000;

/**
 * Contacts of SecuTix, which are changed through files of its Import screen: a write is a promise that the row may go into the
 * file, and only what that file cannot say is refused. Reading is one contact a request; without a client nothing is read, and
 * [old] is taken for what is there. Source: contracts/secutix.md 1, 5.
 */
export function createSecutixBulkTarget(
	secutix: Secutix | undefined,
	options: SecutixBulkOptions,
): BulkTarget {
	return {
		limits: {
			findBatch: READS_AT_A_TIME,
			writeBatch: ROWS_AT_A_TIME,
			callsAtOnce: CONCURRENT_REQUESTS,
		},
		...(secutix && {
			async find(keys: string[], fieldIds: string[]) {
				const groups = groupsOf(fieldIds);
				const found: Array<FoundRecord[] | ConnectorError> = [];
				for (const key of keys) found.push(await findOne(secutix, key, groups, fieldIds));
				return found;
			},
		}),
		write: async (updates) =>
			await Promise.resolve(updates.map((update) => admit(update, options))),
	};
}

const groupsOf = (fieldIds: string[]): DetailGroup[] => [
	...(fieldIds.some((id) => authorizationCodeOf(id) !== undefined)
		? (['AUTHORIZATIONS'] as const)
		: []),
	...(fieldIds.some((id) => criterionCodeOf(id) !== undefined) ? (['CRITERIA'] as const) : []),
];

async function findOne(
	secutix: Secutix,
	key: string,
	groups: DetailGroup[],
	fieldIds: string[],
): Promise<FoundRecord[] | ConnectorError> {
	if (key.length > CONTACT_NUMBER_LENGTH) return [];
	const outcome = await settle(secutix.contact(key, groups));
	if (outcome.ok) return [{ id: outcome.value.number, values: valuesOf(outcome.value, fieldIds) }];
	if (!isConnectorError(outcome.error)) throw outcome.error;
	return outcome.error.kind === 'notFound' ? [] : outcome.error;
}

/** The values of a contact by field id. */
const valuesOf = (
	{ authorizations, criteria }: SecutixContact,
	fieldIds: readonly string[],
): Record<string, unknown> =>
	Object.fromEntries(
		fieldIds.flatMap((id) => {
			const authorization = authorizationCodeOf(id);
			const criterion = criterionCodeOf(id);
			const value =
				authorization === undefined
					? ownValue(criteria, criterion)
					: ownValue(authorizations, authorization);
			return value === undefined ? [] : [[id, value] as const];
		}),
	);

const ownValue = <T>(values: Record<string, T>, code: string | undefined): T | undefined =>
	code !== undefined && Object.hasOwn(values, code) ? values[code] : undefined;

function admit(
	{ key, changes }: BulkUpdate,
	{ fields, canClearCriteria }: SecutixBulkOptions,
): Written | ConnectorError {
	for (const { field: id, to } of changes) {
		if (to !== null) continue;
		const field = fields.find((one) => fieldId(one) === id);
		const name = field?.name ?? id;
		if (criterionCodeOf(id) !== undefined && !canClearCriteria) {
			return new ConnectorError(
				'input',
				`The file of the Import screen cannot say that ${name} is to be emptied`,
				{ hint: 'Empty it in SecuTix.' },
			);
		}
		// Rolling back reads values as stored; that one of them has a third state is known of those listed only.
		if (field?.isWildcard && field.type.kind === 'stored') {
			return new ConnectorError(
				'input',
				`${name} was empty before, and nothing says that it is an authorization`,
				{ hint: "List it under 'Authorizations', and roll back again." },
			);
		}
	}
	return { id: key };
}
