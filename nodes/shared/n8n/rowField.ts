import type { ILoadOptionsFunctions } from 'n8n-workflow';
import type { WantedField } from '../pipedText/catalogue';
import { isExpression, rawTextOf } from './rawParameters';

export interface RowField extends WantedField {
	/** As it stands in the parameter. */
	written: string;
}

/**
 * The field that the row of a list's parameter fills: n8n reads `&name` as the parameter beside it. Undefined outside of rows,
 * where none is chosen, and where only a run would tell.
 */
export function fieldOfRow(context: ILoadOptionsFunctions): RowField | undefined {
	const target =
		context.getCurrentNodeParameter('&target') ?? context.getCurrentNodeParameter('&column');
	const written = String(rawTextOf(target) ?? '').trim();
	if (written === '' || isExpression(written)) return undefined;
	return {
		written,
		...namesOf(written, (target as { cachedResultName?: unknown }).cachedResultName),
	};
}

/** `details.x` → `x`; `Email (emailaddress1) · unique` → `Email`; `Embedded Data · plan` → `plan`. */
export function namesOf(written: string, shown: unknown): WantedField {
	const name = written.slice(written.lastIndexOf('.') + 1);
	const parts = typeof shown === 'string' ? shown.split(' · ') : [];
	const [first = ''] = parts.length > 1 && parts[0] === 'Embedded Data' ? parts.slice(1) : parts;
	const label = first.replace(/ \([^()]*\)$/, '');
	return { name, ...(label !== '' && { label }) };
}
