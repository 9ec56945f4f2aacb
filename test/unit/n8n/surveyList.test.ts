import type { ILoadOptionsFunctions } from 'n8n-workflow';
import { knownSurvey } from '../../../nodes/shared/n8n/knownSurveys';
import { surveyIdsIn } from '../../../nodes/shared/n8n/receivedSurvey';
import { surveyList } from '../../../nodes/shared/n8n/surveyList';
import { inOrder } from '../../../nodes/shared/n8n/surveyOrder';

describe('the survey that came in', () => {
	const UNEVALUATED = '={{ [$json] }}';
	it.each<[unknown, string[]]>([
		[['SV_1'], ['SV_1']],
		[[105723396], ['105723396']],
		[
			[' SV_1 ', 'SV_1', 'SV_2'],
			['SV_1', 'SV_2'],
		],
		[['SV_1', { id: 'SV_2' }, null, undefined, '', ' ', true, ['SV_3']], ['SV_1']],
		[
			['a', 'b', 'c', 'd'],
			['a', 'b', 'c'],
		],
		[[], []],
		// A text is no answer of the editor's: the expression itself, where nothing was executed.
		[UNEVALUATED, []],
		['SV_1', []],
		[null, []],
		[undefined, []],
		[{ 0: 'SV_1' }, []],
		[7, []],
	])('Q25 of %j: %j', (evaluated, ids) => {
		expect(surveyIdsIn(evaluated)).toEqual(ids);
	});
});

describe('the order of the surveys', () => {
	const listed = [
		{ id: 'SV_1', name: 'Store visit', isActive: true },
		{ id: 'SV_2', name: 'Guest survey', isActive: true },
		{ id: 'SV_3', name: 'Service call', isActive: false },
	];
	const [store, guest, service] = [
		'SV_1=Store visit',
		'SV_2=Guest survey',
		'SV_3=Service call (closed)',
	];
	const came = ' · in the received response';
	const last = ' · read last';
	const elsewhere = { id: 'SV_9', name: 'Far down' };
	const nothing = { received: [], known: [], recent: [], wanted: '' };

	it.each<[string, Partial<Parameters<typeof inOrder>[0]>, string[], boolean?]>([
		['nothing came in', {}, [store, guest, service]],
		['one came in', { received: ['SV_2'] }, [guest + came, store, service]],
		['a closed one came in', { received: ['SV_3'] }, [service + came, store, guest]],
		['two came in', { received: ['SV_3', 'SV_2'] }, [service + came, guest + came, store]],
		[
			'another was read last',
			{ received: ['SV_2'], recent: [listed[2]] },
			[guest + came, service + last, store],
		],
		[
			'the same was read last',
			{ received: ['SV_2'], recent: [listed[1]] },
			[guest + came, store, service],
		],
		['none of the account came in', { received: ['SV_7'] }, [store, guest, service]],
		['a part of an id came in', { received: ['SV_'] }, [store, guest, service]],
		[
			'one came in that is known without the list',
			{ received: ['SV_9'], known: [elsewhere] },
			[`SV_9=Far down${came}`, store, guest, service],
		],
		[
			'it is what is looked for',
			{ received: ['SV_2'], wanted: 's' },
			[guest + came, store, service],
		],
		['it is found by its id', { received: ['SV_2'], wanted: 'sv_2' }, [guest + came]],
		['another is looked for', { received: ['SV_2'], wanted: 'store' }, [store]],
		[
			'another is looked for, and it is known',
			{ received: ['SV_9'], known: [elsewhere], wanted: 'store' },
			[store],
		],
		['what was read last is no answer', { recent: [elsewhere], wanted: 'down' }, []],
		[
			'on a later page, which it is on',
			{ received: ['SV_2'] },
			[guest + came, store, service],
			false,
		],
		[
			'on a later page, where it is known and stood on the first one',
			{ received: ['SV_2'], known: [listed[1]], recent: [listed[2]] },
			[store],
			false,
		],
	])('Q25 %s', (_name, shown, wanted, isFirstPage = true) => {
		const results = inOrder({ ...nothing, listed, closed: 'closed', ...shown }, isFirstPage);
		expect(results.map(({ name, value }) => `${String(value)}=${name}`)).toEqual(wanted);
	});
});

describe('the list of an account of many surveys', () => {
	const PAGE = 100;
	const surveys = Array.from({ length: 1000 }, (_, index) => ({
		id: `SV_${index}`,
		name: `Survey ${index}`,
	}));
	const open = (account: string) => {
		const read: Array<string | undefined> = [];
		const list = surveyList(async () => ({
			account,
			async read(cursor) {
				read.push(cursor);
				const start = Number(cursor ?? 0);
				const next = start + PAGE < surveys.length ? String(start + PAGE) : undefined;
				return { surveys: surveys.slice(start, start + PAGE), next };
			},
		}));
		const ask = async (receivedSurvey: unknown, filter?: string, paginationToken?: string) => {
			const context = { getNode: () => ({ parameters: { receivedSurvey } }) };
			return await list.call(context as unknown as ILoadOptionsFunctions, filter, paginationToken);
		};
		return { read, ask };
	};

	it('Q25 it is looked for on the next pages, and nothing is listed twice', async () => {
		const { ask, read } = open('many');
		const first = await ask(['SV_250']);
		expect(first.results[0]).toEqual({
			name: 'Survey 250 · in the received response',
			value: 'SV_250',
		});
		expect(read).toHaveLength(3);
		const values = first.results.map(({ value }) => value);
		let paginationToken = first.paginationToken as string | undefined;
		while (paginationToken) {
			const page = await ask(['SV_250'], undefined, paginationToken);
			values.push(...page.results.map(({ value }) => value));
			paginationToken = page.paginationToken as string | undefined;
		}
		expect(values.sort()).toEqual(surveys.map(({ id }) => id).sort());
	});

	it('Q25 of what the account does not list, nobody waits longer, and nothing is invented', async () => {
		const { ask, read } = open('without it');
		const { results } = await ask(['SV_elsewhere', '../../whoami']);
		expect(read).toHaveLength(5);
		expect(results[0]).toEqual({ name: 'Survey 0', value: 'SV_0' });
		expect(results.every(({ name }) => /^Survey \d+$/.test(name))).toBe(true);
	});

	it('Q25 where this process has read it, it is there at once, and on no later page again', async () => {
		const { ask, read } = open('read before');
		const definition = async (id: string) => ({
			provider: 'qualtrics',
			id,
			name: 'Survey 150',
			questions: [],
			contextFields: [],
		});
		for (const id of ['SV_150', 'SV_1', 'SV_2', 'SV_3', 'SV_4'])
			await knownSurvey({ account: 'read before', surveys: { definition } }, id);
		const first = await ask(['SV_150']);
		expect(read).toHaveLength(1);
		expect(first.results[0]).toMatchObject({ value: 'SV_150' });
		const second = await ask(['SV_150'], undefined, String(first.paginationToken));
		expect(second.results.map(({ value }) => value)).not.toContain('SV_150');
	});

	it('Q25 a search finds others as ever', async () => {
		const { ask } = open('searched');
		const { results } = await ask(['SV_250'], 'survey 99');
		expect(results.map(({ value }) => value)).toEqual([
			'SV_99',
			...Array.from({ length: 10 }, (_, index) => `SV_99${index}`),
		]);
		const found = await ask(['SV_250'], 'Survey 250');
		expect(found.results).toEqual([
			{ name: 'Survey 250 · in the received response', value: 'SV_250' },
		]);
	});
});
