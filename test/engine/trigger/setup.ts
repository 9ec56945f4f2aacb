import type { INodeParameters } from 'n8n-workflow';
import { startQualtricsSandbox, type QualtricsSandbox } from '../../sandbox/qualtrics';
import { picked } from '../../workflows';
import { forgetProcessed } from '../harness';
import { Production, type ProductionOptions } from './Production';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

export const recordedAgo = (ms: number) => ({ recordedAt: Date.now() - ms });

export const surveys = (...ids: string[]) => ({
	surveys: { values: ids.map((id) => ({ survey: picked(id) })) },
});

/** A sandbox and the triggers of one test, cleared away after it. */
export class Setup {
	sandbox!: QualtricsSandbox;

	private readonly started: Production[] = [];

	async open(): Promise<void> {
		this.sandbox = await startQualtricsSandbox({ exportPolls: 0 });
		forgetProcessed();
	}

	async close(): Promise<void> {
		for (const one of this.started.splice(0)) await one.close();
		await this.sandbox.close();
	}

	async trigger(
		parameters: INodeParameters = {},
		options: ProductionOptions = {},
	): Promise<Production> {
		const one = await new Production(this.sandbox, parameters, options).start();
		this.started.push(one);
		return one;
	}

	get subscriptions() {
		return [...this.sandbox.state.subscriptions.values()];
	}

	/** As when n8n's store has grown over its bound. */
	forgetProcessed(): void {
		forgetProcessed();
	}

	/** Requests of one kind so far, e.g. `POST /export-responses`. */
	requests(method: string, pathEnd: string | RegExp): number {
		return this.sandbox.requests.filter(
			(request) =>
				request.method === method &&
				(typeof pathEnd === 'string' ? request.path.endsWith(pathEnd) : pathEnd.test(request.path)),
		).length;
	}
}
