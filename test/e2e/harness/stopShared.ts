// Ends the n8n that several steps of one `npm test` shared: stopShared.ts <file in which it is written down>
import { stopShared } from './shared';

const [file] = process.argv.slice(2);
if (file) void stopShared(file);
