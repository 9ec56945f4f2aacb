import type { IExecuteFunctions } from 'n8n-workflow';
import { ID_FIELD, type Matching } from '../../../shared/connectors/hubspot/find';
import { isSearchable, type ObjectProperties } from '../../../shared/connectors/hubspot/properties';
import { keyKindOf } from '../../../shared/connectors/hubspot/keys';
import { ConnectorError } from '../../../shared/http/ConnectorError';
import type { CheckedText } from '../../../shared/n8n/checkTokens';
import { isUniqueKey } from '../../../shared/n8n/hubspotLocators';
import { textOfLocator } from '../../../shared/n8n/locatorText';
import { asText, rawTextOf, readRaw, type Raw } from '../../../shared/n8n/rawParameters';
import type { RecordConnection } from '../../../shared/n8n/records/RecordConnection';
import type { NeedsSurvey } from '../../../shared/n8n/renderings';
import { textParameter } from '../../../shared/n8n/textParameters';
import { textOf } from '../../../shared/pipedText/textOf';
import type { MatchField, Operation } from '../../../shared/records';
import { isEmpty } from '../../../shared/values/text';

export interface MatchSettings {
	matching: Matching | undefined;
	fields: MatchField[];
	keyFor?: RecordConnection['keyFor'];
	needsSurvey: NeedsSurvey;
	texts: CheckedText[];
}

/** How records are recognised, as the user set it; read once per run. */
export function readMatchSettings(
	context: IExecuteFunctions,
	operation: Operation,
	type: string,
	properties: ObjectProperties,
): MatchSettings {
	const by = context.getNodeParameter('matchBy', 0, 'unique') as string;
	const matching = matchingOf(context, by, type, properties);
	if (matching === undefined && operation !== 'create') {
		throw new ConnectorError('input', 'Nothing is set to find the record by', {
			hint: "Choose a way to find the record under 'Match On'.",
		});
	}
	const isById = matching?.by === 'id';
	const field = isById ? ID_FIELD : matching?.property.name;
	const raw = readRaw<Raw>(context, isById ? 'recordId' : 'matchValue', '');
	const written = asText(rawTextOf(raw));
	const isGiven = matching !== undefined && (isById || written !== '');
	const valueFor = textParameter(context, isGiven ? raw : undefined);
	const label = isById ? 'Record ID' : 'Match Value';
	const keyFor: RecordConnection['keyFor'] = (itemIndex, _destination, rendering) => {
		const { value, text, unresolved } = valueFor(itemIndex).render(rendering);
		const problems = unresolved.map(
			({ token, reason }) => `${label}: ${token} cannot be resolved: ${reason}`,
		);
		const key = isEmpty(value) ? '' : isById ? idIn(textOf(value)) : value;
		return {
			// An empty value is a value here: it must not let another record be found.
			values: { [field!]: key },
			problems,
			rows: [{ field: field!, source: written, resolved: text }],
		};
	};
	return {
		matching,
		fields: fieldsOf(matching),
		...(isGiven && { keyFor }),
		needsSurvey: (itemIndex, response) => isGiven && valueFor(itemIndex).needsSurvey(response),
		texts: isGiven ? [{ field: label, text: raw }] : [],
	};
}

/** An ID, or the one at the end of the address of a record's page. */
const idIn = (text: string): string => /\/(\d+)\/?$/.exec(text.trim())?.[1] ?? text.trim();

function fieldsOf(matching: Matching | undefined): MatchField[] {
	if (!matching) return [];
	if (matching.by === 'id') return [{ field: ID_FIELD, kind: 'exact' }];
	return [{ field: matching.property.name, kind: keyKindOf(matching.property) }];
}

function matchingOf(
	context: IExecuteFunctions,
	by: string,
	type: string,
	{ byName }: ObjectProperties,
): Matching | undefined {
	if (by === 'none') return undefined;
	if (by === 'id') return { by: 'id' };
	const parameter = by === 'property' ? 'searchProperty' : 'uniqueProperty';
	const name = textOfLocator(context.getNodeParameter(parameter, 0, '')).trim();
	const property = byName.get(name);
	if (!property) {
		throw new ConnectorError(
			'input',
			name === '' ? 'No property to match on is chosen' : `There is no property "${name}"`,
			{ hint: "Choose one from the list under 'Match On'." },
		);
	}
	if (by === 'unique' && !isUniqueKey(property, type)) {
		throw new ConnectorError('input', `"${property.label}" (${name}) is not unique in HubSpot`, {
			hint: "Match by 'Any Property', or create a property in HubSpot that requires unique values.",
		});
	}
	if (by === 'property' && !isSearchable(property)) {
		throw new ConnectorError('input', `HubSpot cannot look for "${property.label}" (${name})`, {
			hint: 'Match by a text, a number or a choice.',
		});
	}
	return { by: by === 'unique' ? 'unique' : 'search', property };
}
