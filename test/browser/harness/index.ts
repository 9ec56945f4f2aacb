export { byTestId, Editor } from './Editor';
export { NodePanel } from './NodePanel';
export { ResourceLocator } from './ResourceLocator';
