import { existsSync } from 'node:fs';
import path from 'node:path';

export interface N8nPorts {
	web: number;
	runners: number;
}

/** Parts of n8n that these tests never touch; without them it starts sooner. */
const disabledModules = [
	'agents',
	'breaking-changes',
	'chat-hub',
	'external-secrets',
	'insights',
	'instance-ai',
	'ldap',
	'mcp',
	'mcp-registry',
	'provisioning',
	'sso-oidc',
	'sso-saml',
];

/** Those of them that this n8n has; it refuses the name of one that it does not know. */
function knownModules(home: string): string {
	const modules = path.join(home, 'node_modules/n8n/dist/modules');
	return disabledModules
		.filter((name) => ['', '.ee'].some((end) => existsSync(path.join(modules, `${name}${end}`))))
		.join(',');
}

/** Everything an n8n of ours is told. It inherits nothing of ours but the tools' path. */
export function n8nEnvironment(
	userFolder: string,
	ports: N8nPorts,
	encryptionKey: string,
	home: string,
): Record<string, string> {
	const url = `http://127.0.0.1:${ports.web}`;
	// n8n starts its task runner with the `node` that it finds.
	const bin = path.dirname(process.execPath);
	return {
		PATH: `${bin}${path.delimiter}${process.env.PATH ?? ''}`,
		HOME: userFolder,
		N8N_USER_FOLDER: userFolder,
		N8N_ENCRYPTION_KEY: encryptionKey,
		N8N_HOST: '127.0.0.1',
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_PORT: String(ports.web),
		N8N_WEBHOOK_URL: `${url}/`,
		N8N_EDITOR_BASE_URL: url,
		N8N_SECURE_COOKIE: 'false',
		N8N_RUNNERS_BROKER_LISTEN_ADDRESS: '127.0.0.1',
		N8N_RUNNERS_BROKER_PORT: String(ports.runners),
		N8N_LOG_LEVEL: 'warn',
		N8N_PYTHON_ENABLED: 'false',
		N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'true',
		N8N_BLOCK_ENV_ACCESS_IN_NODE: 'true',
		N8N_DISABLED_MODULES: knownModules(home),
		N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
		// Nothing below may reach for the network.
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_DYNAMIC_BANNERS_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_REINSTALL_MISSING_PACKAGES: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_VERIFIED_PACKAGES_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
		EXTERNAL_FRONTEND_HOOKS_URLS: '',
		GENERIC_TIMEZONE: 'UTC',
		NODE_COMPILE_CACHE: path.join(home, '.compile-cache'),
	};
}
