import type { ITriggerFunctions } from 'n8n-workflow';
import type { CatchUpState } from '../shared/delivery/catchUp';
import { firstWatermark, isEarlier } from '../shared/delivery/window';
import type { By } from './jobs';
import { note, recall, storeNewest } from './memory';
import type { TriggerSettings } from './settings';

/** One pull of a check: a survey, how it is looked at, and the name under which its progress is kept. */
export interface Pull {
	name: string;
	surveyId: string;
	by: By;
}

export const progressOf = (context: ITriggerFunctions, { name }: Pull): CatchUpState | undefined =>
	recall(context).catchUp?.[name];

/** To be stored by `storeNewest`. */
export function keepProgress(
	context: ITriggerFunctions,
	{ name }: Pull,
	state: CatchUpState | undefined,
): void {
	const all = { ...recall(context).catchUp };
	if (state) all[name] = state;
	else delete all[name];
	note(context, { catchUp: all });
}

const named = (surveyId: string, by: By, addition = ''): Pull => ({
	name: `${surveyId} ${by}${addition}`,
	surveyId,
	by,
});

export const recordedPull = (surveyId: string): Pull => named(surveyId, 'recorded');
export const modifiedPull = (surveyId: string): Pull => named(surveyId, 'modified');
/** Back behind the start that a survey had at first, when the user has set an earlier one. */
export const earlierPull = (surveyId: string): Pull => named(surveyId, 'recorded', ' earlier');

/** Sets where each survey is looked at from, as far as that is not known from before. */
export function rememberStarts(context: ITriggerFunctions, settings: TriggerSettings): void {
	for (const surveyId of settings.surveyIds) {
		if (takesRecorded(settings)) startRecorded(context, surveyId, settings);
		if (settings.events.includes('updated')) startModified(context, surveyId, settings);
	}
	storeNewest(context);
}

export const takesRecorded = ({ events }: TriggerSettings): boolean =>
	events.includes('new') || events.includes('partial');

function startRecorded(
	context: ITriggerFunctions,
	surveyId: string,
	{ startFrom }: TriggerSettings,
): void {
	const pull = recordedPull(surveyId);
	const start = firstWatermark(startFrom, Date.now());
	const known = progressOf(context, pull);
	if (!known) {
		keepProgress(context, pull, { start, upTo: start });
		return;
	}
	if (startFrom.kind === 'new' || !isEarlier(start, known.start)) return;
	const earlier = earlierPull(surveyId);
	const until = progressOf(context, earlier)?.until ?? known.start.upTo;
	keepProgress(context, earlier, { start, upTo: start, until });
	keepProgress(context, pull, { ...known, start });
}

/**
 * Where new responses come out too, they come in their present form, so edits count from now on, or since the date for those
 * that were recorded before it.
 */
function startModified(
	context: ITriggerFunctions,
	surveyId: string,
	settings: TriggerSettings,
): void {
	const pull = modifiedPull(surveyId);
	if (progressOf(context, pull)) return;
	const { startFrom } = settings;
	const isFromNowOn = takesRecorded(settings) && startFrom.kind === 'all';
	const start = firstWatermark(isFromNowOn ? { kind: 'new' } : startFrom, Date.now());
	keepProgress(context, pull, { start, upTo: start, since: new Date().toISOString() });
}
