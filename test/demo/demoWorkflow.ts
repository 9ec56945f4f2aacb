import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { INodeParameters } from 'n8n-workflow';
import { projectRoot, type StoredCredential, type WorkflowInput } from '../e2e/harness';
import { customersListId, storeVisitId } from '../sandbox/qualtrics';
import { template } from '../workflows';

const name = 'survey-answer-updates-contact';

/** What the editor shows for what is chosen in the demo. */
const titles: Record<string, string> = {
	[storeVisitId]: 'Store visit',
	[customersListId]: 'Store customers',
};

/** The shared template with its survey, list and credential chosen, and with its notes on the canvas. */
export function demoWorkflow(credential: StoredCredential): WorkflowInput {
	const filled = template(name, { surveyId: storeVisitId, mailingListId: customersListId });
	const file = path.join(projectRoot, 'templates', `${name}.json`);
	const { nodes } = JSON.parse(readFileSync(file, 'utf8')) as WorkflowInput;
	const notes = nodes.filter(({ type }) => type.endsWith('stickyNote'));
	for (const node of filled.nodes) {
		const { id, name: credentialName } = credential;
		node.credentials = { [credential.type]: { id, name: credentialName } };
		addTitles(node.parameters);
	}
	return { ...filled, nodes: [...notes, ...filled.nodes] };
}

function addTitles(value: unknown): void {
	if (value === null || typeof value !== 'object') return;
	const { __rl: isLocator, value: chosen } = value as { __rl?: boolean; value?: string };
	const title = isLocator ? titles[chosen ?? ''] : undefined;
	if (title !== undefined) (value as INodeParameters).cachedResultName = title;
	for (const member of Object.values(value)) addTitles(member);
}
