import { ConnectorError } from '../../http/ConnectorError';
import type { FilePosition, RowFile } from '../rows';
import type { Duplicates } from '../plan/duplicates';
import { OUTCOMES, type OutcomeCounts } from '../plan/outcomes';

export type BulkMode = 'validate' | 'apply' | 'verify';

/** What a later run needs to go on where an earlier one stopped. Holds no contact data. */
export interface Checkpoint {
	mode: BulkMode;
	position: FilePosition;
	counts: OutcomeCounts;
	/** Undefined: there are too many to carry along; they are looked for again. */
	duplicates?: Duplicates;
}

const VERSION = 1;
const MOST_CARRIED = 1000;

/** URL-safe text that also names the dialect and header, so that it is not used with another file. */
export function writeToken(
	{ mode, position, counts, duplicates }: Checkpoint,
	file: RowFile,
): string {
	const carried = duplicates && duplicates.size <= MOST_CARRIED ? [...duplicates] : null;
	const facts = [
		VERSION,
		file.fingerprint,
		mode,
		position.byte,
		position.line,
		OUTCOMES.map((outcome) => counts[outcome]),
		carried,
	];
	return Buffer.from(JSON.stringify(facts)).toString('base64url');
}

export function readToken(token: string, mode: BulkMode, file: RowFile): Checkpoint {
	const facts = parseFacts(token);
	if (facts === undefined || facts[0] !== VERSION) {
		throw refused(
			'The resume token cannot be read',
			'Copy it from the last progress item unchanged.',
		);
	}
	const [, fingerprint, itsMode, byte, line, counts, carried] = facts;
	if (fingerprint !== file.fingerprint) {
		throw refused(
			'The resume token belongs to another file: its header, delimiter or encoding differs',
			'Use the unchanged file of the earlier run, or start without a token.',
		);
	}
	if (itsMode !== mode) {
		throw refused(
			`The resume token belongs to another operation (${String(itsMode)})`,
			'Start without a token.',
		);
	}
	return {
		mode,
		position: { byte: Number(byte), line: Number(line) },
		counts: Object.fromEntries(
			OUTCOMES.map((outcome, index) => [outcome, Number((counts as number[])[index])]),
		) as OutcomeCounts,
		...(carried !== null && { duplicates: new Map(carried as Array<[number, number[]]>) }),
	};
}

/** Of the file that a token belongs to; undefined where it cannot be read. */
export const fingerprintIn = (token: string): string | undefined => {
	const fingerprint = parseFacts(token)?.[1];
	return typeof fingerprint === 'string' ? fingerprint : undefined;
};

const refused = (message: string, hint: string) => new ConnectorError('input', message, { hint });

function parseFacts(token: string): unknown[] | undefined {
	try {
		const facts: unknown = JSON.parse(Buffer.from(token.trim(), 'base64url').toString());
		return Array.isArray(facts) && facts.length === 7 ? facts : undefined;
	} catch {
		return undefined;
	}
}
