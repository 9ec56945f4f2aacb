import { nearestName } from '../lookup/nearestName';
import { isEmptyValue, textOf } from '../textOf';
import { findTransformation, transformationNames } from './registry';
import type { Step, TransformCall, TransformContext, Transformation } from './Transformation';

export interface Transformed {
	value: unknown;
	warnings: string[];
	errors: string[];
}

export type CompiledTransforms = (
	value: unknown,
	context: TransformContext,
	notes: Omit<Transformed, 'value'>,
) => unknown;

/** Reads the calls once; a text names the first that does not exist or whose parameters make no sense. */
export function compileTransforms(calls: TransformCall[]): CompiledTransforms | string {
	const steps: Array<{ step: Step; transformation: Transformation }> = [];
	for (const call of calls) {
		const found = findTransformation(call.name);
		if (!found) return unknownTransformation(call.name);
		const step = found.transformation.compile([...found.leadingArgs, ...call.args]);
		if (typeof step === 'string') return `${call.name}: ${step}`;
		steps.push({ step, transformation: found.transformation });
	}
	return (value, context, notes) => {
		let current = value;
		for (const { step, transformation } of steps) {
			if (isEmptyValue(current) && !transformation.takesEmpty) continue;
			current = runStep(step, transformation, current, context, notes);
			if (notes.errors.length > 0) return null;
		}
		return current;
	};
}

function runStep(
	step: Step,
	{ lists, label }: Transformation,
	value: unknown,
	context: TransformContext,
	notes: Omit<Transformed, 'value'>,
): unknown {
	const one = (entry: unknown) => {
		const result = step(entry, context);
		if (result.warning !== undefined) notes.warnings.push(`${label}: ${result.warning}`);
		if (result.error !== undefined) notes.errors.push(`${label}: ${result.error}`);
		return result.value;
	};
	if (!Array.isArray(value) || lists === 'whole') return one(value);
	return lists === 'each' ? value.map(one) : one(textOf(value));
}

function unknownTransformation(name: string): string {
	const nearest = nearestName(name, transformationNames());
	return `${name} is not a transformation.${nearest ? ` Did you mean ${nearest}?` : ''}`;
}
