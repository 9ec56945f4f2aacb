/** The fields of a form that was posted as multipart/form-data. Source: RFC 7578. */
export type MultipartFields =
	| { kind: 'ok'; fields: Record<string, string | string[]> }
	| { kind: 'malformed'; reason: string };

const MOST_PARTS = 5_000;
const MOST_HEADER_BYTES = 16 * 1024;

const malformed = (reason: string): MultipartFields => ({ kind: 'malformed', reason });

/** Source: RFC 2046 section 5.1.1. */
const BOUNDARY = /;\s*boundary=(?:"([^"\r\n]{1,70})"|([^\s;"]{1,70}))/i;

/** One pass over the bytes; files are left out, a name that comes again is a list. */
export function readMultipart(body: Buffer, contentType: string): MultipartFields {
	const match = BOUNDARY.exec(contentType.slice(0, 1_000));
	if (!match) return malformed('the form names no boundary');
	const delimiter = Buffer.from(`\r\n--${match[1] ?? match[2]}`, 'latin1');
	const fields = new Map<string, string | string[]>();
	// The first delimiter may stand at the very beginning.
	let at = body.indexOf(delimiter.subarray(2));
	if (at !== 0) at = body.indexOf(delimiter);
	if (at < 0) return malformed('the form is empty');
	at += at === 0 ? delimiter.length - 2 : delimiter.length;
	for (let parts = 0; !isEnd(body, at); parts += 1) {
		if (parts >= MOST_PARTS) return malformed('the form has too many fields');
		const lineEnd = body.indexOf('\r\n', at);
		const end = lineEnd < 0 ? -1 : body.indexOf(delimiter, lineEnd);
		if (end < 0) return malformed('the form is cut off');
		addPart(fields, body.subarray(lineEnd, end));
		at = end + delimiter.length;
	}
	return fields.size === 0
		? malformed('the form is empty')
		: { kind: 'ok', fields: Object.fromEntries(fields) };
}

const isEnd = (body: Buffer, at: number): boolean => body.toString('latin1', at, at + 2) === '--';

function addPart(fields: Map<string, string | string[]>, part: Buffer): void {
	const headerEnd = part.subarray(0, MOST_HEADER_BYTES).indexOf('\r\n\r\n');
	if (headerEnd < 0) return;
	const [disposition] = part
		.toString('utf8', 0, headerEnd)
		.split('\r\n')
		.filter((line) => /^content-disposition:/i.test(line));
	const parameters = parametersOf(disposition ?? '');
	const name = parameters.get('name');
	if (name === undefined || parameters.has('filename')) return;
	const value = part.toString('utf8', headerEnd + 4);
	const before = fields.get(name);
	if (before === undefined) fields.set(name, value);
	else if (Array.isArray(before)) before.push(value);
	else fields.set(name, [before, value]);
}

/** `form-data; name="q3"`, sign by sign; browsers write quotes within a name as `%22`. */
function parametersOf(line: string): Map<string, string> {
	const parts: string[] = [];
	let [part, quoted] = ['', false];
	for (let at = 0; at < line.length; at += 1) {
		const sign = line[at];
		if (sign === '"') quoted = !quoted;
		else if (sign === '\\' && quoted) part += line[(at += 1)] ?? '';
		else if (sign === ';' && !quoted) {
			parts.push(part);
			part = '';
		} else part += sign;
	}
	const found = new Map<string, string>();
	for (const text of [...parts, part]) {
		const at = text.indexOf('=');
		const name = text.slice(0, Math.max(at, 0)).trim().toLowerCase().replace(/\*$/, '');
		if (name !== '' && !found.has(name)) found.set(name, text.slice(at + 1).replaceAll('%22', '"'));
	}
	return found;
}
