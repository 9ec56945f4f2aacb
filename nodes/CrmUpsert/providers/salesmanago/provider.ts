import type { IExecuteFunctions } from 'n8n-workflow';
import type { Carriage } from '../../../shared/connectors/salesmanago/carryAnswers';
import {
	CONTACT_STATES,
	DETAIL_PREFIX,
	STANDARD_FIELDS,
	tagField,
} from '../../../shared/connectors/salesmanago/contactValues';
import { LIMITS } from '../../../shared/connectors/salesmanago/limits';
import { asText, perItem, readRaw } from '../../../shared/n8n/rawParameters';
import type { RecordConnection } from '../../../shared/n8n/records/RecordConnection';
import type { RecordProvider } from '../../../shared/n8n/records/RecordProvider';
import type { RecordSettings } from '../../../shared/n8n/records/settings';
import { cancelSignalOf } from '../../../shared/n8n/cancelSignal';
import { connectSalesManago, salesmanagoCredential } from '../../../shared/n8n/salesmanago';
import { contactFieldOf, salesmanagoLists } from '../../../shared/n8n/salesmanagoLocators';
import { remembered } from '../../../shared/n8n/remembered';
import { rawTextOf } from '../../../shared/n8n/textParameters';
import type { Destination, MatchField } from '../../../shared/records';
import { tagReader } from '../tagReader';
import { answerReader, carriagesInWords, carryAll } from './answers';
import { consentReader } from './consents';
import { readIdentification, type ContactKey } from './identification';
import { openTarget } from './openTarget';
import { salesmanagoParameters } from './parameters';

export const salesmanago: RecordProvider = {
	id: 'salesmanago',
	label: 'SALESmanago',
	subtitle: '"SALESmanago contact"',
	credentials: [salesmanagoCredential()],
	parameters: salesmanagoParameters,
	lists: salesmanagoLists,
	choicesFor: async (_context, field) =>
		await Promise.resolve(field === 'state' ? [...CONTACT_STATES] : []),
	connect,
};

/** The options that only SALESmanago has. */
interface SalesManagoOptions {
	contactsPerJob?: number;
	fireEvents?: boolean;
	onlyIfNewer?: string;
	sendAs?: 'single' | 'batch';
	whenUnknown?: 'report' | 'error';
}

const MATCH: Record<ContactKey, MatchField[]> = {
	email: [{ field: 'email', kind: 'email' }],
	contactId: [{ field: 'contactId', kind: 'text' }],
};

const TAGS = {
	add: { parameter: 'addTags', label: 'Tags to Add' },
	remove: { parameter: 'removeTags', label: 'Tags to Remove' },
	fieldOf: tagField,
};

const UNKNOWN_ID = 'SALESmanago has no contact with this smclientid. Nothing was written.';

const perJob = (wanted: number = LIMITS.contactsPerBatch): number =>
	Math.max(1, Math.min(LIMITS.mostContactsPerBatch, Math.floor(wanted)));

async function connect(
	context: IExecuteFunctions,
	settings: RecordSettings,
): Promise<RecordConnection<Carriage[]>> {
	const options = context.getNodeParameter('options', 0, {}) as SalesManagoOptions;
	const reports = options.whenUnknown !== 'error';
	const account = await connectSalesManago(context);
	const who = readIdentification(context, settings.operation, reports);
	const answers = answerReader(context);
	const tags = tagReader(context, TAGS);
	const consents = consentReader(context);
	const ownerFor = perItem(context, rawTextOf(readRaw(context, 'owner', '')));
	const dateDetail = options.onlyIfNewer?.trim() ?? '';
	const dateField = dateDetail === '' ? {} : { dateField: `${DETAIL_PREFIX}${dateDetail}` };

	const destinationOf = remembered(50, (name): Destination<Carriage[]> => {
		const [matchBy, ...words] = name.split(' ') as [ContactKey, ...string[]];
		const owner = words.join(' ');
		// Whoever is named by an id is there, or is nobody.
		const operation = matchBy === 'contactId' ? ('update' as const) : settings.operation;
		return {
			name,
			fields: STANDARD_FIELDS.map(({ name: field, label }) => ({ name: field, label })),
			match: MATCH[matchBy],
			operation,
			mayLackKey: reports,
			...dateField,
			...(matchBy === 'contactId' && { whenNotFound: { reason: UNKNOWN_ID, fails: !reports } }),
			open: async () =>
				await Promise.resolve(
					openTarget(account.ownedBy(owner), {
						matchBy,
						operation,
						mode: options.sendAs ?? 'single',
						allowOptInAgain: settings.options.allowOptInAgain ?? false,
						contactsPerJob: perJob(options.contactsPerJob),
						fireEvents: options.fireEvents ?? true,
						...dateField,
						cancel: cancelSignalOf(context),
					}),
				),
			followUp: async (entries, isDryRun) => await carryAll(account, entries, isDryRun),
			followUpInWords: carriagesInWords,
		};
	});

	return {
		rows: { parameter: 'contactFields', targetOf: contactFieldOf },
		destinationFor: async (itemIndex) => {
			const owner = asText(ownerFor(itemIndex)).trim() || account.defaultOwner;
			return await Promise.resolve(destinationOf(`${who.keyKindFor(itemIndex)} ${owner}`));
		},
		keyFor: (itemIndex, _destination, rendering) => who.keyFor(itemIndex, rendering),
		moreFor(itemIndex, rendering) {
			const sent = answers?.(rendering);
			const tagged = tags.read(itemIndex, rendering);
			const consented = consents.read(itemIndex, rendering);
			return {
				fields: [...(sent?.fields ?? []), ...tagged.fields, ...consented.fields],
				rows: [...(sent?.rows ?? []), ...tagged.rows],
				warnings: [...(sent?.warnings ?? []), ...tagged.warnings, ...consented.warnings],
				problems: [...tagged.problems, ...consented.problems],
				notes: sent?.notes ?? [],
				...(consented.consent && { consent: consented.consent }),
				...(sent?.followUp && { followUp: sent.followUp }),
			};
		},
		needsSurvey: (itemIndex, response) =>
			// Every question has a part in the names, whether it was answered or not.
			answers !== undefined ||
			who.needsSurvey(itemIndex, response) ||
			tags.needsSurvey(itemIndex, response) ||
			consents.needsSurvey(itemIndex, response),
		texts: [...who.texts, ...tags.texts, ...consents.texts],
	};
}
