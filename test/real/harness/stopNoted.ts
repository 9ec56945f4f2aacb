// Ends a Ghost that a killed test left running: stopNoted.ts <file in which it is written down>
import { stopNoted } from './RealGhost';

const [file] = process.argv.slice(2);
if (file) void stopNoted(file);
