export const XML_MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
export const XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
/** Before the type of a relationship between parts. */
export const RELATION_TYPES = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
export const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
export const CONTENT_TYPES = 'http://schemas.openxmlformats.org/package/2006/content-types';
export const SHEET_TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
