'use strict';

/** Numbers from 0 to 1 that a seed decides (mulberry32). */
function randomFrom(seed) {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** `size` of the entries, each with the same chance; a seed gives the same ones each time, and a larger sample begins with the smaller. */
function sampleOf(entries, size, seed) {
	const left = [...entries];
	const random = randomFrom(seed);
	const chosen = [];
	while (chosen.length < size && left.length > 0) {
		const at = Math.floor(random() * left.length);
		chosen.push(left[at]);
		left[at] = left.at(-1);
		left.pop();
	}
	return chosen;
}

module.exports = { sampleOf };
