const BITS = 2 ** 26;
const PROBES = 4;

/** 53 bits, after cyrb53. Two different keys of a file are equal by chance once in 10^10 for a million rows and a few duplicates. */
export function keyHash(key: string): number {
	hashInto(key);
	return 4294967296 * (second & 2097151) + first;
}

let first = 0;
let second = 0;

function hashInto(key: string): void {
	let [left, right] = [0xdeadbeef, 0x41c6ce57];
	for (let index = 0; index < key.length; index++) {
		const code = key.charCodeAt(index);
		left = Math.imul(left ^ code, 2654435761);
		right = Math.imul(right ^ code, 1597334677);
	}
	left =
		Math.imul(left ^ (left >>> 16), 2246822507) ^ Math.imul(right ^ (right >>> 13), 3266489909);
	right =
		Math.imul(right ^ (right >>> 16), 2246822507) ^ Math.imul(left ^ (left >>> 13), 3266489909);
	first = left >>> 0;
	second = right >>> 0;
}

/**
 * Bloom filter of 8 MiB: never forgets a key, and takes about one new key in 100,000 for a known one at a million rows
 * (one in 25 at ten million). Its size does not depend on the file.
 */
export class SeenKeys {
	private readonly words = new Uint32Array(BITS / 32);

	/** True if the key was (most likely) there before. */
	add(key: string): boolean {
		hashInto(key);
		const step = second | 1;
		let wasThere = true;
		for (let probe = 0, at = first; probe < PROBES; probe++, at = (at + step) >>> 0) {
			const bit = at & (BITS - 1);
			const mask = 1 << (bit & 31);
			if ((this.words[bit >>> 5] & mask) === 0) {
				wasThere = false;
				this.words[bit >>> 5] |= mask;
			}
		}
		return wasThere;
	}
}
