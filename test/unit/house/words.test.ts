import ts from 'typescript';
import { isShippedSource, projectFiles, read } from './sourceFiles';

/** Words that docs/glossary.md gave up, each with the one in its place. */
const GIVEN_UP: ReadonlyArray<[RegExp, string]> = [
	[/\bmend(s|ed|ing)?\b/i, 'fix'],
	[/\bwhoever\b/i, 'a role: contact, member, approver'],
	[/\bdisturbances?\b/i, 'temporary outage'],
	[/\bsigned as agreed\b/i, 'invalid signature'],
	[/\bcallers?\b/i, 'request'],
	[/\bguards?\b/i, 'safety limit'],
	[/\btest step\b/i, 'Execute step'],
	[/\bdeactivate\b/i, 'unpublish'],
	[/\bfor the moment\b/i, 'is limiting requests'],
	[/\bnot foreseen\b/i, 'unexpected error'],
	[/\bbroken off\b/i, 'interrupted, stopped'],
	[/\bregular check\b/i, 'scheduled check'],
];

const faultsIn = (text: string): string[] =>
	GIVEN_UP.filter(([word]) => word.test(text)).map(([word, instead]) => `${word}: ${instead}`);

/** Texts of a source that a person may read: literals of several words. Names of things and imports are none. */
function textsOf(file: string): string[] {
	const source = ts.createSourceFile(file, read(file), ts.ScriptTarget.ES2022, true);
	const texts: string[] = [];
	const visit = (node: ts.Node): void => {
		if (ts.isImportDeclaration(node)) return;
		const isText =
			ts.isStringLiteralLike(node) ||
			ts.isTemplateHead(node) ||
			ts.isTemplateMiddleOrTemplateTail(node);
		if (isText && (/\s/.test(node.text.trim()) || /^[A-Z]/.test(node.text))) texts.push(node.text);
		ts.forEachChild(node, visit);
	};
	visit(source);
	return texts;
}

/** What stands in code is named by programs: file names, parameters. */
const proseOf = (page: string): string =>
	page
		.replace(/^```[\s\S]*?^```/gm, '')
		.replace(/`[^`\n]*`/g, '')
		.replace(/\]\([^)]*\)/g, ']');

/** Every text of a template beside the names of parameters. */
function textsIn(value: unknown): string[] {
	if (typeof value === 'string') return [value];
	return value !== null && typeof value === 'object' ? Object.values(value).flatMap(textsIn) : [];
}

const PAGES = projectFiles().filter(
	(file) =>
		/^(README|docs\/(?!contracts\/|glossary|architecture).*)\.md$/.test(file) ||
		file === 'README.md',
);

it('MB01 no text of a node or credential uses a word that the glossary gave up', () => {
	const files = projectFiles().filter(
		(file) => isShippedSource(file) && !file.startsWith('nodes/shared/vendor/'),
	);
	expect(files.length).toBeGreaterThan(300);
	const faults = files.flatMap((file) =>
		textsOf(file).flatMap((text) => faultsIn(text).map((fault) => `${file}: "${text}" ${fault}`)),
	);
	expect(faults).toEqual([]);
});

it('MB01 no page uses one', () => {
	expect(PAGES).toContain('docs/nodes/survey-trigger.md');
	const faults = PAGES.flatMap((file) =>
		proseOf(read(file))
			.split('\n')
			.flatMap((line) => faultsIn(line).map((fault) => `${file}: ${line.slice(0, 90)}: ${fault}`)),
	);
	expect(faults).toEqual([]);
});

it('MB01 no template uses one', () => {
	const files = projectFiles().filter((file) => /^templates\/.*\.json$/.test(file));
	const faults = files.flatMap((file) =>
		textsIn(JSON.parse(read(file))).flatMap((text) =>
			faultsIn(text).map((fault) => `${file}: "${text.slice(0, 90)}" ${fault}`),
		),
	);
	expect(faults).toEqual([]);
});

it.each([
	['Mend the first line of the file', 1],
	['The disturbance is on their side; whoever asks', 2],
	['We recommend this amendment', 0],
	['Fix the header row', 0],
])('MB01 a word is found whole: %s', (text, count) => expect(faultsIn(text)).toHaveLength(count));

it('MB01 the glossary names what is given up', () => {
	const page = read('docs/glossary.md').toLowerCase();
	for (const word of ['mend', 'whoever', 'disturbance', 'caller', 'guard', 'test step'])
		expect(page).toContain(word);
	expect(read('README.md')).toContain('docs/glossary.md');
});
