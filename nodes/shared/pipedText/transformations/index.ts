export { applyTransforms, compileTransforms } from './applyTransforms';
export type { CompiledTransforms, Transformed } from './applyTransforms';
export {
	findTransformation,
	transformationNames,
	transformationOptions,
	transformationParameters,
	transformations,
} from './registry';
export type * from './Transformation';
