import { isSingular, type Query } from './JsonPath';
import { parsePath } from './parsePath';
import { Walk } from './walk';

export interface CompiledJsonPath {
	tree: Query;
	/** Finds one value at most: it holds names and positions only. */
	isSingular: boolean;
	/** All values found, in the document's order; undefined: the document is larger or deeper than one path may look into. Never throws. */
	find: (json: unknown) => unknown[] | undefined;
}

/** A path, ready to be followed; or a sentence that says what is wrong with it. Nothing in a path can be called. */
export function compileJsonPath(path: string): CompiledJsonPath | string {
	const tree = parsePath(path);
	if (typeof tree === 'string') return tree;
	return {
		tree,
		isSingular: isSingular(tree),
		find: (json) => {
			try {
				return new Walk(json).values(tree);
			} catch {
				return undefined;
			}
		},
	};
}
