import { createDataverse } from '../../../nodes/shared/connectors/dataverse/client';
import type { HttpRequest, HttpResponse } from '../../../nodes/shared/http/types';
import { fetchWith } from '../../sandbox/connector/dataverseEnvironment';
import { documentedLimits, startDataverseSandbox } from '../../sandbox/dataverse';
import type { Ceiling } from './Ceiling';
import { people, write } from './rows';

/** Of execution, by the stand-in's own account. */
const MS_PER_OPERATION = 20;
const ROWS = 25_500;

const operationsIn = ({ body }: HttpRequest): number =>
	typeof body === 'string'
		? Math.max(1, body.match(/^Content-Type: application\/http\r?$/gm)?.length ?? 0)
		: 1;

const refusalsIn = ({ status, body }: HttpResponse): number =>
	status === 429
		? 1
		: typeof body === 'string'
			? (body.match(/^HTTP\/1\.1 429/gm)?.length ?? 0)
			: 0;

/** Each operation of a batch counts for itself; a hundred contacts are found by one. Source: contracts/dataverse.md 10.1, 8. */
export const dataverse: Ceiling = {
	system: 'Dynamics',
	what: 'operations',
	allowed: documentedLimits.requests,
	windowMs: documentedLimits.windowSeconds * 1000,
	windows: 4,
	rowsEach: 1,
	async work({ clock, runtime, over }) {
		const sandbox = await startDataverseSandbox({
			now: clock.now,
			limits: documentedLimits,
			executionMs: MS_PER_OPERATION,
		});
		try {
			const send = over(
				fetchWith(() => sandbox.token),
				{
					latencyMs: (request) => 60 + operationsIn(request) * MS_PER_OPERATION,
					counts: operationsIn,
					refusals: refusalsIn,
				},
			);
			const client = createDataverse({ ...runtime, send }, { environmentUrl: sandbox.url });
			const target = await client.target({
				table: 'contact',
				operation: 'createOrUpdate',
				match: [{ field: 'emailaddress1', kind: 'email' }],
				fields: ['emailaddress1', 'lastname'],
				timeZone: 'UTC',
			});
			const inputs = people(ROWS, { email: 'emailaddress1', name: 'lastname' });
			await target.prepare(inputs);
			await write(inputs, target, 'emailaddress1');
		} finally {
			await sandbox.close();
		}
	},
};
