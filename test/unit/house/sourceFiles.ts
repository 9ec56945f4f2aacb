import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { preProcessFile } from 'typescript';

export const root = path.resolve(__dirname, '../../..');

const toolFolders = new Set(['node_modules', 'dist', '.git', '.cache', 'coverage']);

/** Files of the project, relative to it: those that git tracks or would track. */
export function projectFiles(): string[] {
	if (!existsSync(path.join(root, '.git'))) return walk('');
	const args = ['ls-files', '--cached', '--others', '--exclude-standard', '-z'];
	const listed = execFileSync('git', args, { cwd: root, encoding: 'utf8' });
	const files = listed.split('\0').filter((file) => file && existsSync(path.join(root, file)));
	return [...new Set(files)].sort();
}

function walk(folder: string): string[] {
	return readdirSync(path.join(root, folder), { withFileTypes: true })
		.filter((entry) => !toolFolders.has(entry.name))
		.flatMap((entry) => {
			const file = path.posix.join(folder, entry.name);
			return entry.isDirectory() ? walk(file) : [file];
		});
}

export const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

export const isShippedSource = (file: string): boolean =>
	/^(nodes|credentials)\/.*\.ts$/.test(file);

/** What a source file imports, re-exports or requires, by name as written. */
export function importsOf(file: string): string[] {
	return preProcessFile(read(file), true, true).importedFiles.map(({ fileName }) => fileName);
}
