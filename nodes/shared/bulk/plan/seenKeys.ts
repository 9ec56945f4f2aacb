const BITS = 2 ** 26;
const PROBES = 4;
const FEW = 10_000;

/**
 * 53 bits, after cyrb53. That two different keys of a file are taken for equal where it matters, is less likely than 1 in 10^7
 * for a million rows of which a few hundred have duplicates.
 */
export function keyHash(key: string): number {
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
	return 4294967296 * (right & 2097151) + (left >>> 0);
}

/**
 * Which keys were seen: exactly for the first ten thousand, then a Bloom filter of 8 MiB. It never forgets a key, and takes
 * about one new key in 100,000 for a known one at a million rows (one in 25 at ten million). Its size does not depend on the
 * file.
 */
export class SeenKeys {
	private few: Set<number> | undefined = new Set();
	private words = new Uint32Array(0);

	/** True if the key was (most likely) there before. */
	add(hash: number): boolean {
		if (!this.few) return this.mark(hash);
		if (this.few.has(hash)) return true;
		this.few.add(hash);
		if (this.few.size > FEW) {
			this.words = new Uint32Array(BITS / 32);
			for (const known of this.few) this.mark(known);
			this.few = undefined;
		}
		return false;
	}

	private mark(hash: number): boolean {
		let at = hash >>> 0;
		const step = (Math.floor(hash / 4294967296) << 11) | 1;
		let wasThere = true;
		for (let probe = 0; probe < PROBES; probe++) {
			const bit = at & (BITS - 1);
			const mask = 1 << (bit & 31);
			if ((this.words[bit >>> 5] & mask) === 0) {
				wasThere = false;
				this.words[bit >>> 5] |= mask;
			}
			at = (at + step) >>> 0;
		}
		return wasThere;
	}
}
