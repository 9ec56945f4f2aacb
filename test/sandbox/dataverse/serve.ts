import { startDataverseSandbox, type DataverseOptions } from '.';

/**
 * Runs the Dataverse sandbox as a process of its own: `tsx test/sandbox/dataverse/serve.ts '{"port": 4500}'`. The argument
 * is a `DataverseOptions` object as JSON. Prints one line of JSON when it is ready, and is driven through `/sandbox/control`.
 */
async function serve(): Promise<void> {
	const options = JSON.parse(process.argv[2] ?? '{}') as Partial<DataverseOptions>;
	const sandbox = await startDataverseSandbox(options);
	const { url, port, token, oauth } = sandbox;
	process.stdout.write(`${JSON.stringify({ url, port, token, oauth })}\n`);
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.once(signal, () => void sandbox.close().then(() => process.exit(0)));
	}
}

void serve();
