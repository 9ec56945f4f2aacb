import { ConnectorError } from '../../http/ConnectorError';
import { readJson } from '../../json/readJson';
import { isRecord, type Json } from './json';
import { isTooDeep, mayBeTooDeep, withoutDepths } from './nesting';

/** No response is that large; a file that never comes to the end of one is no export. */
const RECORD_BYTES = 64 * 1024 * 1024;
/** Above this, a record is looked through for how deep it nests before it is read. */
const LARGE_BYTES = 1024 * 1024;
/** A file that has not told its form by then has lines, or nothing that can be read. */
const HEAD_BYTES = 64 * 1024;

const NEWLINE = 0x0a;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN = 0x7b;
const CLOSE = 0x7d;
const WRAPPER = '{"responses":[';

/**
 * The responses of an exported file, one by one, with no more than one of them in memory: one JSON object per line, or
 * `{"responses":[…]}` (contracts/qualtrics.md 3.3). What is nested too deeply within one is left out of it, visibly, and the others are
 * read. A file that ends in the middle is an `unavailable` error, so that it is read again.
 */
export async function* readResponses(
	chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Json, void, undefined> {
	let cut: Cutter | undefined;
	let head: Buffer = Buffer.alloc(0);
	for await (const chunk of chunks) {
		let bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
		if (!cut) {
			head = Buffer.concat([head, bytes]);
			const form = formOf(head);
			if (!form) continue;
			cut = form.cut;
			bytes = head.subarray(form.skip);
		}
		for (const record of cut.push(bytes)) yield* responsesIn(record);
	}
	if (!cut) {
		if (head.toString('utf8').trim() !== '') yield* responsesIn(head);
		return;
	}
	for (const record of cut.end()) yield* responsesIn(record);
}

interface Cutter {
	push(bytes: Buffer): Iterable<Buffer>;
	end(): Iterable<Buffer>;
}

/** Which of the two forms the file has; undefined while its beginning does not tell. */
const formOf = (head: Buffer): { cut: Cutter; skip: number } | undefined => {
	if (head[0] === 0x50 && head[1] === 0x4b && head[2] === 0x03) {
		throw new ConnectorError(
			'unexpected',
			'The export came as a zip file although a plain one was asked for',
		);
	}
	let matched = 0;
	const isBom = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf;
	const start = isBom ? 3 : 0;
	for (let at = start; at < head.length; at += 1) {
		if (isSpace(head[at])) continue;
		if (matched === 0 && head[at] === 0x5b) return { cut: objects(), skip: at + 1 };
		if (head[at] !== WRAPPER.charCodeAt(matched)) return { cut: lines(), skip: start };
		matched += 1;
		if (matched === WRAPPER.length) return { cut: objects(), skip: at + 1 };
	}
	return head.length > HEAD_BYTES ? { cut: lines(), skip: start } : undefined;
};

const isSpace = (byte: number): boolean => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);

/** Pieces of a record that is spread over several chunks. */
const createRest = () => {
	let parts: Buffer[] = [];
	let size = 0;
	return {
		add(part: Buffer): void {
			if (part.length === 0) return;
			parts.push(part);
			size += part.length;
			if (size > RECORD_BYTES) throw tooLarge(parts);
		},
		take(last: Buffer): Buffer {
			const whole = parts.length === 0 ? last : Buffer.concat([...parts, last]);
			parts = [];
			size = 0;
			return whole;
		},
	};
};

/** A record per line. */
const lines = (): Cutter => {
	const rest = createRest();
	return {
		*push(bytes) {
			let start = 0;
			for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, start)) {
				yield rest.take(bytes.subarray(start, at));
				start = at + 1;
			}
			rest.add(bytes.subarray(start));
		},
		*end() {
			yield rest.take(Buffer.alloc(0));
		},
	};
};

/** Records in a list: from a brace to the one that closes it, whatever braces stand in texts. */
const objects = (): Cutter => {
	const rest = createRest();
	let depth = 0;
	let inText = false;
	let escaped = false;
	return {
		*push(bytes) {
			let start = 0;
			for (let at = 0; at < bytes.length; at += 1) {
				const byte = bytes[at];
				if (inText) {
					if (escaped) escaped = false;
					else if (byte === BACKSLASH) escaped = true;
					else if (byte === QUOTE) inText = false;
				} else if (byte === QUOTE) {
					inText = true;
				} else if (byte === OPEN) {
					if (depth === 0) start = at;
					depth += 1;
				} else if (byte === CLOSE && depth > 0) {
					depth -= 1;
					if (depth === 0) yield rest.take(bytes.subarray(start, at + 1));
				}
			}
			if (depth > 0) rest.add(bytes.subarray(start));
		},
		end() {
			if (depth > 0) throw cutOff();
			return [];
		},
	};
};

const unreadable = (): ConnectorError =>
	new ConnectorError('unexpected', 'The export holds something that is not a response', {
		hint: 'Try again. If it fails again, a proxy may be in the way.',
	});

/** Its id, where it stands near the beginning, tells which one to look at. */
const tooLarge = (parts: readonly Buffer[]): ConnectorError => {
	const start = Buffer.concat(parts.slice(0, 2).map((part) => part.subarray(0, 4096)));
	const id = /"responseId"\s*:\s*"(R_\w{1,40})"/.exec(start.toString('latin1'))?.[1];
	const which = id === undefined ? 'A response in the export' : `Response ${id} in the export`;
	return new ConnectorError(
		'unexpected',
		`${which} is larger than ${RECORD_BYTES / 1024 / 1024} MB and cannot be read`,
		{ hint: 'Delete it in Qualtrics, or choose a date range without it.' },
	);
};

const cutOff = (): ConnectorError =>
	new ConnectorError('unavailable', 'The export ended in the middle of a response', {
		hint: 'The connection broke off; the next run reads it again.',
	});

const parse = (text: string): unknown => {
	try {
		return readJson(text);
	} catch {
		return undefined;
	}
};

function* responsesIn(record: Buffer): Iterable<Json> {
	const value = valueOf(record);
	if (value === undefined) return;
	// A wrapper with other keys before its responses was taken for a record.
	if (Array.isArray(value.responses) && value.responseId === undefined) {
		yield* value.responses.filter(isRecord);
		return;
	}
	yield value;
}

/** Undefined for a line that is empty. */
function valueOf(record: Buffer): Json | undefined {
	const bytes = record.length > LARGE_BYTES ? withoutDepths(record) : record;
	const text = bytes.toString('utf8').trim();
	if (text === '') return undefined;
	const value = parse(text);
	if (!isRecord(value)) throw text.startsWith('{') ? cutOff() : unreadable();
	if (!mayBeTooDeep(text) || !isTooDeep(value)) return value;
	return parse(withoutDepths(record).toString('utf8').trim()) as Json;
}
