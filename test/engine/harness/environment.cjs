'use strict';

// n8n-core reads its settings when it is loaded, so they stand before any test file. The user folder is thrown away.
const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const path = require('node:path');

const folder = mkdtempSync(path.join(tmpdir(), 'survey-ops-engine-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

Object.assign(process.env, {
	N8N_USER_FOLDER: folder,
	N8N_ENCRYPTION_KEY: 'engine-tests-only',
	N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'false',
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_LOG_LEVEL: 'silent',
	// The expressions' meaning is the same in both engines; this one needs no isolate per worker to warm up.
	N8N_EXPRESSION_ENGINE: 'legacy',
});
