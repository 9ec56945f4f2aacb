import { startHubSpotSandbox, type HubSpotOptions } from '.';

/** What the process is asked over its channel. `addContacts`: that many, person0@example.com and so on. */
export type Question = { ask: 'clear' } | { ask: 'addContacts'; count: number } | { ask: 'state' };

export interface State {
	contacts: number;
	/** When each request came, in milliseconds since 1970, and how it was answered. */
	requests: Array<{ at: number; status: number }>;
}

/**
 * The stand-in as a process of its own: `fork` it with `HubSpotOptions` as JSON in its first argument. It says its address and
 * token first, and answers each question with its state.
 */
async function serve(): Promise<void> {
	const options = JSON.parse(process.argv[2] ?? '{}') as Partial<HubSpotOptions>;
	const sandbox = await startHubSpotSandbox(options);
	process.on('message', (question: Question) => {
		if (question.ask === 'clear') {
			sandbox.requests.splice(0);
			for (const { id } of sandbox.records('contacts')) sandbox.remove('contacts', id);
		}
		if (question.ask === 'addContacts') {
			for (let index = 0; index < question.count; index++) {
				const email = `person${index}@example.com`;
				sandbox.add('contacts', { email, firstname: 'Before' });
			}
		}
		const requests = sandbox.requests.map(({ at, status }) => ({ at, status }));
		const state: State = { contacts: sandbox.records('contacts').length, requests };
		process.send!(state);
	});
	process.send!({ url: sandbox.url, token: sandbox.token });
}

void serve();
