import { DateTime } from 'luxon';
import { fieldId, type TemplateRecord } from '../../../shared/bulk';
import {
	bulkFields,
	CONTACT_KEYS,
	type NamedDetail,
} from '../../../shared/connectors/salesmanago/bulk/bulkFields';
import { createSalesManagoBulkTarget } from '../../../shared/connectors/salesmanago/bulk/bulkTarget';
import {
	hiddenFields,
	notesOnHidden,
} from '../../../shared/connectors/salesmanago/bulk/hiddenFields';
import { changedContacts } from '../../../shared/connectors/salesmanago/bulk/targetGroup';
import type { SalesManago } from '../../../shared/connectors/salesmanago/client';
import { isTypedDetail } from '../../../shared/connectors/salesmanago/contactValues';
import { connectSalesManago, salesmanagoCredential } from '../../../shared/n8n/salesmanago';
import { salesmanagoLists } from '../../../shared/n8n/salesmanagoLocators';
import { ConnectorError } from '../../../shared/http/ConnectorError';
import { textOf } from '../../../shared/pipedText/textOf';
import type { BulkDestination, BulkProvider, GroupOptions, TargetSettings } from '../BulkProvider';
import { salesmanagoProperties } from './parameters';

export const salesmanago: BulkProvider = {
	id: 'salesmanago',
	label: 'SALESmanago',
	subtitle: '"SALESmanago"',
	description: 'Contacts: their fields, custom details, tags and opt-outs',
	credentials: [salesmanagoCredential()],
	parameters: salesmanagoProperties,
	fieldsDependOn: ['customDetails', 'tagFields'],
	groups: [
		{
			name: 'Changed Contacts',
			value: 'changedContacts',
			description: 'Contacts that were created or changed since a date',
		},
		{
			name: 'Contacts with a Tag',
			value: 'taggedContacts',
			description: 'Changed contacts that have a tag',
		},
	],
	lists: { searchTags: salesmanagoLists.searchTags },
	connect: async (context, settings) =>
		await destinationOf(await connectSalesManago(context), settings),
};

async function destinationOf(
	account: SalesManago,
	settings: TargetSettings,
): Promise<BulkDestination> {
	const { parameter } = settings;
	const details = detailsOf(settings);
	const tags = settings.names('tagFields');
	const all = bulkFields(details, tags);
	const hidden = await hiddenFields(account, all.map(fieldId));
	const unseen = all.filter((field) => hidden.has(fieldId(field)));
	const fields = all.filter((field) => !unseen.includes(field) || isTypedDetail(fieldId(field)));
	const notes = notesOnHidden(unseen);
	return {
		description: 'SALESmanago, contacts',
		fields,
		...(notes.length > 0 && { notes }),
		keyFields: [...CONTACT_KEYS],
		open: async ({ keyField, fields: inFile }) =>
			await Promise.resolve(
				createSalesManagoBulkTarget(account, {
					key: keyOf(keyField.id),
					fields: inFile,
					fireEvents: parameter('fireEvents', false),
				}),
			),
		group: (kind, options) => groupOf(account, kind, settings, options),
	};
}

const keyOf = (id: string): 'email' | 'contactId' => (id === 'contactId' ? id : 'email');

function detailsOf({ parameter }: TargetSettings): NamedDetail[] {
	const { detail = [] } = parameter<{ detail?: Partial<NamedDetail>[] }>('customDetails', {});
	return detail.flatMap(({ name = '', kind = 'text' }) =>
		name.trim() === '' ? [] : [{ name: name.trim(), kind }],
	);
}

function groupOf(
	account: SalesManago,
	kind: string,
	{ parameter, timeZone }: TargetSettings,
	{ keyField, fields }: GroupOptions,
): AsyncIterable<TemplateRecord[]> {
	const since = DateTime.fromISO(textOf(parameter<unknown>('changedSince', '')), {
		zone: timeZone,
	});
	if (!since.isValid) {
		throw new ConnectorError('input', 'The date under Changed Since is missing', {
			hint: 'Enter the date from which on contacts were created or changed.',
		});
	}
	const tag = kind === 'taggedContacts' ? parameter('groupTag', '').trim() : undefined;
	if (tag === '') {
		throw new ConnectorError('input', 'No tag is chosen', {
			hint: "Choose one under 'Tag', or another target group.",
		});
	}
	return changedContacts(
		account,
		{ since: since.toMillis(), ...(tag !== undefined && { tag }) },
		{ key: keyOf(keyField.id), fieldIds: fields.map(({ id, name }) => id ?? name) },
	);
}
