import {
	compileTransforms,
	type Transformed,
} from '../../../nodes/shared/pipedText/transformations/compileTransforms';
import type {
	TransformCall,
	TransformContext,
} from '../../../nodes/shared/pipedText/transformations/Transformation';
import { plainly } from '../../written';

/** One value through steps that are compiled for it alone; a call that cannot be compiled is the only error. */
export const applyTransforms = plainly(
	(value: unknown, calls: TransformCall[], context: TransformContext): Transformed => {
		const compiled = compileTransforms(calls);
		if (typeof compiled === 'string') return { value: null, warnings: [], errors: [compiled] };
		const notes = { warnings: [], errors: [] };
		const result = compiled(value, context, notes);
		return { value: result, ...notes };
	},
);
