import { createReadStream } from 'node:fs';
import { openCsv } from '../../../nodes/shared/bulk/csv/openCsv';
import { measure, Tally } from './measure';

void measure(async () => {
	const tally = new Tally();
	const file = await openCsv(() => createReadStream(process.argv[2]));
	for await (const rows of file.rows()) for (const { cells } of rows) tally.add(cells);
	return tally;
});
