import { locatorSubtitle } from '../../../shared/n8n/subtitles';
import { bulkFields, bulkKeys } from '../../../shared/connectors/hubspot/bulkFields';
import { allRecords, createHubSpotBulkTarget } from '../../../shared/connectors/hubspot/bulkTarget';
import type { HubSpot } from '../../../shared/connectors/hubspot/client';
import { labelOfType, typeIdOf } from '../../../shared/connectors/hubspot/objects';
import { fieldId } from '../../../shared/bulk';
import { ConnectorError } from '../../../shared/http/ConnectorError';
import {
	connectHubSpot,
	hubspotAuthentication,
	hubspotCredentials,
} from '../../../shared/n8n/hubspot';
import { hubspotLists, objectLocator } from '../../../shared/n8n/hubspotLocators';
import type { BulkDestination, BulkProvider, TargetSettings } from '../BulkProvider';
import { optional } from '../../../shared/n8n/optional';

export const hubspot: BulkProvider = {
	id: 'hubspot',
	label: 'HubSpot',
	subtitle: `"HubSpot " + ${locatorSubtitle('object')}`,
	description: 'Contacts, companies, deals, tickets or custom objects, found by a property',
	credentials: hubspotCredentials(),
	parameters: [
		hubspotAuthentication,
		objectLocator({
			displayName: 'Object',
			name: 'object',
			default: { mode: 'list', value: '0-1', cachedResultName: 'Contacts' },
			required: true,
			description: 'The kind of record to change',
		}),
		optional({
			displayName: 'Consent Properties',
			name: 'consentProperties',
			type: 'string',
			default: '',
			placeholder: 'e.g. newsletter_consent, no_calls',
			description:
				'Names of properties to treat as consents, in addition to the legal basis of HubSpot. They are changed only if Consent Changes allows it.',
		}),
		{
			displayName: 'Move Lifecycle Stage Back',
			name: 'movesStageBack',
			type: 'boolean',
			default: false,
			displayOptions: { show: { operation: ['apply', 'rollBack'] } },
			description:
				'Whether to allow an earlier lifecycle stage, for roll-back too. By default HubSpot keeps the later stage and the row has a warning.',
		},
	],
	fieldsDependOn: ['object.value', 'consentProperties'],
	groups: [{ name: 'All Records', value: 'all', description: 'Every record of the object' }],
	lists: { searchHubSpotObjects: hubspotLists.searchHubSpotObjects },
	async connect(context, settings) {
		const type = typeIdOf(settings.parameter('object', ''));
		if (type === '') {
			throw new ConnectorError('input', 'No object is chosen', {
				hint: "Choose one under 'Object', such as Contacts.",
			});
		}
		return await destinationOf(await connectHubSpot(context), type, settings);
	},
};

async function destinationOf(
	account: HubSpot,
	type: string,
	{ parameter, names, timeZone }: TargetSettings,
): Promise<BulkDestination> {
	const properties = await account.properties(type);
	const consents = names('consentProperties');
	// A name that does not exist would leave a consent unguarded.
	const unknown = consents.find((name) => !properties.byName.has(name));
	if (unknown !== undefined) {
		throw new ConnectorError('input', `There is no property "${unknown}"`, {
			hint: "Correct it under 'Consent Properties': the internal name, such as newsletter_consent.",
		});
	}
	const movesBack = parameter('movesStageBack', false);
	return {
		description: `HubSpot, ${labelOfType(type)}`,
		fields: bulkFields(properties, timeZone, consents),
		keyFields: bulkKeys(properties, type),
		open: async ({ keyField, fields }) =>
			await Promise.resolve(
				createHubSpotBulkTarget(account, {
					type,
					properties,
					key: keyField.id,
					fields: fields.map(fieldId),
					timeZone,
					movesBack,
				}),
			),
		group: (_kind, { keyField, fields }) =>
			allRecords(account, { type, properties, key: keyField.id, fields: fields.map(fieldId) }),
	};
}
