import type { IDataObject, INode } from 'n8n-workflow';
import { isSurveyResponse } from '../../../nodes/shared/survey/isSurveyResponse';
import { projectFiles, read } from '../house/sourceFiles';

interface TemplateFile {
	name: string;
	nodes: INode[];
	pinData?: Record<string, Array<{ json: IDataObject }>>;
}

const FILES = projectFiles().filter((file) => /^templates\/.*\.json$/.test(file));
const templates = FILES.map((file): [string, TemplateFile] => [
	file.slice('templates/'.length),
	JSON.parse(read(file)) as TemplateFile,
]);

type Rectangle = { left: number; top: number; right: number; bottom: number };

const isNote = ({ type }: INode) => type.endsWith('.stickyNote');

/** A node's own square and, below it, its name and what must be set, as n8n's canvas draws them. */
const NODE = 96;
const LABEL = 60;

function rectangleOf(node: INode): Rectangle {
	const [left, top] = node.position;
	const { width, height } = node.parameters as { width: number; height: number };
	return isNote(node)
		? { left, top, right: left + width, bottom: top + height }
		: { left, top, right: left + NODE, bottom: top + NODE + LABEL };
}

const overlap = (a: Rectangle, b: Rectangle): boolean =>
	a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

const contains = (outer: Rectangle, inner: Rectangle): boolean =>
	outer.left <= inner.left &&
	outer.right >= inner.right &&
	outer.top <= inner.top &&
	outer.bottom >= inner.bottom;

/** About how high the text of a note is, by the widths of the canvas' letters. */
function textHeight(text: string, width: number): number {
	const lines = (line: string, letter: number) => Math.ceil((line.length * letter) / (width - 40));
	return text.split('\n').reduce((height, line) => {
		if (line.startsWith('### ')) return height + lines(line, 10) * 26 + 8;
		if (line.startsWith('## ')) return height + lines(line, 12) * 30 + 10;
		return height + (line === '' ? 8 : lines(line, 7.2) * 20);
	}, 0);
}

/** What overlaps or does not fit on the canvas, one sentence each. */
export function faultsOfLayout(nodes: INode[]): string[] {
	const notes = nodes.filter(isNote);
	const steps = nodes.filter((node) => !isNote(node));
	return notes.flatMap((note, index) => {
		const own = rectangleOf(note);
		const inside = steps.filter((step) => overlap(own, rectangleOf(step)));
		const free = Math.min(own.bottom, ...inside.map((step) => step.position[1])) - own.top;
		const { content, width } = note.parameters as { content: string; width: number };
		return [
			...notes
				.slice(index + 1)
				.filter((other) => overlap(own, rectangleOf(other)))
				.map((other) => `${note.name} overlaps ${other.name}`),
			...inside
				.filter((step) => !contains(own, rectangleOf(step)))
				.map((step) => `${note.name} cuts ${step.name}`),
			...(textHeight(content, width) > free ? [`the text of ${note.name} does not fit`] : []),
		];
	});
}

const textOf = (value: unknown) => JSON.stringify(value);

/** Survey questions that a node names by the ids of the sample. */
const questionsIn = (node: INode): string[] =>
	[...textOf(node.parameters).matchAll(/\$\{q:\/\/(QID\d+)/g)].map(([, id]) => id);

const isOurs = ({ type }: INode) => type.startsWith('n8n-nodes-survey-ops.');

/** Nothing can be pinned where a workflow begins with a file. */
const beginsWithFile = (template: TemplateFile): boolean =>
	template.nodes.some(
		({ type, parameters }) =>
			type.endsWith('.scheduleTrigger') ||
			(type.endsWith('.formTrigger') && textOf(parameters).includes('"fieldType":"file"')),
	);

it.each(templates)(
	'MB04 %s: no note overlaps another, cuts a node or its own text',
	(_, { nodes }) => expect(faultsOfLayout(nodes)).toEqual([]),
);

it('MB04 what overlaps is found', () => {
	const note = (name: string, left: number, content = 'Short') =>
		({
			name,
			type: 'n8n-nodes-base.stickyNote',
			position: [left, 0],
			parameters: { width: 240, height: 300, content },
		}) as unknown as INode;
	const step = {
		name: 'Step',
		type: 'x',
		position: [200, 100],
		parameters: {},
	} as unknown as INode;
	expect(faultsOfLayout([note('A', 0), note('B', 200)])).toEqual(['A overlaps B']);
	expect(faultsOfLayout([note('A', 0), step])).toEqual(['A cuts Step']);
	expect(faultsOfLayout([note('A', 0, 'long text '.repeat(60))])).toEqual([
		'the text of A does not fit',
	]);
});

it.each(templates)('MB04 %s: what must be set is shown below its node', (_, { nodes }) => {
	for (const node of nodes.filter(isOurs)) {
		const words = [
			...(/"(surveys|questionsSurvey)"/.test(textOf(node.parameters)) &&
			textOf(node.parameters).includes('"value":""')
				? ['survey']
				: []),
			...(questionsIn(node).length > 0 ? ['questions'] : []),
			...(/surveyTrigger|updateDirectoryContact|crmUpsert|bulkCsvUpdate/.test(node.type)
				? ['credential']
				: []),
		];
		for (const word of words) {
			expect(`${node.name}: ${node.notes ?? ''}`).toMatch(new RegExp(`: Set: .*${word}`));
			expect(node.notesInFlow).toBe(true);
		}
	}
});

it.each(templates.filter(([, template]) => !beginsWithFile(template)))(
	'MB04 %s: has sample data, and every question named in it is in the sample',
	(_, { nodes, pinData = {} }) => {
		const names = nodes.map(({ name }) => name);
		expect(Object.keys(pinData).length).toBeGreaterThan(0);
		for (const name of Object.keys(pinData)) expect(names).toContain(name);
		const samples = Object.values(pinData).flatMap((items) => items.map(({ json }) => json));
		const responses = samples.filter((json) => 'answers' in json);
		expect(responses.filter((json) => !isSurveyResponse(json))).toEqual([]);
		const known = responses.flatMap((json) => Object.keys(json.answers as IDataObject));
		expect(nodes.flatMap(questionsIn).filter((id) => !known.includes(id))).toEqual([]);
	},
);

type Locator = { mode: string; value: string };

/** Values picked from lists, by the name of their parameter. */
function pickedIn(value: unknown, name = ''): Array<[name: string, value: string]> {
	if (value === null || typeof value !== 'object') return [];
	const { mode, value: chosen } = value as Locator;
	if ('__rl' in value && mode === 'list' && chosen !== '') return [[name, chosen]];
	return Object.entries(value).flatMap(([key, one]) =>
		pickedIn(one, Array.isArray(value) ? name : key),
	);
}

it.each(templates)(
	'MB04 %s: choosing a second credential takes no mapping away',
	(_, { nodes }) => {
		// n8n then empties whatever was picked from a list that cannot be loaded yet; what is typed stays.
		const isOfTwo = ({ parameters }: INode) =>
			['dynamics365', 'hubspot'].includes(String(parameters.provider)) &&
			parameters.showQuestionsOf === 'qualtrics';
		const picked = nodes.filter(isOfTwo).flatMap(({ parameters }) => pickedIn(parameters));
		const stays = ['table', 'object', 'toObject'];
		expect(picked.filter(([name]) => !stays.includes(name))).toEqual([]);
	},
);

it('MB04 the gallery has a line for every template, under its own name', () => {
	const page = read('docs/templates.md');
	for (const [file, { name }] of templates)
		expect(page).toContain(`[${name}](../templates/${file})`);
	expect(page.match(/\(\.\.\/templates\//g)).toHaveLength(templates.length);
	// The pictures are made by the browser tests.
	const pictures = templates.map(
		([file]) => `screenshots/templates/${file.replace('.json', '')}.png`,
	);
	const shown = [...page.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map(([, picture]) => picture);
	expect(shown.sort()).toEqual(pictures.sort());
	expect(read('README.md')).toContain('docs/templates.md');
});
