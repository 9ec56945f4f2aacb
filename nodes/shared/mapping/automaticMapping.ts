import { textOf } from '../pipedText/textOf';
import { isEmpty } from '../values/text';
import type { MappedField } from './MappedField';

/** A field of the target system: what is written to, and how people call it. */
export interface TargetField {
	name: string;
	label?: string;
}

export interface AutomaticMapping {
	fields: MappedField[];
	/** Keys that are no field: reported, never sent. */
	unmatched: string[];
	warnings: string[];
}

/**
 * Item keys equal to field names, or else to labels, trimmed and without regard to case. When several keys mean one field,
 * the one spelt exactly counts, else the first that has a value. Objects are no values of a field.
 */
export function mapAutomatically(
	item: Record<string, unknown>,
	targets: TargetField[],
	whenEmpty: 'leave' | 'clear' = 'leave',
): AutomaticMapping {
	const index = indexTargets(targets);
	const result: AutomaticMapping = { fields: [], unmatched: [], warnings: [] };
	const chosen = new Map<string, string>();
	for (const key of Object.keys(item)) {
		const target = index.get(fold(key));
		if (target === undefined) result.unmatched.push(key);
		else if (isNested(item[key]))
			result.warnings.push(`"${key}" holds an object, which is no value for a field.`);
		else choose(chosen, target, key, item, result.warnings);
	}
	for (const [target, key] of chosen) result.fields.push(fieldOf(target, item[key], whenEmpty));
	return result;
}

const fold = (name: string): string => name.trim().toLowerCase();

function indexTargets(targets: TargetField[]): Map<string, string> {
	const index = new Map<string, string>();
	const add = (key: string, name: string): unknown => index.has(key) || index.set(key, name);
	for (const { name } of targets) add(fold(name), name);
	for (const { name, label } of targets) if (label !== undefined) add(fold(label), name);
	return index;
}

function choose(
	chosen: Map<string, string>,
	target: string,
	key: string,
	item: Record<string, unknown>,
	warnings: string[],
): void {
	const earlier = chosen.get(target);
	if (earlier === undefined) {
		chosen.set(target, key);
		return;
	}
	const isBetter =
		earlier !== target && (key === target || (isEmpty(item[earlier]) && !isEmpty(item[key])));
	const [used, ignored] = isBetter ? [key, earlier] : [earlier, key];
	chosen.set(target, used);
	warnings.push(`"${used}" and "${ignored}" both mean "${target}": "${ignored}" is ignored.`);
}

const isNested = (value: unknown): boolean =>
	Array.isArray(value)
		? value.some((entry) => typeof entry === 'object' && entry !== null)
		: typeof value === 'object' && value !== null;

function fieldOf(target: string, value: unknown, whenEmpty: 'leave' | 'clear'): MappedField {
	const sourceText = textOf(value);
	return isEmpty(value)
		? { target, value: null, sourceText, action: whenEmpty, note: 'The source is empty' }
		: { target, value, sourceText, action: 'set' };
}
