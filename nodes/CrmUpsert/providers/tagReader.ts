import type { IExecuteFunctions } from 'n8n-workflow';
import type { CheckedText } from '../../shared/n8n/checkTokens';
import {
	asText,
	cutText,
	rawTextOf,
	readRaw,
	resultsFor,
	type PerItem,
	type Raw,
} from '../../shared/n8n/rawParameters';
import { remembered } from '../../shared/n8n/remembered';
import type { NeedsSurvey } from '../../shared/n8n/renderings';
import type { MappedField } from '../../shared/mapping';
import { compileTemplate } from '../../shared/pipedText/compileTemplate';
import { cutMixed, shareResults } from '../../shared/pipedText/cutMixed';
import type { CompiledTemplate, RenderContext } from '../../shared/pipedText/Template';
import { textOf } from '../../shared/pipedText/textOf';
import type { MoreFields } from '../../shared/n8n/records/RecordConnection';

/** What a system calls tags, and the parameters that hold them. */
export interface TagWords {
	add: { parameter: string; label: string };
	remove: { parameter: string; label: string };
	/** The field of a record that stands for a tag: true adds it, false removes it. */
	fieldOf(tag: string): string;
}

interface TagRow {
	/** Added or removed. */
	isAdded: boolean;
	raw: Raw | undefined;
	/** The tags that its author wrote, each as a text: what answers and expressions give is never cut. */
	textsFor: PerItem<CompiledTemplate[]>;
}

export interface TagReader {
	read(
		itemIndex: number,
		rendering: RenderContext,
	): Pick<MoreFields, 'fields' | 'rows' | 'warnings' | 'problems'>;
	needsSurvey: NeedsSurvey;
	texts: CheckedText[];
}

/** Tags to add and to remove; a tag that is both is added. */
export function tagReader(
	context: IExecuteFunctions,
	{ add, remove, fieldOf }: TagWords,
): TagReader {
	const rows = [
		...rowsOf(context, remove.parameter, false),
		...rowsOf(context, add.parameter, true),
	];
	const labelOf = (isAdded: unknown): string => (isAdded === true ? add : remove).label;
	return {
		read(itemIndex, rendering) {
			const byField = new Map<string, MappedField>();
			const warnings: string[] = [];
			const problems: string[] = [];
			for (const row of rows) {
				for (const tag of tagsOf(row.textsFor(itemIndex), rendering, problems)) {
					if (tag.trim() === '') continue;
					const target = fieldOf(tag);
					const before = byField.get(target);
					if (before && before.value !== row.isAdded)
						warnings.push('A tag is both added and removed: it is added');
					byField.set(target, { target, value: row.isAdded, sourceText: tag, action: 'set' });
				}
			}
			const fields = [...byField.values()];
			return {
				fields,
				rows: fields.map(({ target, value, sourceText }) => ({
					field: target,
					source: labelOf(value),
					resolved: sourceText,
					value,
				})),
				warnings,
				problems,
			};
		},
		needsSurvey: (itemIndex, response) =>
			rows.some(({ textsFor }) => textsFor(itemIndex).some((text) => text.needsSurvey(response))),
		texts: rows.map(({ raw, isAdded }) => ({
			field: labelOf(isAdded),
			text: raw,
		})),
	};
}

function rowsOf(context: IExecuteFunctions, name: string, isAdded: boolean): TagRow[] {
	const { row = [] } = readRaw<{ row?: Array<{ tag?: Raw }> }>(context, name, {});
	return row
		.filter(({ tag }) => asText(rawTextOf(tag)).trim() !== '')
		.map(({ tag }) => ({
			isAdded,
			raw: tag,
			textsFor: textsIn(context, tag),
		}));
}

/** A tag picked from the list is one, whatever signs are in it. */
function textsIn(context: IExecuteFunctions, tag: Raw | undefined): PerItem<CompiledTemplate[]> {
	const cut = cutText(tag);
	const isPicked = (tag as { mode?: unknown } | undefined)?.mode === 'list';
	const entries = isPicked ? [cut.mixed] : cutMixed(cut.mixed, /[,;\n]/);
	const compiled = entries.map((entry) => compileTemplate(entry));
	if (cut.codes.length === 0) return () => compiled;
	const results = resultsFor(context, cut);
	return (itemIndex) => {
		const shares = remembered(1, () => shareResults(entries, results(itemIndex)));
		return compiled.map((text, index) => text.fill(() => shares('')[index].results));
	};
}

/** Several choices are several tags. */
function tagsOf(texts: CompiledTemplate[], rendering: RenderContext, problems: string[]): string[] {
	return texts.flatMap((compiled) => {
		const { value, text, unresolved } = compiled.render(rendering);
		for (const { token, reason } of unresolved)
			problems.push(`Tag: ${token} cannot be resolved: ${reason}`);
		// Half a name would be another tag.
		if (unresolved.length > 0) return [];
		return compiled.isSingle && Array.isArray(value) ? value.map((one) => textOf(one)) : [text];
	});
}
