import { isDeeper, isWithin, readJson } from '../../json/readJson';
import { structureOf } from './formFields';
import { isRecord } from './json';

export type ReadBody = { kind: 'ok'; payload: unknown } | { kind: 'malformed'; reason: string };

const BYTES_READ = 5 * 1024 * 1024;
const MOST_FIELDS = 5_000;
/** Of one response. */
const MOST_VALUES = 20_000;
/** Lists and maps within one another; n8n itself fails on some thousands. */
const DEEPEST = 100;

const malformed = (reason: string): ReadBody => ({ kind: 'malformed', reason });
const tooDeep = malformed(`the JSON is nested more than ${DEEPEST} levels deep`);

/** Small and shallow enough to be looked into. */
export const isReadable = (json: unknown): boolean =>
	isWithin(json, { values: MOST_VALUES, levels: DEEPEST });

/**
 * The body of a call: JSON, JSON line by line, or a form whose names may tell of structure (`response[id]`, `tags[]`).
 * Numbers that JavaScript would change keep their digits, as text.
 */
export function readBody(
	body: Buffer | string,
	contentType: string | undefined,
	jsonFields: readonly string[] = [],
): ReadBody {
	if (Buffer.byteLength(body) > BYTES_READ) return malformed('the body is too large');
	const text = textOf(body, contentType).trim();
	if (text === '') return malformed('the body is empty');
	const isForm = /x-www-form-urlencoded/i.test(contentType ?? '');
	// Tools that were told nothing of the type (curl among them) post JSON as a form.
	const json = isForm && !MAY_BE_JSON.test(text) ? undefined : readText(text);
	if (json) return json;
	if (!isForm && /json/i.test(contentType ?? '')) return malformed('the body is not JSON');
	if (!isForm && !/^[^\s={}]+=/.test(text)) return malformed('the body is neither JSON nor a form');
	return readForm(fieldsOf(body, text, contentType), jsonFields);
}

const MAY_BE_JSON = /^[[{]/;

/** In the encoding that its first bytes or its content type name, else UTF-8; without the mark of the first bytes. */
function textOf(body: Buffer | string, contentType: string | undefined): string {
	if (typeof body === 'string') return body.replace(/^\uFEFF/, '');
	const [first, second] = body;
	const named = charsetOf(contentType);
	const marked =
		first === 0xff && second === 0xfe
			? 'utf-16le'
			: first === 0xfe && second === 0xff
				? 'utf-16be'
				: first === 0xef && second === 0xbb
					? 'utf-8'
					: named;
	return decoderOf(marked).decode(body);
}

const charsetOf = (contentType: string | undefined): string =>
	/charset\s*=\s*"?([\w-]+)/i.exec(contentType ?? '')?.[1] ?? 'utf-8';

/** An encoding that nobody knows is UTF-8. */
function decoderOf(name: string): InstanceType<typeof TextDecoder> {
	try {
		return new TextDecoder(name);
	} catch {
		return new TextDecoder('utf-8');
	}
}

/** Of a text without blanks around it. Undefined: it is no JSON. */
function readText(text: string): ReadBody | undefined {
	if (MAY_BE_JSON.test(text) && isDeeper(text, DEEPEST)) return tooDeep;
	const payload = parsed(text) ?? parsedLines(text);
	// Written out twice: JSON as a text within JSON.
	if (typeof payload === 'string' && MAY_BE_JSON.test(payload.trim()))
		return readText(payload.trim()) ?? { kind: 'ok', payload };
	return payload === undefined ? undefined : { kind: 'ok', payload };
}

const parsed = (text: string): unknown => {
	try {
		return readJson(text);
	} catch {
		return undefined;
	}
};

/** One JSON map in each line (NDJSON): a list of them. */
function parsedLines(text: string): unknown[] | undefined {
	const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
	if (lines.length < 2) return undefined;
	const maps: unknown[] = [];
	for (const line of lines) {
		const map = parsed(line);
		if (!isRecord(map)) return undefined;
		maps.push(map);
	}
	return maps;
}

/** Names and values. Signs that are written as `%9E` are bytes of the encoding that the content type names. */
function fieldsOf(
	body: Buffer | string,
	text: string,
	contentType: string | undefined,
): Array<[string, string]> {
	const decoder = decoderOf(charsetOf(contentType));
	if (typeof body === 'string' || decoder.encoding === 'utf-8' || /^utf-16/.test(decoder.encoding))
		return [...new URLSearchParams(text)];
	const plain = (part: string): string =>
		decoder.decode(
			Buffer.from(
				part
					.replaceAll('+', ' ')
					.replace(/%([\da-f]{2})/gi, (_, hex: string) =>
						String.fromCharCode(Number.parseInt(hex, 16)),
					),
				'latin1',
			),
		);
	return body
		.toString('latin1')
		.split('&')
		.filter((part) => part !== '')
		.map((part) => {
			const at = part.indexOf('=');
			return at < 0 ? [plain(part), ''] : [plain(part.slice(0, at)), plain(part.slice(at + 1))];
		});
}

function readForm(fields: Array<[string, string]>, jsonFields: readonly string[]): ReadBody {
	if (fields.length > MOST_FIELDS) return malformed('the form has too many fields');
	return readFields(structureOf(fields), jsonFields);
}

/** Fields of a multipart form: their names may tell of structure as those of any form. */
export function readParts(fields: unknown, jsonFields: readonly string[] = []): ReadBody {
	const entries = Object.entries(isRecord(fields) ? fields : {}).flatMap(([name, value]) =>
		[value].flat().map((one): [string, unknown] => [name, one]),
	);
	const areTexts = entries.every(
		(entry): entry is [string, string] => typeof entry[1] === 'string',
	);
	return readFields(
		areTexts ? structureOf(entries as Array<[string, string]>) : fields,
		jsonFields,
	);
}

/** Fields of a form that was read already; those that hold JSON as text are read, too. */
function readFields(fields: unknown, jsonFields: readonly string[] = []): ReadBody {
	const texts = isRecord(fields) ? jsonFields.map((name) => own(fields, name)) : [];
	if (texts.flat().some((text) => typeof text === 'string' && isDeeper(text, DEEPEST)))
		return tooDeep;
	return { kind: 'ok', payload: withJsonFields(fields, jsonFields) };
}

const own = (fields: Record<string, unknown>, name: string): unknown =>
	Object.hasOwn(fields, name) ? fields[name] : undefined;

const jsonIn = (text: unknown): unknown =>
	typeof text === 'string' && !isDeeper(text, DEEPEST) ? parsed(text) : undefined;

/** Form fields that hold JSON, also where the form itself came already parsed; what is no JSON, or too deep, stays text. */
export function withJsonFields(payload: unknown, jsonFields: readonly string[] = []): unknown {
	if (!isRecord(payload)) return payload;
	const changed = jsonFields.flatMap((name) => {
		const text = own(payload, name);
		if (Array.isArray(text))
			return [[name, text.map((one) => jsonIn(one) ?? (one as unknown))] as const];
		const json = jsonIn(text);
		return json === undefined ? [] : [[name, json] as const];
	});
	return changed.length === 0 ? payload : { ...payload, ...Object.fromEntries(changed) };
}
