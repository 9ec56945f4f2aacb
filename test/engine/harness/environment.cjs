'use strict';

// n8n-core reads its settings when it is loaded, so they stand before any test file.
const path = require('node:path');

const cache = path.resolve(__dirname, '../../../.cache');

Object.assign(process.env, {
	N8N_USER_FOLDER: path.join(cache, `engine-${process.env.JEST_WORKER_ID}`),
	N8N_ENCRYPTION_KEY: 'engine-tests-only',
	N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'false',
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_LOG_LEVEL: 'silent',
	// Expressions mean the same in both of n8n's engines; this one needs no isolate per worker to warm up.
	N8N_EXPRESSION_ENGINE: 'legacy',
});

// n8n gives the pattern of a list's field 250 ms by the clock of the wall, in a context of its own; on a busy machine that fails
// whatever the pattern. Without that context it takes as long as it takes.
const { getBuiltinModule } = process;
process.getBuiltinModule = (name) => (name === 'node:vm' ? undefined : getBuiltinModule(name));
