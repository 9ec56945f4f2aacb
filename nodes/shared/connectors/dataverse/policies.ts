import { isConnectorError, type ConnectorError } from '../../http/ConnectorError';
import { appendLines, consentInWords, type Consent } from '../../mapping';
import type { ColumnInfo } from './ColumnInfo';
import { refuse, type ValueContext } from './conversion';
import { displayValue } from './display';
import { convertValue } from './values';

/**
 * Choices get what they lack; what a record has stays, even options that are offered no more. Texts of several lines get new
 * lines. Source: contracts/dataverse.md 6.
 */
export function appendTo(
	column: ColumnInfo,
	present: unknown,
	added: readonly unknown[],
	context: ValueContext,
): { value: unknown } | ConnectorError {
	if (column.kind === 'choices') {
		const chosen: unknown[] = valuesIn(present);
		for (const value of added) {
			const converted = convertValue(column, value, context);
			// What is no option fails as it would without a policy: the write says what is wrong with it.
			chosen.push(...(isConnectorError(converted) ? [value] : valuesIn(converted.value)));
		}
		return { value: [...new Set(chosen)] };
	}
	if (column.type === 'Memo' || column.format === 'TextArea')
		return { value: appendLines(present, added) };
	return refuse(
		column,
		'takes nothing that is added to what is there',
		'Append to choices or to a text of several lines, or choose another policy.',
	);
}

/** `1,2`, as they are stored. */
const valuesIn = (stored: unknown): number[] =>
	typeof stored === 'string' || typeof stored === 'number'
		? String(stored)
				.split(',')
				.filter((value) => value.trim() !== '')
				.map(Number)
		: [];

/** By the stored value, or by the words of the option: consents are yes-or-no columns, choices or texts. */
export function consentIn(
	column: ColumnInfo | undefined,
	field: string,
	value: unknown,
	context: ValueContext,
): Consent | undefined {
	if (column?.kind !== 'boolean' && column?.kind !== 'choice') return consentInWords(field, value);
	const converted = convertValue(column, value, context);
	if (isConnectorError(converted)) return undefined;
	return column.kind === 'boolean'
		? consentInWords(field, converted.value)
		: consentInWords(field, displayValue(column, converted.value));
}
