import { ConnectorError } from '../../../http/ConnectorError';

/** `what`: part of a sentence, without anything of the file's content. */
export const brokenXml = (what: string): ConnectorError =>
	new ConnectorError('input', `The workbook cannot be read: ${what}`, {
		hint: 'Open it in the spreadsheet program and save it as an Excel workbook (.xlsx) again.',
	});
