import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import { measure, Tally } from './measure';

void measure(async () => {
	const tally = new Tally();
	const parser = createReadStream(process.argv[2]).pipe(parse({ bom: true }));
	let isHeader = true;
	parser.on('data', (cells: string[]) => {
		if (isHeader) isHeader = false;
		else tally.add(cells);
	});
	await new Promise((resolve, reject) => parser.on('end', resolve).on('error', reject));
	return tally;
});
