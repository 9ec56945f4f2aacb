import { ZipStream } from '../../../nodes/shared/bulk/zip/ZipStream';

/** An archive of several files, made piece by piece as the nodes make theirs. */
export async function writeZip(
	files: Iterable<{ name: string; pieces: Iterable<Uint8Array | string> }>,
	time: Date,
): Promise<Buffer> {
	const stream = new ZipStream(time);
	const made: Buffer[] = [];
	for (const { name, pieces } of files) {
		await stream.begin(name);
		for (const piece of pieces) {
			stream.push(typeof piece === 'string' ? piece : new Uint8Array(piece));
			await stream.room();
			made.push(...stream.take());
		}
	}
	await stream.end();
	return Buffer.concat([...made, ...stream.take()]);
}
