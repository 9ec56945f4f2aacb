import { checkFields, type Fields } from '../../http/fields';
import { jsonReply } from '../../http/types';
import { badField, notFound, ok, refusal } from '../envelope';
import { importContactFields } from '../directory/contactBody';
import {
	runImport,
	unprocessedRows,
	type ImportRow,
	type TransactionMeta,
} from '../directory/importRun';
import { numberIn, positionOf, inResult } from '../paging';
import type { ImportJob } from '../state';
import { directoryOf, type ApiRoute, type Call } from '../world';

const area = 'mailing_list_contacts';
const base = '/directories/:directoryId/mailinglists/:mailingListId/transactioncontacts';
/** Per brand (contracts/qualtrics.md 5.9): running at once, and in all. */
const runningAtOnce = 25;
const queuedInAll = 125;

const bodyFields: Fields = {
	contacts: {
		kind: 'array',
		required: true,
		min: 1,
		max: 10_000,
		items: { kind: 'object', fields: importContactFields },
	},
	transactionMeta: {
		kind: 'object',
		fields: {
			batchId: { kind: 'string', required: true },
			fields: { kind: 'array', required: true, min: 1, items: { kind: 'string' } },
		},
	},
};

function create(call: Call) {
	const { world, body, params } = call;
	const complaint = checkFields(body, bodyFields);
	if (complaint) throw badField(complaint);
	const contacts = body.contacts as ImportRow[];
	const meta = body.transactionMeta as TransactionMeta | undefined;
	if (!meta && contacts.some(({ transactionData }) => transactionData)) {
		throw badField({ path: 'transactionMeta', reason: 'missing' });
	}
	const open = [...world.state.imports.values()].filter(({ run }) => run).length;
	if (open >= queuedInAll) throw refusal(429, 'Too many import jobs.');

	const unprocessed = unprocessedRows(contacts, meta);
	const skipped = new Set(unprocessed);
	const rows = contacts
		.map((row, index) => ({ index, row }))
		.filter(({ index }) => !skipped.has(index));
	const job: ImportJob = {
		id: world.id('PGRS_'),
		directoryId: params.directoryId,
		mailingListId: params.mailingListId,
		pollsLeft: world.options.importPolls + Math.floor(open / runningAtOnce),
		counts: { added: 0, updated: 0, failed: 0, transactions: 0 },
		invalidEmails: [],
		report: [],
	};
	// An unknown directory, list or batch is no error here: the job ends at 100 % with nothing done (contracts/qualtrics.md 5.9).
	job.run = () => {
		const directory = world.state.directories.get(params.directoryId);
		const list = directory?.lists.get(params.mailingListId);
		const batch = meta && directory?.batches.get(meta.batchId);
		if (directory && list && (batch || !meta))
			runImport(world, { directory, list, batch }, job, rows);
	};
	world.state.imports.set(job.id, job);
	// The job goes on whether or not anybody asks for its progress.
	setImmediate(() => finish(job));
	return ok(
		{
			id: job.id,
			contacts: { unprocessed },
			tracking: { url: `${world.origin()}${call.exchange.path}/${job.id}` },
			status: 'inProgress',
		},
		202,
	);
}

function finish(job: ImportJob): void {
	const { run } = job;
	job.run = undefined;
	run?.();
}

function jobOf({ world, params }: Call): ImportJob {
	const job = world.state.imports.get(params.importId);
	if (!job || job.directoryId !== params.directoryId) throw notFound(`Import ${params.importId}`);
	return job;
}

const counted = (job: ImportJob) => ({
	contacts: {
		count: { added: job.counts.added, updated: job.counts.updated, failed: job.counts.failed },
	},
	transactions: { count: { created: job.counts.transactions } },
});

function status(call: Call) {
	const job = jobOf(call);
	if (job.pollsLeft > 0) {
		job.pollsLeft -= 1;
		return ok({ percentComplete: 50, ...counted(job), status: 'inProgress' });
	}
	finish(job);
	return ok({ percentComplete: 100, ...counted(job), status: 'complete' });
}

function summary(call: Call) {
	const job = jobOf(call);
	const isOver = job.pollsLeft === 0;
	return ok({
		percentComplete: isOver ? 100 : 50,
		...counted(job),
		invalidEmails: job.invalidEmails,
		status: isOver ? 'complete' : 'inProgress',
	});
}

/** `results`, not `result` (contracts/qualtrics.md 5.9). */
function report(call: Call) {
	const { world, query } = call;
	const job = jobOf(call);
	const size = numberIn(query, 'pageSize', { fallback: 100, min: 1, max: 1_000 });
	const { elements, skipToken } = inResult(positionOf(query.get('skipToken')), size, job.report);
	const token = skipToken === undefined ? {} : { skipToken };
	const isInside = world.options.reportSkipToken === 'results';
	return jsonReply(200, {
		results: { importReportEntries: elements, ...(isInside && token) },
		...(!isInside && token),
		meta: { httpStatus: '200 - OK', requestId: world.id('', 20) },
	});
}

/** Source: contracts/qualtrics.md 5.9. */
export const importRoutes: ApiRoute[] = [
	{
		method: 'POST',
		path: base,
		scope: { area, access: 'write' },
		bucket: 'import',
		body: 'any object',
		bodyLimit: 5 * 1024 * 1024,
		handle: create,
	},
	{
		method: 'GET',
		path: `${base}/:importId`,
		scope: { area, access: 'read' },
		bucket: 'import-status',
		handle: status,
	},
	{
		method: 'GET',
		path: `${base}/:importId/summary`,
		scope: { area, access: 'read' },
		bucket: 'import-summary',
		handle: summary,
	},
	{
		method: 'GET',
		path: '/directories/:directoryId/imports/api-import/jobs/:importId/report',
		scope: { area, access: 'read' },
		query: ['skipToken', 'pageSize'],
		handle: (call) => {
			directoryOf(call);
			return report(call);
		},
	},
];
