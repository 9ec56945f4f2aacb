export * from './apply/BulkTarget';
export { runBulk, type BulkJob, type BulkProgress } from './apply/runBulk';
export { fingerprintIn, type BulkMode } from './apply/resumeToken';
export * from './cells/fields';
export * from './cells/rules';
export { type CsvWriterSettings } from './csv/csvWriter';
export type { Dialect } from './csv/dialect';
export { readAsNote, SINGLE_BYTE, type Encoding, type SingleByte } from './csv/encoding';
export { openCsv, type CsvSettings, type OpenFile } from './csv/openCsv';
export { createChangesFile } from './files/changesFile';
export * from './files/resultFile';
export {
	createRollBackFile,
	undoneAlreadyThere,
	type UndoAlreadyThere,
} from './files/rollBackFile';
export * from './files/template';
export { columnKind } from './files/sheetCell';
export type { TableSettings } from './files/table';
export { createUploadFile } from './files/uploadFile';
export * from './header';
export { compilePlan, type FilePlan, type PlanSettings } from './plan/compilePlan';
export type { ConsentChanges } from './plan/readPair';
export type { ConflictPolicy } from './plan/decideRow';
export type { Guards } from './plan/guards';
export * from './plan/outcomes';
export { sampleRows } from './plan/sampleRows';
export type { RowFile } from './rows';
export { chooseEncoding } from './spreadsheet/chooseEncoding';
export * from './summary';
export { GrowingFile, type FileFormat, type FilePart } from './zip/GrowingFile';
export type { ColumnKind } from './xlsx/write/sheetWriter';
export { createTemplateBook } from './xlsx/write/templateBook';
export { isZip } from './zip/directory';
export { openXlsx } from './xlsx/openXlsx';
export { recogniseArchive, refuseCompoundFile } from './xlsx/recognise';
export { csvIn, openArchive, type Archive, type ZipChoice } from './zip/readZip';
