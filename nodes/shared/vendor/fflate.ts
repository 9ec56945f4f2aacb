// Bundled at build: n8n does not ship it. Only what works without timers and threads.
export { Zip, type ZipInputFile } from 'fflate';
