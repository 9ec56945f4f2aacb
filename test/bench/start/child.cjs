'use strict';

// How long it takes to load every node and credential of an unpacked package, once what n8n has loaded already is there:
// child.cjs <folder>. Prints milliseconds as `{ n8n, package, files }`.
const { createRequire } = require('node:module');
const path = require('node:path');

const manifest = path.join(process.argv[2], 'package.json');
const load = createRequire(manifest);

const timed = (work) => {
	const start = performance.now();
	work();
	return performance.now() - start;
};

const files = Object.values(load(manifest).n8n).filter(Array.isArray).flat();
const n8n = timed(() => {
	load('n8n-workflow');
	load('luxon');
});
const ours = timed(() => {
	for (const file of files) load(path.join(process.argv[2], file));
});
process.stdout.write(JSON.stringify({ n8n, package: ours, files: files.length }));
