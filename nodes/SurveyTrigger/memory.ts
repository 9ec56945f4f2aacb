import type {
	IDataObject,
	IExecuteFunctions,
	IHookFunctions,
	ITriggerFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';
import type { CatchUpState } from '../shared/delivery/catchUp';
import { isExecuting } from '../shared/n8n/context';

type Context = IExecuteFunctions | IHookFunctions | ITriggerFunctions | IWebhookFunctions;

/** What the trigger remembers between activations, checks and announcements. */
export interface TriggerMemory {
	v?: 1;
	/** Counts the changes: the higher one is the newer one. */
	changes?: number;
	/** Where announcements are sent. */
	webhookUrl?: string;
	/** Tells whether the subscriptions were made with the key that the credential gives now; the key itself is kept nowhere. */
	keyMark?: string;
	/** The key itself, where a version before kept it: taken away with the next change. */
	sharedKey?: undefined;
	/** Topic → id of the subscription we made for it. */
	subscriptions?: Record<string, string>;
	/** Why the account may not create subscriptions, in words for the user. */
	refused?: string;
	/** Subscriptions of ours that Qualtrics refused to delete. */
	undeleted?: string[];
	/** `<survey> recorded`, `<survey> modified`. */
	catchUp?: Record<string, CatchUpState>;
}

interface Stored {
	surveyTriggers?: Record<string, TriggerMemory>;
}

/**
 * n8n stores the static data of a workflow whole, and whoever stores it last wins: each trigger that n8n activated by itself
 * holds a copy of its own, in which the others' parts grow old. So the newest is kept here too, and every trigger writes
 * the others' newest along with its own. Workflow id → node id → memory.
 */
const newest = new Map<string, Map<string, TriggerMemory>>();

/** n8n takes a test's registration back in another mode than it was made in; what it remembers tells. */
export const isTest = (context: Context): boolean =>
	context.getMode() === 'manual' ||
	('getWebhookDescription' in context && nodeDataOf(context).test !== undefined);

/** By the node's id: static data kept by a node's name would be lost when somebody renames it. */
const idsOf = (context: Context): { workflow: string; node: string } => ({
	workflow: String(context.getWorkflow().id ?? ''),
	node: context.getNode().id,
});

/**
 * What is remembered. Not for executions in production: n8n stores the static data of an execution that merely looked at
 * what was not there, over what others have written meanwhile; what they need to know travels with their job.
 */
export function recall(context: Context): Readonly<TriggerMemory> {
	if (isTest(context) && !isExecuting(context)) return testMemoryOf(context);
	const { workflow, node } = idsOf(context);
	const stored = globalOf(context).surveyTriggers?.[node];
	const known = newest.get(workflow)?.get(node);
	// Asked for several times for each survey, so what need not be copied whole is not.
	return known && (known.changes ?? 0) >= (stored?.changes ?? 0) ? known : plain(stored);
}

/** Changes what is remembered; `undefined` forgets. Stored with the next thing n8n stores of this workflow. */
export function remember(context: Context, change: Partial<TriggerMemory>): void {
	if (isTest(context)) nodeDataOf(context).test = plain(changed(context, change));
	else {
		note(context, change);
		storeNewest(context);
	}
}

/**
 * The same for a trigger in production, but what n8n will store is brought up to date by `storeNewest` alone: that takes as long
 * as there are surveys, which is too long to be done for each of them.
 */
export function note(context: Context, change: Partial<TriggerMemory>): void {
	const { workflow, node } = idsOf(context);
	const siblings = newest.get(workflow) ?? new Map<string, TriggerMemory>();
	newest.set(workflow, siblings.set(node, changed(context, change)));
}

/** Never changed in place: others may hold what was before. */
function changed(context: Context, change: Partial<TriggerMemory>): TriggerMemory {
	const before = recall(context);
	return {
		...before,
		...change,
		sharedKey: undefined,
		v: 1,
		changes: (before.changes ?? 0) + 1,
	};
}

/** To be called before something is handed to n8n, which then stores the static data. */
export function storeNewest(context: Context): void {
	const siblings = newest.get(idsOf(context).workflow) ?? new Map<string, TriggerMemory>();
	const data = globalOf(context);
	const all = { ...data.surveyTriggers };
	for (const [node, memory] of siblings) {
		if ((memory.changes ?? 0) >= (all[node]?.changes ?? 0)) all[node] = memory;
	}
	data.surveyTriggers = plain(withoutKeys(all));
}

/** Versions before kept the key of announcements here, for everybody to read who may open the workflow. */
const withoutKeys = (all: Record<string, TriggerMemory>): Record<string, TriggerMemory> =>
	Object.fromEntries(
		Object.entries(all).map(([node, memory]) => [node, { ...memory, sharedKey: undefined }]),
	);

/** Takes such a key out of what n8n has stored, with the next thing that it stores. */
export function forgetKeys(context: Context): void {
	const stored = Object.values(globalOf(context).surveyTriggers ?? {});
	if (stored.some((memory) => 'sharedKey' in memory)) storeNewest(context);
}

const globalOf = (context: Context): Stored => context.getWorkflowStaticData('global') as Stored;

/** A test registers at an address of its own, with a key of its own; n8n keeps it with the test and stores nothing. */
const testMemoryOf = (context: Context): TriggerMemory =>
	plain(nodeDataOf(context).test as TriggerMemory | undefined);

const nodeDataOf = (context: Context): IDataObject =>
	context.getWorkflowStaticData('node') as IDataObject;

/** A copy that is no part of what n8n watches, without what is undefined. */
const plain = <T extends object>(value: T | undefined): T =>
	JSON.parse(JSON.stringify(value ?? {})) as T;
