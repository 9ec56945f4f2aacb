import { randomBytes, randomUUID } from 'node:crypto';
import { foldText } from '../../../nodes/shared/pipedText/foldText';
import { refuse } from './errors';

export interface StoredLabel {
	id: string;
	name: string;
	slug: string;
}

export interface StoredMember {
	id: string;
	uuid: string;
	email: string;
	name: string | null;
	note: string | null;
	/** Ids. */
	labels: string[];
	newsletters: string[];
}

export interface StoredNewsletter {
	id: string;
	name: string;
	status: 'active' | 'archived';
	subscribe_on_signup: boolean;
	visibility: 'members' | 'paid';
}

export interface Site {
	members: StoredMember[];
	labels: StoredLabel[];
	newsletters: StoredNewsletter[];
}

export const newId = (): string => randomBytes(12).toString('hex');

type Body = Record<string, unknown>;

/** As the database behind a site compares: neither case nor accents count. Source: contracts/ghost.md 4.6. */
export const collated = (text: string): string => foldText(text);

/** Source: contracts/ghost.md 3.3 and 3.6: what is not named here is taken and ignored. */
const TEXTS: Record<string, number> = { email: 191, name: 191, note: 2000 };

/** Source: contracts/ghost.md 3.3. */
export function checkMember(body: Body, action: 'save' | 'edit'): void {
	for (const [field, most] of Object.entries(TEXTS)) {
		const value = body[field];
		if (value === undefined) continue;
		const isText = typeof value === 'string' && [...value].length <= most;
		if (!isText || (field !== 'note' && value.startsWith(',')))
			throw refuse(422, `Validation error, cannot ${action} member.`, {
				context: `Validation failed for ${field}.`,
				property: field,
			});
	}
	for (const list of ['labels', 'newsletters'])
		if (body[list] !== undefined && !Array.isArray(body[list]))
			throw refuse(422, `Validation error, cannot ${action} member.`, { property: list });
}

function checkEmail(site: Site, email: string, action: 'save' | 'edit', own?: string): void {
	const problem = (context: string) =>
		refuse(422, `Validation error, cannot ${action} member.`, { context, property: 'email' });
	if (!/^("(?:\\.|[^"\\])+"|[^\s@"\\]+)@[^\s@\\]+\.[^\s@\\]+$/.test(email))
		throw problem('Invalid Email');
	const isTaken = site.members.some(
		(member) => member.id !== own && collated(member.email) === collated(email),
	);
	if (isTaken) {
		const doing = action === 'save' ? 'add' : 'edit';
		throw problem(
			`Member already exists. Attempting to ${doing} member with existing email address`,
		);
	}
}

const slugOf = (name: string): string =>
	collated(name)
		.replace(/[^\p{L}\p{N}]+/gu, '-')
		.replace(/^-+|-+$/g, '') || 'label';

/** A name that the database takes for another one renames that label for everybody. Source: contracts/ghost.md 3.8. */
function labelIds(site: Site, wanted: unknown[]): string[] {
	const ids = wanted.flatMap((entry) => {
		const name = (typeof entry === 'string' ? entry : String((entry as Body).name ?? '')).trim();
		if (name === '') return [];
		if ([...name].length > 191)
			throw refuse(422, 'Validation error, cannot edit member.', { property: 'name' });
		const known = site.labels.find((label) => collated(label.name) === collated(name));
		if (known) {
			const differsInCase = known.name.toLowerCase() === name.toLowerCase();
			if (!differsInCase) known.name = name;
			return known.id;
		}
		const taken = site.labels.filter(({ slug }) => slug.replace(/-\d+$/, '') === slugOf(name));
		const slug = taken.length === 0 ? slugOf(name) : `${slugOf(name)}-${taken.length + 1}`;
		const label = { id: newId(), name, slug };
		site.labels.push(label);
		return label.id;
	});
	return [...new Set(ids)];
}

function newsletterIds(site: Site, wanted: unknown[]): string[] {
	return wanted.map((entry) => {
		const { id } = entry as Body;
		const known = site.newsletters.find((newsletter) => newsletter.id === id);
		if (known) return known.id;
		throw refuse(422, 'Validation error, cannot edit member.', {
			context: 'Value in [newsletters.name] cannot be blank. newsletters.name',
		});
	});
}

/** Empty texts are kept as null. */
const textOrNull = (value: unknown): string | null => (value === '' ? null : (value as string));

export function addMember(site: Site, body: Body): StoredMember {
	if (typeof body.email !== 'string')
		throw refuse(422, 'Validation error, cannot save member.', { property: 'email' });
	checkEmail(site, body.email, 'save');
	const given = site.newsletters.filter(
		(one) => one.status === 'active' && one.subscribe_on_signup && one.visibility === 'members',
	);
	const member: StoredMember = {
		id: newId(),
		uuid: randomUUID(),
		email: body.email,
		name: textOrNull(body.name ?? ''),
		note: textOrNull(body.note ?? ''),
		labels: labelIds(site, (body.labels as unknown[] | undefined) ?? []),
		newsletters: body.newsletters
			? newsletterIds(site, body.newsletters as unknown[])
			: given.map(({ id }) => id),
	};
	site.members.push(member);
	return member;
}

/** Changes what is sent; lists are replaced whole. */
export function editMember(site: Site, member: StoredMember, body: Body): void {
	if (typeof body.email === 'string') checkEmail(site, body.email, 'edit', member.id);
	const labels = body.labels ? labelIds(site, body.labels as unknown[]) : undefined;
	const newsletters = body.newsletters
		? newsletterIds(site, body.newsletters as unknown[])
		: undefined;
	Object.assign(member, {
		...(typeof body.email === 'string' && { email: body.email }),
		...(body.name !== undefined && { name: textOrNull(body.name) }),
		...(body.note !== undefined && { note: textOrNull(body.note) }),
		...(labels && { labels }),
		...(newsletters && { newsletters }),
	});
}

/** As it is shown. */
export const shown = (site: Site, member: StoredMember): Body => ({
	...member,
	geolocation: null,
	subscribed: member.newsletters.length > 0,
	labels: site.labels.filter(({ id }) => member.labels.includes(id)),
	newsletters: site.newsletters
		.filter(({ id }) => member.newsletters.includes(id))
		.map(({ id, name, status }) => ({ id, name, status })),
	status: 'free',
});
