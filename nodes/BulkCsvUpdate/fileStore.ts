import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { ConnectorError } from '../shared/http/ConnectorError';
import { settle } from '../shared/http/settle';

/** More than what a file system keeps free for itself in its last block. */
const PROBE_BYTES = 65_536;
/** Files that can be done without become part of the item only up to this size. */
const MOST_INLINE_BYTES = 5_000_000;

/**
 * n8n's store for binary data (memory, a folder, a bucket, its database), and what becomes of files when it takes no more: they
 * go out within the item itself, as n8n keeps all files where no store is set up. Every node reads them alike.
 */
export class FileStore {
	/** Why the store takes no more files. From then on it is not asked again. */
	failure: ConnectorError | undefined;

	constructor(private readonly context: IExecuteFunctions) {}

	/** To be called before the first write to a system: rejects where what undoes it could not be kept. */
	async probe(): Promise<void> {
		const outcome = await settle(this.writeAndLookUp());
		if (outcome.ok && outcome.value) return;
		throw new ConnectorError(
			'unavailable',
			'n8n cannot store files, so the roll-back file could not be saved. The run was not started',
			{
				hint: 'The folder (or bucket) for binary data may be full or read-only. Free space or make it writable, then run the file again.',
			},
		);
	}

	/** Whether what was put there is there. */
	private async writeAndLookUp(): Promise<boolean> {
		const { helpers } = this.context;
		const bytes = Buffer.alloc(PROBE_BYTES, '.');
		const { id, data } = await helpers.prepareBinaryData(bytes, 'probe.txt', 'text/plain');
		if (!id) return data !== '';
		return (await helpers.getBinaryMetadata(id)).fileSize === PROBE_BYTES;
	}

	/**
	 * A file for the item. Where the store fails, it is within the item; undefined if it is too large for that. What is
	 * `indispensable` is never left out: its parts are small enough (`outputFiles.ts`).
	 */
	async keep(
		bytes: Buffer,
		fileName: string,
		mimeType: string,
		isIndispensable = false,
	): Promise<IBinaryData | undefined> {
		if (!this.failure) {
			const { helpers } = this.context;
			const outcome = await settle(helpers.prepareBinaryData(bytes, fileName, mimeType));
			if (outcome.ok) return outcome.value;
			this.failure = storeFailed();
		}
		if (!isIndispensable && bytes.length > MOST_INLINE_BYTES) return undefined;
		return withinItem(bytes, fileName, mimeType);
	}
}

const storeFailed = (): ConnectorError =>
	new ConnectorError(
		'unavailable',
		'n8n could not store more files, so the run was stopped. Its files are stored in the item',
		{
			hint: 'The folder (or bucket) for binary data may be full. Free space, then continue with the resume token.',
		},
	);

const withinItem = (bytes: Buffer, fileName: string, mimeType: string): IBinaryData => ({
	data: bytes.toString('base64'),
	mimeType,
	fileName,
	fileExtension: fileName.slice(fileName.lastIndexOf('.') + 1),
	fileSize: `${Math.ceil(bytes.length / 1000)} kB`,
	bytes: bytes.length,
});
