import { asRecords, asText, isRecord, type Json } from './json';

/** Groups of `getContactData` that bulk updates need. Source: contracts/secutix.md 4. */
export type DetailGroup = 'GENERAL' | 'AUTHORIZATIONS' | 'CRITERIA';

export interface SecutixContact {
	number: string;
	/** By code; what is missing is the third state: neither given nor refused. */
	authorizations: Record<string, boolean>;
	/** Internal codes by criterion, several joined with a comma, in the order of the answer. */
	criteria: Record<string, string>;
}

/**
 * A contact from an answer, whether its fields stand in the answer itself or below a name. The contract names the type of a
 * criterion and not its fields, so the usual names are tried. Undefined: there is no contact in it.
 */
export function readContact(answer: Json): SecutixContact | undefined {
	const candidates = [answer, answer.contactData, answer.contactDataResult, answer.result];
	const raw = candidates
		.flatMap((one) => (Array.isArray(one) ? asRecords(one) : isRecord(one) ? [one] : []))
		.find((one) => asText(one.contactNumber) !== undefined);
	if (!raw) return undefined;
	return {
		number: asText(raw.contactNumber)!,
		authorizations: authorizationsOf(raw.authorizations),
		criteria: criteriaOf(raw.contactCriteria ?? raw.criteria),
	};
}

const authorizationsOf = (value: unknown): Record<string, boolean> =>
	Object.fromEntries(
		asRecords(value).flatMap(({ authorizationCode, allowed }) => {
			const code = asText(authorizationCode);
			return code === undefined || typeof allowed !== 'boolean' ? [] : [[code, allowed] as const];
		}),
	);

const CODE_NAMES = ['criterionCode', 'contactCriterionCode', 'code'];
const VALUE_NAMES = ['values', 'valueCodes', 'criterionValues', 'value', 'valueCode'];

function criteriaOf(value: unknown): Record<string, string> {
	const criteria = new Map<string, string[]>();
	for (const entry of asRecords(value)) {
		const code = firstText(entry, CODE_NAMES);
		if (code === undefined) continue;
		criteria.set(code, [...(criteria.get(code) ?? []), ...valuesOf(entry)]);
	}
	return Object.fromEntries([...criteria].map(([code, values]) => [code, values.join(',')]));
}

const firstText = (entry: Json, names: string[]): string | undefined =>
	names.map((name) => asText(entry[name])).find((text) => text !== undefined);

function valuesOf(entry: Json): string[] {
	const held = VALUE_NAMES.map((name) => entry[name]).find(
		(value) => value !== undefined && value !== null,
	);
	const values = Array.isArray(held) ? (held as unknown[]) : [held];
	return values.flatMap((value) => {
		const text = isRecord(value) ? firstText(value, ['code', 'value']) : asText(value);
		return text === undefined ? [] : [text];
	});
}
