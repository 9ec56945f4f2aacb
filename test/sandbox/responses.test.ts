import { call } from './naiveClient';
import {
	serviceCallId,
	startQualtricsSandbox,
	storeVisitId,
	type QualtricsSandbox,
} from './qualtrics';

let sandbox: QualtricsSandbox;
beforeAll(async () => {
	sandbox = await startQualtricsSandbox();
});
afterAll(() => sandbox.close());

const pathOf = (responseId: string, surveyId = storeVisitId) =>
	`/surveys/${surveyId}/responses/${responseId}`;

describe('one response', () => {
	it('is flat, with recodes, label arrays and text keys', async () => {
		const id = sandbox.control.addResponse(
			storeVisitId,
			{
				QID1: 0,
				QID2: 5,
				QID3_TEXT: 'ada@example.com',
				QID4: ['2', '6'],
				QID4_9_TEXT: 'toys',
				QID8_4: 1,
				plan: 'gold',
			},
			{ recordedAt: Date.UTC(2025, 0, 10, 12, 0, 0, 942), recipient: { email: 'ada@example.com' } },
		);
		const { json } = await call(sandbox, 'GET', pathOf(id));
		const { values, labels, displayedFields, displayedValues } = json.result;
		expect(Object.keys(json.result).sort()).toEqual([
			'displayedFields',
			'displayedValues',
			'labels',
			'responseId',
			'values',
		]);
		expect(values).toMatchObject({
			QID1: 0,
			QID1_NPS_GROUP: 1,
			QID2: 5,
			QID4: ['2', '6'],
			QID4_9_TEXT: 'toys',
			QID8_4: 1,
			plan: 'gold',
			status: 0,
			finished: 1,
			recordedDate: '2025-01-10T12:00:00.942Z',
			_recordId: id,
			recipientEmail: 'ada@example.com',
			distributionChannel: 'email',
		});
		expect(labels).toMatchObject({
			QID1_NPS_GROUP: 'Detractor',
			QID2: '<span>Extremely satisfied</span>',
			QID4: ['Clothing', 'Other:'],
			QID8_4: 'Strongly disagree',
			finished: 'True',
			status: 'IP Address',
		});
		expect(labels).not.toHaveProperty('QID3_TEXT');
		expect(values).not.toHaveProperty('surveyId');
		expect(displayedFields).toEqual(expect.arrayContaining(['QID7', 'QID6_TEXT', 'QID8_1']));
		expect(values).not.toHaveProperty('QID7');
		expect(displayedValues.QID7).toEqual([1, 0]);
		expect(displayedValues.QID4).toEqual(['2', '3', '1', '4', '6']);
	});

	it('a question that was not shown is nowhere', async () => {
		const id = sandbox.control.addResponse(storeVisitId, { QID1: 7 }, { notShown: ['QID7'] });
		const { result } = (await call(sandbox, 'GET', pathOf(id))).json;
		expect(JSON.stringify(result)).not.toContain('QID7');
	});

	it('multi-answer entries can be choice ids', async () => {
		sandbox.control.setOptions({ multiAnswerItems: 'choiceId' });
		const id = sandbox.control.addResponse(storeVisitId, { QID4: ['2', '6'] });
		sandbox.control.setOptions({ multiAnswerItems: 'recode' });
		const { result } = (await call(sandbox, 'GET', pathOf(id))).json;
		expect(result.values.QID4).toEqual(['1', '9']);
		expect(result.labels.QID4).toEqual(['Clothing', 'Other:']);
	});

	it('the same seed gives the same answers, and another one others', () => {
		const make = (seed: number) => {
			const id = sandbox.control.addResponse(storeVisitId, undefined, { seed, recordedAt: 1e12 });
			const { values } = sandbox.control.getResponse(id);
			delete values._recordId;
			return values;
		};
		expect(make(7)).toEqual(make(7));
		expect(make(7)).not.toEqual(make(8));
		expect(Object.keys(make(7)).length).toBeGreaterThan(200);
	});

	it('an edit changes one answer and leaves the generated ones', () => {
		const id = sandbox.control.addResponse(storeVisitId);
		const before = sandbox.control.getResponse(id).values;
		sandbox.control.editResponse(id, { QID6_TEXT: 'second thoughts' });
		const after = sandbox.control.getResponse(id).values;
		delete before.QID6_TEXT;
		expect(after).toMatchObject({ QID6_TEXT: 'second thoughts' });
		for (const [key, value] of Object.entries(before))
			expect({ [key]: after[key] }).toEqual({ [key]: value });
	});

	it.each([
		[{ QID999: 1 }, /no answer, field or metadata with the key QID999/],
		[{ QID2: 8 }, /cannot be the value of QID2/],
		[{ QID2: '5' }, /cannot be the value of QID2/],
		[{ QID4: ['9'] }, /cannot be the value of QID4/],
	])('a test cannot ask for an impossible response: %j', (values, message) => {
		expect(() => sandbox.control.addResponse(storeVisitId, values as never)).toThrow(message);
	});

	it('is unknown for a while when hidden, and within the lag', async () => {
		const id = sandbox.control.addResponse(storeVisitId, { QID1: 9 });
		sandbox.control.hideResponse(id, 2);
		const statuses = [];
		for (let index = 0; index < 3; index += 1)
			statuses.push((await call(sandbox, 'GET', pathOf(id))).status);
		expect(statuses).toEqual([404, 404, 200]);
		sandbox.control.setOptions({ responseLagMs: 60_000 });
		expect((await call(sandbox, 'GET', pathOf(id))).status).toBe(404);
		sandbox.control.setOptions({ responseLagMs: 0 });
	});

	it('belongs to its survey', async () => {
		const id = sandbox.control.addResponse(storeVisitId, { QID1: 9 });
		expect((await call(sandbox, 'GET', pathOf(id, serviceCallId))).status).toBe(404);
	});
});

describe('created, changed and deleted by the API', () => {
	it('is created from values and embedded data', async () => {
		const body = { values: { QID1: 10, QID2: 1 }, embeddedData: { plan: 'gold' } };
		const { status, json } = await call(sandbox, 'POST', `/surveys/${storeVisitId}/responses`, {
			body,
		});
		expect(status).toBe(200);
		const { values } = (await call(sandbox, 'GET', pathOf(json.result.responseId))).json.result;
		expect(values).toMatchObject({ QID1: 10, QID1_NPS_GROUP: 3, QID2: 1, plan: 'gold' });
	});

	it.each([
		['no values', {}],
		['an unknown question', { values: { QID999: 1 } }],
		['a null', { values: { QID1: null } }],
		['a label instead of a recode', { values: { QID2: 'Extremely satisfied' } }],
		['a choice id instead of a recode', { values: { QID2: 8 } }],
		['an unknown field', { values: {}, labels: {} }],
		['a nested embedded value', { values: {}, embeddedData: { plan: { a: 1 } } }],
	])('refuses %s', async (_name, body) => {
		const before = sandbox.state.responsesById.size;
		const { status } = await call(sandbox, 'POST', `/surveys/${storeVisitId}/responses`, { body });
		expect(status).toBe(400);
		expect(sandbox.state.responsesById.size).toBe(before);
	});

	it('embedded data can be changed, and the response deleted', async () => {
		const id = sandbox.control.addResponse(storeVisitId, { QID1: 3 });
		const body = { surveyId: storeVisitId, embeddedData: { plan: 'silver' } };
		expect((await call(sandbox, 'PUT', `/responses/${id}`, { body })).json).not.toHaveProperty(
			'result',
		);
		expect((await call(sandbox, 'GET', pathOf(id))).json.result.values.plan).toBe('silver');
		expect((await call(sandbox, 'DELETE', pathOf(id))).status).toBe(200);
		expect((await call(sandbox, 'GET', pathOf(id))).status).toBe(404);
	});
});
