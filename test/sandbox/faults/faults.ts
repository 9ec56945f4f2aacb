import type { Misbehaviour } from '../http/misbehaviour';

/** What goes wrong from one request of a run on: the rules are taken one after the other. */
export interface Fault {
	name: string;
	rules: Array<Omit<Misbehaviour, 'match'>>;
	/** The run is cancelled while that request is under way. */
	isCancelled?: true;
}

const one = (name: string, rule: Omit<Misbehaviour, 'match'>): Fault => ({ name, rules: [rule] });
const FOREVER = Number.POSITIVE_INFINITY;

const DONE = ['no-answer', '5xx-html', 'cut-short', 'empty'] as const;

/** One request goes wrong, everything after it goes well. */
export const ONCE: readonly Fault[] = [
	one('refused for a moment', { kind: '429' }),
	one('refused for a minute', { kind: '429-retry-after', retryAfter: 60 }),
	one('a gateway’s page', { kind: '5xx-html' }),
	one('dropped', { kind: 'drop' }),
	one('an answer cut short, nothing done', { kind: 'garbage-json' }),
	one('an empty answer, nothing done', { kind: 'empty' }),
	one('not found', { kind: '404' }),
	...[400, 401, 403, 500].map((status) => one(`error ${status}`, { kind: 'error', status })),
	...DONE.map((kind) => one(`done, but ${kind}`, { kind: `done-but-${kind}` })),
	one('done late', { kind: 'done-late' }),
];

/** From one request on everything goes wrong. */
export const FROM_THERE_ON: readonly Fault[] = [
	one('refused for good', { kind: '429-retry-after', retryAfter: 300, times: FOREVER }),
	one('down', { kind: '5xx-html', times: FOREVER }),
	one('dropped for good', { kind: 'drop', times: FOREVER }),
	one('answers cut short for good', { kind: 'garbage-json', times: FOREVER }),
	...[400, 401, 403].map((status) =>
		one(`error ${status} for good`, { kind: 'error', status, times: FOREVER }),
	),
	...DONE.map((kind) =>
		one(`done, but ${kind}, for good`, { kind: `done-but-${kind}`, times: FOREVER }),
	),
];

/** A request is carried out without an answer, and then something else goes wrong for good. */
export const DONE_AND_THEN: readonly Fault[] = [
	{ kind: '429-retry-after', retryAfter: 300 },
	{ kind: '5xx-html' },
	{ kind: '404' },
	{ kind: 'garbage-json' },
	...[400, 401, 403].map((status) => ({ kind: 'error', status })),
].map((rule) => ({
	name: `done without an answer, then ${[rule.kind, 'status' in rule ? rule.status : ''].join(' ').trim()} for good`,
	rules: [
		{ kind: 'done-but-no-answer' },
		{ ...rule, times: FOREVER } as Omit<Misbehaviour, 'match'>,
	],
}));

export const CANCELLED: readonly Fault[] = (
	['slow', 'done-but-no-answer', '429-retry-after', 'drop', 'done-but-5xx-html'] as const
).map((kind) => ({
	name: `cancelled, and ${kind}`,
	isCancelled: true,
	rules: [{ kind, delayMs: 0 }],
}));

export const FAULTS = [...ONCE, ...FROM_THERE_ON, ...DONE_AND_THEN, ...CANCELLED];
