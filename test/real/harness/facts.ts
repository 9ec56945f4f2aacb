import { createHmac } from 'node:crypto';
import { addMember, ask, type Answer, type GhostSite, type ShownMember } from './adminApi';

/** A statement of the contract as an exchange and what came of it. */
interface Fact {
	/** Number in `docs/contracts/ghost.md`. */
	statement: string;
	title: string;
	observe(site: GhostSite): Promise<unknown>;
	expected: unknown;
}

const ANN = { email: 'ann@example.com', newsletters: [] as object[] };

const first = ({ body }: Answer): ShownMember => (body.members as ShownMember[])[0];

/** Status, and type, code and field of the first error. */
const refusal = ({ status, body }: Answer): unknown[] => {
	const [error] = (body.errors ?? []) as Array<Record<string, unknown>>;
	return [status, error?.type, error?.code, error?.property];
};

const put = async (site: GhostSite, { id }: { id: string }, change: object): Promise<Answer> =>
	await ask(site, 'PUT', `members/${id}/`, { members: [change] });

const post = async (site: GhostSite, member: object): Promise<Answer> =>
	await ask(site, 'POST', 'members/', { members: [member] });

const found = async (site: GhostSite, filter: string): Promise<unknown> => {
	const answer = await ask(site, 'GET', `members/?filter=${encodeURIComponent(filter)}`);
	if (answer.status !== 200) return answer.status;
	return (answer.body.members as ShownMember[]).map(({ email }) => email);
};

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token that is not as it should be. */
function token(
	{ adminApiKey }: GhostSite,
	change: { kid?: string; secret?: string; aud?: string; from?: number } = {},
): string {
	const [id, secret] = adminApiKey.split(':');
	const iat = Math.floor(Date.now() / 1000) + (change.from ?? 0);
	const head = part({ alg: 'HS256', typ: 'JWT', kid: change.kid ?? id });
	const signed = `${head}.${part({ iat, exp: iat + 300, aud: change.aud ?? '/admin/' })}`;
	const key = Buffer.from(change.secret ?? secret, 'hex');
	return `Ghost ${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`;
}

const asked = async (site: GhostSite, authorization: string): Promise<unknown> =>
	refusal(await ask(site, 'GET', 'members/?limit=1', undefined, authorization)).slice(0, 3);

const INVALID = [401, 'UnauthorizedError', 'INVALID_JWT'];

export const FACTS: Fact[] = [
	{
		statement: '2.4',
		title: 'what is wrong with a token',
		observe: async (site) => [
			await asked(site, token(site)),
			await asked(site, token(site, { secret: '00'.repeat(32) })),
			await asked(site, token(site, { aud: '/else/' })),
			await asked(site, token(site, { from: -600 })),
			await asked(site, token(site, { kid: '0'.repeat(24) })),
			await asked(site, ''),
		],
		expected: [
			[200, undefined, undefined],
			INVALID,
			INVALID,
			INVALID,
			[401, 'UnauthorizedError', 'UNKNOWN_ADMIN_API_KEY'],
			[403, 'NoPermissionError', null],
		],
	},
	{
		statement: '3.1',
		title: 'a new member gets the newsletters of the site unless told otherwise',
		observe: async (site) => [
			(await addMember(site, { email: 'a@example.com' })).subscribed,
			(await addMember(site, { email: 'b@example.com', newsletters: [] })).subscribed,
		],
		expected: [true, false],
	},
	{
		statement: '3.3',
		title: 'what is no text, too long, or begins with a comma is refused',
		observe: async (site) => {
			const ann = await addMember(site, ANN);
			const changes: object[] = [
				{ name: null },
				{ note: 5 },
				{ name: 'x'.repeat(192) },
				{ note: 'x'.repeat(2001) },
				{ name: ',x' },
				{ email: 'no address' },
				{ note: '😀'.repeat(2000) },
			];
			const answers: unknown[] = [];
			for (const change of changes) answers.push(refusal(await put(site, ann, change)));
			return answers.map((answer) => [(answer as unknown[])[0], (answer as unknown[])[3]]);
		},
		expected: [
			[422, 'name'],
			[422, 'note'],
			[422, 'name'],
			[422, 'note'],
			[422, 'name'],
			[422, 'email'],
			[200, undefined],
		],
	},
	{
		statement: '3.4',
		title: 'an empty text empties a field, which then is null; blanks stay',
		observe: async (site) => {
			const ann = await addMember(site, { ...ANN, name: '  Ann  ', note: 'n' });
			const { note, name } = first(await put(site, ann, { note: '' }));
			return [ann.name, name, note];
		},
		expected: ['  Ann  ', '  Ann  ', null],
	},
	{
		statement: '3.5',
		title: 'an address that somebody has is refused, in any case and whatever the accents',
		observe: async (site) => {
			await addMember(site, ANN);
			const bob = await addMember(site, { ...ANN, email: 'bob@example.com' });
			return [
				refusal(await post(site, ANN)),
				refusal(await post(site, { email: 'ANN@example.com' })),
				refusal(await post(site, { email: 'änn@example.com' })),
				refusal(await put(site, bob, ANN)),
			];
		},
		expected: Array.from({ length: 4 }, () => [422, 'ValidationError', null, 'email']),
	},
	{
		statement: '3.6',
		title: 'an unknown field is answered 200 and ignored',
		observe: async (site) => {
			const ann = await addMember(site, ANN);
			const answer = await put(site, ann, { shoeSize: '42', name: 'Ann' });
			const { shoeSize, name } = first(answer) as unknown as Record<string, unknown>;
			return [answer.status, shoeSize, name];
		},
		expected: [200, undefined, 'Ann'],
	},
	{
		statement: '3.7',
		title: 'only what is sent changes, and lists are replaced whole',
		observe: async (site) => {
			const ann = await addMember(site, { ...ANN, note: 'n', labels: [{ name: 'One' }] });
			const after = first(await put(site, ann, { labels: [{ name: 'Two' }] }));
			return [after.note, after.labels.map(({ name }) => name)];
		},
		expected: ['n', ['Two']],
	},
	{
		statement: '3.8',
		title: 'a label in other accents renames the label for everybody, in another case it does not',
		observe: async (site) => {
			const ann = await addMember(site, { ...ANN, labels: [{ name: 'Café' }] });
			const seen = async () => {
				const answer = await ask(site, 'GET', `members/${ann.id}/`);
				return first(answer).labels.map(({ name }) => name);
			};
			const bob = { ...ANN, email: 'bob@example.com' };
			const { id } = await addMember(site, { ...bob, labels: [{ name: 'café' }] });
			const other = await seen();
			await put(site, { id }, { labels: [{ name: 'Cafe' }] });
			return [other, await seen()];
		},
		expected: [['Café'], ['Cafe']],
	},
	{
		statement: '3.9',
		title: 'a member that is gone is not found, and an id must look like one',
		observe: async (site) => {
			const ann = await addMember(site, ANN);
			const removed = await ask(site, 'DELETE', `members/${ann.id}/`);
			return [
				removed.status,
				refusal(await put(site, ann, { name: 'x' })).slice(0, 2),
				refusal(await ask(site, 'GET', `members/${ann.id}/`)).slice(0, 2),
				refusal(await ask(site, 'GET', 'members/nobody/')).slice(0, 2),
			];
		},
		expected: [204, [404, 'NotFoundError'], [404, 'NotFoundError'], [422, 'ValidationError']],
	},
	{
		statement: '3.10',
		title: 'a newsletter that is not there is refused',
		observe: async (site) => {
			const ann = await addMember(site, ANN);
			return refusal(await put(site, ann, { newsletters: [{ id: '0'.repeat(24) }] })).slice(0, 2);
		},
		expected: [422, 'ValidationError'],
	},
	{
		statement: '4.2',
		title: 'a page holds at most 100',
		observe: async (site) => {
			const { body } = await ask(site, 'GET', 'members/?limit=1000');
			return (body.meta as { pagination: { limit: number } }).pagination.limit;
		},
		expected: 100,
	},
	{
		statement: '4.3',
		title: 'several values at once, in any case of letters',
		observe: async (site) => {
			await addMember(site, ANN);
			return await found(site, "email:['ANN@example.com','bob@example.com']");
		},
		expected: ['ann@example.com'],
	},
	{
		statement: '4.4',
		title:
			'both kinds of quotes are escaped, a backslash is not, and one wrong value spoils the filter',
		observe: async (site) => {
			await addMember(site, { ...ANN, email: "o'hara@example.com" });
			return [
				await found(site, "email:['o\\'hara@example.com']"),
				await found(site, "email:['o'hara@example.com']"),
				await found(site, "email:['a\"b','o\\'hara@example.com']"),
				await found(site, "email:['a\\\"b','o\\'hara@example.com']"),
				await found(site, "email:['a\\b','o\\'hara@example.com']"),
				await found(site, "email:['']"),
				await found(site, "email:['%','x\\',email:\\'']"),
			];
		},
		expected: [
			["o'hara@example.com"],
			400,
			400,
			["o'hara@example.com"],
			["o'hara@example.com"],
			400,
			[],
		],
	},
	{
		statement: '4.5',
		title: 'a request target of more than 16 kB is refused without a word',
		observe: async (site) => {
			const values = Array.from({ length: 50 }, (_, index) => `'${'x'.repeat(400)}${index}'`);
			const answer = await ask(
				site,
				'GET',
				`members/?filter=${encodeURIComponent(`email:[${values.join(',')}]`)}`,
			);
			return [answer.status, answer.body];
		},
		expected: [431, {}],
	},
	{
		statement: '2.5',
		title: 'exactly one member goes into a request',
		observe: async (site) => [
			refusal(await ask(site, 'POST', 'members/', {})).slice(0, 2),
			refusal(await ask(site, 'POST', 'members/', { members: [ANN, ANN] })).slice(0, 2),
			refusal(await ask(site, 'GET', 'nothing/')).slice(0, 3),
		],
		expected: [
			[400, 'BadRequestError'],
			[422, 'ValidationError'],
			[406, 'RequestNotAcceptableError', 'UPDATE_CLIENT'],
		],
	},
];
