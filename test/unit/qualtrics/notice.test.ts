import { createQualtrics } from '../../../nodes/shared/connectors/qualtrics/client';
import { noticeOf } from '../../../nodes/shared/connectors/qualtrics/notice';
import { failureOf, fakeSystem } from '../http/fakeSystem';
import { baseUrl } from './fakeQualtrics';

const PROXIED =
	'Request proxied. For faster response times, use this host instead: az1.qualtrics.com';
const withNotice = (notice: unknown) => ({ result: {}, meta: { httpStatus: '200 - OK', notice } });

describe('what Qualtrics says beside its answer', () => {
	it.each<[string, RegExp]>([
		[PROXIED, /data centre az1.*credential to az1/],
		[`${PROXIED}.`, /data centre az1/],
		[PROXIED.toUpperCase(), /data centre az1/],
		['Use this host instead: https://fra1.qualtrics.com/API/v3', /data centre fra1/],
		['Use this host instead:fra1.qualtrics.com', /data centre fra1/],
		['This endpoint is deprecated and will be retired.', /retire an API call/],
		...[
			'This version will no longer be available',
			'No longer supported after May',
			'Sunsetting in 2027',
			'End-of-life: see our pages',
			'Retirement of v2',
		].map((ending): [string, RegExp] => [ending, /retire an API call/]),
		['This was no longer than usual', /text is hidden/],
		...[
			'Scheduled maintenance tonight',
			'An outage of exports',
			'Degraded performance',
			'We look into an incident',
		].map((works): [string, RegExp] => [works, /^Qualtrics reports maintenance or an outage/]),
		['A coincidental remark', /text is hidden/],
		[
			'The value must be from 1 to 5',
			/^Qualtrics sent a notice along with its answer: .*from 1 to 5/,
		],
		['Have a nice day', /^Qualtrics sent a notice along with its answer\. Its text is hidden/],
		['Contact Jane Doe, jane@example.com, +33 6 12 34 56 78', /text is hidden/],
		['use this host instead: evil.example.org', /text is hidden/],
	])('%j is told in our own words', (notice, told) => {
		const text = noticeOf(withNotice(notice));
		expect(text).toMatch(told);
		expect(text).not.toMatch(/Jane|Doe|example|12 34/);
	});

	it.each([[undefined], [null], [''], ['  '], [{}], [[]]])('%j is none', (notice) => {
		expect(noticeOf(withNotice(notice))).toBeUndefined();
	});
	it.each([[undefined], [null], ['<html>'], [{ meta: [] }], [[PROXIED]]])(
		'an answer of %j has none',
		(body) => {
			expect(noticeOf(body)).toBeUndefined();
		},
	);

	it('a long one is read in no time', () => {
		const start = performance.now();
		noticeOf(withNotice('host instead: '.repeat(100_000)));
		expect(performance.now() - start).toBeLessThan(500);
	});

	it('is handed on for answers, pages and refusals alike, and changes none of them', async () => {
		const told: string[] = [];
		const system = fakeSystem(({ url }) =>
			url.endsWith('/surveys')
				? { body: { result: { elements: [] }, meta: { notice: PROXIED } } }
				: { status: 404, body: { meta: { notice: 'deprecated', error: { errorCode: 'GSI_2' } } } },
		);
		const runtime = { ...system.runtime, notice: (text: string) => void told.push(text) };
		const qualtrics = createQualtrics(runtime, { baseUrl });
		expect(await qualtrics.surveys.list()).toEqual({ surveys: [], nextCursor: undefined });
		expect(await failureOf(qualtrics.surveys.definition('SV_1'))).toMatchObject({
			kind: 'notFound',
		});
		expect([...new Set(told)]).toEqual([
			expect.stringContaining('az1'),
			expect.stringContaining('retire an API call'),
		]);
	});
});
