import { parse } from 'csv-parse/sync';
import type { StoredContact, World } from './state';

export type ImportKind = 'authorizations' | 'criteria';

export interface ImportResult {
	/** Contacts that were changed. */
	updated: number;
	/** `line 3, column [new] NEWS: …`; nothing is imported when there is one. */
	errors: string[];
}

/**
 * The Import screen of the SAM module, which has no API: a file is tested, then applied (1.1 to 1.3). Strict where the guide is:
 * comma, UTF-8, booleans of the closed list only, internal codes only. Reads with a parser that the package does not use.
 */
export function importFile(
	world: World,
	kind: ImportKind,
	file: string,
	isTest = false,
): ImportResult {
	const rows: string[][] = parse(file, { bom: false, relax_column_count: false });
	const [header = [], ...lines] = rows;
	const errors: string[] = [];
	const changes = lines.flatMap((cells, index) =>
		readRow(world, kind, header, cells, (column, message) =>
			errors.push(`line ${index + 2}, column ${column}: ${message}`),
		),
	);
	if (errors.length > 0 || isTest) return { updated: 0, errors };
	for (const { contact, apply } of changes) {
		apply();
		contact.history.push('import');
	}
	return { updated: new Set(changes.map(({ contact }) => contact.contactNumber)).size, errors };
}

interface Change {
	contact: StoredContact;
	apply(): void;
}

function readRow(
	world: World,
	kind: ImportKind,
	header: string[],
	cells: string[],
	complain: (column: string, message: string) => void,
): Change[] {
	const contact = world.state.contacts.get(cells[0]);
	if (!contact) {
		complain(header[0], `there is no contact ${cells[0]}`);
		return [];
	}
	return header.flatMap((name, column): Change[] => {
		const field = /^\[new\] ?(.+)$/.exec(name)?.[1];
		if (field === undefined) return [];
		const problem = (message: string): Change[] => {
			complain(name, message);
			return [];
		};
		return kind === 'authorizations'
			? changeAuthorization(world, contact, field, cells[column], problem)
			: changeCriterion(world, contact, field, cells[column], problem);
	});
}

const TRUE = new Set(['TRUE', 'true', 'T', 't']);
const FALSE = new Set(['FALSE', 'false', 'F', 'f']);

function changeAuthorization(
	{ options, state }: World,
	contact: StoredContact,
	code: string,
	cell: string,
	problem: (message: string) => Change[],
): Change[] {
	if (!state.authorizationCodes.includes(code)) return problem('there is no such authorization');
	if (cell === '') return [];
	if (cell === options.clearWord)
		return [{ contact, apply: () => void delete contact.authorizations[code] }];
	if (!TRUE.has(cell) && !FALSE.has(cell)) return problem(`"${cell}" is not a boolean`);
	return [{ contact, apply: () => void (contact.authorizations[code] = TRUE.has(cell)) }];
}

function changeCriterion(
	{ options, state }: World,
	contact: StoredContact,
	code: string,
	cell: string,
	problem: (message: string) => Change[],
): Change[] {
	if (!Object.hasOwn(state.codes, code)) return problem('there is no such criterion');
	if (cell === '') {
		if (options.emptyNew === 'unchanged') return [];
		return [{ contact, apply: () => void delete contact.criteria[code] }];
	}
	const allowed = state.codes[code];
	if (allowed.length > 0 && !allowed.includes(cell)) return problem(`"${cell}" is not a code`);
	return [{ contact, apply: () => void (contact.criteria[code] = [cell]) }];
}
