export * from './Template';
export { catalogue, searchCatalogue } from './catalogue';
export type { CataloguePage, CatalogueSource } from './catalogue';
export type { CatalogueEntry, CatalogueGroup } from './catalogue/CatalogueEntry';
export { checkTemplate } from './checkTemplate';
export { compileTemplate } from './compileTemplate';
export { describeToken } from './describeToken';
export { foldText, withoutDiacritics } from './foldText';
export { nearestName } from './lookup/nearestName';
export { QuestionRef } from './lookup/QuestionRef';
export { nearestQuestion, shortTitle, surveyIndex } from './lookup/surveyIndex';
export { parseTemplate, tokensOf } from './parseTemplate';
export { formatToken, printTemplate } from './printTemplate';
export { readableText } from './readableText';
export { Unresolved } from './resolve/Resolver';
export { isEmptyValue, textOf } from './textOf';
export {
	applyTransforms,
	compileTransforms,
	transformationOptions,
	transformationParameters,
	transformations,
} from './transformations';
export type {
	Transformation,
	TransformContext,
	Transformed,
	TransformParameter,
} from './transformations';
