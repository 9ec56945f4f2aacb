import type { BulkField, FieldType } from '../../bulk';
import type { KeyKind } from '../../records/match';
import { matchableColumns, writableColumns, type TableColumns } from './columns';
import type { ColumnInfo } from './ColumnInfo';

/** Standard columns that are consents; those of the "do not" family take it away by being true. Source: contracts/dataverse.md 6. */
const CONSENT_COLUMNS: ReadonlyMap<string, boolean> = new Map([
	['donotemail', true],
	['donotbulkemail', true],
	['donotphone', true],
	['donotfax', true],
	['donotpostalmail', true],
	['donotbulkpostalmail', true],
	['donotsendmm', true],
	['followemail', false],
]);

export interface BulkFieldOptions {
	timeZone: string;
	/** Columns that are consents too, by name; `donot…` are taken away by being true. */
	consents?: readonly string[];
}

/** The columns of a table that a file may change. Links to other records are none of them: a file holds values. */
export function bulkFields(
	columns: TableColumns,
	{ timeZone, consents = [] }: BulkFieldOptions,
): BulkField[] {
	const changeable = writableColumns(columns, 'update').flatMap((column) => {
		const type = typeOf(column, timeZone);
		return type && column.forRead ? [{ column, type }] : [];
	});
	const labels = new Map<string, number>();
	for (const { column } of changeable) {
		const label = column.label.toLowerCase();
		labels.set(label, (labels.get(label) ?? 0) + 1);
	}
	return changeable.map(({ column, type }): BulkField => {
		const optOutValue = CONSENT_COLUMNS.get(column.name) ?? namedConsent(column.name, consents);
		return {
			name: uniqueLabel(column, labels),
			id: column.name,
			type,
			...(column.required === 'system' && { isRequired: true }),
			...(optOutValue !== undefined && { isConsent: true, optOutValue }),
		};
	});
}

const namedConsent = (name: string, consents: readonly string[]): boolean | undefined =>
	consents.includes(name) ? /(^|_)(donot|unsub|optout)/.test(name) : undefined;

/** `Email`, or `Email (emailaddress2)` where two columns have that label. */
const uniqueLabel = ({ label, name }: ColumnInfo, labels: ReadonlyMap<string, number>): string =>
	(labels.get(label.toLowerCase()) ?? 0) > 1 ? `${label} (${name})` : label;

function typeOf(column: ColumnInfo, timeZone: string): FieldType | undefined {
	const { maxLength, min, max, precision, options = [] } = column;
	const length = maxLength !== undefined && { maxLength };
	const codes = options.map(({ value, label, isHidden }) => ({
		code: String(value),
		label,
		...(isHidden && { isHidden }),
	}));
	switch (column.kind) {
		case 'text':
			return { kind: TEXT_KINDS[column.format?.toLowerCase() ?? ''] ?? 'text', ...length };
		case 'boolean':
			return { kind: 'boolean' };
		case 'choice':
			return { kind: 'code', codes, acceptsLabels: true };
		case 'choices':
			return { kind: 'codes', codes, acceptsLabels: true };
		case 'integer':
		case 'decimal':
			return {
				kind: 'number',
				...(min !== undefined && { min }),
				...(max !== undefined && { max }),
				...(precision !== undefined && { maxDecimals: precision }),
			};
		case 'dateTime':
			if (column.dateBehavior === 'DateOnly') return { kind: 'date' };
			return { kind: 'dateTime', timeZone: isClockTime(column) ? 'UTC' : timeZone };
		default:
			return undefined;
	}
}

const TEXT_KINDS: Readonly<Record<string, 'email' | 'phone'>> = { email: 'email', phone: 'phone' };

/** A time on the clock, wherever one is: it has no zone. */
export const isClockTime = ({ dateBehavior }: ColumnInfo): boolean =>
	dateBehavior === 'TimeZoneIndependent';

export interface BulkKeyColumn {
	id: string;
	name: string;
	kind: KeyKind;
}

/** E-mail addresses first, since that is what files mostly go by; then the other columns, and the id of the record. */
export function bulkKeys(columns: TableColumns): BulkKeyColumn[] {
	const usable = matchableColumns(columns).filter(({ kind }) =>
		['text', 'integer', 'id'].includes(kind),
	);
	const rank = (column: ColumnInfo): number => {
		if (column.name === 'emailaddress1') return 0;
		if (column.isPrimaryId) return 1;
		return column.format?.toLowerCase() === 'email' ? 2 : 3;
	};
	return usable
		.map((column, index) => ({ column, index }))
		.sort((left, right) => rank(left.column) - rank(right.column) || left.index - right.index)
		.map(({ column }) => ({
			id: column.name,
			name: column.label,
			kind: keyKind(column),
		}));
}

/** Dataverse itself compares texts without regard to case. */
function keyKind({ kind, format = '' }: ColumnInfo): KeyKind {
	if (kind !== 'text') return 'text';
	return TEXT_KINDS[format.toLowerCase()] ?? 'text';
}
