import type { IExecuteFunctions } from 'n8n-workflow';
import { withEmailAnswer } from '../../../shared/connectors/webhook/emailAnswer';
import { compilePath } from '../../../shared/connectors/webhook/jsonPath';
import { compileSpec } from '../../../shared/connectors/webhook/mapPayload';
import { compileResponsesIn } from '../../../shared/connectors/webhook/responsesIn';
import type { SurveyResponse } from '../../../shared/survey/SurveyResponse';
import { asTest } from '../../sample';
import { readerOf } from '../../parameterReader';
import type { TriggerSettings } from '../../settings';
import type { JobReader } from '../SourceKind';
import { customMapping, pathsOf, specOf } from './mapping';
import { readSample } from './samplePayload';

/** Makes Survey Responses of payloads by the tool's mapping, or by the author's. */
export function payloadReader(context: IExecuteFunctions, settings: TriggerSettings): JobReader {
	const read = readerOf(context);
	const spec = specOf(settings.source, context);
	const map = compileSpec(spec);
	const { timeZone, connectionLabel, includeMeta, includeRaw } = settings;
	const responsesOf = (
		payload: unknown,
		notes: Set<string>,
		{ call, headers }: { call?: string; headers?: Record<string, string> } = {},
	): SurveyResponse[] => {
		const note = (text: string) => void notes.add(text);
		const extras = { timeZone, connectionLabel, includeMeta, includeRaw, headers, call, note };
		return map(payload, extras).map(({ response, isIdentified }) => {
			if (!isAnswered(response)) note(emptyNote(settings));
			if (!isIdentified) note(unidentifiedNote(settings));
			return settings.takesEmailAnswer ? withEmailAnswer(response, note) : response;
		});
	};
	return {
		async read(job, notes) {
			if (job.kind !== 'posted') return { responses: [] };
			return {
				responses: responsesOf(job.raw, notes, { call: job.delivery.id, headers: job.headers }),
			};
		},
		async sample(notes) {
			const payload = readSample(read, spec.jsonFields);
			const responses = responsesOf(payload, notes);
			if (!settings.source.preset) {
				const [first = payload] = compileResponsesIn(spec)(payload);
				for (const { name, path } of pathsOf(customMapping(context))) {
					if (compilePath(path)(first) !== undefined) continue;
					notes.add(`The sample has nothing at ${path} (${name}).`);
				}
			}
			return responses.map(asTest);
		},
	};
}

const isAnswered = ({ answers }: SurveyResponse): boolean =>
	Object.values(answers).some(({ state }) => state === 'answered');

const emptyNote = ({ source: { label, preset } }: TriggerSettings): string =>
	`The payload has no answers: ${
		preset
			? `it is not a complete ${label} payload, or no question was answered`
			: 'check the mapping, or no question was answered'
	}.`;

/** Equal answers of two people cannot be told from one call that was repeated. */
const unidentifiedNote = ({ source: { preset } }: TriggerSettings): string =>
	`The request has no response ID, so each request counts as a new response, even if the tool sends it twice.${
		preset ? '' : " Map 'Response ID' under 'Response Fields' to process each response once."
	}`;
