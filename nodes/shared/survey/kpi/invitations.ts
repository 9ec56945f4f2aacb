import type { Dimension, GroupValues } from './groups';
import type { Measure } from './types';

interface Scope {
	kept: Dimension[];
	group: GroupValues;
	period?: string;
	/** One survey of the group. */
	survey?: string;
}

/**
 * How many were invited, of those who belong to a group: the sum of the entries that say so. Null when no entry does, or when
 * an entry may belong to it and does not say; undefined for a measure without invitations.
 */
export function invitedIn({ invitations }: Measure, scope: Scope): number | null | undefined {
	if (!invitations) return undefined;
	const wanted = wantedOf(scope);
	if (!wanted) return null;
	const mine = invitations.filter((entry) =>
		wanted.every(([name, value]) => entry[name] === undefined || entry[name] === value),
	);
	const isVague = mine.some((entry) => wanted.some(([name]) => entry[name] === undefined));
	if (mine.length === 0 || isVague) return null;
	return mine.reduce((total, { count }) => total + count, 0);
}

type Wanted = Array<['surveyId' | 'stage' | 'period', string | null]>;

function wantedOf({ kept, group, period, survey }: Scope): Wanted | null {
	const wanted: Wanted = [];
	for (const [at, { by }] of kept.entries()) {
		if (by !== 'survey' && by !== 'stage') return null;
		wanted.push([by === 'survey' ? 'surveyId' : 'stage', group[at]]);
	}
	if (period !== undefined) wanted.push(['period', period]);
	if (survey !== undefined) wanted.push(['surveyId', survey]);
	return wanted;
}
