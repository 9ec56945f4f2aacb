import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { packageName, projectRoot } from './paths';

/** Runs a command in the project and answers with what it printed; if it fails, the error carries that. */
function command(name: string, args: string[]): string {
	const { status, stdout, stderr } = spawnSync(name, args, { cwd: projectRoot, encoding: 'utf8' });
	if (status !== 0) throw new Error(`${name} ${args.join(' ')} failed:\n${stdout}${stderr}`);
	return stdout;
}

/** The package as it would be published: built if it was not, and packed. `SURVEY_OPS_TARBALL` names one that is there already. */
export function packedTarball(): string {
	const known = process.env.SURVEY_OPS_TARBALL;
	if (known && existsSync(known)) return known;
	command(process.execPath, ['node_modules/gulp/bin/gulp.js', 'build']);
	const folder = mkdtempSync(path.join(tmpdir(), 'survey-ops-pack-'));
	const flags = ['--json', '--ignore-scripts', '--loglevel=error'];
	const packed = command('npm', ['pack', ...flags, '--pack-destination', folder]);
	const [{ filename }] = JSON.parse(packed) as Array<{ filename: string }>;
	process.env.SURVEY_OPS_TARBALL = path.join(folder, filename);
	return process.env.SURVEY_OPS_TARBALL;
}

/**
 * Puts a packed package where n8n's own installer puts it: unpacked below `.n8n/nodes/node_modules`, without the dependencies
 * that only its development needs, and named in `.n8n/nodes/package.json`. It has no run-time dependencies, so npm has nothing to add.
 */
export function installPackage(userFolder: string, tarball: string): void {
	const nodes = path.join(userFolder, '.n8n', 'nodes');
	const target = path.join(nodes, 'node_modules', packageName);
	mkdirSync(target, { recursive: true });
	execFileSync('tar', ['-xzf', tarball, '-C', target, '--strip-components=1']);
	const manifestFile = path.join(target, 'package.json');
	const manifest = JSON.parse(readFileSync(manifestFile, 'utf8')) as Record<string, unknown>;
	for (const part of ['devDependencies', 'peerDependencies', 'optionalDependencies']) {
		delete manifest[part];
	}
	if (manifest.dependencies !== undefined) {
		throw new Error('The packed package asks for dependencies at run time; it must not');
	}
	writeFileSync(manifestFile, JSON.stringify(manifest, null, 2));
	const dependencies = { [packageName]: manifest.version };
	const list = { name: 'installed-nodes', private: true, dependencies };
	writeFileSync(path.join(nodes, 'package.json'), JSON.stringify(list, null, 2));
}
