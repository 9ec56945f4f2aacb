export type { CredentialData } from './credentials';
export { forgetProcessed } from './deduplication';
export * from './editorCalls';
export { PACKAGE_NAME } from './nodeTypes';
export * from './runWorkflow';
export type { TestNode } from './additionalData';
