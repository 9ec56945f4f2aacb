import { ConnectorError } from '../../http/ConnectorError';
import type { SurveyResponse } from '../SurveyResponse';
import { CellStore } from './CellStore';
import { compileContribution, type Contribute, type Contribution } from './contribution';
import { PeriodFinder } from './periods';
import { computeResults, type View } from './results';
import { type KpiRow, responseFromRow } from './rows';
import type { KpiPlan, KpiResult } from './types';

/** Responses remembered at most by default: some 550 bytes each, so about 275 MB. */
const MAX_REMEMBERED = 500_000;

export interface BookOptions {
	/**
	 * True (default): responses may come again or be updated; each counts once, in its latest version, and ids are kept in
	 * memory up to `maxRemembered`. False: every response comes once, as from an export; memory does not grow with them.
	 */
	remember?: boolean;
	maxRemembered?: number;
}

/**
 * Takes responses in any order and gives the KPIs of a plan at any time. What it gives depends on the responses alone: not on
 * their order, nor on repetitions.
 */
export class KpiBook {
	private readonly contribute: Contribute;
	private readonly periods: PeriodFinder | undefined;
	private readonly latest: Map<string, Contribution> | undefined;
	private readonly maxRemembered: number;
	private readonly streamed: CellStore;

	constructor(
		private readonly plan: KpiPlan,
		{ remember = true, maxRemembered = MAX_REMEMBERED }: BookOptions = {},
	) {
		this.contribute = compileContribution(plan, remember);
		this.periods = plan.period && new PeriodFinder(plan.period, plan.timeZone ?? 'UTC');
		this.latest = remember ? new Map() : undefined;
		this.maxRemembered = maxRemembered;
		this.streamed = new CellStore(this.periods);
	}

	add(response: SurveyResponse): void {
		this.take(this.contribute(response));
	}

	addRow(row: KpiRow): void {
		const response = responseFromRow(row);
		this.take({ ...this.contribute(response), version: row.version });
	}

	results(view: View): KpiResult[] {
		const store = this.latest ? this.fromScratch(this.latest) : this.streamed;
		return computeResults(this.plan, store, view, this.periods);
	}

	private take(contribution: Contribution): void {
		if (!this.latest) {
			this.streamed.add(contribution);
			return;
		}
		const known = this.latest.get(contribution.responseKey);
		if (known) {
			if (replaces(contribution, known)) this.latest.set(contribution.responseKey, contribution);
			return;
		}
		if (this.latest.size >= this.maxRemembered) {
			throw new ConnectorError('input', `There are more than ${this.maxRemembered} responses`, {
				hint: 'Narrow the date range, or read the survey itself, where responses need not be remembered.',
			});
		}
		this.latest.set(contribution.responseKey, contribution);
	}

	private fromScratch(latest: Map<string, Contribution>): CellStore {
		const store = new CellStore(this.periods);
		for (const contribution of latest.values()) store.add(contribution);
		return store;
	}
}

/** Versions that are the same in everything but their content have an order too, if one without a meaning. */
const replaces = (next: Contribution, known: Contribution): boolean =>
	next.version === known.version
		? JSON.stringify(next) > JSON.stringify(known)
		: next.version > known.version;
