import { csvIn, openArchive, type OpenFile, type ZipChoice } from '../../../nodes/shared/bulk';

/** The one CSV file of an archive, as the node takes it out. */
export const openZip = async (open: OpenFile, choice: ZipChoice = {}) =>
	csvIn(await openArchive(open, choice), choice);
