import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import type { MappedField } from '../../../nodes/shared/mapping';
import {
	upsertRecords,
	type Outcome,
	type UpsertInput,
	type UpsertOptions,
} from '../../../nodes/shared/records';
import type {
	CorpusSubject,
	CorpusWorld,
	ExpectedOutcome,
	Scenario,
	ScenarioInput,
	WorldRecord,
} from './scenario';

/** Every scenario, by file name. */
export function loadCorpus(): Array<{ file: string; scenario: Scenario }> {
	return readdirSync(__dirname)
		.filter((file) => file.endsWith('.json'))
		.sort()
		.map((file) => ({
			file,
			scenario: JSON.parse(readFileSync(join(__dirname, file), 'utf8')) as Scenario,
		}));
}

/** Registers one jest test for each scenario that the subject can play. */
export function describeCorpus(name: string, subject: CorpusSubject): void {
	describe(`${name}: upsert corpus`, () => {
		for (const { file, scenario } of loadCorpus()) {
			if (!(scenario.needs ?? []).every((need) => subject.can.has(need))) continue;
			const title = [...(scenario.proves ?? []), scenario.title, `(${file})`].join(' ');
			it(title, async () => expect(await checkScenario(scenario, subject)).toEqual([]));
		}
	});
}

/** What differs from the scenario; nothing when all is as it should be. */
export async function checkScenario(scenario: Scenario, subject: CorpusSubject): Promise<string[]> {
	const world = await subject.createWorld(scenario);
	const options = optionsOf(scenario);
	const inputs = scenario.input.map(toInput);
	const outcomes = await upsertRecords(inputs, world.target, options);
	const after = await world.read();
	const differences = [
		...checkOutcomes(scenario, outcomes, world),
		...checkAfter(scenario.after, after),
		...checkCut(scenario, outcomes, after),
	];
	if (scenario.repeatable) differences.push(...(await checkRepeat(inputs, world, options, after)));
	return differences;
}

const optionsOf = ({ match, options }: Scenario): UpsertOptions => ({
	operation: 'createOrUpdate',
	whenAmbiguous: 'error',
	allowOptInAgain: false,
	onlyIfNewer: false,
	timeZone: 'UTC',
	dryRun: false,
	...options,
	match,
});

function toInput({ values, key, status, time, policies = {} }: ScenarioInput): UpsertInput {
	const fields = Object.entries(values).map(
		([target, value]): MappedField => ({
			target,
			value,
			sourceText: String(value ?? ''),
			action: value === null ? 'clear' : value === '' ? 'leave' : 'set',
			...(policies[target] && { policy: policies[target] }),
		}),
	);
	const evidence = { survey: 'Corpus', responseId: 'R_corpus', ...(time && { time }) };
	return {
		fields,
		...(key && { key }),
		...(status && { status: { wanted: status, evidence } }),
		...(time && { time }),
	};
}

function checkOutcomes(scenario: Scenario, outcomes: Outcome[], world: CorpusWorld): string[] {
	if (outcomes.length !== scenario.input.length) {
		return [`${outcomes.length} outcomes for ${scenario.input.length} inputs`];
	}
	return outcomes.flatMap((outcome, index) => {
		if (outcome.index !== index) return [`outcome ${index} is of input ${outcome.index}`];
		const expected = scenario.outcomes[index];
		const ways = (Array.isArray(expected) ? expected : [expected]).map((way) =>
			checkOutcome(way, outcome, world),
		);
		return ways.some((way) => way.length === 0)
			? []
			: ways[0].map((text) => `input ${index}: ${text}`);
	});
}

function checkOutcome(expected: ExpectedOutcome, outcome: Outcome, world: CorpusWorld): string[] {
	const changed = outcome.changes.map(({ field }) => field).sort();
	const checks: Array<[boolean, string]> = [
		[outcome.status === expected.status, `is ${outcome.status}, not ${expected.status}`],
		[
			outcome.error?.kind === expected.error,
			`has error ${outcome.error?.kind}, not ${expected.error}`,
		],
		[
			!expected.ref || outcome.id === world.ids[expected.ref],
			`is of record ${outcome.id}, not of ${expected.ref}`,
		],
		[outcome.status !== 'created' || !!outcome.id, 'was created without an id'],
		[
			!expected.changed || JSON.stringify(changed) === JSON.stringify([...expected.changed].sort()),
			`changed ${changed.join(', ') || 'nothing'}, not ${expected.changed?.join(', ')}`,
		],
		[
			JSON.stringify(outcome.kept ?? []) === JSON.stringify(expected.kept ?? []),
			`keeps "${outcome.kept?.join('; ') ?? ''}", not "${expected.kept?.join('; ') ?? ''}"`,
		],
		[
			!expected.warning || outcome.warnings.some((warning) => warning.includes(expected.warning!)),
			`says "${outcome.warnings.join('; ')}", not "${expected.warning}"`,
		],
	];
	return checks.filter(([isRight]) => !isRight).map(([, text]) => text);
}

function checkAfter(expected: WorldRecord[] | undefined, actual: WorldRecord[]): string[] {
	if (!expected) return [];
	const left = [...actual];
	const missing = expected.filter((wanted) => {
		const index = left.findIndex((record) => holds(record, wanted));
		if (index >= 0) left.splice(index, 1);
		return index < 0;
	});
	return [
		...missing.map((record) => `there is no record ${JSON.stringify(record)} in the end`),
		...left.map((record) => `there is a record ${JSON.stringify(record)} in the end`),
	];
}

function holds(record: WorldRecord, wanted: WorldRecord): boolean {
	if (wanted.status && record.status !== wanted.status) return false;
	return Object.entries(wanted.values).every(
		([field, value]) => String(record.values[field] ?? '') === String(value ?? ''),
	);
}

function checkCut(
	{ neverCutInSilence, input }: Scenario,
	outcomes: Outcome[],
	after: WorldRecord[],
): string[] {
	if (!neverCutInSilence) return [];
	const { field } = neverCutInSilence;
	return [neverCutInSilence.input].flat().flatMap((index) => {
		const whole = String(input[index].values[field]);
		const outcome = outcomes[index];
		if (outcome.status === 'failed') return [];
		if (outcome.warnings.some((warning) => warning.includes(field))) return [];
		// Another record may have the same value; the one that is meant is known by its address.
		const { email } = input[index].values;
		const isKept = after.some(
			({ values }) => values[field] === whole && String(values.email) === String(email),
		);
		return isKept ? [] : [`"${field}" of input ${index} was cut in silence`];
	});
}

async function checkRepeat(
	inputs: UpsertInput[],
	world: CorpusWorld,
	options: UpsertOptions,
	before: WorldRecord[],
): Promise<string[]> {
	const outcomes = await upsertRecords(inputs, world.target, options);
	const wrong = outcomes.filter(({ status }) => status === 'created' || status === 'updated');
	return [
		...wrong.map(({ index, status }) => `run again, input ${index} is ${status}`),
		...checkAfter(before, await world.read()),
	];
}
