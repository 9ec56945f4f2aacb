import type { ResponseStub, ResponseWindow, SurveySource } from '../../delivery/SurveySource';
import { ConnectorError } from '../../http/ConnectorError';
import type { SurveyDefinition } from '../../survey/SurveyDefinition';
import type { Api } from './api';
import { asText, type Json } from './json';
import { changedAt, type Responses } from './responses';
import { isPartial, toSurveyResponse, type ResponseExtras } from './toSurveyResponse';

/** Waits after which an announced response is asked for again, seconds. Each request counts against the day's allowance. */
const ANNOUNCEMENT_WAITS_S = [2, 5, 15] as const;

/** Gives the survey when its words are needed first: a check that finds nothing asks for no survey. */
export type SurveyAtHand = { id: string; definition: () => Promise<SurveyDefinition> };

interface Listed {
	from: number;
	to: number;
	stubs: ResponseStub[];
}

/**
 * The port of the trigger over the responses of one survey. The service tells when a response was begun and when it was
 * changed last, not when it was completed: by both looks a response counts at its last change, which moves with each edit.
 */
export const createSource = (
	{ api, responses }: { api: Api; responses: Responses },
	survey: SurveyAtHand,
	extras: Omit<ResponseExtras, 'definition'>,
): SurveySource => {
	let listed: Listed | undefined;

	async function* inWindow(window: ResponseWindow): AsyncGenerator<[ResponseStub, Json]> {
		const { from, to } = boundsOf(window);
		let left = window.limit ?? Number.POSITIVE_INFINITY;
		if (left <= 0) return;
		const within = { ...(from > -Infinity && { from }), ...(to < Infinity && { to }) };
		for await (const response of responses.all(window.surveyId, within)) {
			const stub = stubOf(response);
			if (!stub || !holds(window, stub)) continue;
			yield [stub, response];
			left -= 1;
			if (left <= 0) return;
		}
	}

	const toResponse = async (raw: Json) =>
		toSurveyResponse(raw, { definition: await survey.definition(), ...extras });

	return {
		/** Edits and new responses are looked for in one list, so the second look within the first one's time asks for nothing. */
		async *list(window) {
			const { from, to } = boundsOf(window);
			if (listed && from >= listed.from && to <= listed.to && window.limit === undefined) {
				yield* listed.stubs.filter((stub) => holds(window, stub));
				return;
			}
			const stubs: ResponseStub[] = [];
			for await (const [stub] of inWindow(window)) {
				stubs.push(stub);
				yield stub;
			}
			if (window.limit === undefined && to < Infinity) listed = { from, to, stubs };
		},
		async *read({ only, ...window }) {
			let definition: SurveyDefinition | undefined;
			for await (const [{ id }, raw] of inWindow(window)) {
				if (only && !only.has(id)) continue;
				definition ??= await survey.definition();
				const known = definition;
				yield {
					id,
					raw,
					partial: isPartial(raw),
					toResponse: () => toSurveyResponse(raw, { definition: known, ...extras }),
				};
			}
		},
		parse: async (raw) => await toResponse(raw as Json),
		async get(responseId, { justAnnounced = false } = {}) {
			let raw = await responses.get(survey.id, responseId);
			for (const seconds of justAnnounced ? ANNOUNCEMENT_WAITS_S : []) {
				if (raw) break;
				await api.wait(seconds * 1000);
				raw = await responses.get(survey.id, responseId);
			}
			if (raw && (asText(raw.survey_id) ?? survey.id) === survey.id) return await toResponse(raw);
			throw new ConnectorError('notFound', `Survey ${survey.id} has no response ${responseId}`, {
				hint: 'It was deleted, or belongs to another survey.',
			});
		},
	};
};

const boundsOf = ({ from, to }: ResponseWindow): { from: number; to: number } => ({
	from: from === undefined ? -Infinity : Date.parse(from),
	to: to === undefined ? Infinity : Date.parse(to),
});

function holds(window: ResponseWindow, { recordedAt }: ResponseStub): boolean {
	const { from, to } = boundsOf(window);
	const at = Date.parse(recordedAt);
	return at >= from && at < to;
}

function stubOf(response: Json): ResponseStub | undefined {
	const id = asText(response.id);
	const at = changedAt(response);
	if (id === undefined || Number.isNaN(at)) return undefined;
	const changed = new Date(at).toISOString();
	return { id, recordedAt: changed, modifiedAt: changed };
}
