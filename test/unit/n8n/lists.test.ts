import type { IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';
import { entriesIn } from '../../../nodes/shared/n8n/entries';
import { failedItem } from '../../../nodes/shared/n8n/items';
import { knownSurvey } from '../../../nodes/shared/n8n/knownSurveys';
import { listMethod } from '../../../nodes/shared/n8n/listPage';
import { textOfLocator } from '../../../nodes/shared/n8n/locatorText';
import { remembered } from '../../../nodes/shared/n8n/remembered';
import { surveyList, type SurveyPage } from '../../../nodes/shared/n8n/surveyList';
import type { SurveyDefinition } from '../../../nodes/shared/survey/SurveyDefinition';
import { ConnectorError } from '../../../nodes/shared/http/ConnectorError';
import { parameter } from '../../written';

const node = {
	id: '1',
	name: 'Survey',
	type: 'survey',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};
const editor = parameter<ILoadOptionsFunctions>({ getNode: () => node });
const named = (count: number) =>
	Array.from({ length: count }, (_, index) => ({ name: `Field ${index}`, value: String(index) }));

describe('a list whose entries are all known', () => {
	const list = (count: number, filter?: string, token?: string) =>
		listMethod(async () => await Promise.resolve(named(count))).call(editor, filter, token);

	it.each([
		[99, undefined, 99, undefined],
		[100, undefined, 100, undefined],
		[101, undefined, 100, '100'],
		[201, '100', 100, '200'],
		[201, '200', 1, undefined],
		[101, 'no number', 100, '100'],
	])('%i entries, from %s: a page of %i, then %s', async (count, from, length, next) => {
		const page = await list(count, undefined, from);
		expect(page.results).toHaveLength(length);
		expect(page.results[0].value).toBe(String(Number(from) || 0));
		expect(page.paginationToken).toBe(next);
	});

	it.each([
		['FIELD 12', ['Field 12']],
		['12 field', ['Field 12']],
		['Fïeld 12', ['Field 12']],
		['field nothing', []],
	])('"%s" finds %j by all of its words', async (filter, names) => {
		expect((await list(20, filter)).results.map(({ name }) => name)).toEqual(names);
	});

	it('what is found is counted anew for its pages', async () => {
		expect(await list(300, '1')).toMatchObject({ paginationToken: '100' });
		expect((await list(120, 'Field 11')).paginationToken).toBeUndefined();
	});

	it('an error says what happened and what to do', async () => {
		const refused = listMethod(
			async () =>
				await Promise.reject(new ConnectorError('input', 'No table', { hint: 'Choose one.' })),
		);
		await expect(refused.call(editor)).rejects.toMatchObject({
			message: 'No table',
			description: 'Choose one.',
		});
	});
});

describe('a list of surveys', () => {
	const page = (from: number, count: number, next?: string): SurveyPage => ({
		surveys: Array.from({ length: count }, (_, index) => ({
			id: `SV_${from + index}`,
			name: `Visit ${from + index}`,
		})),
		...(next !== undefined && { next }),
	});
	const open = (pages: Record<string, SurveyPage>, account = 'an account that read none') => {
		const asked: Array<string | undefined> = [];
		const read = async (cursor?: string) => {
			asked.push(cursor);
			return await Promise.resolve(pages[cursor ?? '']);
		};
		const list = surveyList(async () => await Promise.resolve({ account, read }), 'inactive');
		return { list, asked };
	};

	it.each([
		[20, [undefined], 'b', 20],
		[19, [undefined, 'b'], undefined, 24],
	])('a page of %i: asks for %j, goes on at %s', async (count, asked, next, length) => {
		const opened = open({ '': page(0, count, 'b'), b: page(100, 5) });
		const found = await opened.list.call(editor);
		expect(opened.asked).toEqual(asked);
		expect(found.paginationToken).toBe(next);
		expect(found.results).toHaveLength(length);
	});

	it.each([undefined, ''])('the next page "%s" is none', async (next) => {
		const opened = open({ '': page(0, 3, next) });
		expect((await opened.list.call(editor)).results).toHaveLength(3);
		expect(opened.asked).toHaveLength(1);
	});

	it.each([
		[' visit 3 ', ['SV_3']],
		['sv_3', ['SV_3']],
		['other', []],
	])('"%s" finds %j, on whatever page', async (filter, ids) => {
		const { list } = open({ '': page(0, 3, 'b'), b: page(3, 2) });
		expect((await list.call(editor, filter)).results.map(({ value }) => value)).toEqual(ids);
	});

	it('those read last stand first, once, and only on the first page without words', async () => {
		const account = 'an account that read one';
		const definition: SurveyDefinition = {
			provider: 'qualtrics',
			id: 'SV_1',
			name: 'Visit 1',
			questions: [],
			contextFields: [],
		};
		await knownSurvey(
			{ account, surveys: { definition: async () => await Promise.resolve(definition) } },
			'SV_1',
		);
		const { list } = open({ '': page(0, 3), b: page(0, 3) }, account);
		const namesOf = async (...given: [string?, string?]) =>
			(await list.call(editor, ...given)).results.map(({ name }) => name);
		expect(await namesOf()).toEqual(['Visit 1 · read last', 'Visit 0', 'Visit 2']);
		expect(await namesOf('visit')).toEqual(['Visit 0', 'Visit 1', 'Visit 2']);
		expect(await namesOf('', 'b')).toEqual(['Visit 0', 'Visit 2']);
	});

	it.each([
		[false, 'Visit (inactive)'],
		[true, 'Visit'],
		[undefined, 'Visit'],
	])('a survey that collects (%s) is called "%s"', async (isActive, name) => {
		const { list } = open({ '': { surveys: [{ id: '1', name: 'Visit', isActive }] } });
		expect((await list.call(editor)).results).toEqual([{ name, value: '1' }]);
	});
});

describe('an item that failed', () => {
	const context = (continues: boolean) =>
		parameter<IExecuteFunctions>({ getNode: () => node, continueOnFail: () => continues });
	const error = new ConnectorError('input', 'Refused', { hint: 'Correct it.' });

	it('goes on with its error and its input where that is set', () => {
		expect(failedItem(context(true), error, 3)).toMatchObject({
			json: { error: 'Refused [item 3]', details: 'Correct it.' },
			error: { message: 'Refused [item 3]' },
			pairedItem: { item: 3 },
		});
		const { json } = failedItem(context(true), new ConnectorError('input', 'Refused'), 3);
		expect(json.details).toBe('');
	});

	it('ends the run otherwise', () => {
		expect(() => failedItem(context(false), error, 3)).toThrow('Refused [item 3]');
	});
});

describe('small readings', () => {
	it.each([
		['a', 'a'],
		[7, '7'],
		[{ value: 'a' }, 'a'],
		[{ value: 7 }, '7'],
		[{ value: null }, ''],
		[{ value: true }, ''],
		[null, ''],
		[undefined, ''],
		[true, ''],
	])('the text of the locator %j is "%s"', (locator, text) => {
		expect(textOfLocator(locator)).toBe(text);
	});

	it('what is remembered is built once for a key, and no more than so many are kept', () => {
		const built: string[] = [];
		const of = remembered<string, number>(2, (key, from) => {
			built.push(key);
			return `${key}${from}`;
		});
		expect([of('a', 1), of('b', 2), of('a', 3), of('b', 4)]).toEqual(['a1', 'b2', 'a1', 'b2']);
		expect(built).toEqual(['a', 'b']);
		expect([of('c', 5), of('a', 6)]).toEqual(['c5', 'a6']);
		const nothing = remembered(1, () => void built.push('nothing'));
		nothing('x');
		nothing('x');
		expect(built.filter((key) => key === 'nothing')).toHaveLength(1);
	});

	it.each<[string, unknown, unknown]>([
		['typed', 'Yes; No', 'Yes; No'],
		['from an expression', '={{ $json.text }}', ['Yes; No']],
		['from an expression that gives a list', '={{ $json.list }}', ['a', 'b, c']],
		['lines around expressions', '={{ $json.text }}\n{{ $json.n }}, x', ['Yes; No', '7, x']],
		['semicolons', '={{ $json.text }};x, {{ $json.n }}', ['Yes; No', 'x, 7']],
		['commas', '=x,{{ $json.n }}', ['x', '7']],
		['a list among words', '=x {{ $json.list }}', ['x a, b, c']],
	])('entries %s', (_name, value, entries) => {
		const json = { text: 'Yes; No', list: ['a', 'b, c'], n: 7 };
		const context = parameter<IExecuteFunctions>({ getInputData: () => [{ json: {} }, { json }] });
		const read = entriesIn(context, parameter(value), 1);
		const trimmed = typeof read === 'string' ? read : read.map((entry) => entry.trim());
		expect(trimmed).toEqual(entries);
	});
});
