import type { INodeExecutionData } from 'n8n-workflow';

/** What a model can take in at once; a few kB each. */
export const MOST_FOR_TOOLS = 10;

export interface Found {
	/** Those that come out. */
	items: INodeExecutionData[];
	/** How many there are: as many, or more. */
	all: number;
	/** Which of them come out, where not all do. */
	which: 'oldest' | 'latest';
	/** They were asked for by their ids. */
	isNamed: boolean;
}

/** A model takes what it gets for all there is, so that it is told in the first item where it is not. */
export function forTools({ items, all, which, isNamed }: Found): INodeExecutionData[] {
	const shown = items.slice(0, MOST_FOR_TOOLS);
	if (shown.length === 0 || all <= shown.length) return shown;
	const note = `These are the ${which} ${shown.length} of ${all} responses that fit; one call of this tool gives at most ${MOST_FOR_TOOLS}. ${isNamed ? NAMED : BY_DATE}`;
	const [first, ...others] = shown;
	return [{ ...first, json: { note, ...first.json } }, ...others];
}

const NAMED = 'Ask for the others by their IDs in another call.';
const BY_DATE =
	'Draw no conclusion about the others from them. To see others, ask for a shorter time, one survey or one value of a field, as far as this tool takes that; for figures over all responses, use a tool that computes KPIs.';
