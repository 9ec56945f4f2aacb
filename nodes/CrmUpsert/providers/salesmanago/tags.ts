import type { IExecuteFunctions } from 'n8n-workflow';
import { tagField } from '../../../shared/connectors/salesmanago/contactValues';
import type { CheckedText } from '../../../shared/face/checkTokens';
import { asText, readRaw } from '../../../shared/face/rawParameters';
import type { NeedsSurvey } from '../../../shared/face/renderings';
import { rawTextOf, textParameter, type TemplateFor } from '../../../shared/face/textParameters';
import type { MappedField } from '../../../shared/mapping';
import type { RenderContext } from '../../../shared/pipedText/Template';
import type { MoreFields } from '../CrmProvider';

interface TagRow {
	/** Added or removed. */
	isAdded: boolean;
	raw: unknown;
	/** A tag picked from the list is one, whatever signs are in it. */
	isOne: boolean;
	templateFor: TemplateFor;
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
export function tagReader(context: IExecuteFunctions): TagReader {
	const rows = [...rowsOf(context, 'removeTags'), ...rowsOf(context, 'addTags')];
	return {
		read(itemIndex, rendering) {
			const byField = new Map<string, MappedField>();
			const warnings: string[] = [];
			const problems: string[] = [];
			for (const row of rows) {
				const { text, unresolved } = row.templateFor(itemIndex).render(rendering);
				for (const { token, reason } of unresolved)
					problems.push(`Tag: ${token} cannot be resolved: ${reason}`);
				// Half a name would be another tag.
				if (unresolved.length > 0) continue;
				for (const tag of row.isOne ? [text] : text.split(/[,;\n]/)) {
					if (tag.trim() === '') continue;
					const target = tagField(tag);
					const before = byField.get(target);
					if (before && before.value !== row.isAdded)
						warnings.push('A tag is to be added and to be removed: it is added');
					byField.set(target, { target, value: row.isAdded, sourceText: tag, action: 'set' });
				}
			}
			const fields = [...byField.values()];
			return {
				fields,
				rows: fields.map(({ target, value, sourceText }) => ({
					field: target,
					source: value === true ? 'Tags to Add' : 'Tags to Remove',
					resolved: sourceText,
					value,
				})),
				warnings,
				problems,
			};
		},
		needsSurvey: (itemIndex, response) =>
			rows.some(({ templateFor }) => templateFor(itemIndex).needsSurvey(response)),
		texts: rows.map(({ raw, isAdded }) => ({
			field: isAdded ? 'Tags to Add' : 'Tags to Remove',
			text: raw,
		})),
	};
}

function rowsOf(context: IExecuteFunctions, name: 'addTags' | 'removeTags'): TagRow[] {
	const { row = [] } = readRaw(context, name, {}) as { row?: Array<{ tag?: unknown }> };
	return row
		.filter(({ tag }) => asText(rawTextOf(tag)).trim() !== '')
		.map(({ tag }) => ({
			isAdded: name === 'addTags',
			raw: tag,
			isOne: (tag as { mode?: string }).mode === 'list',
			templateFor: textParameter(context, tag),
		}));
}
