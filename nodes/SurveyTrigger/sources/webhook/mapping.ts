import type { IDataObject } from 'n8n-workflow';
import { customSpec, type CustomMapping } from '../../../shared/connectors/webhook/custom';
import type { WebhookSpec } from '../../../shared/connectors/webhook/spec';
import { rawTextOf } from '../../../shared/face/textParameters';
import type { AnswerType } from '../../../shared/survey/SurveyResponse';
import type { Read } from '../../settings';
import type { Source } from '../registry';

/** Where the payloads of a source keep what a Survey Response wants. */
export const specOf = ({ preset }: Source, read: Read): WebhookSpec =>
	preset?.spec ?? customSpec(customMapping(read));

const text = (value: unknown): string => String(rawTextOf(value) ?? '').trim();

const rowsIn = (collection: unknown, name = 'row'): IDataObject[] => {
	const rows = (collection as IDataObject | undefined)?.[name];
	return Array.isArray(rows) ? (rows as IDataObject[]) : [];
};

/** The mapping as its author built it. */
export function customMapping(read: Read): CustomMapping {
	const fields = Object.fromEntries(
		rowsIn(read('responseFields', {})).map(({ field, path }) => [text(field), text(path)]),
	);
	const list = (read('answerList', {}) as { list?: IDataObject }).list;
	return {
		...fields,
		fields: rowsIn(read('answerRows', {})).map(answerOf),
		...(list && {
			list: {
				each: text(list.each),
				id: text(list.id),
				label: text(list.label),
				title: text(list.title),
				value: text(list.value),
			},
		}),
		context: rowsIn(read('contextPaths', {})).map(({ path }) => text(path)),
	};
}

function answerOf(row: IDataObject): CustomMapping['fields'][number] {
	const path = text(row.path);
	const [label, title, type] = [text(row.label), text(row.title), text(row.type)];
	return {
		path,
		key: text(row.key) || lastNameOf(path),
		...(label && { ref: label }),
		...(title && { title }),
		...(type && type !== 'auto' && { type: type as AnswerType }),
	};
}

/** `$.answers.nps` → `nps`; positions and `*` name nothing. */
const lastNameOf = (path: string): string =>
	[...path.matchAll(/[\p{L}\p{N}_-]*\p{L}[\p{L}\p{N}_-]*/gu)].at(-1)?.[0] ?? '';

/** Every path that begins at a response, by the name its author sees it under. */
export function pathsOf(mapping: CustomMapping): Array<{ name: string; path: string }> {
	const { fields, list, context = [], ...response } = mapping;
	return [
		...Object.entries(response)
			.filter(([name]) => name !== 'deliveries')
			.map(([name, path]) => ({ name, path: path as string })),
		...fields.map(({ key, path }) => ({ name: `answer "${key}"`, path })),
		...(list ? [{ name: 'list of answers', path: list.each }] : []),
		...context.map((path) => ({ name: 'fields that travel along', path })),
	].filter(({ path }) => path !== '');
}
