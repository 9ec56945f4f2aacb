import type { IExecuteFunctions } from 'n8n-workflow';
import {
	EMBEDDED_PREFIX,
	splitValues,
	targetName,
} from '../shared/connectors/qualtrics/directory/contactValues';
import {
	directoryDestination,
	type ContactTransaction,
} from '../shared/connectors/qualtrics/directory/destination';
import {
	dryRunRecorder,
	type DryRunRecorder,
} from '../shared/connectors/qualtrics/directory/dryRunRecorder';
import type { Directory } from '../shared/connectors/qualtrics/directories';
import { directoryLimits, grantedAllowance } from '../shared/connectors/qualtrics/limits';
import { resolveDirectory } from '../shared/n8n/directoryLocators';
import { entriesIn } from '../shared/n8n/entries';
import { connectQualtrics, type ConnectedQualtrics } from '../shared/n8n/qualtrics';
import { asText, perItem, readRaw, type PerItem, type Raw } from '../shared/n8n/rawParameters';
import type { RecordConnection } from '../shared/n8n/records/RecordConnection';
import type { RecordSettings } from '../shared/n8n/records/settings';
import { remembered } from '../shared/n8n/remembered';
import { rawTextOf } from '../shared/n8n/textParameters';
import { ConnectorError } from '../shared/http/ConnectorError';
import { writableValues, type TargetField } from '../shared/mapping';
import type { Destination } from '../shared/records';
import { splitEntries } from '../shared/values/entries';
import { readDirectorySettings, type DirectorySettings } from './settings';
import { transactionReader } from './transactions';

/** Qualtrics XM Directory, as the pipeline that writes records asks for it. */
export async function connectXmDirectory(
	context: IExecuteFunctions,
	settings: RecordSettings,
): Promise<RecordConnection<ContactTransaction>> {
	const own = readDirectorySettings(context, settings);
	const { writesPerMinute } = own;
	let dryRun: DryRunRecorder | undefined;
	const qualtrics = await connectQualtrics(context, {
		...(writesPerMinute && {
			limits: directoryLimits(writesPerMinute),
			perMinute: grantedAllowance(writesPerMinute),
		}),
		...(settings.options.dryRun && {
			around: (runtime) => (dryRun = dryRunRecorder(runtime)).runtime,
		}),
	});
	const transactions = own.recordsTransaction ? transactionReader(context) : undefined;
	const listsFor = mailingLists(context, own);
	const directoryFor = directories(context, qualtrics);
	const fieldsOf = settings.isAutomatic ? automaticFields(context, qualtrics) : undefined;
	const destinationAt = remembered(
		50,
		async (lists: string, directory: Directory): Promise<Destination<ContactTransaction>> => {
			const [, ...mailingListIds] = JSON.parse(lists) as string[];
			const options = {
				...own.options,
				directory,
				mailingListIds,
				...(dryRun && { dryRun }),
			};
			const fields = (await fieldsOf?.(directory.id)) ?? [];
			return { ...directoryDestination(qualtrics, options), fields };
		},
	);
	return {
		rows: { parameter: 'fields', fieldOf: targetName },
		respondent: { language: 'language', externalId: 'extRef' },
		async destinationFor(itemIndex) {
			const lists = listsFor(itemIndex);
			const directory = await directoryFor(itemIndex);
			return await destinationAt(JSON.stringify([directory.id, ...lists]), directory);
		},
		...(transactions && {
			moreFor: transactions.read,
			needsSurvey: transactions.needsSurvey,
			texts: transactions.texts,
		}),
		describeItem: (fields) => ({ fields: { ...splitValues(writableValues(fields)).input } }),
	};
}

/** The directories are read once per run, whatever the items say. */
function directories(
	context: IExecuteFunctions,
	qualtrics: ConnectedQualtrics,
): PerItem<Promise<Directory>> {
	const wantedFor = perItem(context, rawTextOf(readRaw(context, 'directory', '')));
	const all = remembered(1, async () => await qualtrics.directories.list());
	const list = async () => await all('');
	const named = remembered(
		100,
		async (wanted) => await resolveDirectory({ directories: { list } }, wanted),
	);
	return async (itemIndex) => await named(asText(wantedFor(itemIndex)));
}

/** Ids of the lists that an item's contact is put into. */
function mailingLists(
	context: IExecuteFunctions,
	{ recordsTransaction, setsListStatus }: DirectorySettings,
): PerItem<string[]> {
	const { values = [] } = readRaw<{ values?: Array<{ mailingList?: unknown }> }>(
		context,
		'mailingLists',
		{},
	);
	const idsFor = values.map((row) => perItem(context, rawTextOf(row.mailingList)));
	const needy = recordsTransaction
		? 'A transaction is recorded in a mailing list'
		: setsListStatus && 'The subscription status of a mailing list is to be set';
	return (itemIndex) => {
		const ids = idsFor.map((idFor) => asText(idFor(itemIndex)).trim());
		const chosen = [...new Set(ids.filter((id) => id !== ''))];
		if (!needy || chosen.length > 0) return chosen;
		throw new ConnectorError('input', `${needy}, and none is chosen`, {
			hint: "Choose one under 'Mailing Lists'.",
		});
	};
}

/** What may be mapped automatically: the directory's fields, and embedded data that no contact holds yet. */
function automaticFields(
	context: IExecuteFunctions,
	qualtrics: ConnectedQualtrics,
): (directoryId: string) => Promise<TargetField[]> {
	const { embeddedDataFields } = readRaw<{ embeddedDataFields?: Raw }>(context, 'options', {});
	// What its author wrote is cut; what an n8n expression gives is one name, or a list of them.
	const given = entriesIn(context, embeddedDataFields);
	const named = (typeof given === 'string' ? splitEntries(given, { commas: true }) : given)
		.map((name) => name.trim())
		.filter((name) => name !== '');
	const embedded = (name: string): TargetField => ({
		name: `${EMBEDDED_PREFIX}${name}`,
		label: name,
	});
	return remembered(50, async (directoryId) => {
		const known = await qualtrics.contactFields.list({ directoryId });
		return [
			...known.map(({ name, label, kind }) =>
				kind === 'standard' ? { name, label } : embedded(name),
			),
			...named.map(embedded),
		];
	});
}
