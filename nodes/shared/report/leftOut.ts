import type { KpiResult } from '../survey/kpi';
import { formatCount } from './numbers';

const REASONS: Readonly<Record<keyof KpiResult['leftOut'], string>> = {
	test: 'tests and previews',
	unfinished: 'unfinished',
	screenedOut: 'screened out',
	imported: 'imported',
	spam: 'spam',
	outsidePeriod: 'outside the dates',
	noTime: 'without a date',
	skipped: 'skipped',
	notShown: 'not shown',
	notInResponse: 'not in the response',
	offScale: 'off the scale',
	notANumber: 'not a number',
	notRecognised: 'not recognised',
	noScale: 'without a scale',
	noStandard: 'on a scale without a standard',
};

/** `2 tests and previews; 1 off the scale`. */
export function leftOutInWords({ leftOut, notes }: KpiResult): string {
	const counts = Object.entries(REASONS).flatMap(([reason, words]) => {
		const count = leftOut[reason as keyof typeof leftOut] ?? 0;
		return count > 0 ? [`${formatCount(count)} ${words}`] : [];
	});
	return [...counts, ...notes].join('; ');
}
