import { ConnectorError } from '../../../http/ConnectorError';
import { afterWriting } from '../../../records';
import type { DirectoryRun } from './directoryRun';

export const notInList = (mailingListId: string): string =>
	`not put into mailing list ${mailingListId}`;

/**
 * Puts a contact into one more list. Qualtrics adds to a list only by recognising the contact; where it cannot, that would make
 * another contact, so it is not tried.
 */
export async function enrol(
	run: DirectoryRun,
	id: string,
	identity: Record<string, string>,
	mailingListId: string,
): Promise<void> {
	const { mergeFields, dryRun } = run;
	if (!mergeFields.some((field) => identity[field])) {
		throw new ConnectorError(
			'input',
			`Contact ${id} was written, but cannot be put into mailing list ${mailingListId}`,
			{
				hint: `Qualtrics adds a contact to a further list only where the directory's merge rules recognise it. ${reason(mergeFields)}`,
			},
		);
	}
	const added = await afterWriting(
		`Contact ${id}`,
		run.post(mailingListId, identity),
		notInList(mailingListId),
	);
	if (added === id || dryRun) return;
	throw new ConnectorError(
		'input',
		`Contact ${id} was written, but mailing list ${mailingListId} got contact ${added}`,
		{
			hint: "The directory's merge rules take the two for different people. Compare them in the directory and merge or remove one.",
		},
	);
}

const reason = (mergeFields: string[]): string =>
	mergeFields.length > 0
		? `It merges by ${mergeFields.join(', ')}, and the contact has none of these.`
		: 'This directory merges no contacts, so a contact stays in the one list it was created in.';

export async function setListStatus(
	{ contacts, scope }: DirectoryRun,
	id: string,
	mailingListIds: readonly string[],
	unsubscribed: boolean,
): Promise<void> {
	for (const mailingListId of mailingListIds) {
		const update = contacts.update({ ...scope, mailingListId }, id, { unsubscribed });
		await afterWriting(
			`Contact ${id}`,
			update,
			`its status in mailing list ${mailingListId} was not set`,
		);
	}
}
