import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import type { SurveyResponse } from '../../../nodes/shared/survey/SurveyResponse';

/** One call of a survey tool as it comes in, one JSON file each, with the Survey Response it means (in Europe/Paris). */
export interface WebhookCall {
	/** Name of the preset. */
	preset: string;
	/** What the account would have as its secret. */
	secret: string;
	contentType?: string;
	headers?: Record<string, string>;
	/** Sent as JSON; or `body`, sent as it is. */
	payload?: unknown;
	body?: string;
	/** Without `response.revision`. */
	expected?: SurveyResponse;
	/** The file whose response this means as well. */
	expectedAs?: string;
}

export const TIME_ZONE = 'Europe/Paris';

const read = (file: string): WebhookCall =>
	JSON.parse(readFileSync(join(__dirname, file), 'utf8')) as WebhookCall;

export const loadCalls = (): Array<{
	file: string;
	call: WebhookCall;
	body: Buffer;
	expected: SurveyResponse;
}> =>
	readdirSync(__dirname)
		.filter((file) => file.endsWith('.json'))
		.sort()
		.map((file) => {
			const call = read(file);
			const expected = call.expected ?? read(`${call.expectedAs}.json`).expected;
			if (!expected) throw new Error(`${file} expects nothing`);
			return { file, call, body: Buffer.from(call.body ?? JSON.stringify(call.payload)), expected };
		});
