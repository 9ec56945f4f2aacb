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

/** A step with its first settings made, for a list: what is wanted most often is one click. */
export interface ReadyMadeStep {
	/** As written after a bar. */
	name: string;
	label: string;
	description: string;
	/** The transformation, and how many of its parameters are set. */
	of: string;
	sets: number;
}

export const readyMadeSteps: readonly ReadyMadeStep[] = [
	{
		name: 'phone:national',
		label: 'Phone Number, International → National',
		description: '+33612345678 → 0612345678, digits only',
		of: 'phone',
		sets: 1,
	},
];
