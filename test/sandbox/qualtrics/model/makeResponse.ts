import { createRandom, type Random } from '../../http/randomness';
import { indexOf, npsGroups } from './fields';
import { metadataKeys, statusLabel } from './metadata';
import { sampleValue } from './sampleAnswers';
import type { ModelChoice, ModelSurvey, ResponseField } from './types';

/** Exactly what the API gives for one response (contracts/qualtrics.md 3.2). */
export interface ResponseRecord {
	responseId: string;
	values: Record<string, unknown>;
	labels: Record<string, string | string[]>;
	displayedFields: string[];
	displayedValues: Record<string, Array<number | string>>;
}

export type GivenValue = string | number | string[];

export interface ResponseRecipe {
	responseId: string;
	/** Milliseconds. */
	recordedAt: number;
	seed: number;
	/**
	 * Values by their API key, as the API would hold them: the recode as a number, several as strings (recodes), texts under
	 * `_TEXT` keys, embedded data under its name. `null`: shown and skipped.
	 */
	values?: Record<string, GivenValue | null>;
	/**
	 * Who answers what `values` leaves open: nobody (`none`, the default when values are given), the seed for the first eight
	 * questions (`first`), or the seed for the whole survey (`all`, the default without values).
	 */
	fill?: 'none' | 'first' | 'all';
	/** Question ids that were not shown. */
	notShown?: string[];
	status?: number;
	finished?: boolean;
	progress?: number;
	userLanguage?: string;
	distributionChannel?: string;
	/** Contact of a personal link. */
	recipient?: {
		firstName?: string;
		lastName?: string;
		email?: string;
		externalDataReference?: string;
	};
	multiAnswerItems: 'recode' | 'choiceId';
}

const firstCount = 8;

/** Builds a response; throws when a given value does not fit its question, so that a test cannot ask for what no survey gives. */
export function makeResponse(survey: ModelSurvey, recipe: ResponseRecipe): ResponseRecord {
	const random = createRandom(recipe.seed);
	const index = indexOf(survey);
	const given = recipe.values ?? {};
	checkKeys(survey, given);
	const fill = recipe.fill ?? (recipe.values ? 'none' : 'all');
	const record: ResponseRecord = {
		responseId: recipe.responseId,
		...metadata(recipe, random),
		displayedFields: [],
		displayedValues: {},
	};

	const givenQuestions = new Set(Object.keys(given).map((key) => nameOf(index.byKey.get(key))));
	let position = 0;
	for (const [name, fields] of index.groups) {
		position += 1;
		const isFirst = position <= firstCount;
		const isShown = fill === 'all' || isFirst || givenQuestions.has(name);
		if (!isShown || recipe.notShown?.includes(name)) continue;
		// Each question has chance of its own: editing one answer leaves the others as they were.
		const chance = createRandom(recipe.seed * 1_009 + position);
		const mayFill = !givenQuestions.has(name) && (fill === 'all' || (fill === 'first' && isFirst));
		const answers = mayFill && chance.chance(0.85);
		for (const field of fields) {
			show(record, field, recipe);
			const value = Object.hasOwn(given, field.key)
				? given[field.key]
				: answers
					? sampleValue(field, chance)
					: undefined;
			if (value !== undefined && value !== null) put(record, field, value, recipe);
		}
		deriveNpsGroup(record, fields, recipe);
		dropStrayTexts(record, fields, given);
	}
	record.displayedFields = random.shuffle(record.displayedFields);
	putRest(record, survey, given, fill, createRandom(recipe.seed * 1_009));
	return record;
}

const nameOf = (field: ResponseField | undefined): string =>
	field ? `${field.loop === undefined ? '' : `${field.loop}_`}${field.question.id}` : '';

function checkKeys(survey: ModelSurvey, given: Record<string, unknown>): void {
	const { byKey, embeddedData } = indexOf(survey);
	const scores = survey.scoring.map(({ id }) => id);
	for (const key of Object.keys(given)) {
		if (byKey.has(key) || embeddedData.has(key) || metadataKeys.has(key) || scores.includes(key))
			continue;
		throw new Error(`"${survey.name}" has no answer, field or metadata with the key ${key}`);
	}
}

function metadata(
	recipe: ResponseRecipe,
	random: Random,
): Pick<ResponseRecord, 'values' | 'labels'> {
	const iso = (at: number): string => new Date(at).toISOString();
	const whole = (at: number): string => iso(at).replace(/\.\d+Z$/, 'Z');
	const duration = random.integer(25, 900);
	const finished = recipe.finished ?? true;
	const { recipient } = recipe;
	return {
		values: {
			startDate: whole(recipe.recordedAt - duration * 1_000),
			endDate: whole(recipe.recordedAt),
			status: recipe.status ?? 0,
			ipAddress: `203.0.113.${random.integer(1, 254)}`,
			progress: recipe.progress ?? (finished ? 100 : random.integer(5, 95)),
			duration,
			finished: finished ? 1 : 0,
			recordedDate: iso(recipe.recordedAt),
			_recordId: recipe.responseId,
			locationLatitude: '0.0',
			locationLongitude: '0.0',
			...(recipient?.lastName !== undefined && { recipientLastName: recipient.lastName }),
			...(recipient?.firstName !== undefined && { recipientFirstName: recipient.firstName }),
			...(recipient?.email !== undefined && { recipientEmail: recipient.email }),
			...(recipient?.externalDataReference !== undefined && {
				externalDataReference: recipient.externalDataReference,
			}),
			distributionChannel: recipe.distributionChannel ?? (recipient ? 'email' : 'anonymous'),
			userLanguage: recipe.userLanguage ?? 'EN',
		},
		labels: { status: statusLabel(recipe.status ?? 0), finished: finished ? 'True' : 'False' },
	};
}

function show(record: ResponseRecord, field: ResponseField, recipe: ResponseRecipe): void {
	if (field.role !== 'answer') return;
	record.displayedFields.push(field.key);
	if (!field.choices) return;
	record.displayedValues[field.key] = field.choices.map((choice) =>
		field.type === 'array' ? entryOf(choice, recipe) : Number(choice.recode),
	);
}

const entryOf = (choice: ModelChoice, recipe: ResponseRecipe): string =>
	recipe.multiAnswerItems === 'recode' ? choice.recode : choice.id;

function put(
	record: ResponseRecord,
	field: ResponseField,
	value: unknown,
	recipe: ResponseRecipe,
): void {
	const wrong = (): never => {
		throw new Error(`${JSON.stringify(value)} cannot be the value of ${field.key} (${field.type})`);
	};
	if (field.type === 'array') {
		if (!Array.isArray(value)) return wrong();
		const chosen = value.map(
			(entry) => field.choices?.find(({ recode }) => recode === entry) ?? wrong(),
		);
		if (field.role === 'displayOrder') record.values[field.key] = chosen.map(({ id }) => id);
		else record.values[field.key] = chosen.map((choice) => entryOf(choice, recipe));
		record.labels[field.key] = chosen.map(({ text }) => text);
		return;
	}
	if (typeof value !== field.type) return wrong();
	if (field.choices) {
		const chosen = field.choices.find(({ recode }) => Number(recode) === value) ?? wrong();
		record.labels[field.key] = chosen.text;
	}
	record.values[field.key] = value;
}

function deriveNpsGroup(
	record: ResponseRecord,
	fields: ResponseField[],
	recipe: ResponseRecipe,
): void {
	const group = fields.find(({ role }) => role === 'npsGroup');
	if (!group) return;
	const score = record.values[fields[0].key];
	if (typeof score !== 'number') return;
	const number = score <= 6 ? 1 : score <= 8 ? 2 : 3;
	put(record, { ...group, choices: npsGroups }, number, recipe);
}

/** A text typed into "other" is only there while that choice is chosen. */
function dropStrayTexts(record: ResponseRecord, fields: ResponseField[], given: object): void {
	for (const { key, belongsTo } of fields) {
		if (!belongsTo || Object.hasOwn(given, key)) continue;
		const label = record.labels[belongsTo.key];
		const isChosen = label === belongsTo.choice.text || label?.includes(belongsTo.choice.text);
		if (!isChosen) delete record.values[key];
	}
}

/** Embedded data, scores and metadata that were given; some embedded data of the seed's own. */
function putRest(
	record: ResponseRecord,
	survey: ModelSurvey,
	given: Record<string, GivenValue | null>,
	fill: ResponseRecipe['fill'],
	random: Random,
): void {
	if (fill === 'all') {
		for (const { name, defaultValue } of survey.embeddedData.slice(0, 40)) {
			if (defaultValue !== undefined && !defaultValue.includes('${'))
				record.values[name] = defaultValue;
			else if (random.chance(0.4)) record.values[name] = `value ${random.integer(1, 999)}`;
		}
		for (const { id } of survey.scoring) record.values[id] = random.integer(0, 100);
	}
	const { byKey } = indexOf(survey);
	for (const [key, value] of Object.entries(given)) {
		if (byKey.has(key) || value === null) continue;
		record.values[key] = value;
		if (key === 'status' && typeof value === 'number') record.labels.status = statusLabel(value);
		if (key === 'finished') record.labels.finished = value === 1 ? 'True' : 'False';
	}
}
