import { call } from './naiveClient';
import {
	closedSurveyId,
	oddNameSurveyId,
	startQualtricsSandbox,
	storeVisitId,
	type QualtricsSandbox,
} from './qualtrics';
import { questionStyles } from './qualtrics/model/questions';

let sandbox: QualtricsSandbox;
beforeAll(async () => {
	sandbox = await startQualtricsSandbox();
});
afterAll(() => sandbox.close());

const get = async (path: string) => (await call(sandbox, 'GET', path)).json.result;

describe('the list of surveys', () => {
	it('has the recorded element shape', async () => {
		const { elements, nextPage } = await get('/surveys');
		expect(nextPage).toBeNull();
		expect(elements).toHaveLength(4);
		for (const element of elements) {
			expect(Object.keys(element)).toEqual([
				'id',
				'name',
				'ownerId',
				'lastModified',
				'creationDate',
				'isActive',
			]);
		}
		expect(elements.find(({ id }: { id: string }) => id === closedSurveyId)?.isActive).toBe(false);
	});

	it('pages by offset with absolute links, 100 at a time', async () => {
		sandbox.control.copySurvey(oddNameSurveyId, 246);
		const sizes: number[] = [];
		let next: string | null = `${sandbox.url}/API/v3/surveys`;
		while (next) {
			const { json } = await call(sandbox, 'GET', next);
			sizes.push(json.result.elements.length);
			next = json.result.nextPage;
			if (next) expect(next).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/API\/v3\/surveys\?offset=\d00$/);
		}
		expect(sizes).toEqual([100, 100, 50]);
	});

	it('can be told to link to a foreign host', async () => {
		sandbox.control.setNextPageOrigin('https://evil.example.com');
		expect((await get('/surveys')).nextPage).toBe(
			'https://evil.example.com/API/v3/surveys?offset=100',
		);
		sandbox.control.setNextPageOrigin();
	});
});

describe('the example survey', () => {
	it('has 150 live questions of every type, texts of every kind and 2,000 embedded data', async () => {
		const design = await get(`/surveys/${storeVisitId}`);
		const questions = Object.values(design.questions) as Array<Record<string, unknown>>;
		expect(questions).toHaveLength(150);
		expect(design.embeddedData).toHaveLength(2_000);
		expect(new Set(design.embeddedData.map(({ name }: { name: string }) => name)).size).toBe(2_000);
		const all = JSON.stringify(questions);
		for (const part of ['<p>', '&nbsp;', '😀', 'رأيك', '<br', '\\r\\n'])
			expect(all).toContain(part);
		const kinds = new Set(questions.map(({ questionType: t }) => JSON.stringify(t)));
		expect(kinds.size).toBe(questionStyles.length);
		expect(design.questions.QID901).toBeUndefined();
	});

	it('keeps recodes apart from choice ids', async () => {
		const { questions } = await get(`/surveys/${storeVisitId}`);
		expect(questions.QID2.choices['8']).toEqual({
			recode: '5',
			description: 'Extremely satisfied',
			choiceText: '<span>Extremely satisfied</span>',
			imageDescription: null,
			variableName: null,
			analyze: true,
		});
		expect(Object.keys(questions.QID8.subQuestions)).toEqual(['1', '2', '4']);
	});

	it('the full definition holds the trash, and [] for empty maps', async () => {
		const definition = await get(`/survey-definitions/${storeVisitId}`);
		expect(definition).toMatchObject({
			QuestionCount: '152',
			SurveyStatus: 'Active',
			SurveyID: storeVisitId,
		});
		expect(definition.Questions.QID901.QuestionText).toBe('A question that was deleted');
		expect(definition.Questions.QID1.Language).toEqual([]);
		expect(definition.Questions.QID1.RecodeValues).toBeUndefined();
		expect(definition.Questions.QID2.RecodeValues).toEqual({
			4: '1',
			5: '2',
			6: '3',
			7: '4',
			8: '5',
		});
		expect(definition.Questions.QID8.RecodeValues).toEqual({
			6: '1',
			7: '2',
			8: '3',
			9: '4',
			10: '5',
		});
		const types = Object.values(definition.Blocks).map((block) => (block as { Type: string }).Type);
		expect(types).toEqual(expect.arrayContaining(['Default', 'Standard', 'Trash']));
	});

	it('the response schema names exactly the keys a response can have', async () => {
		const schema = await get(`/surveys/${storeVisitId}/response-schema`);
		const { properties } = schema.properties.values;
		expect(properties.QID2).toEqual({
			description: 'How satisfied were you with your&nbsp;visit?',
			dataType: 'question',
			type: 'number',
			oneOf: expect.arrayContaining([{ label: '<span>Extremely satisfied</span>', const: 5 }]),
			exportTag: 'Q2',
			questionId: 'QID2',
		});
		expect(properties.QID4.items.oneOf[0]).toEqual({ label: 'Clothing', const: '2' });
		expect(Object.keys(properties)).toEqual(
			expect.arrayContaining([
				'QID1_NPS_GROUP',
				'QID3_TEXT',
				'QID4_9_TEXT',
				'QID8_4',
				'recordedDate',
				'店舗コード',
			]),
		);
		expect(Object.keys(properties).some((key) => /^1_QID\d+/.test(key))).toBe(true);
		expect(properties.plan).toMatchObject({ dataType: 'embeddedData', type: 'string' });
		for (let round = 0; round < 20; round += 1) {
			const { values } = sandbox.control.getResponse(sandbox.control.addResponse(storeVisitId));
			for (const key of Object.keys(values)) expect(properties).toHaveProperty([key]);
		}
	});
});

describe('surveys that go away', () => {
	it('closed, not shared any more, deleted', async () => {
		const [id] = sandbox.control.copySurvey(oddNameSurveyId);
		const status = async () => (await call(sandbox, 'GET', `/surveys/${id}`)).status;
		await sandbox.control.closeSurvey(id);
		expect((await get(`/surveys/${id}`)).isActive).toBe(false);
		sandbox.control.unshareSurvey(id);
		expect(await status()).toBe(403);
		sandbox.control.deleteSurvey(id);
		expect(await status()).toBe(404);
	});
});
