import type { IExecuteFunctions } from 'n8n-workflow';
import { compilePath } from '../../../shared/connectors/webhook/jsonPath';
import { compileSpec } from '../../../shared/connectors/webhook/mapPayload';
import type { SurveyResponse } from '../../../shared/survey/SurveyResponse';
import { asTest } from '../../sample';
import { readerOf, type TriggerSettings } from '../../settings';
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
		headers?: Record<string, string>,
	): SurveyResponse[] =>
		map(payload, { timeZone, connectionLabel, includeMeta, includeRaw, headers }).map(
			({ response }) => {
				if (!isAnswered(response)) notes.add(emptyNote(settings));
				return response;
			},
		);
	return {
		async read(job, notes) {
			if (job.kind !== 'posted') return { responses: [] };
			return { responses: responsesOf(job.raw, notes, job.headers) };
		},
		async sample(notes) {
			const payload = readSample(read, spec.jsonFields);
			const responses = responsesOf(payload, notes);
			if (!settings.source.preset) {
				for (const { name, path } of pathsOf(customMapping(context))) {
					if (compilePath(path)(payload) !== undefined) continue;
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
	`No answer was found in the payload: ${
		preset
			? `it is not what ${label} sends with a whole response, or nothing was answered`
			: 'compare the mapping with it, or nothing was answered'
	}.`;
