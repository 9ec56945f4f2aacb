import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { IDataObject, INode } from 'n8n-workflow';
import {
	bulkMail,
	bulkReport,
	type BulkRun,
	journeyMap,
	kpiMail,
	kpiReport,
	stagesOf,
	type Theme,
} from '../../nodes/shared/report';
import { type Verbatim, VerbatimSample } from '../../nodes/shared/survey/kpi';
import { compute, measure, planOf, responseOf, up } from '../unit/kpi/responses';

/** A stranger's answer, and a word longer than any narrow screen. */
const HOSTILE = `<script>alert(1)</script> ${'Donaudampfschifffahrtsgesellschaft'.repeat(4)}`;

const STAGES = ['Discover', 'Purchase', 'Renewal, support and everything after the sale'];

/** Three months in which the NPS of one stage falls for certain, and that of another may have risen by chance. */
function journey() {
	const sources = (key: string) =>
		STAGES.map((stage, at) => ({ stage, surveyId: `SV_${at}`, from: 'answer' as const, key }));
	const plan = planOf(
		[
			measure('nps', { name: 'NPS', sources: sources('Q'), target: 40 }),
			measure('csat', { name: 'Satisfaction', sources: sources('S') }),
			measure('csatTopBox', { name: 'Satisfied', sources: sources('S'), target: 60 }),
			measure('distribution', { name: 'Channel', sources: sources('C') }),
		],
		{ groupBy: [{ by: 'stage' }], period: 'month' },
	);
	const score = (month: number, stage: number, at: number): number => {
		if (stage === 1 && month === 3) return [2, 5, 6, 9][at % 4];
		return stage === 1 ? [10, 9, 9, 7][at % 4] : [10, 9, 8, 8, 4][(at + month) % 5];
	};
	const responses = [1, 2, 3].flatMap((month) =>
		[0, 1].flatMap((stage) =>
			Array.from({ length: 40 }, (_, at) =>
				responseOf({
					survey: `SV_${stage}`,
					surveyName: stage ? 'Store visit' : 'First visit',
					at: `2026-0${month}-${10 + (at % 18)}T10:00:00.000Z`,
					scale: up(0, 10),
					answers: {
						Q: { ...answer(score(month, stage, at)), title: 'How likely are you to recommend us?' },
						S: { ...answer(1 + ((at + month) % 5)), scale: up(1, 5) },
						C: [['Shop', 'Phone', 'A channel with a name that goes on for rather long'][at % 3]],
						T: at === 7 ? HOSTILE : `Twenty minutes at the till, ${at}`,
					},
					response: { isTest: at === 3 },
				}),
			),
		),
	);
	const sample = new VerbatimSample(
		STAGES.map((stage, at) => ({ stage, surveyId: `SV_${at}`, key: 'T', score: 'Q' })),
		35,
	);
	for (const response of responses) sample.add(response);
	const said = (stage: string): Verbatim[] => {
		const all = sample.of(stage);
		return [...all.slice(0, 2), ...all.filter(({ text }) => text === HOSTILE)];
	};
	const byStage = stagesOf(compute(plan, responses), said);
	const whole = compute(plan, responses, { by: [] });
	return { stages: byStage, whole, said: said('Purchase') };
}

const answer = (value: number) => ({
	value,
	numeric: value,
	label: String(value),
	text: String(value),
});

const run: BulkRun = {
	operation: 'apply',
	target: 'Dynamics 365, Contact',
	fileName: 'spring.csv',
	state: 'done',
	startedAt: '2026-03-31T10:00:00Z',
	endedAt: '2026-03-31T10:07:12Z',
	timeZone: 'Europe/Prague',
	rows: 62,
	counts: { ok: 41, unchanged: 6, conflict: 4, invalid: 8, notFound: 2, failed: 1 },
	fields: [
		{ field: 'Gender', changed: 17, cleared: 0, conflicts: 0, invalid: 4 },
		{ field: 'Job Title', changed: 37, cleared: 2, conflicts: 4, invalid: 0 },
	],
	reasons: [
		{
			kind: 'unknownCode',
			field: 'Gender',
			outcome: 'invalid',
			rows: 8,
			message: `[new] Gender, column E: "${HOSTILE}" is not one of the codes: 1 – Male, 2 – Female`,
			firstLine: 2,
		},
		{
			kind: 'conflict',
			outcome: 'conflict',
			rows: 4,
			message: 'Job Title is empty now',
			firstLine: 13,
		},
	],
	timeline: [0, 1, 2, 3].map((at) => ({
		at: `2026-03-31T10:0${at * 2}:00Z`,
		done: at * 20,
		problems: at * 4,
	})),
	sample: Array.from({ length: 20 }, (_, at) => ({
		line: at + 2,
		key: `person${at}@example.com`,
		field: 'Job Title',
		from: at % 2 ? 'Clerk' : null,
		to: at === 3 ? HOSTILE : 'Nurse',
	})),
	warnings: ['2 rows of the file are empty'],
};

const TITLE = 'Customer journey';

/** Every report, as it comes out of the node. */
export function reportPages(theme: Theme): Record<string, string> {
	const { stages, whole, said } = journey();
	const options = { title: TITLE, theme };
	return {
		'kpi-report': kpiReport({ ...options, results: whole, verbatims: said }),
		'journey-map': journeyMap({ ...options, stages, whole }),
		'bulk-report': bulkReport({ ...run, theme }),
	};
}

/** The HTML of a mail step of a template, with its expressions filled in as n8n does. */
function templateMail(
	template: string,
	step: string,
	$json: IDataObject,
	items: Record<string, IDataObject> = {},
): string {
	const file = path.join(__dirname, '../../templates', `${template}.json`);
	const { nodes } = JSON.parse(readFileSync(file, 'utf8')) as { nodes: INode[] };
	const { html } = nodes.find(({ name }) => name === step)!.parameters as { html: string };
	const $ = (name: string) => ({ first: () => ({ json: items[name] }) });
	return html.slice(1).replace(/\{\{([^]+?)\}\}/g, (_, expression: string) => {
		const resolve = new Function('$json', '$', `return (${expression})`) as (
			json: IDataObject,
			of: typeof $,
		) => unknown;
		return String(resolve($json, $));
	});
}

/** The bodies of mails, as a program shows them that adds nothing of its own. */
export function mailPages(): Record<string, string> {
	const { stages, whole } = journey();
	const page = (body: string) =>
		`<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Mail</title></head><body><main>${body}</main></body></html>`;
	return {
		'kpi-mail': page(kpiMail({ title: TITLE, results: whole, stages })),
		'bulk-mail': page(bulkMail(run)),
		'declined-mail': page(
			templateMail(
				'bulk-update-with-approval',
				'Tell that it was refused',
				{},
				{ 'Check the file': { mailHtml: bulkMail({ ...run, operation: 'validate' }) } },
			),
		),
	};
}
