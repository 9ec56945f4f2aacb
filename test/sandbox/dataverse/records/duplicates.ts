import { codes, refusal } from '../errors';
import type { Values } from '../model/types';
import type { TableState } from '../state';
import type { Row } from './store';
import type { Writer } from './write';

/** Duplicate-detection rules run only where the request asks for them, and never count a record itself (contracts/dataverse.md 11). */
export function checkDuplicates(
	{ world, settings }: Writer,
	of: TableState,
	values: Values,
	self: Row | undefined,
): void {
	const columns = world.state.duplicateRules.get(of.table.name);
	if (!settings.detectDuplicates || !columns) return;
	if (
		!of.store
			.index(columns)
			.find(values)
			.some((row) => row !== self)
	)
		return;
	throw refusal(
		world.options.duplicateRuleStatus,
		codes.duplicateRule,
		'A record was not created or updated because a duplicate of the current record already exists.',
	);
}
