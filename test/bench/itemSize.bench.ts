import '../engine/harness/environment.cjs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { IDataObject, INodeExecutionData, INodeParameters, INodeType } from 'n8n-workflow';
import { n8nHome } from '../e2e/harness/paths';
import { byAnswers } from '../engine/condition/conditionNode';
import { chain, forgetProcessed, runWorkflow } from '../engine/harness';
import { Production } from '../engine/trigger/Production';
import { mainDirectoryId, startQualtricsSandbox, storeVisitId } from '../sandbox/qualtrics';
import { credentialsOf, picked } from '../workflows';
import { ownNode } from './engine';
import { median, report, shown, within, type Comparison } from './measure';

/**
 * What n8n pays for the size of an item: 500 responses of a survey of 150 questions go through trigger, Condition and contact,
 * once with an entry for every question, once without what was not shown, once simplified. The size is that of the execution's
 * data as n8n stores it, the time that of the run and of making it ready to be stored. Run: `npm run bench itemSize`.
 */
const COUNT = 500;
const ROUNDS = 3;
const TRIGGER = 'n8n-nodes-survey-ops.surveyTrigger';
const CONTACT = 'n8n-nodes-survey-ops.updateDirectoryContact';

const FORMS = {
	whole: { options: { onlyShown: false } },
	lean: {},
	simplified: { simplify: true },
} satisfies Record<string, IDataObject>;
type Form = keyof typeof FORMS;

const { stringify } = createRequire(path.join(n8nHome(), 'package.json'))('flatted') as {
	stringify(data: unknown): string;
};

const nodeTypes: Record<string, INodeType> = {
	[TRIGGER]: ownNode('SurveyTrigger'),
	[CONTACT]: ownNode('UpdateDirectoryContact'),
	'n8n-nodes-survey-ops.condition': ownNode('Condition'),
};

const row = (target: string, source: string): IDataObject => ({
	target: picked(target, 'name'),
	source: picked(source, 'text'),
});

const contact: INodeParameters = {
	directory: picked('default'),
	showQuestionsOf: 'none',
	fields: {
		row: [
			row('email', '${r://ResponseID}@example.com'),
			row('satisfaction', '${q://QID2/ChoiceGroup/SelectedChoices}'),
			row('visited', '${q://QID4/ChoiceGroup/SelectedChoices}'),
			// Nobody was shown it.
			row('later', '${q://QID60/ChoiceGroup/SelectedChoices}'),
		],
	},
	// One request for each, and no waiting: what is measured is the work of n8n and of these nodes.
	options: { bulkImportAbove: 0, checkBeforeWriting: false, writesPerMinute: 1_000_000 },
} as unknown as INodeParameters;

interface Measured {
	ms: number;
	bytes: number;
	largestItem: number;
}

async function measure(form: Form): Promise<Measured> {
	const sandbox = await startQualtricsSandbox({ exportPolls: 0 });
	forgetProcessed();
	sandbox.control.addResponses(COUNT, { surveyId: storeVisitId, stepMs: 1_000 });
	const parameters: INodeParameters = {
		delivery: 'scheduled',
		startFrom: 'all',
		...(FORMS[form] as INodeParameters),
	};
	const given: INodeExecutionData[] = [];
	const production = await new Production(sandbox, parameters, {
		nodeType: nodeTypes[TRIGGER],
		onInput: (input) => given.push(...input),
	}).start();
	await production.activate();
	await production.checked();
	await production.close();
	forgetProcessed();
	const condition = byAnswers(
		[
			[
				'any',
				{ subject: '${q://QID1/ChoiceNumericEntryValue}', operator: 'isNotEmpty' },
				{ subject: '${q://QID60/ChoiceGroup/SelectedChoices}', operator: 'notShown' },
			],
		],
		{ options: { explain: false }, parameters: { showQuestionsOf: 'none' } },
	);
	const start = performance.now();
	const result = await runWorkflow({
		nodes: [
			{ ...production.node, parameters: production.node.parameters },
			condition,
			{ name: 'Contact', type: CONTACT, parameters: contact },
		],
		connections: chain('Survey Trigger', 'Condition', 'Contact'),
		nodeTypes,
		credentials: credentialsOf(sandbox),
		input: given,
		mode: 'trigger',
	});
	const stored = stringify(result.run.data);
	const ms = performance.now() - start;
	const written = sandbox.state.directories.get(mainDirectoryId)!.contacts.size;
	const items = result.json('Survey Trigger');
	await sandbox.close();
	if (result.error || items.length !== COUNT || written !== COUNT) {
		throw new Error(
			`The bench measures the wrong thing: ${items.length} items, ${written} contacts, ${result.error?.message}`,
		);
	}
	const sizes = items.map((item) => Buffer.byteLength(JSON.stringify(item)));
	return { ms, bytes: Buffer.byteLength(stored), largestItem: Math.max(...sizes) };
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
const kilobytes = (bytes: number): string => `${(bytes / 1e3).toFixed(1)} kB`;

async function main(): Promise<void> {
	const all: Record<Form, Measured[]> = { whole: [], lean: [], simplified: [] };
	const forms = Object.keys(FORMS) as Form[];
	for (let round = 0; round <= ROUNDS; round++) {
		for (const form of forms) {
			const one = await measure(form);
			// The first round loads and compiles.
			if (round > 0) all[form].push(one);
		}
	}
	const of = (form: Form, part: keyof Measured) => median(all[form].map((one) => one[part]));
	const [whole, wholeMs] = [of('whole', 'bytes'), of('whole', 'ms')];
	const share = (form: Form, name: string) => ({
		line: {
			what: `Execution data, 500 responses of 150 questions, ${name}`,
			peer: 'an entry for every question',
			peerFigure: megabytes(whole),
			us: megabytes(of(form, 'bytes')),
		},
		ratio: of(form, 'bytes') / whole,
	});
	const [lean, simplified] = [
		share('lean', 'not shown left out'),
		share('simplified', 'simplified'),
	];
	const compared = (form: Form, name: string): Comparison[] => [
		shown(
			{
				what: `Time of that execution, ${name}`,
				peer: 'an entry for every question',
				peerFigure: `${wholeMs.toFixed(0)} ms`,
				us: `${of(form, 'ms').toFixed(0)} ms`,
			},
			of(form, 'ms') / wholeMs,
		),
		within(
			{
				what: `Largest item of 150 questions, ${name}`,
				peer: 'an entry for every question',
				peerFigure: kilobytes(of('whole', 'largestItem')),
				us: kilobytes(of(form, 'largestItem')),
			},
			of(form, 'largestItem') / 1000,
			20,
			' kB',
		),
	];
	report('itemSize', [
		shown(lean.line, lean.ratio),
		...compared('lean', 'not shown left out'),
		within(simplified.line, simplified.ratio, 0.2),
		...compared('simplified', 'simplified'),
	]);
}

void main();
