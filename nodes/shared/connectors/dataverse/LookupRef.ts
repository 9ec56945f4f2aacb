/** A record of another table. */
export interface LookupRef {
	/** Logical name. */
	table: string;
	id: string;
}

/** How a text leads to the record that a lookup column points at. */
export interface LookupSetting {
	/** Needed where the column may point at several tables. */
	table?: string;
	/** The column of that table that has the text; without it, values must be IDs. */
	matchBy?: string;
}
