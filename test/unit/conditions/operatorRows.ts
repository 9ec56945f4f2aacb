import type { OperatorName, Truth } from '../../../nodes/shared/conditions';
import type { Answer } from '../../../nodes/shared/survey/SurveyResponse';
import { answer, chosen } from './survey';

export const T = true;
export const F = false;
export const N = null;

export type Row = [
	name: string,
	given: Answer,
	operator: OperatorName,
	value: string,
	wanted: Truth,
];

export const nps = (score: number) =>
	answer('QID3', score, { scale: { min: 0, max: 10, direction: 'up' } });

/** Whether a score, or a score with the group that its source reports, is a detractor, a passive, a promoter. */
const npsGroups: Array<[name: string, given: Answer, ...wanted: [Truth, Truth, Truth]]> = [
	['NPS 0', nps(0), T, F, F],
	['NPS 6', nps(6), T, F, F],
	['NPS 7', nps(7), F, T, F],
	['NPS 8', nps(8), F, T, F],
	['NPS 9', nps(9), F, F, T],
	['NPS 10', nps(10), F, F, T],
	['NPS -1, off the scale', nps(-1), N, N, N],
	['NPS 11, off the scale', nps(11), N, N, N],
	['NPS 6.5, off the scale', nps(6.5), N, N, N],
	['NPS 9, reported as a detractor', answer('QID3', 9, { npsGroup: 'detractor' }), T, F, F],
	['NPS 0, reported as passive', answer('QID3', 0, { npsGroup: 'passive' }), F, T, F],
	['NPS 0, reported as a promoter', answer('QID3', 0, { npsGroup: 'promoter' }), F, F, T],
];
export const npsRows = npsGroups.flatMap(([name, given, ...wanted]) =>
	(['npsDetractor', 'npsPassive', 'npsPromoter'] as const).map(
		(operator, at): Row => [name, given, operator, '', wanted[at]],
	),
);

/** What an operator makes of a value that is below, the same as, and above the one it is compared with. */
const compared: Array<[OperatorName, givens: Answer[], value: string, wanted: Truth[]]> = [
	['greater', [0, 42, 43].map((number) => answer('QID6', number)), '42', [F, F, T]],
	['greaterOrEqual', [41, 42, 43].map((number) => answer('QID6', number)), '42', [F, T, T]],
	['less', [41, 42, 43].map((number) => answer('QID6', number)), '42', [T, F, F]],
	['lessOrEqual', [41, 42, 43].map((number) => answer('QID6', number)), '42', [T, T, F]],
	['between', [1, 2, 3, 4, 5].map((number) => answer('QID6', number)), '2..4', [F, T, T, T, F]],
	[
		'between',
		['2024-04-30', '2024-05-01', '2024-05-02', '2024-05-03'].map((day) => answer('QID7', day)),
		'2024-05-01..2024-05-02',
		[F, T, T, F],
	],
	[
		'before',
		['2024-04-30', '2024-05-01', '2024-05-02'].map((day) => answer('QID7', day)),
		'2024-05-01',
		[T, F, F],
	],
	[
		'after',
		['2024-04-30', '2024-05-01', '2024-05-02'].map((day) => answer('QID7', day)),
		'2024-05-01',
		[F, F, T],
	],
	...(
		[
			['countEqual', [F, T, F]],
			['countGreater', [F, F, T]],
			['countLess', [T, F, F]],
		] as Array<[OperatorName, Truth[]]>
	).map(([operator, wanted]): [OperatorName, Answer[], string, Truth[]] => [
		operator,
		[['Monday'], ['Monday', 'Friday'], ['Monday', 'Tuesday', 'Friday']].map((days) =>
			chosen('QID2', days),
		),
		'2',
		wanted,
	]),
];
export const comparedRows = compared.flatMap(([operator, givens, value, wanted]) =>
	givens.map(
		(given, at): Row => [`${given.text} ${operator} ${value}`, given, operator, value, wanted[at]],
	),
);
