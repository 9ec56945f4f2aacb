import { checkFields, type Fields } from '../http/fields';
import { ReplyNow } from '../http/types';
import { CONTACT, DETAILS } from './contactBody';
import { badField, refusal, success } from './envelope';
import type { World } from './state';
import { upsert, type Handler } from './writes';

const ENTRY: Fields = { ...DETAILS, contact: { kind: 'object', required: true, fields: CONTACT } };
const BATCH: Fields = {
	upsertDetails: { kind: 'array', required: true, min: 1 },
	useApiDoubleOptIn: { kind: 'boolean' },
	lang: { kind: 'string' },
	fireEvents: { kind: 'boolean' },
};

/** contracts/salesmanago.md 4: every entry stands for itself; what became of them is in the job's file alone. */
export const batchUpsert: Handler = (world, call) => {
	const { options, state, url } = world;
	const complaint = checkFields(call.body, BATCH);
	if (complaint) throw badField(options, complaint);
	const entries = call.body.upsertDetails as Array<Record<string, unknown>>;
	if (entries.length > options.contactsPerBatch) throw refusal(options, 'Too many contacts');
	// Left out, it defaults to true: everybody would get a confirmation mail.
	if (call.body.useApiDoubleOptIn !== false) state.doubleOptInMails += entries.length;
	const refused: string[] = [];
	for (const [index, entry] of entries.entries()) {
		const bad = checkFields(entry, ENTRY);
		if (bad || !carryOut(world, { ...call, body: entry })) refused.push(String(index));
	}
	const requestId = state.jobs.size + 1;
	state.jobs.set(requestId, {
		requestId,
		polls: options.jobPolls,
		fileUrl: `${url()}/files/${requestId}.json`,
		refused,
	});
	return success({ requestId });
};

function carryOut(world: World, call: Parameters<Handler>[1]): boolean {
	try {
		upsert(world, call);
		return true;
	} catch (error) {
		if (error instanceof ReplyNow) return false;
		throw error;
	}
}

export const jobStatus: Handler = ({ options, state }, { body }) => {
	const job = state.jobs.get(Number(body.requestId));
	if (!job || Object.keys(body).length !== 1) throw refusal(options, 'Job does not exist');
	if (job.polls > 0) {
		job.polls -= 1;
		return success({ message: ['Job is in progress'] });
	}
	return success({ message: [], fileUrl: job.fileUrl });
};
