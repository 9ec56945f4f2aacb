/**
 * No export nests further than lists of values by field (contracts/qualtrics.md 3.2); n8n and JSON.stringify follow a value to its end and
 * run out of stack at some thousand levels.
 */
const DEEPEST = 64;

/** Stands for what was nested too deeply, so that it is seen where it is missing. */
const LEFT_OUT = `(left out: nested more than ${DEEPEST} levels deep)`;

/** Few responses have as many lists and objects as that: of the others it need not be asked how they nest. */
export function mayBeTooDeep(json: string): boolean {
	let openings = 0;
	for (const sign of ['[', '{']) {
		for (let at = json.indexOf(sign); at !== -1; at = json.indexOf(sign, at + 1)) {
			openings += 1;
			if (openings > DEEPEST) return true;
		}
	}
	return false;
}

/** Whether a value nests further than that. Looks no further itself. */
export function isTooDeep(value: unknown, levels = DEEPEST): boolean {
	if (typeof value !== 'object' || value === null) return false;
	if (levels === 0) return true;
	if (Array.isArray(value)) return value.some((inner) => isTooDeep(inner, levels - 1));
	const record = value as Record<string, unknown>;
	for (const key in record) {
		const inner = record[key];
		if (typeof inner === 'object' && inner !== null && isTooDeep(inner, levels - 1)) return true;
	}
	return false;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const isOpening = (byte: number): boolean => byte === 0x7b || byte === 0x5b;
const isClosing = (byte: number): boolean => byte === 0x7d || byte === 0x5d;

/**
 * JSON with everything below the deepest level replaced by a text. Works on the bytes, in one go, since reading such a text as
 * JSON first would already cost memory for each level. The same bytes where nothing is that deep.
 */
export function withoutDepths(json: Buffer): Buffer {
	const kept: Buffer[] = [];
	let keptTo = 0;
	let depth = 0;
	let inText = false;
	for (let at = 0; at < json.length; at += 1) {
		const byte = json[at];
		if (inText) {
			if (byte === BACKSLASH) at += 1;
			else if (byte === QUOTE) inText = false;
		} else if (byte === QUOTE) {
			inText = true;
		} else if (isOpening(byte)) {
			depth += 1;
			if (depth === DEEPEST + 1) kept.push(json.subarray(keptTo, at));
		} else if (isClosing(byte)) {
			if (depth === DEEPEST + 1) {
				kept.push(Buffer.from(JSON.stringify(LEFT_OUT)));
				keptTo = at + 1;
			}
			depth -= 1;
		}
	}
	// What never comes to its end is left to whoever reads it.
	return kept.length === 0 || depth > DEEPEST
		? json
		: Buffer.concat([...kept, json.subarray(keptTo)]);
}
