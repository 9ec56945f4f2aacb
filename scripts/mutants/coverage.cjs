'use strict';

// What the runner of the tests and the environment inside of jest tell each other: both are in one process, and each test file
// gets a global of its own, so this stands outside of it.

/** Instrumented code reads and writes this as `__stryker__`: which mutant is on, and which ones a test reached. */
const shared = { context: {} };

module.exports = { shared };
