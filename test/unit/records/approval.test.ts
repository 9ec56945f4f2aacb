import { randomBytes } from 'crypto';
import fc from 'fast-check';
import { ConnectorError, isConnectorError } from '../../../nodes/shared/http/ConnectorError';
import {
	alreadyUsed,
	approvalToken,
	canonical,
	fingerprintOf,
	knowledgeOf,
	notApproved,
	planInWords,
	planRecord,
	quoted,
	readApproval,
	sameAsText,
	unlikeApproved,
	whyNameless,
	type FoundRecord,
	type Plan,
} from '../../../nodes/shared/records';

const KEY = randomBytes(32);
const NOW = Date.UTC(2026, 0, 1);
const HOUR = 3_600_000;

const set = (target: string, value: string) => ({
	target,
	value,
	sourceText: value,
	action: 'set' as const,
});

const OPTIONS = {
	operation: 'createOrUpdate' as const,
	whenAmbiguous: 'error' as const,
	allowOptInAgain: false,
	onlyIfNewer: false,
	timeZone: 'UTC',
};
const planFor = (found: FoundRecord[], plan = 'gold'): Plan =>
	planRecord(
		{ members: [0], fields: [set('email', 'ada@example.com'), set('plan', plan)] },
		found,
		OPTIONS,
		sameAsText,
		knowledgeOf({}),
	);
const ADA: FoundRecord = {
	id: '1',
	values: { email: 'ada@example.com', plan: 'silver' },
	version: 'W/"7"',
};
const NODE = { workflow: 'w', credentials: ['qualtricsApi', '1'], settings: { fields: 'x' } };
const fingerprint = (plan: Plan, more: object = {}): string =>
	fingerprintOf({ node: NODE, destination: 'main', plan, followUps: [], ...more });

describe('tokens of approved plans', () => {
	const approved = fingerprint(planFor([ADA]));
	const token = approvalToken({ fingerprint: approved, expires: NOW + HOUR }, KEY);

	/** The way of a token through the node: what it is refused with, or nothing. */
	const refusal = (given: string, now: number, plan: string, used: Set<string>) => {
		const approval = readApproval(given, KEY, now);
		if (isConnectorError(approval)) return approval;
		const unlike = unlikeApproved(approval, plan);
		if (unlike) return unlike;
		if (used.has(given)) return new ConnectorError('conflict', 'used');
		used.add(given);
		return undefined;
	};

	it('one token applies its plan, for as long as it holds', () => {
		expect(refusal(token, NOW + HOUR - 1, approved, new Set())).toBeUndefined();
		expect(refusal(` ${token}\n`, NOW, approved, new Set())).toBeUndefined();
		expect(refusal(token, NOW + HOUR, approved, new Set())?.message).toContain('expired');
	});

	it('1,000 altered tokens are refused', () => {
		const signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=é ';
		fc.assert(
			fc.property(
				fc.nat(token.length - 1),
				fc.constantFrom(...signs),
				fc.constantFrom('replace', 'insert', 'cut', 'swap'),
				(at, sign, way) => {
					const altered = {
						replace: token.slice(0, at) + sign + token.slice(at + 1),
						insert: token.slice(0, at) + sign + token.slice(at),
						cut: token.slice(0, at) + token.slice(at + 1),
						swap: token.slice(at) + token.slice(0, at),
					}[way]!;
					fc.pre(altered.trim() !== token);
					expect(readApproval(altered, KEY, NOW)).toBeInstanceOf(ConnectorError);
				},
			),
			{ numRuns: 1_000 },
		);
	});

	it('tokens with a later end, of another plan or by another key are refused', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 1e9 }),
				fc.uint8Array({ minLength: 32, maxLength: 32 }),
				(more, bytes) => {
					const [, print, signature] = token.split('.');
					const other = Buffer.from(bytes);
					const forged = [
						`${NOW + HOUR + more}.${print}.${signature}`,
						`${NOW + HOUR}.${other.toString('base64url')}.${signature}`,
						approvalToken({ fingerprint: approved, expires: NOW + HOUR }, other),
					];
					for (const one of forged)
						expect(isConnectorError(readApproval(one, KEY, NOW))).toBe(true);
				},
			),
			{ numRuns: 334 },
		);
	});

	it('1,000 stale tokens are refused: whatever of the record, the plan or the settings differs', () => {
		const text = fc.string({ minLength: 1, maxLength: 12 });
		fc.assert(
			fc.property(text, fc.nat(8), (other, what) => {
				const changed = [
					() => fingerprint(planFor([{ ...ADA, version: other }])),
					() => fingerprint(planFor([{ ...ADA, values: { ...ADA.values, plan: `x${other}` } }])),
					() => fingerprint(planFor([{ ...ADA, values: { ...ADA.values, [`x${other}`]: 1 } }])),
					() => fingerprint(planFor([{ ...ADA, id: `x${other}` }])),
					() => fingerprint(planFor([])),
					() => fingerprint(planFor([ADA], `x${other}`)),
					() => fingerprint(planFor([ADA]), { destination: `x${other}` }),
					() => fingerprint(planFor([ADA]), { node: { ...NODE, settings: other } }),
					() => fingerprint(planFor([ADA]), { followUps: [other] }),
				][what]();
				expect(refusal(token, NOW, changed, new Set())?.kind).toBe('conflict');
			}),
			{ numRuns: 1_000 },
		);
	});

	it('1,000 replayed tokens are refused, by what is remembered and by the record as it is then', () => {
		const used = new Set<string>();
		expect(refusal(token, NOW, approved, used)).toBeUndefined();
		for (let again = 0; again < 1_000; again++)
			expect(refusal(token, NOW + again, approved, used)?.kind).toBe('conflict');
		const applied = { ...ADA, values: { ...ADA.values, plan: 'gold' }, version: 'W/"8"' };
		expect(refusal(token, NOW, fingerprint(planFor([applied])), new Set())?.kind).toBe('conflict');
	});
});

it('equal plans are equal however they were put together, and different values are not', () => {
	expect(canonical({ b: 1, a: [undefined, () => 1] })).toBe(canonical({ a: [null, null], b: 1 }));
	fc.assert(
		fc.property(fc.jsonValue(), fc.jsonValue(), (left, right) => {
			const same = JSON.stringify(left) === JSON.stringify(right);
			if (same) expect(canonical(left)).toBe(canonical(right));
			expect(JSON.parse(canonical(left))).toEqual(JSON.parse(JSON.stringify(left)));
		}),
	);
});

const at = new Date(NOW);
it.each<[string, unknown, unknown]>([
	['a date and another', at, new Date(NOW + 1)],
	['a date and its number', at, NOW],
	['maps', new Map([['a', 1]]), new Map([['a', 2]])],
	['a map and an empty one', new Map([['a', 1]]), new Map()],
	['sets', new Set(['a']), new Set(['b'])],
	['a set and its list', new Set(['a']), ['a']],
	['a large number and its text', 7n, '7n'],
	['a large number and the number', 7n, 7],
	['no number and nothing', Number.NaN, null],
	['no number and the infinite', Number.NaN, Infinity],
	['both infinities', Infinity, -Infinity],
	['a number and its text', 7, '7'],
	['nothing and its text', null, 'null'],
	['a list and its text', ['a', 'b'], ['a,b']],
	['an order', ['a', 'b'], ['b', 'a']],
	['names', { a: 1 }, { b: 1 }],
])('%s are told apart in a plan', (_name, left, right) => {
	expect(canonical(left)).not.toBe(canonical(right));
	expect(canonical({ in: [left] })).not.toBe(canonical({ in: [right] }));
});

it('what says nothing of a plan does not change it', () => {
	const said = canonical({ a: 1 });
	for (const silent of [undefined, () => 1, Symbol('s')])
		expect(canonical({ a: 1, b: silent })).toBe(said);
	expect(canonical({ a: 1, b: null })).not.toBe(said);
});

it('what an approval is refused with says what to do', () => {
	const hint =
		'Nothing was written. Run without a token for a new plan, have that approved, and pass on its token letter by letter.';
	const approved = { fingerprint: fingerprint(planFor([])), expires: NOW + HOUR };
	const token = approvalToken(approved, KEY);
	const errors = [
		readApproval('', KEY, NOW),
		readApproval(`0${token}`, KEY, NOW),
		readApproval(token, KEY, NOW + HOUR),
		unlikeApproved(approved, fingerprint(planFor([ADA]))),
		alreadyUsed(),
		notApproved(),
	];
	expect(errors).toMatchObject(
		[
			['input', 'The approval token is not one that was given for this account'],
			['input', 'The approval token is not one that was given for this account'],
			['input', 'The approval has expired'],
			[
				'conflict',
				'What would be written is not what was approved: the record, a value or a setting has changed since',
			],
			['conflict', 'This approval has been used already'],
			['input', 'The item has no approval token, and others of this run have one'],
		].map(([kind, message]) => ({ kind, message, hint })),
	);
	expect(readApproval(token, KEY, NOW)).toEqual(approved);
});

it.each([
	[
		{ status: 'wouldUpdate', id: '7', changes: [{ label: 'Plan', from: 'silver', to: 'gold' }] },
		['Update record 7', 'Plan: from “silver” to “gold”'],
	],
	[
		{ status: 'wouldUpdate', id: '7', changes: [{ field: 'plan', from: null, to: 'gold' }] },
		['Update record 7', 'plan: “gold” (empty so far)'],
	],
	[
		{
			status: 'wouldUpdate',
			id: '7',
			changes: [{ field: 'plan', from: 'a', to: null }],
			consent: 'opt out',
		},
		['Update record 7', 'plan: from “a” to nothing', 'Subscription: opt out'],
	],
	[
		{
			status: 'wouldCreate',
			changes: [{ field: 'email', from: null, to: 'a@example.com' }],
			followUps: ['join list 7'],
		},
		['Create a new record', 'email: “a@example.com”', 'Then: join list 7'],
	],
	[
		{ status: 'unchanged', id: '7', changes: [], beforehand: ['add the column “Plan”'] },
		['Leave as it is: record 7', 'Before that: add the column “Plan”'],
	],
	[
		{ status: 'wouldCreateOrUpdate', changes: [{ field: 'plan', from: 'a', to: 'b' }] },
		['Create a record, or update the one that is there', 'plan: “b”'],
	],
	[{ status: 'wouldCreate', id: '7', changes: [] }, ['Create a new record']],
	[
		{ status: 'wouldUpdate', id: '7', changes: [{ field: 'plan', from: '', to: '' }] },
		['Update record 7', 'plan: nothing (empty so far)'],
	],
	[
		{ status: 'wouldUpdate', id: '7', changes: [{ field: 'plan', from: undefined }] },
		['Update record 7', 'plan: from nothing to nothing'],
	],
	[{ status: 'skipped', id: '7', changes: [] }, ['skipped 7']],
])('plans in words: %j', (planned, words) => {
	expect(planInWords(planned)).toEqual(words);
});

it.each([
	['x'.repeat(300), `“${'x'.repeat(300)}”`],
	['x'.repeat(301), `“${'x'.repeat(300)}…”`],
	[{ id: 7 }, '“{"id":7}”'],
	[0, '“0”'],
	[false, '“false”'],
	[null, 'nothing'],
	[undefined, 'nothing'],
	['', 'nothing'],
])('a value as a plan shows it', (value, shown) => {
	expect(quoted(value)).toBe(shown);
});

const by = (...fields: string[]) => fields.map((field) => ({ field, kind: 'text' as const }));
it.each([
	[{ email: 'a@example.com' }, [], { match: by('email') }, true],
	[{ email: ' ' }, [], { match: by('email') }, false],
	[{ email: 'null' }, [], { match: by('email') }, false],
	[{ email: 'N/A' }, [], { match: by('email') }, false],
	[{ first: 'Ada', last: '' }, [], { match: by('first', 'last') }, false],
	[{ plan: 'gold' }, [], { match: [], identifiers: ['email', 'extRef'] }, false],
	[{ extRef: '7' }, [], { match: [], identifiers: ['email', 'extRef'] }, true],
	[{ name: 'Ada' }, ['name', 'note'], { match: [] }, false],
	[{ name: 'Ada', note: 0 }, ['name', 'note'], { match: [] }, true],
	[{ name: '' }, [], { match: [] }, false],
	[{}, [], { match: [] }, false],
])(
	'a model names somebody: %j, asked for %j, by %j: %s',
	(values, fromModel, destination, isNamed) => {
		expect(whyNameless({ values, fromModel }, destination) === undefined).toBe(isNamed);
	},
);
