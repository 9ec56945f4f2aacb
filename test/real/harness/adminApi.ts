import { ghostToken } from '../../../credentials/ghostToken';

/** A site that can be written to, real or a stand-in. */
export interface GhostSite {
	url: string;
	adminApiKey: string;
}

export interface Answer {
	status: number;
	body: Record<string, unknown>;
}

export interface ShownMember {
	id: string;
	email: string;
	name: string | null;
	note: string | null;
	subscribed: boolean;
	labels: Array<{ name: string }>;
	newsletters: Array<{ id: string }>;
}

/** Requests as they are, past the connector: what a test sets up and looks at. */
export async function ask(
	{ url, adminApiKey }: GhostSite,
	method: string,
	path: string,
	body?: unknown,
	token = `Ghost ${ghostToken(adminApiKey, Date.now())}`,
): Promise<Answer> {
	const answer = await fetch(`${url}/ghost/api/admin/${path}`, {
		method,
		headers: {
			'accept-version': 'v6.0',
			...(token !== '' && { authorization: token }),
			...(body !== undefined && { 'content-type': 'application/json' }),
		},
		...(body !== undefined && { body: JSON.stringify(body) }),
	});
	const text = await answer.text();
	return { status: answer.status, body: text === '' ? {} : (JSON.parse(text) as Answer['body']) };
}

export async function membersOf(site: GhostSite): Promise<ShownMember[]> {
	const { body } = await ask(site, 'GET', 'members/?limit=100');
	return body.members as ShownMember[];
}

export async function addMember(site: GhostSite, member: object): Promise<ShownMember> {
	const { status, body } = await ask(site, 'POST', 'members/', { members: [member] });
	if (status !== 201) throw new Error(`A member could not be set up: ${JSON.stringify(body)}`);
	return (body.members as ShownMember[])[0];
}

/** As somebody else would do it meanwhile. */
export async function changeMember(site: GhostSite, id: string, change: object): Promise<void> {
	const { status, body } = await ask(site, 'PUT', `members/${id}/`, { members: [change] });
	if (status !== 200) throw new Error(`A member could not be changed: ${JSON.stringify(body)}`);
}

export async function removeMember(site: GhostSite, id: string): Promise<void> {
	await ask(site, 'DELETE', `members/${id}/`);
}

export async function empty(site: GhostSite): Promise<void> {
	for (const { id } of await membersOf(site)) await removeMember(site, id);
}
