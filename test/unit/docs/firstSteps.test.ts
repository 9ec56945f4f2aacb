import { isShippedSource, projectFiles, read } from '../house/sourceFiles';

const JOBS = ['answer-to-contact', 'answer-to-crm', 'contacts-by-spreadsheet', 'kpi-board'];

it.each(JOBS)(
	'MB06 the page of the job %s is below one screen, and the README leads to it',
	(job) => {
		const page = read(`docs/jobs/${job}.md`);
		expect(page.trim().split('\n').length).toBeLessThanOrEqual(40);
		expect(page).toMatch(/^# .+\n\n/);
		expect(page).toMatch(/\(\.\.\/\.\.\/templates\/[\w-]+\.json\)/);
		expect(read('README.md')).toContain(`(docs/jobs/${job}.md)`);
	},
);

/** What stands in italics in the first column: parts of messages, as the code has them. */
const quoted = [...read('docs/troubleshooting.md').matchAll(/^\| (.+?) +\|/gm)].flatMap(
	([, cell]) => [...cell.matchAll(/(?<!\*)_([^_]+)_/g)].map(([, text]) => text),
);

/** Every text of the code, with what is filled in at run time as it may be filled in. */
const texts = projectFiles()
	.filter((file) => isShippedSource(file) && !file.startsWith('nodes/shared/vendor/'))
	.map(read)
	.join('\n')
	.replace(/\{system\}|\$\{system\}/g, 'Qualtrics')
	.toLowerCase();

it('MB06 troubleshooting quotes many messages', () => expect(quoted.length).toBeGreaterThan(20));

it.each(quoted)('MB06 troubleshooting quotes a message that there is: %s', (text) =>
	expect(texts.includes(text.toLowerCase())).toBe(true),
);
