/** A request as a person reads it: what a dry run shows instead of sending it. */
export interface RequestPreview {
	method: string;
	/** From the root of the system on. */
	path: string;
	headers: Record<string, string>;
	body: unknown;
	warnings: string[];
}
