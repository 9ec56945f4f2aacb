export { compileTemplate } from './compileTemplate';
export type { CompiledTemplate, Rendered, RenderContext } from './Template';
