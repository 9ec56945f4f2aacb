'use strict';

const path = require('node:path');
const Sequencer = require('@jest/test-sequencer').default;

/**
 * Test files that take a minute or more, the longest first: one that begins last would run on alone. In a fresh clone jest knows no
 * times and goes by the size of files. No test depends on it.
 */
const LONGEST = [
	'e2e/trigger',
	'e2e/triggerKills',
	'e2e/accountLimits',
	'e2e/triggerCrash',
	'e2e/triggerQueue',
	'e2e/bulkCsvUpdate',
	'e2e/triggerCallers',
	'browser/freshPanels',
	'browser/jobs',
	'browser/slice',
	'engine/accounts/pace',
	'engine/trigger/edits',
].map((name) => path.join(__dirname, `${name}.test.ts`));

const placeOf = ({ path: file }) => {
	const place = LONGEST.indexOf(file);
	return place < 0 ? LONGEST.length : place;
};

module.exports = class LongestFirst extends Sequencer {
	sort(tests) {
		return super.sort(tests).sort((one, other) => placeOf(one) - placeOf(other));
	}
};
module.exports.LONGEST = LONGEST;
