import { chromium, selectors, type Browser } from 'playwright-core';
import { browserHome } from '../../e2e/harness';

/** Without these it keeps asking for hosts of its maker, which a machine without internet refuses many times over. */
const quiet = [
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-gpu',
	'--disable-quic',
	'--disable-sync',
	'--no-first-run',
	// It runs as root on build machines.
	'--no-sandbox',
	// The editor's pages ask for pictures and news of other hosts. No test depends on what is outside of this machine; and the browser
	// that the registry packs has no library to check a certificate with: it would end at the first one.
	'--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
];

export async function launchBrowser(): Promise<Browser> {
	const { CHROMIUM, CHROMIUM_FONTS, CHROMIUM_LIBRARIES } = browserHome();
	if (CHROMIUM === undefined) {
		throw new Error(
			'There is no Chromium here: install the package "chromium", or set CHROMIUM to its path',
		);
	}
	// How n8n's editor marks its parts for tests.
	selectors.setTestIdAttribute('data-test-id');
	const brought = { LD_LIBRARY_PATH: CHROMIUM_LIBRARIES, FONTCONFIG_FILE: CHROMIUM_FONTS };
	return await chromium.launch({
		executablePath: CHROMIUM,
		headless: true,
		args: quiet,
		env: CHROMIUM_LIBRARIES === undefined ? undefined : { ...process.env, ...brought },
	});
}
