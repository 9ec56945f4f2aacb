'use strict';

// Loads every class that an unpacked package registers, as n8n does, and prints their names as JSON: load.cjs <folder>
const path = require('node:path');

const folder = process.argv[2];
const { n8n } = require(path.join(folder, 'package.json'));

const names = [...n8n.nodes, ...n8n.credentials].map((file) => {
	const loaded = require(path.join(folder, file));
	const instance = new loaded[path.basename(file).split('.')[0]]();
	return instance.description?.name ?? instance.name;
});
console.log(JSON.stringify(names));
