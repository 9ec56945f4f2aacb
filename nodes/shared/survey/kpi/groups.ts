import { ConnectorError } from '../../http/ConnectorError';
import type { Cell } from './CellStore';
import type { GroupField, KpiPlan, Measure } from './types';

export type Dimension = GroupField & {
	name: string;
	/** Position among the answer and context dimensions, as in `Cell.dimensions`. */
	position: number;
};

/** Values of the kept dimensions, in their order. */
export type GroupValues = Array<string | null>;

export function dimensionName(field: GroupField): string {
	if (field.name) return field.name;
	return 'key' in field ? field.key : field.by;
}

export function dimensionsOf(plan: KpiPlan, by: string[] | undefined): Dimension[] {
	let position = 0;
	const all = plan.groupBy.map((field): Dimension => {
		const name = dimensionName(field);
		return { ...field, name, position: 'key' in field ? position++ : -1 };
	});
	const unknown = by?.find((name) => !all.some((dimension) => dimension.name === name));
	if (unknown !== undefined) {
		throw new ConnectorError('input', `The KPIs are not grouped by "${unknown}"`, {
			hint: `They are grouped by: ${all.map(({ name }) => name).join(', ') || 'nothing'}.`,
		});
	}
	return by ? all.filter(({ name }) => by.includes(name)) : all;
}

export function groupValues(cell: Cell, kept: Dimension[]): GroupValues {
	return kept.map(({ by, position }) => {
		if (by === 'survey') return cell.survey.id;
		return by === 'stage' ? (cell.stage ?? null) : cell.dimensions.values[position];
	});
}

export const groupKey = (group: GroupValues): string => JSON.stringify(group);

/** Groups that are there before anybody has answered: the whole, the surveys and the stages that the plan names. */
export function expectedGroups(plan: KpiPlan, measure: Measure, kept: Dimension[]): GroupValues[] {
	if (kept.length === 0) return [[]];
	if (kept.some(({ by }) => by === 'answer' || by === 'context')) return [];
	const byStage = kept.some(({ by }) => by === 'stage');
	const bySurvey = kept.some(({ by }) => by === 'survey');
	const declared = plan.surveys?.map(({ id }) => id) ?? [];
	const sources = measure.sources.length > 0 ? measure.sources : [{}];
	return sources.flatMap(({ surveyId, stage }: { surveyId?: string; stage?: string }) => {
		if (byStage && stage === undefined) return [];
		const surveys = surveyId === undefined ? declared : [surveyId];
		const group = (survey: string | null): GroupValues =>
			kept.map(({ by }) => (by === 'survey' ? survey : (stage ?? null)));
		return bySurvey ? surveys.map(group) : [group(null)];
	});
}

/** Surveys and stages in the order of the plan, other values in that of their numbers or letters, none last. */
export function orderGroups<Line extends { group: GroupValues; period?: { label: string } }>(
	lines: Line[],
	plan: KpiPlan,
	{ sources }: Measure,
	kept: Dimension[],
): Line[] {
	const orders: Partial<Record<GroupField['by'], string[]>> = {
		survey: (plan.surveys ?? plan.definitions ?? []).map(({ id }) => id),
		stage: sources.flatMap(({ stage }) => stage ?? []),
	};
	const rank = (value: string, by: GroupField['by']): number => {
		const at = orders[by]?.indexOf(value) ?? -1;
		return at < 0 ? Infinity : at;
	};
	const compare = (a: string | null, b: string | null, by: GroupField['by']): number => {
		if (a === b) return 0;
		if (a === null || b === null) return a === null ? 1 : -1;
		const [first, second] = [rank(a, by), rank(b, by)];
		if (first !== second) return first - second;
		return a.localeCompare(b, 'en', { numeric: true }) || (a < b ? -1 : 1);
	};
	return lines.sort((a, b) => {
		for (const [at, { by }] of kept.entries()) {
			const order = compare(a.group[at], b.group[at], by);
			if (order) return order;
		}
		const [first, second] = [a.period?.label ?? '', b.period?.label ?? ''];
		return first < second ? -1 : Number(first > second);
	});
}
