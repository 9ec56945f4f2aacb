export * from './diff';
export * from './fold';
export * from './match';
export * from './outcome';
export * from './plan';
export * from './RecordTarget';
export * from './upsertRecords';
