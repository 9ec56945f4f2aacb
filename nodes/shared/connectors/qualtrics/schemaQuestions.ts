import { htmlToText } from '../../survey/htmlToText';
import type { ContextField, Question } from '../../survey/SurveyDefinition';
import type { AnswerType } from '../../survey/SurveyResponse';
import { answerKeyOf, parseAnswerKey, type AnswerKey } from './answerKey';
import { isNumbered, scaleOf, schemaOptions, withSchema, type QualtricsChoice } from './choices';
import { asRecord, asText, type Json } from './json';
import { SCHEMA_FORMATS, type AnswerLayout } from './questionTypes';
import type { QualtricsQuestion } from './surveyQuestions';

/** What a response schema (contracts/qualtrics.md 2.4) says about one question: the properties that belong to it, outside of loops. */
interface SchemaGroup {
	id: string;
	loops: Set<string>;
	fields: Array<{ key: AnswerKey; property: Json }>;
}

const propertiesOf = (schema: Json): Json =>
	asRecord(asRecord(asRecord(asRecord(schema.properties).values).properties));

const NO_CONTEXT: ReadonlySet<string> = new Set(['metadata', 'question', 'score', 'scoring']);
const SCHEMA_TYPES: Readonly<Record<string, ContextField['type']>> = {
	number: 'number',
	integer: 'number',
	boolean: 'boolean',
	string: 'string',
};

/** Whatever is neither question, metadata nor score (the word for embedded data is not documented). */
export const schemaContextFields = (schema: Json): ContextField[] =>
	Object.entries(propertiesOf(schema)).flatMap(([name, value]) => {
		const property = asRecord(value);
		const kind = asText(property.dataType);
		if ((kind && NO_CONTEXT.has(kind)) || parseAnswerKey(name) || name.startsWith('SC_')) return [];
		return [{ name, type: SCHEMA_TYPES[asText(property.type) ?? ''] }];
	});

const groupsOf = (schema: Json): SchemaGroup[] => {
	const groups = new Map<string, SchemaGroup>();
	for (const [name, value] of Object.entries(propertiesOf(schema))) {
		const key = parseAnswerKey(name);
		if (!key || key.kind === 'displayOrder') continue;
		const group = groups.get(key.questionId) ?? {
			id: key.questionId,
			loops: new Set(),
			fields: [],
		};
		groups.set(key.questionId, group);
		if (key.loop !== undefined) group.loops.add(key.loop);
		const isKnown = group.fields.some((field) => sameOutsideLoops(field.key, key));
		if (!isKnown) group.fields.push({ key, property: asRecord(value) });
	}
	return [...groups.values()];
};

const sameOutsideLoops = (one: AnswerKey, other: AnswerKey): boolean =>
	one.kind === other.kind &&
	one.part === other.part &&
	one.item === other.item &&
	one.column === other.column;

/** The survey's questions completed by the schema; those that only the schema knows follow at the end. */
export const completeBySchema = (
	questions: QualtricsQuestion[],
	schema: Json,
): QualtricsQuestion[] => {
	const groups = new Map(groupsOf(schema).map((group) => [group.id, group]));
	const completed = questions.map((question) => {
		const group = groups.get(question.id);
		groups.delete(question.id);
		return group && question.layout !== 'none' ? complete(question, group) : question;
	});
	return [...completed, ...[...groups.values()].map(fromSchema)];
};

/** Keys that have an answer of their own; the others fold into one of those. */
const ANSWERING: ReadonlySet<AnswerKey['kind']> = new Set([
	'main',
	'mainText',
	'row',
	'group',
	'file',
	'part',
]);

const keysOf = ({ fields }: SchemaGroup): string[] => [
	...new Set(
		fields
			.filter(({ key }) => ANSWERING.has(key.kind))
			.map(({ key }) => answerKeyOf({ ...key, loop: undefined })),
	),
];

const textChoices = ({ fields }: SchemaGroup): Set<string | undefined> =>
	new Set(fields.filter(({ key }) => key.kind === 'text').map(({ key }) => key.part));

const optionsOf = (group: SchemaGroup, fits: (key: AnswerKey) => boolean) => {
	const field = group.fields.find(
		({ key, property }) => fits(key) && schemaOptions(property).length > 0,
	);
	return field ? schemaOptions(field.property) : [];
};

const complete = (question: QualtricsQuestion, group: SchemaGroup): QualtricsQuestion => {
	const keys = keysOf(group);
	const isChoice = ({ kind }: AnswerKey): boolean =>
		kind === 'main' || kind === 'row' || kind === 'group';
	const typed = textChoices(group);
	const choices = withSchema(question.choices, optionsOf(group, isChoice)).map((choice) =>
		typed.has(choice.id) && !choice.hasText ? { ...choice, hasText: true } : choice,
	);
	const columns = question.columns?.map((column) => ({
		...column,
		choices: withSchema(
			column.choices,
			optionsOf(group, (key) => key.column === column.id),
		),
	}));
	return {
		...question,
		choices: columns ? question.choices : choices,
		...(columns && { columns }),
		answerKeys: keys.length > 0 ? keys : question.answerKeys,
		...(group.loops.size > 0 && {
			loops: [...new Set([...(question.loops ?? []), ...group.loops])],
		}),
	};
};

const fromSchema = (group: SchemaGroup): QualtricsQuestion => {
	const { id, fields } = group;
	const layout = layoutOf(fields.map(({ key }) => key));
	const first = fields.find(({ key }) => ANSWERING.has(key.kind)) ?? fields[0];
	const typed = textChoices(group);
	const choices: QualtricsChoice[] = schemaOptions(first.property).map(({ code, label }) => ({
		id: code,
		code,
		label,
		...(typed.has(code) && { hasText: true }),
	}));
	const type = typeOf(first.key, first.property, fields, choices);
	const isMain = layout === 'main';
	const scale =
		type === 'nps'
			? ({ min: 0, max: 10, direction: 'up' } as const)
			: type === 'singleChoice' || type === 'rating'
				? scaleOf(choices)
				: undefined;
	return {
		id,
		ref: refOf(first.key, first.property),
		...titleAndRows(group, layout),
		type: isMain ? type : layout === 'parts' ? 'other' : layout === 'groups' ? 'ranking' : 'matrix',
		...(!isMain && layout !== 'parts' && { rowType: layout === 'groups' ? 'ranking' : type }),
		choices,
		...(layout === 'sideBySide' && { columns: columnsOf(group) }),
		layout,
		answerKeys: keysOf(group),
		...(scale && { scale }),
		...(group.loops.size > 0 && { loops: [...group.loops] }),
	};
};

const columnsOf = (group: SchemaGroup): NonNullable<QualtricsQuestion['columns']> =>
	[...new Set(group.fields.flatMap(({ key }) => key.column ?? []))].map((id) => ({
		id,
		label: id,
		choices: withSchema(
			[],
			optionsOf(group, (key) => key.column === id),
		),
	}));

const layoutOf = (keys: AnswerKey[]): AnswerLayout => {
	const has = (kind: AnswerKey['kind']): boolean => keys.some((key) => key.kind === kind);
	if (keys.some((key) => key.column !== undefined)) return 'sideBySide';
	if (has('group')) return 'groups';
	if (has('main') || has('mainText') || has('file')) return 'main';
	if (has('row')) return keys.some((key) => key.part?.includes('_')) ? 'cells' : 'rows';
	return has('part') ? 'parts' : 'main';
};

const typeOf = (
	key: AnswerKey,
	property: Json,
	fields: SchemaGroup['fields'],
	choices: QualtricsChoice[],
): AnswerType => {
	if (fields.some((field) => field.key.kind === 'npsGroup')) return 'nps';
	if (key.kind === 'file') return 'file';
	if (key.kind === 'part') return 'other';
	const type = asText(property.type);
	if (type === 'array') return 'multiChoice';
	if (choices.length > 0) return isNumbered(choices) ? 'rating' : 'singleChoice';
	if (type === 'number' || type === 'integer') return 'number';
	return SCHEMA_FORMATS[asText(property.format) ?? ''] ?? 'text';
};

/** `Q4_2` of the row key `QID4_2` names the question `Q4`. */
const refOf = (key: AnswerKey, property: Json): string | undefined => {
	const tag = asText(property.exportTag)?.replace(/^x?\d+_(?=\D)/, '');
	if (tag === undefined) return undefined;
	const whole = answerKeyOf({ ...key, loop: undefined });
	const suffixes = [whole.slice(key.questionId.length), '_TEXT', `_${key.part ?? ''}`];
	const suffix = suffixes.find((end) => end.length > 1 && tag.endsWith(end));
	return suffix ? tag.slice(0, -suffix.length) : tag;
};

const SEPARATOR = ' - ';

/** Descriptions of rows are `question - row`: what they share is the question. */
const titleAndRows = (
	group: SchemaGroup,
	layout: AnswerLayout,
): Pick<Question, 'title' | 'rows'> => {
	const described = group.fields
		.filter(({ key }) => ANSWERING.has(key.kind))
		.map(({ key, property }) => ({
			id: key.part ?? '',
			text: htmlToText(asText(property.description) ?? ''),
		}));
	const first = described[0]?.text ?? '';
	if (layout === 'main') return { title: first || group.id, rows: [] };
	const cut = Math.max(0, first.lastIndexOf(SEPARATOR));
	const shared = first.slice(0, cut);
	const isShared = cut > 0 && described.every(({ text }) => text.startsWith(shared + SEPARATOR));
	const labelled = described.map(({ id, text }) => ({
		id,
		label: (isShared ? text.slice(cut + SEPARATOR.length) : text) || id,
	}));
	const rows =
		layout === 'parts' ? [] : [...new Map(labelled.map((row) => [row.id, row])).values()];
	return { title: (isShared ? shared : first) || group.id, rows };
};
