/** A request as a person reads it: what a dry run shows instead of sending it. */
export interface ShownRequest {
	method: string;
	/** From the root of the system on. */
	path: string;
	headers?: Record<string, string>;
	body?: unknown;
}

/** With what there is to say about the write that it stands for. */
export interface RequestPreview extends Required<ShownRequest> {
	warnings: string[];
}
