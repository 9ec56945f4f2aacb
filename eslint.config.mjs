import js from '@eslint/js';
import { config as n8n } from '@n8n/node-cli/eslint';
import tseslint from 'typescript-eslint';

const packageSource = ['nodes/**/*.ts', 'credentials/**/*.ts'];

// n8n's own rules judge what ships. Their entries for "every TypeScript file" are narrowed to the two
// folders that ship, because tests may use timers, processes and the file system.
const shipped = n8n.map((entry) =>
	entry.files?.includes('**/*.ts') ? { ...entry, files: packageSource } : entry,
);

const nodeGlobals = Object.fromEntries(
	[
		'AbortController',
		'AbortSignal',
		'Buffer',
		'URL',
		'URLSearchParams',
		'__dirname',
		'__filename',
		'clearInterval',
		'clearTimeout',
		'console',
		'fetch',
		'module',
		'performance',
		'process',
		'require',
		'setImmediate',
		'setInterval',
		'setTimeout',
	].map((name) => [name, 'readonly']),
);

export default tseslint.config(
	{ ignores: ['dist/', 'node_modules/', '.cache/', 'coverage/'] },
	{ linterOptions: { reportUnusedDisableDirectives: 'error', noInlineConfig: true } },
	...shipped,
	{
		files: ['test/**/*.ts'],
		extends: [js.configs.recommended, tseslint.configs.recommended],
		rules: {
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/no-unused-vars': [
				'error',
				{ argsIgnorePattern: '^_', ignoreRestSiblings: true, varsIgnorePattern: '^_' },
			],
			// The harnesses load node classes by the names that package.json registers.
			'@typescript-eslint/no-require-imports': 'off',
			eqeqeq: ['error', 'always'],
		},
	},
	{
		files: ['**/*.{js,cjs,mjs}'],
		extends: [js.configs.recommended],
		languageOptions: { globals: nodeGlobals, ecmaVersion: 2023 },
		rules: { eqeqeq: ['error', 'always'] },
	},
);
