export * from './diff';
export * from './fold';
export * from './match';
export * from './outcome';
export * from './plan';
export * from './RecordTarget';
export type { RequestPreview } from './RequestPreview';
export * from './upsertRecords';
