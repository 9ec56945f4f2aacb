/** A process of its own for each measurement: it works, and prints what it counted, its time and its memory. */
export async function measure(work: () => Promise<object>): Promise<void> {
	const before = process.memoryUsage.rss();
	const start = performance.now();
	const counted = await work();
	const ms = performance.now() - start;
	const addedMb = process.resourceUsage().maxRSS / 1024 - before / 1024 / 1024;
	console.log(JSON.stringify({ ...counted, ms, addedMb }));
}

/** The same little work on every row, whoever reads it. */
export class Tally {
	rows = 0;
	cells = 0;
	characters = 0;
	edited = 0;

	add(cells: string[]): void {
		this.rows++;
		this.cells += cells.length;
		let isEdited = false;
		for (let index = 0; index < cells.length; index++) this.characters += cells[index].length;
		for (let index = 1; index < cells.length; index += 2) {
			if (cells[index] !== cells[index + 1]) isEdited = true;
		}
		if (isEdited) this.edited++;
	}
}
