import * as text from './textTransformations';
import type { Transformation } from './Transformation';

/** Every transformation, in the order of its label. */
export const transformations: readonly Transformation[] = [...Object.values(text)].sort((left, right) =>
	left.label < right.label ? -1 : 1,
);

const byName = new Map<string, { transformation: Transformation; leadingArgs: string[] }>();
for (const transformation of transformations) {
	byName.set(transformation.name, { transformation, leadingArgs: [] });
	for (const [name, leadingArgs] of Object.entries(transformation.shorthands ?? {})) {
		byName.set(name, { transformation, leadingArgs });
	}
}

export function findTransformation(name: string): { transformation: Transformation; leadingArgs: string[] } | undefined {
	return byName.get(name.toLowerCase());
}

export function transformationNames(): string[] {
	return [...byName.keys()];
}
