import type { KeyKind } from '../../records/match';
import { isMangledNumber } from '../cells/refusal';
import type { ParsedHeader } from '../header';
import type { CellKind } from '../rows';
import { damageByColumn, type ColumnTraits } from '../spreadsheet/columnTraits';
import { DAMAGE_TEXTS, damageRemedy, visibleDamage, type Damage } from '../spreadsheet/damage';
import { NO_REASONS, type RowReason } from './outcomes';
import type { SpoiltCells } from './readPair';

const E = /e/i;

export interface KeySettings {
	keyKind: KeyKind;
	traits: ColumnTraits;
	spoilt: SpoiltCells;
}

/**
 * Why a key cannot be one. The cell is looked at, since comparing as a telephone number would drop the E. A key that a spreadsheet
 * spoilt may be that of another record.
 */
export function keyReasons(
	key: string,
	cell: { text: string; kind: CellKind },
	{ keyColumn, names }: ParsedHeader,
	settings: KeySettings,
): RowReason[] {
	const reason = (kind: string, message: string) => [{ kind, column: keyColumn + 1, message }];
	if (cell.kind === 'uncalculated') {
		return reason(
			'uncalculated',
			'The key is a formula whose result is not in the file; open it in the spreadsheet program and save it',
		);
	}
	if (key === '') return reason('noKey', `The key (${names[keyColumn]}) is empty`);
	// Most keys end in a digit and hold no E; the test is for those that a spreadsheet has eaten.
	if (E.test(cell.text) && isMangledNumber(cell.text)) {
		return reason(
			'mangledKey',
			'A spreadsheet turned the key into a number (as in 3.36E+10); format the column as text and enter it again',
		);
	}
	const damage = settings.spoilt === 'accept' ? undefined : damageOfKey(cell, settings);
	if (!damage) return NO_REASONS;
	return reason(damage, `The key: ${DAMAGE_TEXTS[damage]}. ${damageRemedy(damage)}`);
}

function damageOfKey(
	{ text, kind }: { text: string; kind: CellKind },
	{ keyKind, traits }: KeySettings,
): Damage | undefined {
	if (kind === 'error') return 'errorWord';
	if (kind === 'date') return 'madeDate';
	if (kind === 'percent') return 'madePercent';
	if (kind === 'number' && text.replace(/\D/g, '').length > 15) return 'lostDigits';
	return visibleDamage(text) ?? damageByColumn(text.trim(), traits, keyKind === 'phone');
}
