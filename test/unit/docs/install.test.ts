import { execFileSync } from 'node:child_process';
import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

// The reader of YAML that eslint brings along.
const { load } = createRequire(require.resolve('eslint'))('js-yaml') as {
	load: (text: string) => unknown;
};

const root = path.join(__dirname, '../../..');
const folder = path.join(root, 'docs/install');
const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
	name: string;
	version: string;
};

interface Service {
	image: string;
	user?: string;
	restart?: string;
	entrypoint?: string[];
	command?: string[];
	ports?: string[];
	volumes?: string[];
	environment?: Record<string, string>;
	depends_on?: Record<string, { condition: string }>;
	healthcheck?: { test: string[] };
}

interface Compose {
	services: Record<string, Service>;
	volumes: Record<string, null>;
}

const read = (mode: string): Compose =>
	load(readFileSync(path.join(folder, mode, 'compose.yaml'), 'utf8')) as Compose;

const KNOWN = new Set(
	'image user restart entrypoint command ports volumes environment depends_on healthcheck'.split(
		' ',
	),
);

describe.each([
	['single', ['n8n'], '/home/node/.n8n'],
	['queue', ['n8n', 'worker', 'webhook'], '/home/node/.n8n/nodes'],
])('the Compose file of %s mode', (mode, processes, mountedAt) => {
	const { services, volumes } = read(mode);

	it('says of its services what Compose knows, and names volumes and services that are there', () => {
		for (const service of Object.values(services)) {
			expect(Object.keys(service).filter((key) => !KNOWN.has(key))).toEqual([]);
			expect(service.image).toMatch(/^[a-z0-9/]+:\d/);
			for (const volume of service.volumes ?? []) {
				const [source] = volume.split(':');
				expect(source.startsWith('./') || source in volumes).toBe(true);
			}
			for (const [needed, { condition }] of Object.entries(service.depends_on ?? {})) {
				expect(Object.keys(services)).toContain(needed);
				const healthy = services[needed].healthcheck !== undefined;
				expect(condition).toBe(healthy ? 'service_healthy' : 'service_completed_successfully');
			}
			for (const value of Object.values(service.environment ?? {}))
				expect(typeof value).toBe('string');
		}
	});

	it.each(processes)('%s waits for the package, sees it, and runs the same n8n', (name) => {
		const process = services[name];
		expect(process.image).toBe(services.package.image);
		expect(process.depends_on).toMatchObject({
			package: { condition: 'service_completed_successfully' },
		});
		const [volume] = (process.volumes ?? []).filter((one) => one.endsWith(`:${mountedAt}`));
		expect(volume).toBeDefined();
		expect(services.package.volumes).toContain(volume);
		expect(process.environment).toMatchObject({ N8N_UNVERIFIED_PACKAGES_ENABLED: 'true' });
		expect(process.environment).toEqual(services.n8n.environment);
	});

	it('opens ports to this machine alone, each once', () => {
		const ports = Object.values(services).flatMap((service) => service.ports ?? []);
		for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\d+:5678$/);
		expect(new Set(ports).size).toBe(ports.length);
	});

	it('takes the tarball of the present version', () => {
		const tarball = `./${manifest.name}-${manifest.version}.tgz:/package.tgz:ro`;
		expect(services.package.volumes).toContain(tarball);
	});

	it('puts a package where n8n looks for it, over an older one, and keeps what else is there', () => {
		const scratch = mkdtempSync(path.join(tmpdir(), 'survey-ops-compose-'));
		try {
			const packed = path.join(scratch, 'package');
			mkdirSync(packed);
			writeFileSync(path.join(packed, 'package.json'), JSON.stringify(manifest));
			execFileSync('tar', ['-czf', path.join(scratch, 'package.tgz'), '-C', scratch, 'package']);
			const nodes = path.join(scratch, 'nodes');
			const target = path.join(nodes, 'node_modules', manifest.name);
			const other = path.join(nodes, 'node_modules/n8n-nodes-other');
			mkdirSync(path.join(target, 'dist'), { recursive: true });
			mkdirSync(other, { recursive: true });
			writeFileSync(path.join(target, 'dist/old.js'), '');

			// As Compose hands it to the shell, with folders of this machine and its user.
			const { uid, gid } = statSync(scratch);
			const script = services.package
				.command!.join('\n')
				.replaceAll('$$', '$')
				.replaceAll('/home/node/.n8n/nodes', nodes)
				.replaceAll('/package.tgz', path.join(scratch, 'package.tgz'))
				.replaceAll('1000:1000', `${uid}:${gid}`);
			const [shell, ...options] = services.package.entrypoint!;
			execFileSync(shell, [...options, script]);
			execFileSync(shell, [...options, script]);

			expect(existsSync(path.join(target, 'package.json'))).toBe(true);
			expect(existsSync(path.join(target, 'dist/old.js'))).toBe(false);
			expect(existsSync(other)).toBe(true);
			const list = readFileSync(path.join(nodes, 'package.json'), 'utf8');
			expect(JSON.parse(list)).toMatchObject({ dependencies: {} });
		} finally {
			rmSync(scratch, { recursive: true, force: true });
		}
	});
});
