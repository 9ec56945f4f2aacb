import { customSpec, type CustomMapping } from '../../../shared/connectors/webhook/custom';
import type { WebhookSpec } from '../../../shared/connectors/webhook/spec';
import type { RequestContext } from '../../../shared/n8n/context';
import { authorTextIn, rawTextOf, readRaw, type Raw } from '../../../shared/n8n/rawParameters';
import { ConnectorError } from '../../../shared/http/ConnectorError';
import { trimmed, type AuthorText } from '../../../shared/pipedText/authorText';
import type { AnswerType } from '../../../shared/survey/SurveyResponse';
import { readerOf } from '../../parameterReader';
import type { Source } from '../registry';

/** Where the payloads of a source keep what a Survey Response wants. */
export const specOf = ({ preset }: Source, context: RequestContext): WebhookSpec =>
	preset?.spec ?? customSpec(customMapping(context));

const text = (value: unknown): string => String(rawTextOf(value) ?? '').trim();

interface RawRow {
	field?: unknown;
	path?: Raw;
	key?: unknown;
	label?: unknown;
	title?: unknown;
	type?: unknown;
}

interface RawList {
	each?: Raw;
	id?: Raw;
	label?: Raw;
	title?: Raw;
	value?: Raw;
}

/** A path as its author chose it. Paths are read as code, so nothing that an n8n expression gives can be one. */
function pathIn(parameter: Raw | undefined, name: string): AuthorText {
	const path = authorTextIn(parameter);
	if (path !== undefined) return trimmed(path);
	throw new ConnectorError('input', `The path of ${name} comes from an n8n expression`, {
		hint: 'Pick the path from the sample or type it. For security, a path cannot come from an expression.',
	});
}

/** The mapping as its author built it: paths as they stand in the workflow, names as n8n evaluates them. */
export function customMapping(context: RequestContext): CustomMapping {
	const read = readerOf(context);
	// What an expression gives is not even evaluated where a path is wanted.
	const responsePaths = writtenRows(context, 'responseFields').map(({ field, path }) =>
		pathIn(path, text(field)),
	);
	const answerPaths = writtenRows(context, 'answerRows').map(({ key, path }) =>
		pathIn(path, text(key) === '' ? 'an answer' : `answer "${text(key)}"`),
	);
	const additionalFields = writtenRows(context, 'additionalFields').map(({ path }) =>
		pathIn(path, 'fields that travel along'),
	);
	const { list } = readRaw<{ list?: RawList } | undefined>(context, 'answerList', {}) ?? {};
	const inList = (name: keyof RawList) => pathIn(list?.[name], `the list of answers (${name})`);
	const listPaths = list && {
		each: inList('each'),
		id: inList('id'),
		label: inList('label'),
		title: inList('title'),
		value: inList('value'),
	};
	const fields = rowsIn<RawRow>(read('responseFields', {}));
	const answers = rowsIn<RawRow>(read('answerRows', {}));
	return {
		...Object.fromEntries(responsePaths.map((path, index) => [text(fields[index]?.field), path])),
		fields: answerPaths.map((path, index) => answerOf(path, answers[index] ?? {})),
		...(listPaths && { list: listPaths }),
		context: additionalFields,
	};
}

const writtenRows = (context: RequestContext, name: string): RawRow[] =>
	rowsIn(readRaw<{ row?: RawRow[] } | undefined>(context, name, {}));

const rowsIn = <T>(collection: unknown): T[] => {
	const rows = (collection as { row?: unknown } | undefined)?.row;
	return Array.isArray(rows) ? (rows as T[]) : [];
};

function answerOf(path: AuthorText, row: RawRow): CustomMapping['fields'][number] {
	const [label, title, type] = [text(row.label), text(row.title), text(row.type)];
	const given = text(row.key);
	return {
		path,
		key: given || lastNameOf(path),
		...(label && { ref: label }),
		...(title && { title }),
		...(type && type !== 'auto' && { type: type as AnswerType }),
	};
}

/** `$.answers.nps` → `nps`; positions and `*` name nothing. */
const lastNameOf = (path: string): string =>
	[...path.matchAll(/[\p{L}\p{N}_-]*\p{L}[\p{L}\p{N}_-]*/gu)].at(-1)?.[0] ?? '';

/** Every path that begins at a response, by the name its author sees it under. */
export function pathsOf(mapping: CustomMapping): Array<{ name: string; path: AuthorText }> {
	const { fields, list, context = [], ...response } = mapping;
	return [
		...Object.entries(response)
			.filter(([name]) => name !== 'deliveries')
			.map(([name, path]) => ({ name, path })),
		...fields.map(({ key, path }) => ({ name: `answer "${key}"`, path })),
		...(list ? [{ name: 'list of answers', path: list.each }] : []),
		...context.map((path) => ({ name: 'fields that travel along', path })),
	].flatMap(({ name, path }) => (path === undefined || path === '' ? [] : [{ name, path }]));
}
