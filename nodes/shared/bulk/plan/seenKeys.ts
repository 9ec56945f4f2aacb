import { isChangeable, plainForm } from '../spreadsheet/sameText';

const WORDS = 2 ** 21;
/** Bits of a key lie in one block of 512, so that looking a key up touches one line of the processor's cache. */
const BLOCKS = WORDS / 16;

/**
 * 53 bits of a text that may come in pieces, after cyrb53. That two different keys of a file are taken for equal where it matters,
 * is less likely than 1 in 10^7 for a million rows of which a few hundred have duplicates.
 */
export class TextHash {
	private left = 0xdeadbeef | 0;
	private right = 0x41c6ce57;

	add(text: string): this {
		let { left, right } = this;
		for (let index = 0; index < text.length; index++) {
			const code = text.charCodeAt(index);
			left = Math.imul(left ^ code, 2654435761);
			right = Math.imul(right ^ code, 1597334677);
		}
		this.left = left;
		this.right = right;
		return this;
	}

	/** In its plain form, which most texts have: that shows while they are gone through for the hash. */
	addPlain(text: string): this {
		let { left, right } = this;
		for (let index = 0; index < text.length; index++) {
			const code = text.charCodeAt(index);
			if (isChangeable(code)) return this.add(plainForm(text));
			left = Math.imul(left ^ code, 2654435761);
			right = Math.imul(right ^ code, 1597334677);
		}
		this.left = left;
		this.right = right;
		return this;
	}

	get value(): number {
		let { left, right } = this;
		left =
			Math.imul(left ^ (left >>> 16), 2246822507) ^ Math.imul(right ^ (right >>> 13), 3266489909);
		right =
			Math.imul(right ^ (right >>> 16), 2246822507) ^ Math.imul(left ^ (left >>> 13), 3266489909);
		return 4294967296 * (right & 2097151) + (left >>> 0);
	}
}

export const keyHash = (key: string): number => new TextHash().add(key).value;

/**
 * Which keys were seen: a blocked Bloom filter of 8 MiB with eight bits for each key. It never forgets a key, and hardly ever
 * takes a new one for a known one at a million rows (one in 20 at ten million). Its size does not depend on the file.
 */
export class SeenKeys {
	private readonly words = new Uint32Array(WORDS);

	/**
	 * True if the key was (most likely) there before. The 53 bits of the hash choose the block (17), and twice where in it to
	 * begin (9) and how far to step (8).
	 */
	add(hash: number): boolean {
		const low = hash >>> 0;
		const high = Math.floor(hash / 4294967296);
		const block = (low & (BLOCKS - 1)) << 4;
		const left = this.markFour(block, low >>> 17, (low >>> 26) | (high << 6) | 1);
		const right = this.markFour(block, high >>> 3, (high >>> 12) | 1);
		return left && right;
	}

	private markFour(block: number, from: number, step: number): boolean {
		const { words } = this;
		let wereSet = true;
		for (let probe = 0, at = from; probe < 4; probe++, at += step) {
			const word = block + ((at >>> 5) & 15);
			const mask = 1 << (at & 31);
			if ((words[word] & mask) === 0) {
				wereSet = false;
				words[word] |= mask;
			}
		}
		return wereSet;
	}
}
