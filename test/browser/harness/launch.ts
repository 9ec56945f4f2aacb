import { existsSync } from 'node:fs';
import { chromium, selectors, type Browser } from 'playwright-core';

/** Where Debian and others put it; `CHROMIUM` names another place. */
const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

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
];

export async function launchBrowser(): Promise<Browser> {
	const executablePath = [process.env.CHROMIUM ?? '', ...places].find((file) => existsSync(file));
	if (executablePath === undefined) {
		throw new Error(
			'There is no Chromium here: install the package "chromium", or set CHROMIUM to its path',
		);
	}
	// How n8n's editor marks its parts for tests.
	selectors.setTestIdAttribute('data-test-id');
	return await chromium.launch({ executablePath, headless: true, args: quiet });
}
