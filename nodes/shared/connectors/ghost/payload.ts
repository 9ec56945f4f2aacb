import { ConnectorError } from '../../http/ConnectorError';
import { textOf } from '../../pipedText/textOf';
import type { RecordWrite } from '../../records';
import { isBlank } from '../../values/text';
import type { Json } from './json';
import type { Member, Newsletter } from './members';
import { isSameLabel, isTrue, labelOf } from './memberValues';

/** What has to be known of the site. */
export interface Site {
	/** The newsletter that consents are about; none: those that Ghost gives to whoever signs up, and for opting out all. */
	newsletter?: string;
	newsletters: readonly Newsletter[];
	/** Labels that are there, as they are written there: another way of writing one would rename it for everybody. */
	labels: readonly string[];
}

/** By field; null: to be cleared. */
export const valuesOf = (write: RecordWrite): Json =>
	write.kind === 'create'
		? write.values
		: Object.fromEntries(write.changes.map(({ field, to }) => [field, to]));

/**
 * A member as a request holds it. Lists are replaced whole over there, so they are made from what `present` has: nothing that is
 * not ours goes away. A new member gets no newsletter that nobody asked for. Source: contracts/ghost.md 3.
 */
export function bodyOf(write: RecordWrite, present: Member | undefined, site: Site): Json {
	const body: Json = {};
	const labels = new LabelList(present?.labels ?? []);
	for (const [field, value] of Object.entries(valuesOf(write))) {
		const label = labelOf(field);
		if (label !== undefined)
			labels.put(site.labels.find((name) => isSameLabel(name, label)) ?? label, isTrue(value));
		else body[field] = sentValue(field, value);
	}
	if (labels.isChanged) body.labels = labels.names.map((name) => ({ name }));
	const ids = newslettersAfter(write, present?.newsletters ?? [], site);
	if (ids) body.newsletters = ids.map((id) => ({ id }));
	return body;
}

/** Null is refused; an empty text empties the field. */
function sentValue(field: string, value: unknown): unknown {
	if (field === 'email' && isBlank(value))
		throw new ConnectorError('input', 'The email address of a member cannot be emptied', {
			hint: "Let 'When Empty' of the row leave the field alone.",
		});
	return field === 'email' ? textOf(value).trim() : textOf(value);
}

/** The labels to add, of all writes. */
export const labelsToAdd = (writes: readonly RecordWrite[]): string[] =>
	writes.flatMap((write) =>
		Object.entries(valuesOf(write)).flatMap(([field, value]) =>
			isTrue(value) ? (labelOf(field) ?? []) : [],
		),
	);

class LabelList {
	isChanged = false;

	constructor(public names: readonly string[]) {}

	put(label: string, isWanted: boolean): void {
		const others = this.names.filter((name) => !isSameLabel(name, label));
		const isThere = others.length < this.names.length;
		if (isThere === isWanted) return;
		this.names = isWanted ? [...this.names, label] : others;
		this.isChanged = true;
	}
}

function newslettersAfter(
	write: RecordWrite,
	present: readonly string[],
	{ newsletter: only, newsletters: all }: Site,
): string[] | undefined {
	const { status } = write.status ?? {};
	if (status === 'optOut') return only === undefined ? [] : present.filter((id) => id !== only);
	if (status === 'optIn') {
		const given = all.filter(({ id, isDefault }) => (only === undefined ? isDefault : id === only));
		if (given.length === 0) throw noNewsletter(only);
		return [...new Set([...present, ...given.map(({ id }) => id)])];
	}
	return write.kind === 'create' ? [] : undefined;
}

const noNewsletter = (only: string | undefined): ConnectorError =>
	only === undefined
		? new ConnectorError('input', 'Ghost gives no newsletter to new members', {
				hint: "Choose one under 'Newsletter', or switch 'Opt new members in by default' on for one of them in Ghost.",
			})
		: new ConnectorError('input', 'The newsletter that was chosen is not there, or is archived', {
				hint: "Choose another one under 'Newsletter'.",
			});
