// Ends the n8ns that several steps of one `npm test` shared: stopShared.ts <folder in which they are written down>
import { stopShared } from './shared';

const [folder] = process.argv.slice(2);
if (folder) void stopShared(folder);
