import fc from 'fast-check';
import { backoffMs } from '../../../nodes/shared/http/backoff';
import { parseRetryAfter } from '../../../nodes/shared/http/retryAfter';
import { decideRetry, type Attempt } from '../../../nodes/shared/http/retryTable';

const attempt = (over: Partial<Attempt>): Attempt => ({
	idempotent: true,
	tries: 1,
	maxTries: 5,
	...over,
});

describe('decideRetry', () => {
	it.each<[string, Partial<Attempt>, boolean, boolean]>([
		// what happened, where, retried when idempotent, retried when not
		['too many requests', { status: 429 }, true, true],
		['bandwidth limit exceeded', { status: 509 }, true, true],
		['too early', { status: 425 }, true, true],
		['locked', { status: 423 }, true, true],
		['an account that is being moved', { status: 477 }, true, true],
		['server error', { status: 500 }, true, false],
		['bad gateway', { status: 502 }, true, false],
		['unavailable', { status: 503 }, true, false],
		['gateway timeout', { status: 504 }, true, false],
		['request timeout', { status: 408 }, true, false],
		['not implemented', { status: 501 }, false, false],
		['bad request', { status: 400 }, false, false],
		['unauthorized', { status: 401 }, false, false],
		['forbidden', { status: 403 }, false, false],
		['not found', { status: 404 }, false, false],
		['conflict', { status: 409 }, false, false],
		['refused', { socketCode: 'ECONNREFUSED' }, true, true],
		['no such host', { socketCode: 'ENOTFOUND' }, true, true],
		['name service down', { socketCode: 'EAI_AGAIN' }, true, true],
		['reset', { socketCode: 'ECONNRESET' }, true, false],
		['timeout', { socketCode: 'ETIMEDOUT' }, true, false],
		['aborted', { socketCode: 'ECONNABORTED' }, true, false],
		['unknown socket', { socketCode: undefined }, true, false],
		['bad certificate', { socketCode: 'CERT_HAS_EXPIRED' }, false, false],
	])('Q25 %s', (_name, over, whenIdempotent, whenNot) => {
		expect(decideRetry(attempt({ ...over, idempotent: true })).retry).toBe(whenIdempotent);
		expect(decideRetry(attempt({ ...over, idempotent: false })).retry).toBe(whenNot);
	});

	it('never exceeds the tries granted, and grants fewer where more are of no use', () => {
		expect(decideRetry(attempt({ status: 429, tries: 5 })).retry).toBe(false);
		expect(decideRetry(attempt({ status: 429, tries: 4 })).retry).toBe(true);
		expect(decideRetry(attempt({ socketCode: 'ENOTFOUND', tries: 2 })).retry).toBe(false);
	});

	it('says when nobody knows whether a write happened', () => {
		expect(decideRetry(attempt({ socketCode: 'ECONNRESET' })).meaning).toBe('mayHaveRun');
		expect(decideRetry(attempt({ status: 429 })).meaning).toBe('neverRan');
		expect(decideRetry(attempt({ status: 400 })).meaning).toBe('final');
	});
});

describe('parseRetryAfter', () => {
	const now = Date.parse('2025-03-01T12:00:00Z');
	it.each([
		['120', 120_000],
		['0', 0],
		[' 1.5 ', 1500],
		['Sat, 01 Mar 2025 12:00:30 GMT', 30_000],
		['Sat, 01 Mar 2025 11:00:00 GMT', 0],
		['', undefined],
		[undefined, undefined],
		['soon', undefined],
		['-5', undefined],
		['1e3', undefined],
	])('Q25 %j gives %j', (header, expected) => {
		expect(parseRetryAfter(header, now)).toBe(expected);
	});
});

describe('backoffMs', () => {
	it.each([
		[1, 0.999_999, 1000],
		[2, 0.5, 1000],
		[3, 0.5, 2000],
		[10, 0.5, 15_000],
		[5, 0, 0],
	])('try %d with %d waits %d ms', (tries, random, expected) => {
		expect(backoffMs(tries, random)).toBe(expected);
	});

	it('Q25 stays between nothing and the cap', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: 200 }),
				fc.double({ min: 0, max: 0.999, noNaN: true }),
				(tries, random) => {
					const ms = backoffMs(tries, random, { baseMs: 500, capMs: 20_000 });
					expect(ms).toBeGreaterThanOrEqual(0);
					expect(ms).toBeLessThanOrEqual(20_000);
				},
			),
		);
	});
});
