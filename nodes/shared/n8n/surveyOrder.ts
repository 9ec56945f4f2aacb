import type { INodeListSearchResult } from 'n8n-workflow';
import { foldText } from '../pipedText/foldText';
import type { ListedSurvey } from './surveys/SurveySystem';

/** What is said of those that stand first, after their names. It stays in the name of what is chosen (contracts/n8n.md 3.8). */
export const MARKS = { received: ' · in the received response', recent: ' · read last' } as const;

interface Shown {
	/** What was listed so far, of this page of ours. */
	listed: readonly ListedSurvey[];
	/** Folded; empty where nothing is looked for. */
	wanted: string;
	/** What is said of those that collect nothing. */
	closed: string;
	/** Ids of the surveys that came in, as data. */
	received: readonly string[];
	/** Those that this process has read: it knows them without the list. Of the first page alone, like `recent`. */
	known: readonly ListedSurvey[];
	recent: readonly ListedSurvey[];
}

/**
 * The surveys that came in stand first, then those read last, then the list; each of them once, and those that are known
 * from elsewhere on no later page again. A received id that is neither listed nor known is left out.
 */
export function inOrder(shown: Shown, isFirstPage: boolean): INodeListSearchResult['results'] {
	const { listed, wanted, closed, received, known, recent } = shown;
	const matches = isWanted(wanted);
	const elsewhere = [...known, ...(wanted === '' ? recent : [])];
	const isPast = (id: string) => !isFirstPage && elsewhere.some((one) => one.id === id);
	const all = [...listed, ...elsewhere].filter((one) => matches(one) && !isPast(one.id));
	const marked = new Map<string, string>();
	for (const id of received) marked.set(id, MARKS.received);
	if (wanted === '') for (const { id } of recent) if (!marked.has(id)) marked.set(id, MARKS.recent);
	const first = [...marked].flatMap(([id, mark]) => {
		const found = all.find((one) => one.id === id);
		return found ? [{ name: `${nameOf(found, closed)}${mark}`, value: id }] : [];
	});
	const rest = all.filter(({ id }) => !marked.has(id));
	return [...first, ...rest.map((one) => ({ name: nameOf(one, closed), value: one.id }))];
}

export const isWanted =
	(wanted: string) =>
	({ id, name }: ListedSurvey): boolean =>
		foldText(`${name} ${id}`).includes(wanted);

const nameOf = ({ name, isActive }: ListedSurvey, closed: string): string =>
	isActive === false ? `${name} (${closed})` : name;
