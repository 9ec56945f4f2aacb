import type { BulkField, FieldType } from '../../cells/fields';
import type { CellRules, ClearToken } from '../../cells/rules';

/** What the second sheet says: what to do, and what may be written in each field. */
export function templateHelp(
	keyName: string,
	fields: readonly BulkField[],
	rules: CellRules,
): string[][] {
	return [
		['How to use this file', 'What to do'],
		[
			'What it is',
			`Each row is one record, found by ${keyName}. Grey cells show what is there now; the white cell beside each is for the new value.`,
		],
		[
			'To change a value',
			'Write the new value into the white [new] cell. Leave it empty where nothing is to change.',
		],
		['To empty a field', emptying(rules)],
		[
			'What to leave alone',
			'The key, the [old] columns, the [check] column and the names in the first row. They are locked, so that nothing happens to them by mistake.',
		],
		[
			'Rows and columns',
			'Rows that you do not need can be deleted. To delete columns or to sort, take off the protection of the sheet first (there is no password), and sort all columns together.',
		],
		[
			'Lists',
			'Cells with a small arrow offer what may be entered. You can also type the code alone.',
		],
		[
			'When you are done',
			'Save the file as it is, as an Excel workbook (.xlsx), and send it back.',
		],
		[],
		['Field', 'What to write'],
		...fields.map((field) => [field.name, whatToWrite(field, rules)]),
	];
}

function emptying({ empty, clearTokens }: CellRules): string {
	if (empty === 'clear') return 'An empty [new] cell empties the field.';
	const quoted = ({ token }: ClearToken): string => `“${token}”`;
	const everywhere = clearTokens.filter((token) => token.in === 'allFields').map(quoted);
	if (everywhere.length > 0) return `Write ${everywhere.join(' or ')} into the [new] cell.`;
	const booleans = clearTokens.map(quoted);
	return booleans.length > 0
		? `Only fields that are yes or no can be emptied: write ${booleans.join(' or ')}.`
		: 'This file cannot empty a field.';
}

function whatToWrite(field: BulkField, rules: CellRules): string {
	const what = ofType(field.type, rules);
	return [
		what,
		...(field.isRequired ? ['It may not be emptied.'] : []),
		...(field.isConsent ? ['It is a consent: it is changed only where that was confirmed.'] : []),
	].join(' ');
}

function ofType(type: FieldType, { booleans }: CellRules): string {
	switch (type.kind) {
		case 'text':
			return type.maxLength === undefined
				? 'Text.'
				: `Text of at most ${type.maxLength} characters.`;
		case 'phone':
			return 'A telephone number. Zeros and the plus in front are kept.';
		case 'email':
			return 'An e-mail address.';
		case 'boolean':
			return `${booleans.true[0]} or ${booleans.false[0]}.`;
		case 'code':
			return 'One of the values in the list.';
		case 'codes':
			return 'One or several of the values in the list, codes set apart by commas.';
		case 'number':
			return numberText(type);
		case 'date':
			return 'A day, as you always write it in your spreadsheet program.';
		case 'dateTime':
			return `A day and a time, in the time zone ${type.timeZone}.`;
		case 'stored':
			return 'A value exactly as it was stored.';
	}
}

function numberText({ maxDecimals, min, max }: Extract<FieldType, { kind: 'number' }>): string {
	const kind =
		maxDecimals === undefined
			? 'A number'
			: maxDecimals === 0
				? 'A whole number'
				: `A number with at most ${maxDecimals} decimals`;
	const bounds = [
		...(min === undefined ? [] : [`at least ${min}`]),
		...(max === undefined ? [] : [`at most ${max}`]),
	];
	return bounds.length === 0 ? `${kind}.` : `${kind}, ${bounds.join(' and ')}.`;
}
