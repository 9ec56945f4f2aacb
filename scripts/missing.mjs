import { hasChromium } from './installChromium.mjs';
import { hasDatabase } from './installN8n.mjs';
import { hasNewNode } from './installNode.mjs';

const needed = {
	node: {
		isThere: () => hasNewNode,
		sentence:
			'n8n needs Node 24 or later, and the npm registry has none for this platform: install it from nodejs.org.',
	},
	database: {
		isThere: hasDatabase,
		sentence:
			'n8n needs a database, and the npm registry has none for this platform: install a compiler for its SQLite driver (on Debian: apt-get install python3 make g++).',
	},
	chromium: {
		isThere: hasChromium,
		sentence:
			'The browser tests need Chromium, and the npm registry has none for this platform: install it (on Debian: apt-get install chromium), or set CHROMIUM to its path.',
	},
};

/**
 * What this machine lacks and what cannot be fetched from the npm registry, one sentence each: asked before anything is downloaded.
 * @param {Array<'node' | 'database' | 'chromium'>} names
 */
export const missing = (names) =>
	[...new Set(names)]
		.filter((name) => !needed[name].isThere())
		.map((name) => needed[name].sentence);

/** As `missing`, but an error if there is something. */
export function mustHave(...names) {
	const sentences = missing(names);
	if (sentences.length > 0) throw Object.assign(new Error(sentences.join('\n')), { exitCode: 2 });
}
