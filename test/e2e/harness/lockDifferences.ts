import path from 'node:path';
import { projectRoot } from './paths';

interface Check {
	lockDifferences(folder: string): string[];
}

/** What is installed in a folder compared with its lock file, as the installing scripts compare it: one line for each difference. */
export const { lockDifferences } = require(
	path.join(projectRoot, 'scripts', 'lockDifferences.cjs'),
) as Check;
