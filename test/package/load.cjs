'use strict';

// Loads every class that an unpacked package registers, as n8n does, and prints what n8n reads of each as JSON, with the file it is
// registered under: load.cjs <folder>
const path = require('node:path');

const folder = process.argv[2];
const { n8n } = require(path.join(folder, 'package.json'));

const loaded = [...n8n.nodes, ...n8n.credentials].map((file) => {
	const module = require(path.join(folder, file));
	const instance = new module[path.basename(file).split('.')[0]]();
	const { name, icon } = instance.description ?? instance;
	return { file, name, icon };
});
console.log(JSON.stringify(loaded));
