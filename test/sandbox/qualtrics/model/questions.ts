import type { ModelChoice, ModelQuestion, QuestionKind } from './types';

/** Type, selector and sub-selector of each kind as Qualtrics names them (contracts/qualtrics.md 2.3). */
const selectors: Record<string, [string, string, string | null, QuestionKind]> = {
	radio: ['MC', 'SAVR', 'TX', 'single'],
	radioRow: ['MC', 'SAHR', 'TX', 'single'],
	dropDown: ['MC', 'DL', null, 'single'],
	selectBox: ['MC', 'SB', null, 'single'],
	checkboxes: ['MC', 'MAVR', 'TX', 'multi'],
	multiSelectBox: ['MC', 'MSB', null, 'multi'],
	nps: ['MC', 'NPS', null, 'nps'],
	line: ['TE', 'SL', null, 'text'],
	paragraph: ['TE', 'ML', null, 'text'],
	essay: ['TE', 'ESTB', null, 'text'],
	password: ['TE', 'PW', null, 'text'],
	autoComplete: ['TE', 'AutoComplete', null, 'text'],
	form: ['TE', 'FORM', null, 'form'],
	likert: ['Matrix', 'Likert', 'SingleAnswer', 'matrixSingle'],
	likertMulti: ['Matrix', 'Likert', 'MultipleAnswer', 'matrixMulti'],
	bipolar: ['Matrix', 'Bipolar', null, 'matrixSingle'],
	profile: ['Matrix', 'Profile', 'SingleAnswer', 'matrixSingle'],
	maxDiff: ['Matrix', 'MaxDiff', null, 'matrixSingle'],
	matrixText: ['Matrix', 'TE', 'Short', 'matrixText'],
	matrixSum: ['Matrix', 'CS', null, 'sum'],
	sideBySide: ['SBS', 'SBSMatrix', null, 'sideBySide'],
	slider: ['Slider', 'HSLIDER', null, 'slider'],
	bar: ['Slider', 'HBAR', null, 'slider'],
	sum: ['CS', 'VRTL', 'TX', 'sum'],
	rank: ['RO', 'DND', 'TX', 'rank'],
	groupRank: ['PGR', 'DragAndDrop', 'NoColumns', 'groupRank'],
	drillDown: ['DD', 'DL', null, 'drillDown'],
	tree: ['TreeSelect', 'DL', null, 'single'],
	file: ['FileUpload', 'FileUpload', null, 'file'],
	screen: ['SS', 'CaptureScreen', null, 'file'],
	signature: ['Draw', 'Signature', null, 'file'],
	timing: ['Timing', 'PageTimer', null, 'timing'],
	browser: ['Meta', 'Browser', null, 'browser'],
	hotSpot: ['HotSpot', 'OnOff', null, 'hotSpot'],
	heatMap: ['HeatMap', 'Image', null, 'heatMap'],
	captcha: ['Captcha', 'V2', null, 'silent'],
	descriptive: ['DB', 'TB', null, 'silent'],
	graphic: ['DB', 'GRB', 'WOTXB', 'silent'],
};

export type QuestionStyle = keyof typeof selectors;
export const questionStyles = Object.keys(selectors);

export interface QuestionParts {
	choices?: ModelChoice[];
	answers?: ModelChoice[];
	columns?: ModelQuestion['columns'];
	groups?: ModelQuestion['groups'];
	force?: boolean;
	label?: string;
	tag?: string;
	randomized?: boolean;
}

/** `number` gives `QID<number>` and the export tag `Q<number>`. */
export function question(
	number: number,
	style: QuestionStyle,
	text: string,
	parts: QuestionParts = {},
): ModelQuestion {
	const [type, selector, subSelector, kind] = selectors[style];
	return {
		id: `QID${number}`,
		tag: parts.tag ?? `Q${number}`,
		kind,
		type,
		selector,
		subSelector,
		text,
		label: parts.label ?? null,
		force: parts.force ?? false,
		choices: parts.choices ?? [],
		answers: parts.answers ?? [],
		columns: parts.columns ?? [],
		groups: parts.groups ?? [],
		randomized: parts.randomized,
	};
}

/** `[id, recode, text]`; a fourth `true` lets the respondent type a text of their own. */
export const choice = (
	id: number,
	recode: number,
	text: string,
	textEntry?: true,
): ModelChoice => ({
	id: String(id),
	recode: String(recode),
	text,
	...(textEntry && { textEntry }),
});

/** Choices numbered from `firstId`, recoded from `firstRecode`. */
export const choicesFrom = (
	texts: readonly string[],
	firstId = 1,
	firstRecode = firstId,
): ModelChoice[] => texts.map((text, index) => choice(firstId + index, firstRecode + index, text));

/** The eleven points of a recommendation question: ids and recodes are both 0 to 10. */
export const npsChoices = (): ModelChoice[] =>
	Array.from({ length: 11 }, (_, point) => choice(point, point, String(point)));
