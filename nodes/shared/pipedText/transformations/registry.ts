import type { AuthorText } from '../authorText';
import { date } from './dateTransformation';
import * as keys from './keyTransformations';
import * as lists from './listTransformations';
import * as patterns from './patternTransformations';
import { phone } from './phoneTransformation';
import * as text from './textTransformations';
import type { Transformation } from './Transformation';
import * as values from './valueTransformations';

/** Every transformation, in the order of its label. */
export const transformations: readonly Transformation[] = [
	...Object.values(text),
	...Object.values(values),
	...Object.values(lists),
	...Object.values(patterns),
	keys.hash,
	keys.jsonpath,
	date,
	phone,
].sort((left, right) => left.label.localeCompare(right.label, 'en'));

const byName = new Map<string, { transformation: Transformation; leadingArgs: AuthorText[] }>();
for (const transformation of transformations) {
	byName.set(transformation.name, { transformation, leadingArgs: [] });
	for (const [name, leadingArgs] of Object.entries(transformation.shorthands ?? {})) {
		byName.set(name, { transformation, leadingArgs });
	}
}

export function findTransformation(
	name: string,
): { transformation: Transformation; leadingArgs: AuthorText[] } | undefined {
	return byName.get(name.toLowerCase());
}

export function transformationNames(): string[] {
	return [...byName.keys()];
}

/** For a drop-down: labels in Title Case, in alphabetical order. */
export const transformationOptions: ReadonlyArray<{
	name: string;
	value: string;
	description: string;
}> = transformations.map(({ label, name, description }) => ({
	name: label,
	value: name,
	description,
}));
