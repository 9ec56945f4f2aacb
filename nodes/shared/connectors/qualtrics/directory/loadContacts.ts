import { isConnectorError } from '../../../http/ConnectorError';
import type { Qualtrics } from '../client';
import { LIST_PREFIX } from './contactValues';
import { chooseWay } from './chooseWay';
import type { ContactItem, LoadedContact, LoadOptions } from './LoadOptions';
import { loadByImport } from './loadByImport';
import { loadSingly } from './loadSingly';
import { recordTransactions } from './recordTransactions';
import type { RehearsedRequest } from './rehearsal';

/** Writes all items of a run into one directory and its lists: one result for each, in order. */
export async function loadContacts(
	qualtrics: Qualtrics,
	items: readonly ContactItem[],
	options: LoadOptions,
): Promise<LoadedContact[]> {
	const loaded = new Array<LoadedContact>(items.length);
	const ways = items.map((item) => chooseWay(item, items.length, options));
	const indexesOf = (way: 'import' | 'single'): number[] =>
		[...items.keys()].filter((index) => ways[index].way === way);
	const imported = indexesOf('import');
	const byImport = await loadByImport(qualtrics, at(items, imported), options);
	imported.forEach((index, position) => (loaded[index] = byImport[position]));
	const single = indexesOf('single');
	const singly = await loadSingly(qualtrics, at(items, single), options);
	single.forEach((index, position) => {
		const { note } = ways[index];
		loaded[index] = note
			? { ...singly[position], warnings: [...singly[position].warnings, note] }
			: singly[position];
	});
	await addTransactions(qualtrics, items, loaded, options);
	return loaded;
}

const at = <T>(list: readonly T[], indexes: number[]): T[] => indexes.map((index) => list[index]);

async function addTransactions(
	{ transactions }: Qualtrics,
	items: readonly ContactItem[],
	loaded: LoadedContact[],
	{ cancel, directory, mailingListIds, rehearsal }: LoadOptions,
): Promise<void> {
	const indexes = [...items.keys()].filter((index) => {
		const { contactId, status } = loaded[index];
		return items[index].transaction && contactId && status !== 'failed' && status !== 'skipped';
	});
	const wanted = indexes.map((index) => ({
		...items[index].transaction!,
		contactId: loaded[index].contactId!,
		mailingListId: mailingListIds[0],
	}));
	rehearsal?.take();
	const answers = await recordTransactions(transactions, directory.id, wanted, {
		cancel,
		isRehearsal: rehearsal !== undefined,
	});
	const requests = (rehearsal?.take() ?? []).flatMap(oneByOne);
	indexes.forEach((index, position) => {
		const answer = answers[position];
		const contact = loaded[index];
		loaded[index] = isConnectorError(answer)
			? { ...contact, status: 'failed', error: answer }
			: { ...contact, transaction: answer };
		const isNew = !isConnectorError(answer) && answer.status === 'recorded';
		if (rehearsal && isNew) loaded[index].requests?.push(...requests.splice(0, 1));
	});
}

/** Several transactions share a request; each contact shows its own. */
const oneByOne = ({ method, path, body }: RehearsedRequest): RehearsedRequest[] =>
	Object.entries(body as object).map(([key, entry]: [string, unknown]) => ({
		method,
		path,
		body: { [key]: entry },
	}));

export const shownField = (field: string): string =>
	field.startsWith(LIST_PREFIX) ? `mailing list ${field.slice(LIST_PREFIX.length)}` : field;
