import {
	createRollBackFile,
	ROLL_BACK_RULES,
	RULES,
	storedFields,
	type BulkField,
	type BulkTarget,
	type CellRules,
	type RowOutcome,
} from '../../../nodes/shared/bulk';
import type { KeyKind } from '../../../nodes/shared/records';
import { run, type Run, type RunSettings } from '../../unit/bulk/runs';

/** Rows of cells as a file, the header first. */
export const csv = (...rows: string[][]): string =>
	rows
		.map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(','))
		.join('\r\n');

/** Clears with `[clear]`, and takes true and false in any letters. */
export const TEST_RULES: CellRules = {
	...RULES.salesforce,
	clearTokens: [{ token: '[clear]', in: 'allFields' }],
};

export interface BulkSession {
	fields: BulkField[];
	target: BulkTarget;
	keyName: string;
	/** Default `email`. */
	keyKind?: KeyKind;
}

export const applying = async (
	{ fields, target, keyKind = 'email' }: BulkSession,
	file: string,
	settings: RunSettings = {},
): Promise<Run> => await run(file, target, { rules: TEST_RULES, keyKind, ...settings, fields });

export function rollBackFileOf(
	{ fields, keyName }: BulkSession,
	rows: readonly RowOutcome[],
	withAlreadyThere = false,
): string {
	const file = createRollBackFile(keyName, fields, { withAlreadyThere });
	return file.start + rows.map((row) => file.row(row) ?? '').join('');
}

export const rollingBack = async (
	{ fields, target, keyKind = 'email' }: BulkSession,
	file: string,
	settings: RunSettings = {},
): Promise<Run> =>
	await run(file, target, {
		rules: ROLL_BACK_RULES,
		keyKind,
		consents: 'allow',
		...settings,
		fields: storedFields(fields),
	});
