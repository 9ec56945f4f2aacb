import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { loadContacts } from '../shared/connectors/qualtrics/directory/loadContacts';
import type {
	LoadedContact,
	LoadOptions,
} from '../shared/connectors/qualtrics/directory/LoadOptions';
import { rehearse, type Rehearsal } from '../shared/connectors/qualtrics/directory/rehearsal';
import { directoryLimits, grantedAllowance } from '../shared/connectors/qualtrics/limits';
import { asNodeError } from '../shared/face/errors';
import { failedItem } from '../shared/face/items';
import { connectQualtrics } from '../shared/face/qualtrics';
import { ConnectorError, isConnectorError } from '../shared/http/ConnectorError';
import { placeReader, type Place } from './places';
import { preparer, type PreparedItem } from './prepare';
import { present } from './present';
import { reportWarnings } from './reportWarnings';
import {
	DEFAULT_EVIDENCE_FIELD,
	DEFAULT_IMPORT_ABOVE,
	readSettings,
	type Settings,
} from './settings';

/** Everything about one item on its way through the node. */
interface Traveller {
	place?: Place;
	prepared?: PreparedItem;
	loaded?: LoadedContact;
	error?: unknown;
}

/** One result per item, in order and paired with its item, however the contacts were sent. */
export async function writeContacts(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const travellers = await asNodeError(this.getNode(), write(this));
	const isDryRun = (this.getNodeParameter('options', 0, {}) as IDataObject).dryRun === true;
	const warnings = new Map<string, number>();
	const failure = this.continueOnFail() ? undefined : firstFailure(travellers);
	if (failure) return [[failedItem(this, withProgress(failure.error, travellers), failure.index)]];
	const out = travellers.map(({ place, prepared, loaded, error }, itemIndex) => {
		if (error !== undefined || !place || !prepared || !loaded)
			return failedItem(this, error, itemIndex);
		const json = present(prepared, loaded, place, isDryRun);
		for (const warning of (json.warnings ?? []) as string[])
			warnings.set(warning, (warnings.get(warning) ?? 0) + 1);
		return { json, pairedItem: { item: itemIndex } };
	});
	reportWarnings(this, warnings);
	return [out];
}

async function write(context: IExecuteFunctions): Promise<Traveller[]> {
	const settings = readSettings(context);
	const { writesPerMinute } = settings.options;
	let rehearsal: Rehearsal | undefined;
	const qualtrics = await connectQualtrics(context, {
		...(writesPerMinute && {
			limits: directoryLimits(writesPerMinute),
			perMinute: grantedAllowance(writesPerMinute),
		}),
		...(settings.options.dryRun && {
			around: (surroundings) => (rehearsal = rehearse(surroundings)).surroundings,
		}),
	});
	const placeFor = placeReader(context, qualtrics, settings);
	const prepare = preparer(context, qualtrics, settings);
	const travellers: Traveller[] = [];
	for (let itemIndex = 0; itemIndex < context.getInputData().length; itemIndex++) {
		const traveller = await ready(itemIndex).catch((error: unknown): Traveller => ({ error }));
		travellers.push(traveller);
		// Nothing has been written yet: a mistake in the settings stops the run before it begins.
		if ('error' in traveller && !context.continueOnFail()) return travellers;
	}
	for (const group of byPlace(travellers)) {
		const { place } = group[0];
		const items = group.map(({ prepared }) => prepared!.item);
		const options = loadOptions(context, settings, place!, rehearsal);
		const loaded = await loadContacts(qualtrics, items, options);
		group.forEach((traveller, index) => {
			traveller.loaded = loaded[index];
			if (loaded[index].error) traveller.error = loaded[index].error;
		});
	}
	return travellers;

	async function ready(itemIndex: number): Promise<Traveller> {
		const place = await placeFor(itemIndex);
		return { place, prepared: await prepare(itemIndex, place.directory) };
	}
}

/** Items that go into the same directory and lists are written in one go. */
function byPlace(travellers: Traveller[]): Traveller[][] {
	const groups = new Map<string, Traveller[]>();
	for (const traveller of travellers) {
		if (!traveller.place || !traveller.prepared) continue;
		const { directory, mailingListIds } = traveller.place;
		const name = JSON.stringify([directory.id, mailingListIds]);
		groups.set(name, [...(groups.get(name) ?? []), traveller]);
	}
	return [...groups.values()];
}

function loadOptions(
	context: IExecuteFunctions,
	{ operation, matchFields, options, statusLevel }: Settings,
	{ directory, mailingListIds }: Place,
	rehearsal: Rehearsal | undefined,
): LoadOptions {
	const dateField = options.onlyIfNewer?.trim();
	const evidenceField = (options.evidenceField ?? DEFAULT_EVIDENCE_FIELD).trim();
	return {
		operation,
		directory,
		mailingListIds,
		matchFields,
		whenAmbiguous: options.whenSeveralMatch ?? 'error',
		statusLevel,
		allowOptInAgain: options.allowOptInAgain ?? false,
		...(dateField && { dateField }),
		...(evidenceField && { evidenceField }),
		lookUp: options.checkBeforeWriting ?? true,
		importAbove: options.bulkImportAbove ?? DEFAULT_IMPORT_ABOVE,
		timeZone: context.getTimezone(),
		...(rehearsal && { rehearsal }),
		stopOnFailure: !context.continueOnFail(),
		cancel: {
			get aborted() {
				return context.getExecutionCancelSignal()?.aborted ?? false;
			},
		},
	};
}

/** What was not begun because of an earlier failure is not the failure. */
function firstFailure(travellers: Traveller[]): { error: unknown; index: number } | undefined {
	const failed = travellers.flatMap(({ error }, index) =>
		error === undefined ? [] : [{ error, index }],
	);
	const isCause = ({ error }: { error: unknown }): boolean =>
		!isConnectorError(error) || error.kind !== 'cancelled';
	return failed.find(isCause) ?? failed[0];
}

function withProgress(error: unknown, travellers: Traveller[]): unknown {
	const written = travellers.filter(({ loaded }) => loaded && !loaded.error).length;
	if (!isConnectorError(error) || written === 0) return error;
	const progress = `${written} of ${travellers.length} items were done; running again does not write them twice.`;
	return Object.assign(new ConnectorError(error.kind, error.message, { ...error }), {
		hint: [error.hint, progress].filter(Boolean).join(' '),
	});
}
