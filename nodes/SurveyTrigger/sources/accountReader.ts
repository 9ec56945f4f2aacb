import type { IExecuteFunctions } from 'n8n-workflow';
import { recall } from '../memory';
import { closedNote, notesFor } from '../notes';
import { sampleResponses } from '../sample';
import type { TriggerSettings } from '../settings';
import type { AccountKind, AccountSurvey, JobReader, TriggerAccount } from './SourceKind';

/** Fetches what was announced, and reads what was listed or posted with the survey's own words. */
export function accountReader(
	context: IExecuteFunctions,
	settings: TriggerSettings,
	kind: AccountKind,
): JobReader {
	let account: Promise<TriggerAccount> | undefined;
	const surveyOf = async (surveyId: string): Promise<AccountSurvey> => {
		account ??= kind.connect(context, settings);
		return await (await account).survey(surveyId);
	};
	const noteIfClosed = async (survey: AccountSurvey, notes: Set<string>): Promise<void> => {
		const name = await survey.closedName?.();
		if (name !== undefined) notes.add(closedNote(name));
	};
	return {
		async read(job, notes) {
			const survey = await surveyOf(job.surveyId ?? '');
			if (job.kind === 'caughtUp') {
				const { raw, missing } = job;
				return { responses: raw ? [await survey.source.parse(raw)] : [], missing };
			}
			const response =
				job.kind === 'announced'
					? await survey.source.get(job.responseId, { justAnnounced: true })
					: await survey.source.parse(job.raw);
			await noteIfClosed(survey, notes);
			return { responses: [response] };
		},
		async sample(notes) {
			const [surveyId] = settings.surveyIds;
			const survey = await surveyOf(surveyId);
			const samples = await sampleResponses(survey.source, surveyId, settings);
			for (const note of notesFor(recall(context), settings)) notes.add(note);
			await noteIfClosed(survey, notes);
			return samples;
		},
	};
}
