import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { IConnections, INode } from 'n8n-workflow';
import type { QualtricsSandbox } from './sandbox/qualtrics';
import { storeVisitId } from './sandbox/qualtrics';

/** A locator's value as the editor stores it. */
export const picked = (value: string, mode = 'list') => ({ __rl: true, mode, value });

export const credentialsOf = (sandbox: QualtricsSandbox) => ({
	qualtricsApi: { apiToken: sandbox.token, dataCenter: 'fra1', baseUrl: sandbox.url },
});

/** A node as a workflow file holds it. */
export type TemplateNode = Partial<INode> & Pick<INode, 'name' | 'type'>;

export interface Template {
	name: string;
	nodes: TemplateNode[];
	connections: IConnections;
}

/** A workflow template as shared, with the user's choices (survey, list) filled in. */
export function template(
	name: string,
	choices: { surveyId?: string; mailingListId?: string } = {},
): Template {
	const file = path.join(__dirname, '../templates', `${name}.json`);
	const { name: title, nodes, connections } = JSON.parse(readFileSync(file, 'utf8')) as Template;
	const surveyId = choices.surveyId ?? storeVisitId;
	for (const node of nodes) {
		const parameters = node.parameters ?? {};
		if ('surveys' in parameters) parameters.surveys = { values: [{ survey: picked(surveyId) }] };
		if ('questionsSurvey' in parameters) parameters.questionsSurvey = picked(surveyId);
		if ('mailingLists' in parameters && choices.mailingListId) {
			parameters.mailingLists = { values: [{ mailingList: picked(choices.mailingListId) }] };
		}
	}
	return {
		name: title,
		nodes: nodes.filter((node) => !node.type.endsWith('stickyNote')),
		connections,
	};
}
