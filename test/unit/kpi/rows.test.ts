import {
	checkPlan,
	KpiBook,
	responseFromColumns,
	rowOf,
	VerbatimSample,
} from '../../../nodes/shared/survey/kpi';
import { AS_OF, measure, planOf, responseOf, up } from './responses';

const plan = planOf([measure('nps')], { groupBy: [{ by: 'context', key: 'plan' }] });
const view = { asOf: AS_OF, by: [] };

describe('rows', () => {
	it('C24 hold what the KPIs need, and nothing about the person', () => {
		const response = responseOf({
			id: 'R_1',
			answers: { Q: { ...{ value: 9, numeric: 9 }, comment: 'call me' }, NAME: 'Ada' },
			context: { plan: 'gold', email: 'ada@example.com' },
		});
		response.respondent = { ...response.respondent, email: 'ada@example.com' };
		const row = rowOf(plan, response);
		expect(row).toMatchObject({
			responseKey: 'qualtrics/SV_1/R_1',
			surveyName: 'Survey SV_1',
			answeredAt: '2026-03-10T10:00:00.000Z',
			status: 'complete',
		});
		expect(row.version).toBe('0|2026-03-10T10:00:00.000Z|1|');
		expect(JSON.stringify(row)).not.toMatch(/ada|call me/i);
		for (const value of Object.values(row)) expect(typeof value).toBe('string');
	});
	it('say which one is broken', () => {
		const row = { ...rowOf(plan, responseOf({ id: 'R_7' })), content: '{' };
		expect(() => new KpiBook(plan).addRow(row)).toThrow(
			'The row of qualtrics/SV_1/R_7 does not hold',
		);
	});
	it('C24 of a table of one’s own are counted by the same rules', () => {
		const columns = {
			responseId: 'id',
			surveyId: 'survey',
			answeredAt: 'answered',
			revision: 'version',
			isTest: 'test',
			isFinished: 'finished',
		};
		const own = planOf([measure('nps', { sources: [{ from: 'context', key: 'nps' }] })]);
		const book = new KpiBook(own);
		const base = { survey: 7, answered: '2026-03-01 08:00:00', test: false, finished: 1 };
		for (const record of [
			{ ...base, id: 1, nps: '10', version: 2 },
			{ ...base, id: 1, nps: '0', version: 1 },
			{ ...base, id: 2, nps: 9, version: 10 },
			{ ...base, id: 2, nps: 0, version: 9 },
			{ ...base, id: 3, nps: 0, test: 'true' },
			{ ...base, id: 4, nps: 0, finished: 'no' },
			{ ...base, id: 5, nps: null },
		]) {
			book.add(responseFromColumns(record, columns, 'Europe/Paris'));
		}
		const [result] = book.results({ asOf: AS_OF });
		expect(result).toMatchObject({
			value: 100,
			n: 2,
			leftOut: { test: 1, unfinished: 1, skipped: 1 },
			period: { from: '2026-03-01T07:00:00.000Z' },
		});
		expect(() => responseFromColumns({ nps: 3 }, columns, 'UTC')).toThrow('no response id in "id"');
	});
	it('name their survey by the columns that say so', () => {
		const named = (columns: object) =>
			responseFromColumns(
				{ id: 'a', survey: 7, name: 'Visit', none: null },
				{ responseId: 'id', ...columns },
				'UTC',
			).survey;
		expect(named({ surveyId: 'survey', surveyName: 'name' })).toEqual({ id: '7', name: 'Visit' });
		expect(named({ surveyId: 'none', surveyName: 'none' })).toEqual({ id: 'table' });
	});
	it('remembers up to a bound, and says so rather than being wrong', () => {
		const book = new KpiBook(plan, { maxRemembered: 2 });
		for (const id of ['a', 'b', 'a']) book.add(responseOf({ id, answers: { Q: 9 } }));
		expect(() => book.add(responseOf({ id: 'c' }))).toThrow('There are more than 2 responses');
		expect(book.results(view)[0].n).toBe(2);
	});
});

describe('checking a plan', () => {
	const question = (id: string, scale?: ReturnType<typeof up>) => ({
		id,
		title: `Question ${id}`,
		type: 'scale' as const,
		choices: [],
		rows: [],
		answerKeys: [id],
		...(scale && { scale }),
	});
	const definition = {
		provider: 'qualtrics',
		id: 'SV_1',
		name: 'Visit',
		questions: [question('Q5', up(1, 5)), question('Q10', up(0, 10)), question('QX')],
		contextFields: [],
	};
	const on = (key: string) => ({ sources: [{ surveyId: 'SV_1', from: 'answer' as const, key }] });
	it.each([
		['nothing', [measure('nps', on('Q10'))], []],
		['no KPI', [], ['There is no KPI to compute']],
		[
			'two of a name',
			[measure('nps', on('Q10')), measure('nps', on('Q10'))],
			['Two KPIs are named "nps"'],
		],
		[
			'no source',
			[measure('nps', { sources: [] })],
			['nps: choose the question or field that it is computed from'],
		],
		['a question that is not there', [measure('nps', on('Q3'))], ['nps: Q3 is not in "Visit"']],
		[
			'NPS on five points',
			[measure('nps', on('Q5'))],
			[
				'nps: "Question Q5" in "Visit" has a scale of 1 to 5, for which NPS has no standard: set its scale or the bounds',
			],
		],
		[
			'NPS on five points with bounds',
			[measure('nps', { ...on('Q5'), npsBounds: { promoterFrom: 5, passiveFrom: 4 } })],
			[],
		],
		[
			'effort on eleven points',
			[measure('cesShare', on('Q10'))],
			[
				'cesShare: "Question Q10" in "Visit" has a scale of 0 to 10: set how many of its best points count',
			],
		],
		[
			'no scale',
			[measure('csatTopBox', on('QX'))],
			['csatTopBox: "Question QX" in "Visit" has no scale of its own: set its minimum and maximum'],
		],
		[
			'a scale upside down',
			[measure('csat', { ...on('QX'), scale: { min: 5, max: 1 } })],
			['csat: the minimum of the scale must be below its maximum'],
		],
		[
			'bounds upside down',
			[measure('nps', { ...on('Q10'), npsBounds: { promoterFrom: 5, passiveFrom: 6 } })],
			['nps: passives must begin below promoters'],
		],
	])('%s', (_, measures, expected) => {
		expect(checkPlan(planOf(measures, { definitions: [definition] }))).toEqual(expected);
	});
});

describe('C03 verbatims', () => {
	const at = (day: number) => `2026-03-${String(day).padStart(2, '0')}T10:00:00.000Z`;
	it('keeps the latest of each stage, without tests, updates in place of what they replace', () => {
		const sample = new VerbatimSample(
			[
				{ stage: 'Buy', key: 'T', score: 'mood' },
				{ stage: 'Use', surveyId: 'SV_2', key: 'T' },
			],
			2,
		);
		const said = (id: string, day: number, text: string, more = {}) =>
			sample.add(
				responseOf({
					id,
					at: at(day),
					answers: { T: text },
					context: { mood: 'positive' },
					...more,
				}),
			);
		said('a', 1, 'first');
		said('b', 3, 'third');
		said('c', 2, 'second');
		said('d', 9, 'test', { response: { isTest: true } });
		said('e', 9, '  ');
		said('b', 3, 'third, mended', { response: { updatedAt: at(5) } });
		said('b', 3, 'third');
		expect(sample.of('Buy').map(({ text }) => text)).toEqual(['third, mended', 'second']);
		expect(sample.of('Buy')[0]).toEqual({
			text: 'third, mended',
			question: 'Question T',
			stage: 'Buy',
			survey: 'Survey SV_1',
			at: at(3),
			score: 'positive',
			scoreName: 'mood',
		});
		expect(sample.of('Use')).toEqual([]);
	});
});
