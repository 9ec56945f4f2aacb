import { randomBytes } from 'crypto';
import fc from 'fast-check';
import { ConnectorError, isConnectorError } from '../../../nodes/shared/http/ConnectorError';
import {
	approvalToken,
	canonical,
	fingerprintOf,
	knowledgeOf,
	planInWords,
	planRecord,
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
])('plans in words: %j', (planned, words) => {
	expect(planInWords(planned)).toEqual(words);
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
