import type { BulkField, Code } from '../../bulk';
import { ConnectorError } from '../../http/ConnectorError';
import { AUTHORIZATION_CODE_LENGTH } from './limits';

/**
 * The two kinds of data that the Import screen changes. SecuTix has no API that lists them: they are pasted from its screens, or
 * taken from the columns of a file. Source: contracts/secutix.md 1, 4, 5.
 */
const AUTHORIZATION = 'authorization:';
const CRITERION = 'criterion:';

/** A consent with three states: given, refused, neither. */
const authorizationField = (code: string, name = code): BulkField => ({
	name,
	id: `${AUTHORIZATION}${code}`,
	type: { kind: 'boolean' },
	isConsent: true,
});

/** Without codes any text is taken, since nobody said which there are. */
const criterionField = (code: string, name = code, codes: readonly Code[] = []): BulkField => ({
	name,
	id: `${CRITERION}${code}`,
	type: codes.length > 0 ? { kind: 'code', codes } : { kind: 'text' },
});

/** Of a file that came from SecuTix itself, every column is of the kind that it is about. */
export const ANY_AUTHORIZATION: BulkField = { ...authorizationField(''), isWildcard: true };
export const ANY_CRITERION: BulkField = { ...criterionField(''), isWildcard: true };

export const authorizationCodeOf = (fieldId: string): string | undefined =>
	fieldId.startsWith(AUTHORIZATION) ? fieldId.slice(AUTHORIZATION.length) : undefined;

export const criterionCodeOf = (fieldId: string): string | undefined =>
	fieldId.startsWith(CRITERION) ? fieldId.slice(CRITERION.length) : undefined;

/** One to a line: `CODE`, or `CODE;name of the column`. */
export const readAuthorizations = (pasted: string): BulkField[] =>
	linesOf(pasted, HEADINGS.authorization).map(({ cells: [code, name], line }) => {
		if (code.length <= AUTHORIZATION_CODE_LENGTH) return authorizationField(code, name || code);
		throw unreadable('authorizations', line, `codes have ${AUTHORIZATION_CODE_LENGTH} characters`);
	});

/**
 * One value to a line: `CRITERION;CODE` or `CRITERION;CODE;label`; a criterion that takes any text stands alone. Where the column
 * of the file is named otherwise: `CRITERION=name of the column;CODE`.
 */
export function readCriteria(pasted: string): BulkField[] {
	const criteria = new Map<string, { name: string; codes: Map<string, Code> }>();
	for (const { cells, line } of linesOf(pasted, HEADINGS.criterion)) {
		const [first, value = '', label = ''] = cells;
		const [code, name = ''] = first.split('=').map((part) => part.trim());
		if (code === '') throw unreadable('criteria', line, 'the code of the criterion is missing');
		const known = criteria.get(code) ?? { name: name || code, codes: new Map<string, Code>() };
		if (name !== '') known.name = name;
		if (value !== '') known.codes.set(value, { code: value, ...(label !== '' && { label }) });
		criteria.set(code, known);
	}
	return [...criteria].map(([code, { name, codes }]) =>
		criterionField(code, name, [...codes.values()]),
	);
}

/** First cells of a line of headings, in the languages of the interface that are likely. */
const HEADINGS = {
	authorization: /^(authori[sz]ation|autorisation)s?\b/i,
	criterion: /^(criteri(on|a|um|en)|crit[eè]res?|kriterium)\b/i,
};

interface Line {
	cells: string[];
	/** From 1. */
	line: number;
}

/** Lines cut at the first kind of separator that stands in them; what is a heading is left out. */
function linesOf(pasted: string, heading: RegExp): Line[] {
	const lines = pasted
		.split(/\r?\n/)
		.map((text, index) => ({ text: text.trim(), line: index + 1 }));
	return lines
		.filter(({ text }) => text !== '')
		.map(({ text, line }) => ({ cells: cellsOf(text), line }))
		.filter(({ cells }, index) => index > 0 || cells.length === 1 || !heading.test(cells[0]));
}

function cellsOf(text: string): string[] {
	const separator = ['\t', ';', ','].find((one) => text.includes(one));
	if (separator === undefined) return [text];
	const [first, second = '', ...rest] = text.split(separator).map((cell) => cell.trim());
	return [first, second, rest.join(separator)];
}

const unreadable = (what: string, line: number, why: string): ConnectorError =>
	new ConnectorError('input', `Line ${line} of the list of ${what} cannot be read: ${why}`, {
		hint: 'Paste one code to a line, as the screen of SecuTix shows it.',
	});
