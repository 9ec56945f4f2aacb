// Bundled at build: n8n does not ship it.
export { JSONPath } from 'jsonpath-plus';
