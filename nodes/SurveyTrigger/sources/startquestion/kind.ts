import { isByHand } from '../../activation';
import { readSettings } from '../../settings';
import { assertCallersCanProve } from '../../webhookSecret';
import { accountReader } from '../accountReader';
import type { SourceKind } from '../SourceKind';
import { startquestionAccount } from './account';
import { receiveSheets } from './resthook';
import { zoneNote } from './zoneNote';

export const startquestion: SourceKind = {
	receive: receiveSheets,
	// The RESThook is entered by hand in the survey tool: there is nothing to make here.
	isRegistered: async () => false,
	async register(context) {
		if (!isByHand(context)) return;
		const settings = readSettings(context);
		if (settings.requireAuthentication) await assertCallersCanProve(context);
		const { assertReadable } = await startquestionAccount.connect(context, settings);
		await assertReadable(settings.surveyIds);
	},
	unregister: async () => undefined,
	open(context, settings) {
		const reader = accountReader(context, settings, startquestionAccount);
		return {
			...reader,
			async read(job, notes) {
				const read = await reader.read(job, notes);
				if (job.kind === 'posted') {
					for (const response of read.responses) {
						const note = zoneNote(response, job.receivedAt, settings.timeZone);
						if (note) notes.add(note);
					}
				}
				return read;
			},
		};
	},
	account: startquestionAccount,
};
