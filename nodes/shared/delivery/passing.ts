import {
	claim,
	settling,
	stepsOf,
	type ClaimOptions,
	type ProcessedStore,
	type Screened,
} from './claim';
import { changedOnly, firstContent, firstForm, type Edit } from './edits';

/** A response, as it has come to an execution. */
export interface Form {
	/** Names it as a new one. */
	newKey: string;
	/** What it is if it came out before. */
	edit: Edit;
	/** It tells of a new response only: what it holds else comes in another way. */
	isNewOnly: boolean;
	/** Only remembered when it is new, since new ones are not wanted. */
	isSeenOnly: boolean;
}

export interface Passing<F extends Form> {
	asNew: F[];
	asEdit: F[];
}

/** New ones alone, where nobody wants edits. One call may tell of a response several times: its last word counts. */
export async function newOnes<F extends Pick<Form, 'newKey'>>(
	store: ProcessedStore,
	forms: readonly F[],
	options: ClaimOptions,
): Promise<F[]> {
	const { passing } = await claim(
		store,
		forms.map(({ newKey }) => newKey),
		options,
	);
	return [...byNewKey(forms)].flatMap(([key, form]) => (passing.has(key) ? [form] : []));
}

/**
 * New ones, and edits of what came out before. An edit, too, must first find its response taken: one that a check finds
 * changed before the announcement's execution has fetched it never came out, so it takes the response itself, and the
 * announcement, which would bring the same form, is dropped.
 */
export async function newAndEdited<F extends Form>(
	store: ProcessedStore,
	forms: readonly F[],
	options: ClaimOptions,
): Promise<Passing<F>> {
	const news = byNewKey(forms);
	const { passing, taken, again } = await claim(store, [...news.keys()], {
		...options,
		alsoRecord: (key) => formEntriesOf(news.get(key)),
	});
	const inHand = [...news].flatMap(([key, form]) => (passing.has(key) ? [form] : []));
	const altered = await otherThanFirst(
		store,
		inHand.filter(({ newKey }) => again.has(newKey)),
	);
	const late = new Set(await edited(store, altered, options));
	const asNew = inHand.filter(
		(form) => !form.isSeenOnly && (late.has(form) || !altered.includes(form)),
	);
	const maybeEdits = forms.filter((form) => !form.isNewOnly && !passing.has(form.newKey));
	// Who has just been beaten to a response waits until the winner's form stands in the store.
	if (maybeEdits.some(({ newKey }) => !taken.has(newKey))) await settling(store, options);
	const asEdit: F[] = [];
	for (const round of oneOfEach(maybeEdits)) asEdit.push(...(await edited(store, round, options)));
	return { asNew, asEdit };
}

const byNewKey = <F extends Pick<Form, 'newKey'>>(forms: readonly F[]): Map<string, F> =>
	new Map(forms.map((form) => [form.newKey, form]));

/** Its form, and the change that made it: a check that has listed it before it came out may be retried long after. */
function formEntriesOf(form: Form | undefined): string[] {
	if (!form) return [];
	const { edit } = form;
	return [...firstForm(edit), ...(edit.isDated ? stepsOf(edit.key) : [])];
}

/**
 * Of what an earlier run had: what holds something else by now, since it was fetched again. A check brings that too, or has,
 * so whoever is first to take the edit has it.
 */
async function otherThanFirst<F extends Form>(store: ProcessedStore, forms: F[]): Promise<F[]> {
	const altered = new Set<F>();
	// One entry after the other, as in a look at edits: one alone, left by a kill, tells nothing.
	for (const copy of [0, 1]) {
		const asked = forms.filter((form) => !altered.has(form));
		if (asked.length === 0) break;
		const fresh = await store.record(asked.map(({ edit }) => firstContent(edit)[copy]));
		for (const form of asked) if (fresh.has(firstContent(form.edit)[copy])) altered.add(form);
	}
	const unwanted = [...altered].flatMap(({ edit }) => firstContent(edit));
	if (unwanted.length > 0) await store.forget(unwanted);
	return [...altered];
}

const NOTHING: Screened = { wanted: new Map(), forget: [] };

async function edited<F extends Form>(
	store: ProcessedStore,
	forms: F[],
	options: ClaimOptions,
): Promise<F[]> {
	if (forms.length === 0) return [];
	const byKey = new Map(forms.map((form) => [form.edit.key, form]));
	const { passing } = await claim(store, [...byKey.keys()], {
		...options,
		screen: async (keys, isLast) => {
			// It may differ from what came out last because it is the older one.
			if (options.isStale) return NOTHING;
			const edits = keys.flatMap((key) => byKey.get(key)?.edit ?? []);
			return await changedOnly(store, edits, { now: options.clock.now(), isDoubtful: isLast });
		},
	});
	return [...byKey].flatMap(([key, form]) => (passing.has(key) ? [form] : []));
}

/** Several forms of one response in a call are looked at one after the other. */
function oneOfEach<F extends Form>(forms: F[]): F[][] {
	const rounds: F[][] = [];
	const times = new Map<string, number>();
	for (const form of forms) {
		const name = form.edit.response;
		const round = times.get(name) ?? 0;
		times.set(name, round + 1);
		(rounds[round] ??= []).push(form);
	}
	return rounds;
}
