import { ConnectorError } from '../../http/ConnectorError';
import { Accumulator } from './Accumulator';
import { type Contribution, keyPart } from './contribution';
import type { Period, PeriodFinder } from './periods';

/** Cells (group × period × survey) at most. */
export const MAX_CELLS = 50_000;

/** One group in one period of one survey. */
export interface Cell {
	surveyKey: string;
	surveyId: string;
	/** Undefined: the whole of all stages, in which an answer counts once; null: what belongs to no stage. */
	stage: string | null | undefined;
	/** Values of the answer and context dimensions, in the order of the plan. */
	groups: ReadonlyArray<string | null>;
	period?: Period;
	/** Responses that count. */
	responses: number;
	/** One per measure of the plan, where there is anything. */
	held: Array<Accumulator | undefined>;
}

/** What is kept of responses: one accumulator for each measure in each cell. Its size follows the cells, not the responses. */
export class CellStore {
	readonly cells = new Map<string, Cell>();
	/** Latest name of each survey, by its key. */
	readonly names = new Map<string, { at: number; name: string }>();

	constructor(private readonly periods: PeriodFinder | undefined) {}

	add(contribution: Contribution): void {
		if (contribution.isDeleted) return;
		const { survey, surveyName, at, observations, counts } = contribution;
		if (surveyName !== undefined) this.name(survey.key, at ?? -Infinity, surveyName);
		const period = at === undefined ? undefined : this.periods?.find(at);
		const key = keyOf(contribution, period);
		const whole = this.cellFor(key, contribution, undefined, period);
		if (counts) whole.responses++;
		const counted: Cell[] = [];
		for (const { stages, measure, placed } of observations) {
			heldIn(whole, measure).add(placed, at);
			for (const stage of stages) {
				const cell = this.cellFor(key, contribution, stage, period);
				heldIn(cell, measure).add(placed, at);
				if (!counts || counted.includes(cell)) continue;
				counted.push(cell);
				cell.responses++;
			}
		}
	}

	merge(other: CellStore): void {
		for (const [key, { at, name }] of other.names) this.name(key, at, name);
		for (const [key, cell] of other.cells) {
			const mine = this.cells.get(key) ?? this.open(key, { ...cell, responses: 0, held: [] });
			mine.responses += cell.responses;
			cell.held.forEach((held, measure) => {
				if (held) heldIn(mine, measure).merge(held);
			});
		}
	}

	private cellFor(
		start: string,
		{ survey, place }: Contribution,
		stage: Cell['stage'],
		period: Period | undefined,
	): Cell {
		const key = stage === undefined ? start : start + keyPart(stage);
		const known = this.cells.get(key);
		if (known) return known;
		const { key: surveyKey, id: surveyId } = survey;
		const where = { surveyKey, surveyId, stage, groups: place.values, ...(period && { period }) };
		return this.open(key, { ...where, responses: 0, held: [] });
	}

	private open(key: string, cell: Cell): Cell {
		if (this.cells.size >= MAX_CELLS) {
			throw new ConnectorError('input', `There are more than ${MAX_CELLS} groups`, {
				hint: 'Group by something that has fewer values, or by longer periods.',
			});
		}
		this.cells.set(key, cell);
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

const keyOf = ({ survey, place }: Contribution, period: Period | undefined): string =>
	keyPart(survey.key) + keyPart(period?.label ?? null) + place.key;

const heldIn = (cell: Cell, measure: number): Accumulator =>
	(cell.held[measure] ??= new Accumulator());
