import type { TriggerMemory } from './memory';
import type { TriggerSettings } from './settings';

/** What the user should know at every run, and how to change it. */
export function notesFor(
	{ refused, undeleted = [] }: Readonly<TriggerMemory>,
	{ delivery, webServiceTask, source }: TriggerSettings,
): string[] {
	const notes: string[] = [];
	if (refused && delivery !== 'scheduled') {
		const way = webServiceTask
			? delivery === 'instant'
				? 'by the Web Service task alone'
				: 'by the Web Service task and the scheduled check'
			: 'by the scheduled check alone';
		notes.push(
			`Responses come ${way}, not at once by ${source.system.announcedBy}: ${refused}. ` +
				`To change it, ${source.system.whenRefused}; or set 'Delivery' to 'Scheduled' to hide this note.`,
		);
	}
	if (undeleted.length > 0) {
		notes.push(
			`Qualtrics refused to delete an event subscription left by an earlier activation (${undeleted.join(', ')}). Its calls are ignored. A brand administrator can delete it. With OAuth2, this needs the scope manage:subscriptions.`,
		);
	}
	return notes;
}

export const closedNote = (name: string): string =>
	`The survey "${name}" is closed: no new responses come until it is activated again.`;
