import type { IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';
import type { HubSpot } from '../../../shared/connectors/hubspot/client';
import type { ConsentOptions } from '../../../shared/connectors/hubspot/consents';
import { withMissing } from '../../../shared/connectors/hubspot/newProperties';
import { CONTACTS, typeIdOf } from '../../../shared/connectors/hubspot/objects';
import type { ObjectProperties, Property } from '../../../shared/connectors/hubspot/properties';
import { createHubSpotTarget } from '../../../shared/connectors/hubspot/recordTarget';
import { readAll } from '../../../shared/connectors/hubspot/search';
import { ConnectorError, isConnectorError } from '../../../shared/http/ConnectorError';
import { setValues } from '../../../shared/mapping';
import { cancelSignalOf } from '../../../shared/n8n/cancelSignal';
import { connectHubSpot, hubspotCredentials } from '../../../shared/n8n/hubspot';
import {
	chosenObject,
	hubspotLists,
	writableProperties,
} from '../../../shared/n8n/hubspotLocators';
import { textOfLocator } from '../../../shared/n8n/locatorText';
import { locatorSubtitle } from '../../../shared/n8n/subtitles';
import type { RecordConnection } from '../../../shared/n8n/records/RecordConnection';
import type { RecordProvider } from '../../../shared/n8n/records/RecordProvider';
import type { RecordSettings } from '../../../shared/n8n/records/settings';
import { textOf } from '../../../shared/pipedText/textOf';
import {
	keyOf,
	mappedTargets,
	type Destination,
	type FieldChange,
	type MatchField,
	type UpsertInput,
} from '../../../shared/records';
import { followUpOf, workInWords, workReader, type HubSpotWork } from './followUp';
import { readMatchSettings, type MatchSettings } from './matchSettings';
import { hubspotParameters } from './parameters';

export const hubspot: RecordProvider = {
	id: 'hubspot',
	label: 'HubSpot',
	subtitle: `"HubSpot " + ${locatorSubtitle('object')}`,
	toolSubject: '$parameter.object',
	credentials: hubspotCredentials(),
	parameters: hubspotParameters,
	lists: hubspotLists,
	choicesFor,
	connect,
};

async function choicesFor(context: ILoadOptionsFunctions, field: string): Promise<string[]> {
	const account = await connectHubSpot(context);
	const { byName } = await account.properties(chosenObject(context), [field]);
	const options = byName.get(field)?.options ?? [];
	return options.filter(({ isHidden }) => !isHidden).map(({ label }) => label);
}

interface HubSpotOptions {
	createMissing?: boolean;
	explanation?: string;
	movesStageBack?: boolean;
	onlyIfNewer?: unknown;
	waitsForSearch?: boolean;
}

async function connect(
	context: IExecuteFunctions,
	settings: RecordSettings,
): Promise<RecordConnection> {
	const type = typeIdOf(textOfLocator(context.getNodeParameter('object', 0, '')));
	if (type === '') {
		throw new ConnectorError('input', 'No object is chosen', {
			hint: "Choose under 'Object' what kind of record to write.",
		});
	}
	const account = await connectHubSpot(context);
	const properties = await account.properties(type);
	const match = readMatchSettings(context, settings.operation, type, properties);
	const work = workReader(context);
	const destination = destinationOf(context, settings, { account, type, properties, match });
	return {
		rows: { parameter: 'properties' },
		respondent: { firstName: 'firstname', lastName: 'lastname' },
		destinationFor: async () => await Promise.resolve(destination),
		...(match.keyFor && { keyFor: match.keyFor }),
		moreFor(itemIndex, rendering) {
			const { work: followUp, problems } = work.read(itemIndex, rendering);
			return {
				fields: [],
				rows: [],
				warnings: [],
				problems,
				notes: [],
				...(followUp && { followUp }),
			};
		},
		needsSurvey: (itemIndex, response) =>
			match.needsSurvey(itemIndex, response) || work.needsSurvey(itemIndex, response),
		texts: [...match.texts, ...work.texts],
	};
}

interface Chosen {
	account: HubSpot;
	type: string;
	properties: ObjectProperties;
	match: MatchSettings;
}

const UNKNOWN_ID = 'HubSpot has no record with this ID. Nothing was written.';

function destinationOf(
	context: IExecuteFunctions,
	settings: RecordSettings,
	{ account, type, properties, match }: Chosen,
): Destination<HubSpotWork> {
	const options = context.getNodeParameter('options', 0, {}) as HubSpotOptions;
	const dateField = textOfLocator(options.onlyIfNewer).trim();
	const consent = settings.setsStatus ? consentOf(context, settings, type, options) : undefined;
	const { matching, fields: matchFields } = match;
	return {
		name: type,
		fields: writableProperties(properties).map(({ name, label }) => ({ name, label })),
		match: matchFields,
		...(dateField !== '' && { dateField }),
		// Whoever is named by an id is there, or is nobody.
		...(matching?.by === 'id' && {
			operation: 'update' as const,
			whenNotFound: { reason: UNKNOWN_ID, fails: false },
		}),
		followUp: followUpOf(account, type),
		followUpInWords: workInWords,
		async open(inputs) {
			const fields = mappedTargets(inputs);
			const missing = options.createMissing ? await withMissing(account, type, fields) : undefined;
			const known = missing?.properties ?? (await account.properties(type, fields));
			const notes: string[] = [];
			const note = (done: string): void => {
				if (notes.length > 0) return;
				for (const name of missing?.missing ?? [])
					notes.push(`The property "${name}" ${done} in HubSpot, as a text`);
			};
			const target = createHubSpotTarget(account, {
				type,
				properties: known,
				...(matching && { match: matching }),
				fields,
				timeZone: settings.timeZone,
				...(dateField !== '' && { dateField }),
				...(consent && { consent: { ...consent, decided: decidedIn(inputs, matchFields) } }),
				movesBack: options.movesStageBack ?? false,
				looksAgain:
					options.waitsForSearch !== false &&
					settings.operation !== 'update' &&
					!settings.options.dryRun,
				cancel: cancelSignalOf(context),
			});
			return {
				...target,
				notes,
				beforehand: (missing?.missing ?? []).map(
					(name) => `create the property "${name}" in HubSpot, as a text`,
				),
				async write(writes) {
					await missing?.create();
					note('was created');
					return await target.write(writes);
				},
				async dryRun(writes) {
					note('would be created');
					return await target.dryRun(writes);
				},
				describe(id: string | undefined) {
					const url = id === undefined ? undefined : target.urlOf(id);
					return {
						...(id !== undefined && { id }),
						object: type,
						...(url !== undefined && { url }),
					};
				},
				inWords: (change: FieldChange) => inWords(known.byName.get(change.field), change),
				async records(ids: string[]) {
					const names = properties.all.map(({ name }) => name);
					const found = await readAll(account.records(type), ids, names);
					return new Map(found.map((record) => [record.id, record.properties]));
				},
			};
		},
	};
}

/** Keys of the inputs whose answers decide about a consent. */
const decidedIn = (inputs: readonly UpsertInput[], match: MatchField[]): Set<string> =>
	new Set(
		inputs.flatMap(({ fields, key, status }) => {
			if (status === undefined || status.wanted === 'unchanged') return [];
			const own = keyOf({ ...setValues(fields), ...key }, match);
			return isConnectorError(own) ? [] : own.id;
		}),
	);

/** Options by their labels. */
function inWords(
	property: Property | undefined,
	{ field, from, to }: FieldChange,
): Record<string, unknown> {
	const words = (value: unknown): unknown => {
		if (!property || property.options.length === 0 || value === null) return value;
		const labelOf = (text: string): string =>
			property.options.find((option) => option.value === text)?.label ?? text;
		return textOf(value)
			.split(property.kind === 'choices' ? ';' : '\n')
			.map(labelOf)
			.join('; ');
	};
	return { field, label: property?.label ?? field, from: words(from), to: words(to) };
}

function consentOf(
	context: IExecuteFunctions,
	{ options: { allowOptInAgain = false } }: RecordSettings,
	type: string,
	{ explanation }: HubSpotOptions,
): ConsentOptions {
	const id = textOfLocator(context.getNodeParameter('subscription', 0, '')).trim();
	if (type !== CONTACTS) {
		throw new ConnectorError('input', 'Only contacts have subscriptions', {
			hint: "Choose Contacts under 'Object', or switch 'Set Consent' off.",
		});
	}
	if (!/^\d+$/.test(id)) {
		throw new ConnectorError('input', 'No subscription type is chosen', {
			hint: "Choose one under 'Subscription Type', or switch 'Set Consent' off.",
		});
	}
	const legalBasis = context.getNodeParameter('legalBasis', 0, 'CONSENT_WITH_NOTICE') as string;
	const reason = explanation?.trim() ?? '';
	return {
		subscription: {
			id,
			...(legalBasis !== 'none' && { legalBasis }),
			...(reason !== '' && { explanation: reason }),
		},
		allowOptInAgain,
	};
}
