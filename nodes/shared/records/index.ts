export * from './diff';
export * from './dryRunOf';
export * from './fold';
export * from './match';
export * from './outcome';
export * from './plan';
export * from './RecordTarget';
export type { RequestPreview, ShownRequest } from './RequestPreview';
export * from './upsertRecords';
