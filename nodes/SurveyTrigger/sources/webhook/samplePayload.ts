import { readBody } from '../../../shared/connectors/webhook/readBody';
import { ConnectorError } from '../../../shared/http/ConnectorError';
import type { Read } from '../../parameterReader';

/** The pasted sample as it was typed; an expression may give JSON that is none yet. */
function sampleText(read: Read): string {
	const pasted = read('samplePayload', '');
	if (typeof pasted === 'string') return pasted;
	try {
		return JSON.stringify(pasted ?? '');
	} catch {
		throw unreadable('it is nested too deep to be written out');
	}
}

export function readSample(read: Read, jsonFields: readonly string[] | undefined): unknown {
	const pasted = sampleText(read);
	if (pasted.trim() === '') {
		throw new ConnectorError('input', "'Sample Payload' is empty", {
			hint: "Paste one request as the tool sends it, or choose 'A New Response' under 'Test With' and answer the survey while n8n listens",
		});
	}
	const body = readBody(pasted, undefined, jsonFields);
	if (body.kind === 'ok') return body.payload;
	throw unreadable(body.reason);
}

const unreadable = (reason: string): ConnectorError =>
	new ConnectorError('input', `'Sample Payload' cannot be read: ${reason}`, {
		hint: 'Paste the whole body of a request: JSON, or the fields of a form as name=value&name=value',
	});
