/**
 * A path as its syntax tree: the part of RFC 9535 that looks things up. There is no kind for a call, a pattern or a script, so
 * none can be expressed, whatever is typed. Plain data throughout.
 */
export interface Query {
	kind: 'query';
	/** `$`: the whole document; `@`: the entry a filter looks at. */
	from: '$' | '@';
	segments: Segment[];
}

export interface Segment {
	/** Of the values found so far: their own entries, or (`..`) the entries of everything below as well. */
	kind: 'child' | 'descendant';
	selectors: Selector[];
}

export type Selector =
	| { kind: 'name'; name: string; at: number }
	/** Negative: from the end. */
	| { kind: 'index'; index: number; at: number }
	| { kind: 'slice'; start?: number; end?: number; step?: number; at: number }
	| { kind: 'wildcard'; at: number }
	| { kind: 'filter'; test: Test; at: number };

export type Test =
	| { kind: 'or' | 'and'; tests: Test[] }
	| { kind: 'not'; test: Test }
	| { kind: 'exists'; query: Query }
	| { kind: 'compare'; operator: Operator; left: Operand; right: Operand };

export type Operator = '==' | '!=' | '<=' | '>=' | '<' | '>';

export type Operand =
	/** Finds one value at most. */
	Query | { kind: 'literal'; value: string | number | boolean | null };

/** Names and positions alone find one value at most; everything else may find several. */
export const isSingular = ({ segments }: Query): boolean =>
	segments.every(
		({ kind, selectors }) =>
			kind === 'child' &&
			selectors.length === 1 &&
			(selectors[0].kind === 'name' || selectors[0].kind === 'index'),
	);
