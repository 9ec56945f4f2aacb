import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { preProcessFile } from 'typescript';

export const root = path.resolve(__dirname, '../../..');

/** Files of the project, relative to it: those that git tracks or would track. */
export const projectFiles = (): string[] => trackedFiles() ?? walk('', ignoredFolders());

/** Nothing where there is no git, or no clone: an unpacked archive, a machine with nothing but Node. */
function trackedFiles(): string[] | undefined {
	if (!existsSync(path.join(root, '.git'))) return undefined;
	const args = ['ls-files', '--cached', '--others', '--exclude-standard', '-z'];
	const { error, status, stdout } = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
	if (error || status !== 0) return undefined;
	const files = stdout.split('\0').filter((file) => file && existsSync(path.join(root, file)));
	return [...new Set(files)].sort();
}

/** Names and paths of folders that git leaves out. */
const ignoredFolders = (): Set<string> =>
	new Set([
		'.git',
		...read('.gitignore')
			.split('\n')
			.filter((line) => line.endsWith('/'))
			.map((line) => line.slice(0, -1)),
	]);

function walk(folder: string, ignored: ReadonlySet<string>): string[] {
	return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
		const file = path.posix.join(folder, entry.name);
		if (!entry.isDirectory()) return entry.name.endsWith('.tgz') ? [] : [file];
		return ignored.has(entry.name) || ignored.has(file) ? [] : walk(file, ignored);
	});
}

export const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

export const isShippedSource = (file: string): boolean =>
	/^(nodes|credentials)\/.*\.ts$/.test(file);

/** What a source file imports, re-exports or requires, by name as written. */
export function importsOf(file: string): string[] {
	return preProcessFile(read(file), true, true).importedFiles.map(({ fileName }) => fileName);
}
