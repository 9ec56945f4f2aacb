export * from './apply/BulkTarget';
export {
	DuplicateKeyFound,
	runBulk,
	type BulkJob,
	type BulkProgress,
	type BulkStep,
} from './apply/runBulk';
export type { ApplySettings } from './apply/applyRows';
export type { BulkMode } from './apply/resumeToken';
export { compileField, type CompiledField } from './cells/compileField';
export * from './cells/fields';
export * from './cells/rules';
export { createCsvWriter, type CsvWriter, type CsvWriterSettings } from './csv/csvWriter';
export type { CsvRow, FilePosition } from './csv/CsvRow';
export { DELIMITERS, type Dialect, type DialectSettings } from './csv/dialect';
export { ENCODINGS, type Encoding } from './csv/encoding';
export { guardFormula, guardUnlessNumber, removeGuard } from './csv/formulaGuard';
export { openCsv, type CsvFile, type CsvSettings, type OpenFile } from './csv/openCsv';
export { columnLetters, isStructural, type CsvProblem } from './csv/problems';
export { createChangesFile } from './files/changesFile';
export * from './files/resultFile';
export {
	createRollBackFile,
	undoneAlreadyThere,
	type UndoAlreadyThere,
} from './files/rollBackFile';
export * from './files/template';
export { createUploadFile, type UploadFileSettings } from './files/uploadFile';
export * from './header';
export {
	compilePlan,
	type ConsentChanges,
	type FilePlan,
	type PlanSettings,
} from './plan/compilePlan';
export type { ConflictPolicy } from './plan/decideRow';
export { hasGuards, type Guards, type StopReason } from './plan/guards';
export * from './plan/outcomes';
export { sampleRows, type Sample } from './plan/sampleRows';
export * from './summary';
export { isZip } from './zip/directory';
export { GrowingZip, type FilePart, type GrowingZipSettings } from './zip/growingZip';
export { openZip, type UnzippedFile, type ZipChoice, type ZipLimits } from './zip/readZip';
export { writeZip, type FileToZip } from './zip/writeZip';
