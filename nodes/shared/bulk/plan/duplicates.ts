import { ConnectorError } from '../../http/ConnectorError';
import type { RowFile } from '../rows';
import { keyHash, SeenKeys } from './seenKeys';

/** Hash of a key to the first lines on which it stands. */
export type Duplicates = ReadonlyMap<number, readonly number[]>;

const LINES_LISTED = 5;
/** More keys than this cannot be duplicates by mistake. */
const MOST_DUPLICATES = 200_000;

/**
 * Keys that stand in the file more than once. The first reading marks keys in a filter of fixed size and notes those that may
 * have been there before; only where there are such, a second reading counts them exactly.
 */
export async function findDuplicates(
	file: RowFile,
	keyColumn: number,
	keyOf: (cell: string | undefined) => string,
): Promise<Duplicates> {
	const seen = new SeenKeys();
	const suspects = new Map<number, number[]>();
	await eachKey(file, keyColumn, keyOf, (key) => {
		const hash = keyHash(key);
		if (seen.add(hash)) suspects.set(hash, []);
		return suspects.size <= MOST_DUPLICATES;
	});
	if (suspects.size > MOST_DUPLICATES) throw tooMany(keyColumn, file);
	if (suspects.size === 0) return suspects;
	await eachKey(file, keyColumn, keyOf, (key, line) => {
		const lines = suspects.get(keyHash(key));
		if (lines && lines.length < LINES_LISTED) lines.push(line);
		return true;
	});
	for (const [hash, lines] of suspects) if (lines.length < 2) suspects.delete(hash);
	return suspects;
}

/** Until `visit` says no. */
async function eachKey(
	file: RowFile,
	keyColumn: number,
	keyOf: (cell: string | undefined) => string,
	visit: (key: string, line: number) => boolean,
): Promise<void> {
	for await (const rows of file.rows({ lastColumn: keyColumn })) {
		for (const row of rows) {
			const key = keyOf(row.cell(keyColumn));
			if (key !== '' && !visit(key, row.line)) return;
		}
	}
}

function tooMany(keyColumn: number, { header }: RowFile): ConnectorError {
	return new ConnectorError(
		'input',
		`More than ${MOST_DUPLICATES} values of ${header[keyColumn]} stand in the file more than once`,
		{ hint: 'Choose the column that identifies one contact as the key column.' },
	);
}

export function duplicateReason(
	lines: readonly number[],
	keyColumn: number,
): { kind: string; column: number; message: string } {
	const more = lines.length === LINES_LISTED ? ' and perhaps more' : '';
	const message = `The key stands in the file more than once (lines ${lines.join(', ')}${more}); none of these rows is applied`;
	return { kind: 'duplicateKey', column: keyColumn + 1, message };
}
