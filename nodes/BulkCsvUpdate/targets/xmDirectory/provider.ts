import { DateTime } from 'luxon';
import { fieldId, type TemplateRecord } from '../../../shared/bulk';
import {
	bulkFields,
	DIRECTORY_KEYS,
	type DirectoryKey,
} from '../../../shared/connectors/qualtrics/bulk/bulkFields';
import {
	createDirectoryBulkTarget,
	type DirectoryBulkOptions,
} from '../../../shared/connectors/qualtrics/bulk/bulkTarget';
import {
	foundBy,
	membersOf,
	type GroupSettings,
} from '../../../shared/connectors/qualtrics/bulk/targetGroup';
import type { Qualtrics } from '../../../shared/connectors/qualtrics/client';
import {
	directoryDate,
	fieldIs,
	type ContactFilter,
} from '../../../shared/connectors/qualtrics/contactFilter';
import {
	DEFAULT_DIRECTORY,
	resolveDirectory,
	searchDirectories,
	searchMailingLists,
} from '../../../shared/n8n/directoryLocators';
import { connectQualtrics, qualtricsCredentials } from '../../../shared/n8n/qualtrics';
import { ConnectorError } from '../../../shared/http/ConnectorError';
import { textOf } from '../../../shared/pipedText/textOf';
import type { BulkOperation, BulkDestination, BulkProvider, TargetSettings } from '../BulkProvider';
import { xmDirectoryProperties } from './parameters';

export const xmDirectory: BulkProvider = {
	id: 'xmDirectory',
	label: 'Qualtrics XM Directory',
	subtitle: '"XM Directory"',
	description: 'Contacts of a directory: their fields, embedded data and subscription',
	credentials: qualtricsCredentials(),
	parameters: xmDirectoryProperties,
	fieldsDependOn: ['directory.value', 'furtherEmbeddedData'],
	groups: [
		{ name: 'Contact Search', value: 'contactSearch', description: 'Contacts that a search finds' },
		{ name: 'Mailing List', value: 'mailingList', description: 'The members of a mailing list' },
	],
	lists: { searchDirectories, searchMailingLists },

	async connect(context, settings) {
		const qualtrics = await connectQualtrics(context);
		const chosen = settings.parameter('directory', DEFAULT_DIRECTORY);
		const directory = await resolveDirectory(qualtrics, chosen);
		return await destinationOf(qualtrics, directory.id, settings);
	},
};

async function destinationOf(
	qualtrics: Qualtrics,
	directoryId: string,
	settings: TargetSettings,
): Promise<BulkDestination> {
	const further = settings.names('furtherEmbeddedData');
	const known = await qualtrics.contactFields.list({ directoryId });
	return {
		description: 'XM Directory, contacts',
		fields: bulkFields(known, further),
		keyFields: [...DIRECTORY_KEYS],
		open: async ({ keyField, fields }) =>
			await Promise.resolve(
				createDirectoryBulkTarget(qualtrics, {
					directoryId,
					key: keyField.id as DirectoryKey,
					fields,
					...lookUpIn(settings),
				}),
			),
		group: (kind, { keyField, fields }) =>
			groupOf(qualtrics, kind, settings, {
				directoryId,
				key: keyField.id as DirectoryKey,
				fieldIds: fields.map(fieldId),
			}),
	};
}

const LOOKING_UP: ReadonlySet<BulkOperation> = new Set(['validate', 'apply', 'rollBack', 'verify']);

function lookUpIn({
	operation,
	parameter,
}: TargetSettings): Pick<DirectoryBulkOptions, 'lookUpIn'> {
	if (!LOOKING_UP.has(operation) || parameter<string>('findContacts', 'search') !== 'mailingList')
		return {};
	const mailingListId = parameter('listToRead', '').trim();
	if (mailingListId !== '') return { lookUpIn: { mailingListId } };
	throw new ConnectorError('input', 'No mailing list is chosen to find contacts in', {
		hint: "Choose one under 'Mailing List to Read', or find contacts by search.",
	});
}

function groupOf(
	qualtrics: Qualtrics,
	kind: string,
	settings: TargetSettings,
	group: GroupSettings,
): AsyncIterable<TemplateRecord[]> {
	if (kind !== 'mailingList') return foundBy(qualtrics, filtersOf(settings), group);
	const mailingListId = settings.parameter('mailingList', '').trim();
	if (mailingListId === '') {
		throw new ConnectorError('input', 'No mailing list is chosen', {
			hint: "Choose one under 'Mailing List', or another target group.",
		});
	}
	return membersOf(qualtrics, mailingListId, group);
}

interface ConditionRow {
	field?: string;
	operator?: 'eq' | 'neq' | 'gt' | 'lt';
	value?: unknown;
}

function filtersOf({ parameter, timeZone }: TargetSettings): ContactFilter[] {
	const { condition = [] } = parameter<{ condition?: ConditionRow[] }>('contactConditions', {});
	// The panel begins with an empty row.
	if (condition.every(({ value }) => textOf(value).trim() === '')) {
		throw new ConnectorError('input', 'The contact search has no condition', {
			hint: "Add one under 'Search For', or choose a mailing list as target group.",
		});
	}
	return condition.map((row) => toFilter(row, timeZone));
}

function toFilter(
	{ field = 'lastModified', operator = 'gt', value }: ConditionRow,
	timeZone: string,
): ContactFilter {
	const isOrdered = operator === 'gt' || operator === 'lt';
	if (field !== 'created' && field !== 'lastModified') {
		if (!isOrdered)
			return { ...fieldIs(field, textOf(value)), comparison: operator } as ContactFilter;
		throw new ConnectorError('input', `Qualtrics cannot search for a "${field}" before or after`, {
			hint: "Choose 'Is' or 'Is Not'.",
		});
	}
	const date = DateTime.fromISO(textOf(value).trim(), { zone: timeZone });
	if (!date.isValid || !isOrdered) {
		throw new ConnectorError('input', 'A date can only be searched by Is After or Is Before', {
			hint: "Choose 'Is After' or 'Is Before', and write the date as in 2026-01-31.",
		});
	}
	return { filterType: field, comparison: operator, value: directoryDate(date.toMillis()) };
}
