import { DateTime } from 'luxon';
import { questionOf, type Given, type ModelSurvey } from './model';
import type { StartquestionSandboxOptions } from './options';

export interface SheetMeta {
	email?: string;
	respondentId?: number;
	token?: string;
	externalKey?: string;
	smclientid?: string;
	labels?: Array<{ id: number; name: string; value: string }>;
	tags?: Array<{ id: number; sentiment: string; weight: number | null }>;
	finished?: boolean;
	personalDataChecked?: boolean;
	/** Milliseconds since 1970; default now. */
	endedAt?: number;
}

export interface Sheet {
	id: number;
	surveyId: number;
	/** Milliseconds; undefined while unfinished. */
	endedAt?: number;
	createdAt: number;
	externalKey: string;
	token: string;
	body: Record<string, unknown>;
}

const SECONDS = 373;

export function makeSheet(
	options: StartquestionSandboxOptions,
	survey: ModelSurvey,
	id: number,
	given: Given,
	meta: SheetMeta,
): Sheet {
	const now = meta.endedAt ?? options.now();
	const local = (ms: number): string =>
		DateTime.fromMillis(ms, { zone: options.timeZone }).toFormat('yyyy-MM-dd HH:mm:ss');
	const { finished = true, smclientid } = meta;
	const referer = new URL(`https://www.netquest.cz/dotaznik/${survey.id}/a.html`);
	if (smclientid !== undefined && options.smclientidIn === 'referer')
		referer.searchParams.set('smclientid', smclientid);
	const labels = [
		...(meta.labels ?? []),
		...(smclientid !== undefined && options.smclientidIn === 'label'
			? [{ id: 9, name: 'smclientid', value: smclientid }]
			: []),
	];
	const known = new Set(survey.questions.map((question) => String(question.id)));
	const unknown = Object.keys(given).find((name) => !known.has(name));
	if (unknown !== undefined) throw new Error(`There is no question ${unknown}`);
	return {
		id,
		surveyId: survey.id,
		createdAt: now,
		...(finished && { endedAt: now }),
		externalKey: meta.externalKey ?? '',
		token: meta.token ?? '',
		body: {
			meta: {
				id,
				surveyId: survey.id,
				startDate: local(now - SECONDS * 1000),
				endDate: finished ? local(now) : options.noDate,
				lastRespondentInteractionDate: local(now),
				email: meta.email ?? '',
				respondentId: meta.respondentId ?? null,
				token: meta.token ?? '',
				finished,
				externalKey: meta.externalKey ?? '',
				ip: '192.0.2.7',
				referer: referer.href,
				personalDataChecked: meta.personalDataChecked ?? false,
				...(smclientid !== undefined && options.smclientidIn === 'meta' && { smclientid }),
				labels:
					options.labelsAs === 'list'
						? labels
						: Object.fromEntries(labels.map(({ name, value }) => [name, value])),
				tags: meta.tags ?? [],
			},
			time: { real: '00:06:13', total: '00:06:13', pages: [{ id: 1539098, time: SECONDS }] },
			questions: survey.questions.map((question) => questionOf(question, given[question.id])),
		},
	};
}
