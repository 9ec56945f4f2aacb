import { ConnectorError } from '../../http/ConnectorError';
import { Accumulator } from './Accumulator';
import type { Contribution, DimensionValues } from './contribution';
import type { Period, PeriodFinder } from './periods';

/** Cells (group × period × survey) at most. */
const MAX_CELLS = 50_000;

/** One group in one period of one survey. */
export interface Cell {
	survey: Contribution['survey'];
	/** Undefined: the whole of all stages, in which an answer counts once; null: what belongs to no stage. */
	stage: string | null | undefined;
	dimensions: DimensionValues;
	period: Period | undefined;
	/** Responses that count. */
	responses: number;
	/** One per measure of the plan, where there is anything. */
	held: Array<Accumulator | undefined>;
}

/** The cells of one survey, period and dimension values: the whole and its stages. */
interface StageCells {
	whole: Cell;
	stages: Map<string | null, Cell>;
}

/** What is kept of responses: one accumulator for each measure in each cell. Its size follows the cells, not the responses. */
export class CellStore {
	readonly cells: Cell[] = [];
	/** Latest name of each survey, by its key. */
	readonly names = new Map<string, { at: number; name: string }>();
	/** By survey, period and dimension values. */
	private readonly stageCells = new Map<string, Map<string, Map<string, StageCells>>>();

	constructor(private readonly periods: PeriodFinder | undefined) {}

	add({ survey, surveyName, dimensions, at, observations, counts, isDeleted }: Contribution): void {
		if (isDeleted) return;
		if (surveyName !== undefined) this.name(survey.key, at ?? -Infinity, surveyName);
		const period = at === undefined ? undefined : this.periods?.find(at);
		const own = this.stageCellsFor(survey, dimensions, period);
		if (counts) own.whole.responses++;
		const counted: Cell[] = [];
		for (const { stages, measure, classified } of observations) {
			heldIn(own.whole, measure).add(classified, at);
			for (const stage of stages) {
				const cell = this.stageIn(own, stage);
				heldIn(cell, measure).add(classified, at);
				if (!counts || counted.includes(cell)) continue;
				counted.push(cell);
				cell.responses++;
			}
		}
	}

	private stageCellsFor(
		survey: Cell['survey'],
		dimensions: DimensionValues,
		period: Period | undefined,
	): StageCells {
		const byPeriod = entry(this.stageCells, survey.key, newMap<Map<string, StageCells>>);
		const byDimensions = entry(byPeriod, period?.label ?? '', newMap<StageCells>);
		return entry(byDimensions, dimensions.key, () => ({
			whole: this.open({ survey, dimensions, period, stage: undefined, responses: 0, held: [] }),
			stages: new Map(),
		}));
	}

	private stageIn({ whole, stages }: StageCells, stage: string | null): Cell {
		return entry(stages, stage, () => this.open({ ...whole, stage, responses: 0, held: [] }));
	}

	private open(cell: Cell): Cell {
		if (this.cells.length >= MAX_CELLS) {
			throw new ConnectorError('input', `There are more than ${MAX_CELLS} groups`, {
				hint: 'Group by something that has fewer values, or by longer periods.',
			});
		}
		this.cells.push(cell);
		return cell;
	}

	private name(key: string, at: number, name: string): void {
		const known = this.names.get(key);
		if (known?.name === name) {
			known.at = Math.max(known.at, at);
			return;
		}
		if (known && (known.at > at || (known.at === at && known.name >= name))) return;
		this.names.set(key, { at, name });
	}
}

const newMap = <Value>(): Map<string, Value> => new Map();

function entry<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
	const known = map.get(key);
	if (known !== undefined) return known;
	const made = make();
	map.set(key, made);
	return made;
}

const heldIn = (cell: Cell, measure: number): Accumulator =>
	(cell.held[measure] ??= new Accumulator());
