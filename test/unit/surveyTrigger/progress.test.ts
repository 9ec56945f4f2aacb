import type { ITriggerFunctions } from 'n8n-workflow';
import { recall, remember, storeNewest } from '../../../nodes/SurveyTrigger/memory';
import {
	keepProgress,
	progressOf,
	recordedPull,
	rememberStarts,
} from '../../../nodes/SurveyTrigger/progress';
import type { TriggerSettings } from '../../../nodes/SurveyTrigger/settings';

let workflows = 0;

/** As n8n hands it out: what is written into the static data is counted. */
function triggerContext() {
	const stored: Record<string, unknown> = {};
	let writes = 0;
	const watched = new Proxy(stored, {
		set(target, name, value) {
			writes += 1;
			return Reflect.set(target, name, value);
		},
	});
	const id = `progress-${(workflows += 1)}`;
	const context = {
		getMode: () => 'trigger',
		getWorkflow: () => ({ id }),
		getNode: () => ({ id: 'node' }),
		getWorkflowStaticData: () => watched,
	} as unknown as ITriggerFunctions;
	return { context, stored, writes: () => writes };
}

const ids = Array.from({ length: 100 }, (_, index) => `SV_${index}`);
const settings = {
	surveyIds: ids,
	events: ['new'],
	startFrom: { kind: 'all' },
} as unknown as TriggerSettings;

describe('progress of many surveys', () => {
	it('is put whole into what n8n stores when that is due, not for each survey', () => {
		const { context, stored, writes } = triggerContext();
		rememberStarts(context, settings);
		expect(writes()).toBe(1);
		const at = '2026-11-01T00:00:00.000Z';
		for (const id of ids) {
			const state = progressOf(context, recordedPull(id))!;
			keepProgress(context, recordedPull(id), { ...state, upTo: { upTo: at } });
		}
		expect(writes()).toBe(1);
		for (const id of ids)
			expect(progressOf(context, recordedPull(id))).toEqual({ start: {}, upTo: { upTo: at } });
		storeNewest(context);
		expect(writes()).toBe(2);
		expect(JSON.stringify(stored).split(at)).toHaveLength(ids.length + 1);
	});

	it('what was recalled stays as it was, and what is stored is a copy', () => {
		const { context, stored } = triggerContext();
		remember(context, { refused: 'no right', undeleted: ['SUB_1'] });
		const before = recall(context);
		remember(context, { refused: undefined });
		expect(before.refused).toBe('no right');
		expect(recall(context).refused).toBeUndefined();
		const { node } = stored.surveyTriggers as Record<string, { undeleted: string[] }>;
		expect(node).toEqual({ v: 1, changes: 2, undeleted: ['SUB_1'] });
		node.undeleted.push('SUB_2');
		expect(recall(context).undeleted).toEqual(['SUB_1']);
	});

	it('what another process has stored since is the newer one', () => {
		const { context, stored } = triggerContext();
		remember(context, { refused: 'no right' });
		stored.surveyTriggers = { node: { v: 1, changes: 7, webhookUrl: 'https://n8n.example/hook' } };
		expect(recall(context)).toEqual({
			v: 1,
			changes: 7,
			webhookUrl: 'https://n8n.example/hook',
		});
		keepProgress(context, recordedPull('SV_1'), { start: {}, upTo: {} });
		expect(recall(context)).toMatchObject({ changes: 8, webhookUrl: 'https://n8n.example/hook' });
	});
});
