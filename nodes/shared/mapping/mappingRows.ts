import type { AuthorText } from '../pipedText/authorText';
import { compileTemplate } from '../pipedText/compileTemplate';
import { writtenText, type MixedText } from '../pipedText/MixedText';
import type { CompiledTemplate, RenderContext, TransformCall } from '../pipedText/Template';
import {
	compileTransforms,
	type CompiledTransforms,
} from '../pipedText/transformations/compileTransforms';
import type { SurveyResponse } from '../survey/SurveyResponse';
import { isEmpty } from '../values/text';
import type { MappedField, WritePolicy } from './MappedField';
import { joinFields } from './writePolicy';

/** Target field ← source ← transformations. */
export interface MappingRow {
	target: string;
	/** Text with or without piped text, and the places of what n8n expressions in it give. */
	source: AuthorText | MixedText;
	/** How the source is shown; default: its text. */
	written?: string;
	/** A text says why there can be none. */
	transforms?: TransformCall[] | string;
	/** What happens to the field when the source is empty or cannot be resolved. */
	whenEmpty: 'leave' | 'clear';
	/** Whether it writes to a record that is there; default: always. */
	policy?: WritePolicy;
}

export interface Mapped {
	/** One per target, in the order of the rows. */
	fields: MappedField[];
	/** Tokens that name nothing, or what cannot be known. */
	unresolved: Array<{ target: string; token: string; reason: string }>;
	warnings: string[];
	/** Transformations that were told to fail: their fields are left alone. */
	errors: string[];
}

export interface CompiledMapping {
	/** What is wrong with the rows themselves, whatever the item. */
	problems: string[];
	/** Targets and sources as written, in the order of the rows. */
	rows: ReadonlyArray<{ target: string; source: string }>;
	/** Whether only the survey's definition tells what a source says about this response. */
	needsSurvey(response: SurveyResponse | undefined): boolean;
	apply(context: RenderContext): Mapped;
	/** The same with what the n8n expressions in a row's source gave, by the row's position. */
	fill(resultsOf: (row: number) => readonly unknown[]): CompiledMapping;
}

interface CompiledRow {
	row: Pick<MappingRow, 'target' | 'whenEmpty' | 'policy'>;
	/** Among the rows as given. */
	position: number;
	source: string;
	template: CompiledTemplate;
	transforms?: CompiledTransforms;
}

/** Reads the rows once. Rows without target and source are not there yet and are ignored; `0` and `false` are values. */
export function compileMapping(rows: MappingRow[]): CompiledMapping {
	const problems: string[] = [];
	const compiled: CompiledRow[] = [];
	const seen = new Map<string, MappingRow['policy']>();
	rows.forEach((row, index) => {
		const target = row.target.trim();
		if (target === '') {
			if (textOfSource(row.source).trim() !== '')
				problems.push(`Row ${index + 1} has no target field and is ignored.`);
			return;
		}
		const { transforms: calls = [] } = row;
		const transforms = typeof calls === 'string' ? calls : compileTransforms(calls);
		if (typeof transforms === 'string') {
			problems.push(`Row ${index + 1} ("${target}") is ignored: ${transforms}.`);
			return;
		}
		const addsOn = row.policy === 'append' && seen.get(target) === 'append';
		if (seen.has(target) && !addsOn)
			problems.push(`"${target}" is mapped more than once: the last row with a value counts.`);
		seen.set(target, row.policy);
		const template = compileTemplate(row.source);
		compiled.push({
			row: { target, whenEmpty: row.whenEmpty, ...(row.policy && { policy: row.policy }) },
			position: index,
			source: row.written ?? template.source,
			template,
			...(calls.length > 0 && { transforms }),
		});
	});
	const shown = compiled.map(({ row: { target }, source }) => ({ target, source }));
	return assembled(compiled, problems, shown);
}

const assembled = (
	compiled: CompiledRow[],
	problems: string[],
	rows: CompiledMapping['rows'],
): CompiledMapping => ({
	problems,
	rows,
	needsSurvey: (response) => compiled.some(({ template }) => template.needsSurvey(response)),
	apply: (context) => applyRows(compiled, context),
	fill: (resultsOf) =>
		assembled(
			compiled.map((row) =>
				row.template.takesResults
					? { ...row, template: row.template.fill(() => resultsOf(row.position)) }
					: row,
			),
			problems,
			rows,
		),
});

const textOfSource = (source: AuthorText | MixedText): string =>
	typeof source === 'string' ? source : writtenText(source);

function applyRows(rows: CompiledRow[], context: RenderContext): Mapped {
	const mapped: Mapped = { fields: [], unresolved: [], warnings: [], errors: [] };
	const byTarget = new Map<string, MappedField>();
	for (const row of rows) {
		const field = applyRow(row, context, mapped);
		const earlier = byTarget.get(field.target);
		if (earlier && field.action !== 'set') continue;
		const addsOn = field.policy === 'append' && earlier?.policy === 'append';
		byTarget.set(field.target, addsOn ? joinFields(earlier, field) : field);
	}
	mapped.fields.push(...byTarget.values());
	return mapped;
}

function applyRow(
	{ row, template, transforms }: CompiledRow,
	context: RenderContext,
	mapped: Mapped,
): MappedField {
	const { target, policy } = row;
	const rendered = template.render(context);
	const notes = { warnings: [] as string[], errors: [...rendered.errors] };
	let { value } = rendered;
	if (transforms && notes.errors.length === 0) value = transforms(value, context, notes);
	for (const { token, reason } of rendered.unresolved)
		mapped.unresolved.push({ target, token, reason });
	mapped.warnings.push(
		...[...rendered.warnings, ...notes.warnings].map((warning) => `${target}: ${warning}`),
	);
	mapped.errors.push(...notes.errors.map((error) => `${target}: ${error}`));

	const field = {
		target,
		value: null,
		sourceText: rendered.text,
		...(policy && { policy }),
	};
	if (notes.errors.length > 0) return { ...field, action: 'leave', note: notes.errors[0] };
	const isUnresolved = rendered.unresolved.length > 0;
	// A default may stand in for a token on its own; a text with a hole in it is no value.
	const hasHole = isUnresolved && !template.isSingle;
	if (!hasHole && !isEmpty(value)) return { ...field, value, action: 'set' };
	const note = isUnresolved
		? `${rendered.unresolved[0].token} cannot be resolved`
		: 'The source is empty';
	return { ...field, action: row.whenEmpty, note };
}

/** The values to write: cleared fields as null, fields left alone not at all. Any name is safe as a key. */
export function writableValues(fields: MappedField[]): Record<string, unknown> {
	const written = fields.filter(({ action }) => action !== 'leave');
	return Object.fromEntries(
		written.map(({ target, action, value }) => [target, action === 'clear' ? null : value]),
	);
}

/** Only what is set, by field. */
export const setValues = (fields: MappedField[]): Record<string, unknown> =>
	writableValues(fields.filter(({ action }) => action === 'set'));
