import { createReadStream } from 'node:fs';
import { openArchive, openXlsx } from '../../../nodes/shared/bulk';
import { measure } from '../csv/measure';

void measure(async () => {
	const counted = { rows: 0, cells: 0, edited: 0 };
	const file = await openXlsx(await openArchive(() => createReadStream(process.argv[2])));
	for await (const rows of file.rows()) {
		for (const { cells } of rows) {
			counted.rows++;
			for (const cell of cells) if (cell !== '') counted.cells++;
			let isEdited = false;
			for (let at = 1; at < cells.length - 1; at += 2)
				if (cells[at] !== cells[at + 1]) isEdited = true;
			if (isEdited) counted.edited++;
		}
	}
	return counted;
});
