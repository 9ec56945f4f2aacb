import { customSpec, type CustomMapping } from '../../../nodes/shared/connectors/webhook/custom';
import {
	compileSpec,
	type PayloadExtras,
} from '../../../nodes/shared/connectors/webhook/mapPayload';
import { readBody } from '../../../nodes/shared/connectors/webhook/readBody';
import { plainly, type Plain } from '../../written';

export const FORM = 'application/x-www-form-urlencoded';
export const JSON_TYPE = 'application/json';

export const payloadOf = (
	body: Buffer | string,
	type = JSON_TYPE,
	jsonFields: string[] = [],
): unknown => {
	const read = readBody(body, type, jsonFields);
	if (read.kind !== 'ok') throw new Error(read.reason);
	return read.payload;
};

export const mapped = (
	mapping: Plain<Partial<CustomMapping>>,
	payload: unknown,
	extras: Partial<PayloadExtras> = {},
) => {
	const notes: string[] = [];
	const note = (text: string) => void notes.push(text);
	const map = compileSpec(plainly(customSpec)({ fields: [], ...mapping }));
	const responses = map(payload, { timeZone: 'UTC', note, ...extras }).map(
		({ response }) => response,
	);
	return { responses, notes, response: responses[0] };
};
