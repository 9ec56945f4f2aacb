import type { ResponseStub, ResponseWindow, SurveySource } from '../../delivery/SurveySource';
import { ConnectorError } from '../../http/ConnectorError';
import type { SurveyDefinition } from '../../survey/SurveyDefinition';
import type { Api } from './api';
import { localDay, readLocalDate } from './dates';
import { asFlag, asRecord, type Json } from './json';
import { ANNOUNCEMENT_WAITS_S } from './limits';
import { sheetId, type SheetFilter, type Sheets } from './sheets';
import type { Surveys } from './surveys';
import { toSurveyResponse, type SheetExtras } from './toSurveyResponse';

/** The port of the trigger over the results of one survey. Its filters know days only, so the window is cut to measure here. */
export const createSource = (
	{ api, sheets, surveys }: { api: Api; sheets: Sheets; surveys: Surveys },
	survey: string | SurveyDefinition,
	extras: SheetExtras,
): SurveySource => {
	const { timeZone } = extras;
	const surveyId = typeof survey === 'string' ? survey : survey.id;
	const definition = async (): Promise<SurveyDefinition> =>
		typeof survey === 'string' ? await surveys.definition(survey) : survey;

	async function* inWindow(window: ResponseWindow): AsyncGenerator<[ResponseStub, Json]> {
		let left = window.limit ?? Number.POSITIVE_INFINITY;
		if (left <= 0) return;
		for await (const sheet of sheets.all(window.surveyId, filterOf(window, timeZone))) {
			const stub = stubOf(sheet, timeZone);
			if (!stub || !holds(window, stub)) continue;
			yield [stub, sheet];
			left -= 1;
			if (left <= 0) return;
		}
	}

	return {
		async *list(window) {
			for await (const [stub] of inWindow(window)) yield stub;
		},
		async *read({ only, ...window }) {
			const known = await definition();
			for await (const [{ id }, sheet] of inWindow(window)) {
				if (only && !only.has(id)) continue;
				const toResponse = () => toSurveyResponse(sheet, { definition: known, ...extras });
				yield { id, raw: sheet, partial: isPartial(sheet), toResponse };
			}
		},
		async parse(raw) {
			return toSurveyResponse(asRecord(raw), { definition: await definition(), ...extras });
		},
		async get(responseId, { justAnnounced = false } = {}) {
			let sheet = await sheets.get(surveyId, responseId);
			for (const seconds of justAnnounced ? ANNOUNCEMENT_WAITS_S : []) {
				if (sheet) break;
				await api.wait(seconds * 1000);
				sheet = await sheets.get(surveyId, responseId);
			}
			if (!sheet) {
				throw new ConnectorError('notFound', `Survey ${surveyId} has no response ${responseId}`, {
					hint: 'It was deleted, or belongs to another survey.',
				});
			}
			return toSurveyResponse(sheet, { definition: await definition(), ...extras });
		},
	};
};

const DAY = 1;

/** Days around the window; edits are looked for among all responses, since days of completion do not tell of them. */
const filterOf = ({ from, to, by }: ResponseWindow, timeZone: string): SheetFilter => ({
	...(from !== undefined && by !== 'modified' && { laterThan: localDay(from, timeZone, -DAY) }),
	...(to !== undefined && by !== 'modified' && { earlierThan: localDay(to, timeZone, DAY) }),
});

const holds = ({ from, to, by }: ResponseWindow, stub: ResponseStub): boolean => {
	const at = Date.parse(by === 'modified' ? (stub.modifiedAt ?? stub.recordedAt) : stub.recordedAt);
	return (
		(from === undefined || at >= Date.parse(from)) && (to === undefined || at < Date.parse(to))
	);
};

const isPartial = (sheet: Json): boolean => asFlag(asRecord(sheet.meta).finished) === false;

/** A sheet that was never completed has no time, and is none yet. */
const stubOf = (sheet: Json, timeZone: string): ResponseStub | undefined => {
	const meta = asRecord(sheet.meta);
	const id = sheetId(sheet);
	const recordedAt = readLocalDate(meta.endDate, timeZone);
	const modifiedAt = readLocalDate(meta.lastRespondentInteractionDate, timeZone);
	if (id === '' || recordedAt === undefined) return undefined;
	return { id, recordedAt, ...(modifiedAt !== undefined && { modifiedAt }) };
};
