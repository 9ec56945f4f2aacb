import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { asNodeError } from '../shared/face/errors';
import { hints } from '../shared/face/hints';
import { failedItem } from '../shared/face/items';
import { remembered } from '../shared/face/remembered';
import { ConnectorError, isConnectorError } from '../shared/http/ConnectorError';
import { settle } from '../shared/http/settle';
import type { CancelSignal } from '../shared/http/types';
import { shownRequest } from '../shared/records';
import { preparer, type PreparedItem } from './prepare';
import { present, type Done } from './present';
import type { CrmPlace, CrmTarget } from './providers/CrmProvider';
import { providerOf } from './providers/registry';
import { readSettings, type Settings } from './settings';
import { writeGroup } from './writeGroup';

/** Everything about one item on its way through the node. */
interface Traveller {
	placeName?: string;
	place?: CrmPlace;
	prepared?: PreparedItem;
	target?: CrmTarget;
	done?: Done;
	error?: unknown;
}

/** One result per item, in order and paired with its item, however the records were sent. */
export async function upsertItems(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const { travellers, notes } = await asNodeError(this.getNode(), run(this));
	const failure = this.continueOnFail() ? undefined : firstFailure(travellers);
	if (failure) return [[failedItem(this, withProgress(failure.error, travellers), failure.index)]];
	const warnings = new Map<string, number>(notes.map((note) => [note, 1]));
	const out = travellers.map(({ prepared, target, done, error }, itemIndex) => {
		if (error !== undefined || !prepared || !done) {
			const item = failedItem(this, error, itemIndex);
			return { ...item, json: { status: 'failed', ...item.json } };
		}
		const json = present(prepared, done, target);
		for (const warning of (json.warnings ?? []) as string[])
			warnings.set(warning, (warnings.get(warning) ?? 0) + 1);
		return { json, pairedItem: { item: itemIndex } };
	});
	report(this, warnings);
	return [out];
}

interface Ran {
	travellers: Traveller[];
	/** What the user should know about the settings. */
	notes: string[];
}

async function run(context: IExecuteFunctions): Promise<Ran> {
	const settings = readSettings(context);
	const provider = providerOf(context.getNodeParameter('provider', 0, 'dynamics365'));
	const connection = await provider.connect(context, settings);
	const placeOf = remembered(50, async (name) => await connection.place(name));
	const prepare = preparer(context, connection, settings);
	const travellers: Traveller[] = [];
	for (let itemIndex = 0; itemIndex < context.getInputData().length; itemIndex++) {
		const outcome = await settle(ready(itemIndex));
		travellers.push(outcome.ok ? outcome.value : { error: outcome.error });
		// Nothing has been written yet: a mistake in the settings stops the run before it begins.
		if (!outcome.ok && !context.continueOnFail()) return { travellers, notes: [] };
	}
	const notes = new Set(travellers.flatMap(({ prepared }) => prepared?.notes ?? []));
	for (const group of byPlace(travellers)) {
		const written = await settle(write(context, group, settings, travellers));
		if (written.ok) for (const note of written.value) notes.add(note);
		else for (const traveller of group) traveller.error = written.error;
		if (!context.continueOnFail() && group.some(({ error }) => error !== undefined)) break;
	}
	return { travellers, notes: [...notes] };

	async function ready(itemIndex: number): Promise<Traveller> {
		const placeName = connection.placeFor(itemIndex);
		const place = await placeOf(placeName);
		const prepared = await prepare(itemIndex, place);
		const { nobody } = prepared;
		const done = nobody === undefined ? {} : { done: left(nobody, itemIndex, settings) };
		return { placeName, place, prepared, ...done };
	}
}

/** An item that names nobody: told, not written. */
const left = (reason: string, index: number, { options }: Settings): Done => ({
	outcome: { index, status: 'skipped', changes: [], warnings: [reason] },
	...(options.dryRun && { requests: [] }),
});

async function write(
	context: IExecuteFunctions,
	group: Traveller[],
	settings: Settings,
	travellers: Traveller[],
): Promise<string[]> {
	const place = group[0].place!;
	const inputs = group.map(({ prepared }) => prepared!.input);
	const mapped = new Set(inputs.flatMap(({ fields }) => fields.map(({ target }) => target)));
	const cancel = {
		get aborted() {
			return context.getExecutionCancelSignal()?.aborted ?? false;
		},
	};
	const target = await place.open([...mapped]);
	const done = await writeGroup(inputs, place, target, {
		settings,
		positions: positionsOf(group, travellers),
		stopOnFailure: !context.continueOnFail(),
		cancel,
	});
	group.forEach((traveller, index) => {
		Object.assign(traveller, { target, done: done[index] });
		const { error } = done[index].outcome;
		if (error) traveller.error = error;
	});
	await follow(group, { stopOnFailure: !context.continueOnFail(), cancel });
	return target.notes;
}

/** What comes after the records: carried out for what was written, shown for what would be. */
async function follow(
	group: Traveller[],
	{ stopOnFailure, cancel }: { stopOnFailure: boolean; cancel: CancelSignal },
): Promise<void> {
	const isStopped = (): boolean => stopOnFailure && group.some(({ error }) => error !== undefined);
	for (const traveller of group) {
		const { after } = traveller.prepared!;
		const { outcome, requests } = traveller.done!;
		if (!after || traveller.error !== undefined || outcome.status === 'skipped') continue;
		if (requests) requests.push(...after.preview(outcome.id).map(shownRequest));
		else if (outcome.id !== undefined && !cancel.aborted && !isStopped()) {
			const carried = await settle(after.carryOut(outcome.id));
			if (!carried.ok) traveller.error = carried.error;
		}
	}
}

function positionsOf(group: Traveller[], travellers: Traveller[]): number[] {
	const positions = new Map(travellers.map((traveller, index) => [traveller, index]));
	return group.map((traveller) => positions.get(traveller)!);
}

/** Items that go to the same place are written in one go. */
function byPlace(travellers: Traveller[]): Traveller[][] {
	const groups = new Map<string, Traveller[]>();
	for (const traveller of travellers) {
		if (traveller.placeName === undefined || !traveller.prepared || traveller.done) continue;
		const group = groups.get(traveller.placeName);
		if (group) group.push(traveller);
		else groups.set(traveller.placeName, [traveller]);
	}
	return [...groups.values()];
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
	const written = travellers.filter(({ done }) => done && !done.outcome.error).length;
	if (!isConnectorError(error) || written === 0) return error;
	const isRepeatable = travellers.every(
		({ place }) => place === undefined || place.match.length > 0,
	);
	const again = isRepeatable
		? 'running again does not write them twice'
		: 'running again creates them a second time';
	const progress = `${written} of ${travellers.length} items were done; ${again}.`;
	return Object.assign(new ConnectorError(error.kind, error.message, { ...error }), {
		hint: [error.hint, progress].filter(Boolean).join(' '),
	});
}

/** The commonest warnings of a run, above its output; every item has its own. */
function report(context: IExecuteFunctions, warnings: Map<string, number>): void {
	const commonest = [...warnings].sort(([, left], [, right]) => right - left);
	const messages = commonest.map(([message, count]) =>
		count > 1 ? `${message} (${count} items)` : message,
	);
	hints(context, 'warning', messages, 3);
}
