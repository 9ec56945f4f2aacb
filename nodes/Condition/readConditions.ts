import type { IExecuteFunctions } from 'n8n-workflow';
import type {
	Combine,
	CompiledConditions,
	CompileOptions,
	ConditionSpec,
	OperatorName,
	Rule,
} from '../shared/conditions';
import { compileConditions } from '../shared/conditions';
import type { PerItem } from '../shared/face/rawParameters';
import { asText, isExpression, perItem, readRaw } from '../shared/face/rawParameters';
import { remembered } from '../shared/face/remembered';
import { rawTextOf } from '../shared/face/textParameters';

interface RawRule {
	subject?: unknown;
	operator?: unknown;
	value?: unknown;
	name?: unknown;
}
interface RawSet {
	combine?: Combine;
	rules?: { rule?: RawRule[] };
}

/**
 * The rules as the user built them. Without an n8n expression in them they are compiled once per run; otherwise the expressions
 * are evaluated per item, and equal outcomes share one compilation.
 */
export function readConditions(
	context: IExecuteFunctions,
	options: CompileOptions,
): PerItem<CompiledConditions> {
	const between = context.getNodeParameter('between', 0, 'all') as Combine;
	const sets = ((readRaw(context, 'sets', {}) as { set?: RawSet[] }).set ?? []).map((set) => ({
		combine: set.combine ?? 'all',
		rules: (set.rules?.rule ?? []).map((rule) => readRule(context, rule)),
	}));
	const specFor = (itemIndex: number): ConditionSpec => ({
		between,
		sets: sets.map((set) => ({
			combine: set.combine,
			rules: set.rules.map((rule) => rule.at(itemIndex)),
		})),
	});
	if (!sets.some((set) => set.rules.some((rule) => rule.varies))) {
		const compiled = compileConditions(specFor(0), options);
		return () => compiled;
	}
	const compiled = remembered(200, (spec) =>
		compileConditions(JSON.parse(spec) as ConditionSpec, options),
	);
	return (itemIndex) => compiled(JSON.stringify(specFor(itemIndex)));
}

function readRule(context: IExecuteFunctions, raw: RawRule) {
	const fields = {
		subject: rawTextOf(raw.subject) ?? '',
		operator: rawTextOf(raw.operator) ?? 'selected',
		value: rawTextOf(raw.value) ?? '',
		name: raw.name ?? '',
	};
	const readers = {
		subject: perItem(context, fields.subject),
		operator: perItem(context, fields.operator),
		value: perItem(context, fields.value),
		name: perItem(context, fields.name),
	};
	return {
		varies: Object.values(fields).some(isExpression),
		at: (itemIndex: number): Rule => {
			const name = asText(readers.name(itemIndex));
			return {
				subject: asText(readers.subject(itemIndex)),
				operator: asText(readers.operator(itemIndex)) as OperatorName,
				value: asText(readers.value(itemIndex)),
				...(name && { name }),
			};
		},
	};
}
