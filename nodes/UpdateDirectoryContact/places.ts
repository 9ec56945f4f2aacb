import type { IExecuteFunctions } from 'n8n-workflow';
import type { Directory } from '../shared/connectors/qualtrics/directories';
import { resolveDirectory } from '../shared/face/directoryLocators';
import type { ConnectedQualtrics } from '../shared/face/qualtrics';
import { asText, perItem, readRaw } from '../shared/face/rawParameters';
import { remembered } from '../shared/face/remembered';
import { rawTextOf } from '../shared/face/textParameters';
import { ConnectorError } from '../shared/http/ConnectorError';
import type { Settings } from './settings';

/** Where an item's contact goes. */
export interface Place {
	directory: Directory;
	mailingListIds: string[];
}

export type PlaceFor = (itemIndex: number) => Promise<Place>;

/** The directories are read once per run, whatever the items say. */
export function placeReader(
	context: IExecuteFunctions,
	qualtrics: ConnectedQualtrics,
	settings: Settings,
): PlaceFor {
	const directoryFor = perItem(context, rawTextOf(readRaw(context, 'directory', '')));
	const rows = (
		readRaw(context, 'mailingLists', {}) as { values?: Array<{ mailingList?: unknown }> }
	).values;
	const listsFor = (rows ?? []).map((row) => perItem(context, rawTextOf(row.mailingList)));
	const all = remembered(1, async () => await qualtrics.directories.list());
	const list = async () => await all('');
	const directoryOf = remembered(
		100,
		async (wanted) => await resolveDirectory({ directories: { list } }, wanted),
	);
	return async (itemIndex) => {
		const ids = listsFor.map((listFor) => asText(listFor(itemIndex)).trim());
		const mailingListIds = [...new Set(ids.filter((id) => id !== ''))];
		const needy = settings.recordsTransaction
			? 'A transaction is recorded in a mailing list'
			: settings.setsSubscription && settings.statusLevel === 'list'
				? 'The subscription status of a mailing list is to be set'
				: undefined;
		if (needy && mailingListIds.length === 0) {
			throw new ConnectorError('input', `${needy}, and none is chosen`, {
				hint: "Choose one under 'Mailing Lists'.",
			});
		}
		return { directory: await directoryOf(asText(directoryFor(itemIndex))), mailingListIds };
	};
}
