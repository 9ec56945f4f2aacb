import { startQualtricsSandbox, type SandboxOptions } from './qualtrics';

/**
 * Runs the Qualtrics sandbox as a process of its own: `tsx test/sandbox/serve.ts '{"port": 4400}'`. The argument is a
 * `SandboxOptions` object as JSON. Prints one line of JSON when it is ready, and is driven through `/sandbox/control`.
 */
async function serve(): Promise<void> {
	const options = JSON.parse(process.argv[2] ?? '{}') as Partial<SandboxOptions>;
	const sandbox = await startQualtricsSandbox(options);
	const { url, port, token, oauth, jsonEventUrl } = sandbox;
	process.stdout.write(`${JSON.stringify({ url, port, token, oauth, jsonEventUrl })}\n`);
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.once(signal, () => void sandbox.close().then(() => process.exit(0)));
	}
}

void serve();
