import { accountName } from '../../../nodes/shared/n8n/accountName';
import { cancelSignalOf } from '../../../nodes/shared/n8n/cancelSignal';
import type { RequestContext } from '../../../nodes/shared/n8n/context';
import { runtimeOf } from '../../../nodes/shared/n8n/runtime';
import { parameter } from '../../written';
import { contextWith, LIST, request, RUN, send, TRIGGER } from './requestContext';

const SECRET = 'planted-secret-1234';

describe('the secrets of a credential', () => {
	const secretOf = (text: string) => ({ token: text });

	it('are read once for all requests of a step', async () => {
		const { context, read } = contextWith();
		const { send: sendOne } = runtimeOf(context, 'plainApi', {});
		await Promise.all([sendOne(request()), sendOne(request())]);
		expect(read()).toBe(1);
	});

	it.each([
		['someOAuth2Api', 200, 1],
		['someOAuth2Api', 300, 2],
		['someOAuth2Api', 403, 2],
		['secutixApi', 403, 2],
		['plainApi', 403, 1],
	])(
		'%s answered with %i: they are read %i times, since a token may have been renewed',
		async (type, statusCode, times) => {
			const { read } = await send(
				{},
				{ answer: () => ({ statusCode, headers: {}, body: '' }) },
				type,
			);
			expect(read()).toBe(times);
		},
	);

	it('stand in no log and no notice, in a run or out of it', async () => {
		for (const kind of [RUN, LIST]) {
			const made = contextWith({ kind, data: () => secretOf(SECRET) });
			const runtime = runtimeOf(made.context, 'plainApi', {});
			await runtime.send(request());
			runtime.logger!.debug(`a ${SECRET}`, { deep: [SECRET] });
			runtime.logger!.warn(`b ${SECRET}`);
			runtime.notice!(`c ${SECRET}`);
			const all = JSON.stringify([made.logged, made.shown]);
			expect(all).not.toContain(SECRET);
			expect(made.logged.slice(0, 2)).toEqual([
				['debug', expect.stringMatching(/^a /), { deep: [expect.any(String)] }],
				['warn', expect.stringMatching(/^b /), undefined],
			]);
			expect(all).toContain('c ');
		}
	});

	it('a credential that cannot be read stops no request, and what it held is kept secret still', async () => {
		let isGone = false;
		const data = () => {
			if (isGone) throw new Error('gone');
			return secretOf(SECRET);
		};
		const made = contextWith({ data });
		await runtimeOf(made.context, 'plainApi', {}).send(request());
		isGone = true;
		const runtime = runtimeOf(made.context, 'plainApi', {});
		expect(await runtime.send(request())).toMatchObject({ status: 200 });
		runtime.logger!.warn(SECRET);
		expect(JSON.stringify(made.logged)).not.toContain(SECRET);
	});

	it('of two credentials of a type both are kept secret', async () => {
		const logged: unknown[] = [];
		for (const id of ['1', '2']) {
			const credentials = { plainApi: { id } };
			const made = contextWith({ credentials, data: () => secretOf(`${SECRET}-${id}`) });
			const runtime = runtimeOf(made.context, 'plainApi', {});
			await runtime.send(request());
			runtime.logger!.warn(`${SECRET}-1 and ${SECRET}-2`);
			logged.push(made.logged);
		}
		expect(JSON.stringify(logged[1])).not.toMatch(/planted-secret-1234-[12]/);
	});

	it('a node that names no credential has its requests sent', async () => {
		const made = contextWith();
		made.context.getNode = () => parameter({});
		const { account, send: sendOne } = runtimeOf(made.context, 'plainApi', {});
		expect(account).toMatch(/^plainApi [0-9a-f]{64}$/);
		expect(await sendOne(request())).toMatchObject({ status: 200 });
	});
});

describe('what a step is told', () => {
	it('a notice is shown once in a run, also where the node connects twice', () => {
		const { context, shown, logged } = contextWith();
		for (const text of ['slow', 'slow', 'other']) runtimeOf(context, 'plainApi', {}).notice!(text);
		expect(shown.map(({ message, type }) => [type, message])).toEqual([
			['warning', 'slow'],
			['warning', 'other'],
		]);
		expect(logged).toEqual([]);
	});

	it('the clock is that of the machine', () => {
		const { clock, random } = runtimeOf(contextWith().context, 'plainApi', {});
		expect(Math.abs(clock.now() - Date.now())).toBeLessThan(5_000);
		expect(clock.sleep).toEqual(expect.any(Function));
		expect([random(), random()].every((one) => one >= 0 && one < 1)).toBe(true);
	});

	it('outside of a run it is logged', () => {
		const { context, shown, logged } = contextWith({ kind: LIST });
		runtimeOf(context, 'plainApi', {}).notice!('slow');
		expect([shown, logged]).toEqual([[], [['warn', 'slow']]]);
	});

	it.each<[string, object, object | undefined]>([
		['a run', RUN, undefined],
		['the checks of an active workflow', TRIGGER, undefined],
		['a list in the editor', LIST, { refusedMs: 10_000, turnMs: 10_000 }],
		['an activation', {}, { refusedMs: 10_000, turnMs: 60_000 }],
	])('%s has its patience', (_name, kind, patience) => {
		expect(runtimeOf(contextWith({ kind }).context, 'plainApi', {}).patience).toEqual(patience);
	});

	it.each([
		[RUN, true],
		[TRIGGER, false],
		[LIST, false],
	])('only a run can be cancelled: %j, %s', (kind, can) => {
		const { context } = contextWith({ kind });
		expect(runtimeOf(context, 'plainApi', {}).cancel !== undefined).toBe(can);
	});

	it.each<[string, object, boolean]>([
		['told to', { ...RUN, getExecutionCancelSignal: () => ({ aborted: true }) }, true],
		['not told to', { ...RUN, getExecutionCancelSignal: () => ({ aborted: false }) }, false],
		['without a signal', { ...RUN, getExecutionCancelSignal: () => undefined }, false],
		['of an older n8n', RUN, false],
		['in the editor', { getExecutionCancelSignal: () => ({ aborted: true }) }, false],
	])('an execution is to end where n8n says so: %s', (_name, kind, aborted) => {
		expect(cancelSignalOf(parameter<RequestContext>(kind)).aborted).toBe(aborted);
	});

	it('is asked anew each time', () => {
		let isOver = false;
		const signal = cancelSignalOf(
			parameter<RequestContext>({ ...RUN, getExecutionCancelSignal: () => ({ aborted: isOver }) }),
		);
		expect(signal.aborted).toBe(false);
		isOver = true;
		expect(signal.aborted).toBe(true);
	});
});

describe('the account behind a credential', () => {
	const nameOf = (data: Record<string, unknown>, credentials?: Record<string, { id?: string }>) =>
		accountName(contextWith({ credentials }).context, 'api', parameter(data));

	it('is named by its id, whatever it holds', () => {
		expect(nameOf({ a: 1 }, { api: { id: '7' }, other: { id: '8' } })).toBe('api 7');
	});

	it('without an id by what it holds, in any order, but for tokens that are renewed', () => {
		const name = nameOf({ a: 1, b: 2 });
		expect(name).toMatch(/^api [0-9a-f]{64}$/);
		expect(nameOf({ b: 2, a: 1 }, { api: {} })).toBe(name);
		expect(nameOf({ a: 1, b: 2, oauthTokenData: { access_token: 'x' } })).toBe(name);
		expect(nameOf({ a: 1, b: 3 })).not.toBe(name);
		expect(name).not.toContain('1,');
	});
});
