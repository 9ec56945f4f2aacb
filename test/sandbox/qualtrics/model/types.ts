/** The sandbox's own picture of a survey, from which the API's three different views of it are drawn. Texts are HTML. */
export interface ModelSurvey {
	id: string;
	name: string;
	ownerId: string;
	organizationId: string;
	isActive: boolean;
	creationDate: string;
	lastModified: string;
	blocks: ModelBlock[];
	embeddedData: ModelEmbeddedData[];
	scoring: Array<{ id: string; name: string }>;
	/** Saved response filters. */
	filters: Array<{
		filterId: string;
		filterName: string;
		creationDate: string;
		minimumNps?: number;
	}>;
}

export interface ModelBlock {
	id: string;
	description: string;
	type: 'Default' | 'Standard' | 'Trash';
	questions: ModelQuestion[];
	/** Loop ids and the text each pass is about. */
	loops?: Array<{ id: string; text: string }>;
}

export interface ModelEmbeddedData {
	name: string;
	type: 'Custom' | 'Recipient';
	defaultValue?: string;
}

export type QuestionKind =
	| 'single'
	| 'multi'
	| 'nps'
	| 'text'
	| 'form'
	| 'matrixSingle'
	| 'matrixMulti'
	| 'matrixText'
	| 'sideBySide'
	| 'slider'
	| 'sum'
	| 'rank'
	| 'groupRank'
	| 'drillDown'
	| 'file'
	| 'timing'
	| 'browser'
	| 'hotSpot'
	| 'heatMap'
	/** Descriptive text, captcha: shown, never answered. */
	| 'silent';

export interface ModelQuestion {
	id: string;
	/** Export tag. */
	tag: string;
	kind: QuestionKind;
	type: string;
	selector: string;
	subSelector: string | null;
	text: string;
	label: string | null;
	force: boolean;
	/** Choices; for a matrix, form, slider, sum, side-by-side the rows. */
	choices: ModelChoice[];
	/** Scale points of a matrix. */
	answers: ModelChoice[];
	/** Side-by-side: one small matrix per column. */
	columns: Array<{ id: string; text: string; answers: ModelChoice[] }>;
	/** Pick, group and rank. */
	groups: Array<{ id: string; text: string }>;
	randomized?: boolean;
}

export interface ModelChoice {
	id: string;
	recode: string;
	text: string;
	textEntry?: boolean;
	variableName?: string;
}

/** One key that a response's `values` can hold. */
export interface ResponseField {
	key: string;
	question: ModelQuestion;
	loop?: string;
	exportTag: string;
	description: string;
	/** `number` with choices: the recode of one choice; `array`: several; without choices: a plain number or text. */
	type: 'number' | 'string' | 'array';
	choices?: ModelChoice[];
	range?: [number, number];
	role: 'answer' | 'choiceText' | 'npsGroup' | 'displayOrder';
	/** For `choiceText`: the key and the choice that must be chosen for this text to be there. */
	belongsTo?: { key: string; choice: ModelChoice };
}

export const liveQuestions = (survey: ModelSurvey): ModelQuestion[] =>
	survey.blocks.filter((block) => block.type !== 'Trash').flatMap((block) => block.questions);
