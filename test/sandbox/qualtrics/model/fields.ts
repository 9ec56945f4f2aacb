import type { ModelChoice, ModelQuestion, ModelSurvey, ResponseField } from './types';

export const npsGroups: ModelChoice[] = [
	{ id: '1', recode: '1', text: 'Detractor' },
	{ id: '2', recode: '2', text: 'Passive' },
	{ id: '3', recode: '3', text: 'Promoter' },
];

type Draft = Pick<ResponseField, 'type'> &
	Partial<Pick<ResponseField, 'choices' | 'range' | 'role' | 'belongsTo'>> & { text?: string };

/** The keys one question contributes to `values` (contracts/qualtrics.md 3.2), in order; `loop` prefixes them with `<loop>_`. */
export function fieldsOfQuestion(question: ModelQuestion, loop?: string): ResponseField[] {
	const fields: ResponseField[] = [];
	const prefix = loop === undefined ? '' : `${loop}_`;
	const keyOf = (suffix: string): string => `${prefix}${question.id}${suffix}`;
	const add = (suffix: string, draft: Draft): void => {
		const { text, ...rest } = draft;
		fields.push({
			role: 'answer',
			...rest,
			key: keyOf(suffix),
			question,
			loop,
			exportTag: `${prefix}${question.tag}${suffix}`,
			description: text === undefined ? question.text : `${question.text} - ${text}`,
		});
	};
	const addTexts = (suffix: string, choices: ModelChoice[]): void => {
		for (const choice of choices) {
			if (!choice.textEntry) continue;
			add(`${suffix}_${choice.id}_TEXT`, {
				type: 'string',
				role: 'choiceText',
				text: `${choice.text} - Text`,
				belongsTo: { key: keyOf(suffix), choice },
			});
		}
	};
	describe(question, add, addTexts);
	if (question.randomized) {
		add('_DO', {
			type: 'array',
			role: 'displayOrder',
			choices: question.choices,
			text: 'Display Order',
		});
	}
	return fields;
}

function describe(
	question: ModelQuestion,
	add: (suffix: string, draft: Draft) => void,
	addTexts: (suffix: string, choices: ModelChoice[]) => void,
): void {
	const { choices, answers } = question;
	const perRow = (draft: (row: ModelChoice) => Draft): void => {
		for (const row of choices) add(`_${row.id}`, { text: row.text, ...draft(row) });
	};
	switch (question.kind) {
		case 'single':
			add('', { type: 'number', choices });
			return addTexts('', choices);
		case 'multi':
			add('', { type: 'array', choices });
			return addTexts('', choices);
		case 'nps':
			add('', { type: 'number', choices });
			return add('_NPS_GROUP', {
				type: 'number',
				choices: npsGroups,
				role: 'npsGroup',
				text: 'Group',
			});
		case 'text':
			return add('_TEXT', { type: 'string' });
		case 'form':
			return perRow(() => ({ type: 'string' }));
		case 'matrixSingle':
			return perRow(() => ({ type: 'number', choices: answers }));
		case 'matrixMulti':
			return perRow(() => ({ type: 'array', choices: answers }));
		case 'matrixText':
			for (const row of choices) {
				for (const column of answers) {
					add(`_${row.id}_${column.id}`, { type: 'string', text: `${row.text} - ${column.text}` });
				}
			}
			return undefined;
		case 'sideBySide':
			for (const column of question.columns) {
				for (const row of choices) {
					add(`#${column.id}_${row.id}`, {
						type: 'number',
						choices: column.answers,
						text: `${column.text} - ${row.text}`,
					});
				}
			}
			return undefined;
		case 'slider':
		case 'sum':
			return perRow(() => ({ type: 'number', range: [0, 100] }));
		case 'rank':
			return perRow(() => ({ type: 'number', range: [1, choices.length] }));
		case 'groupRank':
			return groupRank(question, add);
		case 'drillDown':
			return perRow(() => ({ type: 'number', choices: answers }));
		case 'hotSpot':
			return perRow(() => ({ type: 'number', choices: answers }));
		case 'heatMap':
			add('_1_X', { type: 'number', range: [0, 640], text: 'Click 1 - X' });
			return add('_1_Y', { type: 'number', range: [0, 480], text: 'Click 1 - Y' });
		case 'file':
			add('_FILE_ID', { type: 'string', text: 'Id' });
			add('_FILE_NAME', { type: 'string', text: 'Name' });
			add('_FILE_SIZE', { type: 'number', range: [1, 5_000_000], text: 'Size' });
			return add('_FILE_TYPE', { type: 'string', text: 'Type' });
		case 'timing':
			for (const part of ['FIRST_CLICK', 'LAST_CLICK', 'PAGE_SUBMIT', 'CLICK_COUNT']) {
				add(`_${part}`, { type: 'number', range: [0, 90], text: part });
			}
			return undefined;
		case 'browser':
			for (const part of ['BROWSER', 'VERSION', 'OS', 'RESOLUTION']) {
				add(`_${part}`, { type: 'string', text: part });
			}
			return undefined;
		case 'silent':
			return undefined;
	}
}

function groupRank(question: ModelQuestion, add: (suffix: string, draft: Draft) => void): void {
	const size = question.choices.length;
	for (const group of question.groups) {
		add(`_${group.id}_GROUP`, { type: 'array', choices: question.choices, text: group.text });
		for (const item of question.choices) {
			add(`_G${group.id}_${item.id}_RANK`, {
				type: 'number',
				range: [1, size],
				text: `${group.text} - ${item.text}`,
			});
		}
	}
}

/** Every answer key of a survey's live blocks, loops unrolled. */
export function fieldsOfSurvey(survey: ModelSurvey): ResponseField[] {
	return survey.blocks
		.filter((block) => block.type !== 'Trash')
		.flatMap((block) =>
			(block.loops ?? [{ id: undefined }]).flatMap((loop) =>
				block.questions.flatMap((question) => fieldsOfQuestion(question, loop.id)),
			),
		);
}

export interface SurveyIndex {
	fields: ResponseField[];
	byKey: Map<string, ResponseField>;
	questions: Map<string, ModelQuestion>;
	embeddedData: Set<string>;
	/** Fields of one question in one loop pass: `1_QID5` or `QID5`. */
	groups: Map<string, ResponseField[]>;
}

const indexes = new WeakMap<ModelSurvey, SurveyIndex>();

/** Look-ups into a survey, made once per survey object. */
export function indexOf(survey: ModelSurvey): SurveyIndex {
	const known = indexes.get(survey);
	if (known) return known;
	const fields = fieldsOfSurvey(survey);
	const groups = new Map<string, ResponseField[]>();
	for (const field of fields) {
		const name = `${field.loop === undefined ? '' : `${field.loop}_`}${field.question.id}`;
		groups.set(name, [...(groups.get(name) ?? []), field]);
	}
	const index: SurveyIndex = {
		fields,
		byKey: new Map(fields.map((field) => [field.key, field])),
		questions: new Map(fields.map(({ question }) => [question.id, question])),
		embeddedData: new Set(survey.embeddedData.map(({ name }) => name)),
		groups,
	};
	indexes.set(survey, index);
	return index;
}
