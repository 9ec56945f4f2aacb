import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { lockDifferences } from '../../e2e/harness/lockDifferences';

const lock = {
	'': { name: 'host' },
	'node_modules/plain': { version: '1.0.0' },
	'node_modules/@scope/named': { version: '2.0.0' },
	'node_modules/plain/node_modules/inner': { version: '3.0.0' },
	'node_modules/for-windows': { version: '4.0.0', optional: true, os: ['win32'] },
};

describe('comparing what is installed with the lock file', () => {
	let folder: string;

	function put(at: string, version: string): void {
		mkdirSync(path.join(folder, at), { recursive: true });
		writeFileSync(path.join(folder, at, 'package.json'), JSON.stringify({ version }));
	}

	beforeEach(() => {
		folder = mkdtempSync(path.join(tmpdir(), 'survey-ops-lock-'));
		writeFileSync(path.join(folder, 'package-lock.json'), JSON.stringify({ packages: lock }));
		put('node_modules/plain', '1.0.0');
		put('node_modules/@scope/named', '2.0.0');
		put('node_modules/plain/node_modules/inner', '3.0.0');
	});
	afterEach(() => rmSync(folder, { recursive: true }));

	it('finds nothing where all is as locked, and a package for another platform is missing', () => {
		expect(lockDifferences(folder)).toEqual([]);
	});

	it('finds a package that is missing, at the top and inside of another one', () => {
		rmSync(path.join(folder, 'node_modules/@scope/named'), { recursive: true });
		rmSync(path.join(folder, 'node_modules/plain/node_modules/inner'), { recursive: true });
		expect(lockDifferences(folder)).toEqual([
			'node_modules/@scope/named is missing, should be 2.0.0',
			'node_modules/plain/node_modules/inner is missing, should be 3.0.0',
		]);
	});

	it('finds a package in another version, an optional one too', () => {
		put('node_modules/plain', '1.0.1');
		put('node_modules/for-windows', '4.1.0');
		expect(lockDifferences(folder)).toEqual([
			'node_modules/plain is 1.0.1, should be 1.0.0',
			'node_modules/for-windows is 4.1.0, should be 4.0.0',
		]);
	});

	it('finds a package that the lock file does not know', () => {
		put('node_modules/@scope/stranger', '1.0.0');
		put('node_modules/plain/node_modules/guest', '1.0.0');
		expect(lockDifferences(folder)).toEqual([
			'node_modules/@scope/stranger is there, but not in the lock file',
			'node_modules/plain/node_modules/guest is there, but not in the lock file',
		]);
	});
});
