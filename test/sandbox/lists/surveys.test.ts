import { SURVEY_SYSTEMS } from '../../../nodes/shared/n8n/surveys/all';
import type { SourceOptions, SurveyAccount } from '../../../nodes/shared/n8n/surveys/SurveySystem';
import { startQualtricsSandbox, storeVisitId, type QualtricsSandbox } from '../qualtrics';
import {
	netquestSurveyId,
	startStartquestionSandbox,
	type StartquestionSandbox,
} from '../startquestion';
import { startSurveyMonkeySandbox, storeSurveyId, type SurveyMonkeySandbox } from '../surveymonkey';
import { qualtricsAccount, startquestionAccount, surveymonkeyAccount } from './accounts';
import { editorFor, entriesOf, type Account } from './editor';

let qualtrics: QualtricsSandbox;
let startquestion: StartquestionSandbox;
let surveymonkey: SurveyMonkeySandbox;
beforeAll(async () => {
	qualtrics = await startQualtricsSandbox();
	startquestion = await startStartquestionSandbox();
	surveymonkey = await startSurveyMonkeySandbox();
});
afterAll(async () => {
	for (const sandbox of [qualtrics, startquestion, surveymonkey]) await sandbox.close();
});

interface Tool {
	account(): Account;
	/** As lists show them. */
	listed: Array<[name: string, id: string]>;
	/** A new response to the first of them. */
	respond(): string;
	/** What a response has beside its answers, where it is asked for. */
	extras: Partial<SourceOptions>;
	has: Record<'meta' | 'raw', boolean>;
}

const TOOLS: Record<string, Tool> = {
	qualtrics: {
		account: () => qualtricsAccount(qualtrics),
		listed: [
			['Store visit', storeVisitId],
			['Service call', 'SV_1serviceCall02'],
			['Opening week 2023 (closed) (closed)', 'SV_2closedSurvey3'],
			['Q&A: "Ünïcode" / 50% <off> – part #2? 😀*|\\..', 'SV_3oddNameSurv04'],
		],
		respond: () => qualtrics.control.addResponse(storeVisitId),
		extras: { includeMeta: true },
		has: { meta: true, raw: false },
	},
	startquestion: {
		account: () => startquestionAccount(startquestion),
		listed: [
			['Prodejna 2025', String(netquestSurveyId)],
			['Loňský průzkum (not collecting)', '347240'],
		],
		respond: () => String(startquestion.control.addSheet(netquestSurveyId)),
		extras: { includeMeta: true, includeRaw: true },
		has: { meta: true, raw: true },
	},
	surveymonkey: {
		account: () => surveymonkeyAccount(surveymonkey),
		listed: [
			['Store visit', storeSurveyId],
			['Quiz', '105723400'],
		],
		respond: () => surveymonkey.control.addResponse(storeSurveyId),
		extras: { includeMeta: true, includeRaw: true },
		has: { meta: true, raw: true },
	},
};

describe.each(SURVEY_SYSTEMS.map((system) => [system.label, system] as const))(
	'surveys of %s',
	(_label, { id, lists, locator, connect }) => {
		const tool = TOOLS[id];
		const connected = async (): Promise<SurveyAccount> =>
			await connect(editorFor({ ...tool.account(), data: { ...tool.account().data, id: '7' } }));

		it('are listed by name, with what is said of those that collect nothing', async () => {
			const method = locator({ name: 'survey' }).modes![0].typeOptions!.searchListMethod!;
			expect(Object.keys(lists)).toEqual([method]);
			const [list] = Object.values(lists);
			expect(await entriesOf(tool.account(), list)).toEqual(
				tool.listed.map(([name, survey]) => [name, survey]),
			);
		});

		it('belong to an account that is told from others by its credential and address', async () => {
			const { type, data } = tool.account();
			expect((await connected()).name).toBe(`${type} 7 ${String(data.baseUrl ?? data.host)}`);
			const nameless = { ...editorFor(tool.account()) };
			nameless.getNode = () => ({ ...editorFor(tool.account()).getNode(), credentials: undefined });
			expect((await connect(nameless)).name).toMatch(new RegExp(`^${type}  http`));
		});

		it('are asked for by whoever reads them page by page, and described', async () => {
			const account = await connected();
			const { surveys, next } = await account.list();
			expect(surveys.map((survey) => survey.id)).toEqual(tool.listed.map(([, survey]) => survey));
			expect(next).toBeUndefined();
			const [, surveyId] = tool.listed[0];
			const survey = await account.definition(surveyId);
			expect(survey).toMatchObject({ provider: id, id: surveyId });
			// Within a minute it is not read again.
			expect(await account.definition(surveyId)).toBe(survey);
		});

		it.each([true, false])(
			'have responses, with what is asked for beside answers: %s',
			async (asks) => {
				const account = await connected();
				const [, surveyId] = tool.listed[0];
				const survey = await account.definition(surveyId);
				const source = account.source(survey, {
					timeZone: 'Europe/Prague',
					...(asks && tool.extras),
				});
				const response = await source.get(tool.respond());
				expect(response).toMatchObject({ survey: { id: surveyId } });
				const { meta, raw } = tool.has;
				expect([response.meta !== undefined, response.raw !== undefined]).toEqual([
					asks && meta,
					asks && raw,
				]);
			},
		);
	},
);
