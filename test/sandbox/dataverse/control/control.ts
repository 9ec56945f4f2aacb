import type { Misbehaviour, MisbehaviourEngine } from '../../http/misbehaviour';
import type { RequestLog } from '../../http/requestLog';
import { codes } from '../errors';
import { documentedLimits, type DataverseOptions, type ProtectionLimits } from '../options';
import type { ServiceProtection } from '../serviceProtection';
import type { World } from '../world';
import { accessControl } from './accessControl';
import { recordControl } from './recordControl';
import { schemaControl } from './schemaControl';

const throttleCodes = {
	requests: codes.tooManyRequests,
	time: codes.tooMuchTime,
	concurrent: codes.tooManyAtOnce,
};

/** Every lever of the sandbox. Each takes and gives plain JSON, so that it works over HTTP as well. */
export function createControl(
	world: World,
	parts: {
		misbehaviour: MisbehaviourEngine;
		protection: ServiceProtection;
		logs: RequestLog[];
		setClock(now: () => number): void;
	},
) {
	const { misbehaviour } = parts;
	return {
		...recordControl(world),
		...accessControl(world),
		...schemaControl(world),

		/** Matched against requests, and against the parts of a `$batch` that stand outside change sets. */
		misbehave: (rule: Misbehaviour): void => misbehaviour.add(rule),
		behave: (): void => misbehaviour.clear(),
		/** A 429 of the service protection with its code and `Retry-After` (seconds, default 1). */
		throttle(
			match: string | RegExp,
			settings: {
				by?: keyof typeof throttleCodes;
				retryAfter?: number;
				times?: number;
				after?: number;
				meanwhile?: () => void;
			} = {},
		): void {
			const { by = 'requests', retryAfter = 1, ...rest } = settings;
			misbehaviour.add({
				match,
				kind: 'error',
				status: 429,
				code: throttleCodes[by],
				message: `Service protection limit (${by}) exceeded.`,
				retryAfter,
				...rest,
			});
		},
		/** `true`: the documented limits; `false`: none; or those given alone. */
		setServiceProtection(limits: boolean | Partial<ProtectionLimits>): void {
			parts.protection.set(limits === true ? documentedLimits : limits || {});
		},

		/** Nothing more can be created, as when the storage quota is used up. */
		setStorageFull(isFull: boolean): void {
			world.state.isStorageFull = isFull;
		},
		/** Where paging links point; undefined puts them right again. */
		setNextPageOrigin(origin?: string): void {
			world.state.nextPageOrigin = origin;
		},
		/** Links handed out so far lead nowhere. */
		expirePages: (): void => world.state.cursors.clear(),
		/** Stops the sandbox's clock at a time (milliseconds or ISO). */
		setNow(time: number | string): void {
			const fixed = typeof time === 'number' ? time : Date.parse(time);
			parts.setClock(() => fixed);
		},
		/** Moves the clock on (milliseconds); it goes on running. */
		advance(milliseconds: number): void {
			const base = world.now() - Date.now() + milliseconds;
			parts.setClock(() => Date.now() + base);
		},
		/** Changes a reading or a default while running. */
		setOptions(options: Partial<DataverseOptions>): void {
			Object.assign(world.options, options);
		},
		clearRequests(): void {
			for (const log of parts.logs) log.clear();
		},
	};
}

export type DataverseControl = ReturnType<typeof createControl>;
