import { ConnectorError } from '../../http/ConnectorError';
import type { ColumnInfo } from './ColumnInfo';
import type { LookupRef, LookupSetting } from './LookupRef';

/** A value as Dataverse takes it; lookups still as what they refer to. */
export type ColumnValue = string | number | boolean | null | LookupRef;

export interface Converted {
	value: ColumnValue;
	warning?: string;
}

export interface ValueContext {
	/** Of dates and times without a zone. */
	timeZone: string;
	/** What happens to a text that is longer than its column. */
	whenTooLong: 'refuse' | 'cut';
	/** How a lookup column finds its record, by column. */
	lookups?: Readonly<Record<string, LookupSetting>>;
	/** The record found for a text; undefined as long as nobody looked for it. */
	found?(column: ColumnInfo, table: string, text: string): LookupRef | ConnectorError | undefined;
}

/** Errors name the column and what would be right, never the value: it may be an answer. */
export const refuse = ({ label, name }: ColumnInfo, why: string, hint?: string): ConnectorError =>
	new ConnectorError('input', `"${label}" (${name}) ${why}`, { hint });
