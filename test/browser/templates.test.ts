import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot, sharedN8n, waitFor, type N8n, type WorkflowInput } from '../e2e/harness';
import { Editor } from './harness';
import { smallPng } from './harness/smallPng';

const FOLDER = path.join(projectRoot, 'templates');
const PICTURES = path.join(projectRoot, 'docs', 'screenshots', 'templates');

const templates = readdirSync(FOLDER).map((file): [string, WorkflowInput] => [
	path.basename(file, '.json'),
	JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8')) as WorkflowInput,
]);

/** What lies over the canvas and is not part of the workflow. */
const BARE = `
[data-test-id="canvas-controls"], [data-test-id="canvas-background"], [data-test-id="logs-panel"],
[data-test-id="execute-workflow-button"], [data-test-id="node-creator-plus-button"],
[data-test-id="command-bar-button"], [data-test-id="add-sticky-button"],
[data-test-id="toggle-focus-panel-button"], [data-test-id="ask-assistant-floating-button"]
{ visibility: hidden !important }`;

/** Goes to a workflow as a click in n8n's list does, without loading the editor again. */
const goTo = (id: string): string => `{
	history.pushState({}, '', '/workflow/${id}');
	dispatchEvent(new PopStateEvent('popstate', { state: {} }));
}`;

/** The rectangle around all nodes and notes, with a margin; they stand still when it no longer changes. */
const FRAME = `(() => {
	const nodes = [...document.querySelectorAll('.vue-flow__node')];
	const parts = nodes
		.flatMap((one) => [one, ...one.querySelectorAll('*')])
		.filter((one) => getComputedStyle(one).visibility === 'visible')
		.map((one) => one.getBoundingClientRect())
		.filter(({ width, height }) => width > 0 && height > 0);
	const names = [...document.querySelectorAll('[data-node-name]')].map((one) => one.dataset.nodeName);
	const [left, top] = ['left', 'top'].map((side) => Math.min(...parts.map((one) => one[side])));
	const [right, bottom] = ['right', 'bottom'].map((side) => Math.max(...parts.map((one) => one[side])));
	const [x, y] = [Math.max(0, Math.floor(left) - 12), Math.max(0, Math.floor(top) - 12)];
	const end = (far, window) => Math.min(Math.ceil(far) + 12, window);
	return { names, count: nodes.length, x, y, width: end(right, innerWidth) - x, height: end(bottom, innerHeight) - y };
})()`;

interface Frame {
	names: string[];
	count: number;
	x: number;
	y: number;
	width: number;
	height: number;
}

describe('the templates on the canvas', () => {
	let n8n: N8n;
	let editor: Editor;

	beforeAll(async () => {
		n8n = await sharedN8n();
		editor = await Editor.open(n8n, { width: 940, height: 720 });
		mkdirSync(PICTURES, { recursive: true });
		await editor.page.goto(`${n8n.url}/workflow/new`);
		await editor.page.getByTestId('workflow-menu').first().waitFor({ timeout: 60_000 });
		await editor.page.addStyleTag({ content: BARE });
	}, 300_000);
	afterAll(async () => await editor?.close());

	/** In place of a symbol, a node that n8n does not know has a question mark. */
	const unknown = () => editor.page.locator('.vue-flow__node').getByText('?', { exact: true });
	const frameOf = async () => await editor.page.evaluate<Frame>(FRAME);

	it.each(templates)(
		'MB04 %s opens with all its nodes, none of them unknown',
		async (name, file) => {
			const { page } = editor;
			const { id } = await n8n.createWorkflow(file);
			await editor.step(`template-${name}`, async () => {
				await page.evaluate(goTo(id));
				const expected = file.nodes.filter(({ type }) => !type.endsWith('.stickyNote'));
				await waitFor('the nodes', async () => {
					const { names, count } = await frameOf();
					return count === file.nodes.length && expected.every((node) => names.includes(node.name));
				});
				await page.getByTestId('zoom-to-fit').click({ force: true });
				// Below the pointer, a node would show its buttons.
				await page.mouse.move(1, 1);
				let last = '';
				const frame = await waitFor('the canvas to stand still', async () => {
					const now = await frameOf();
					const isStill = JSON.stringify(now) === last;
					last = JSON.stringify(now);
					return isStill ? now : undefined;
				});
				expect(await page.locator('.el-notification').allInnerTexts()).toEqual([]);
				expect(await unknown().count()).toBe(0);
				const { x, y, width, height } = frame;
				const picture = smallPng(await page.screenshot({ clip: { x, y, width, height } }));
				expect(width).toBeLessThanOrEqual(900);
				expect(picture.length).toBeLessThanOrEqual(40_000);
				writeFileSync(path.join(PICTURES, `${name}.png`), picture);
			});
			await n8n.deleteWorkflow(id);
		},
		60_000,
	);

	it('MB04 a node that is not installed would be found', async () => {
		const { id } = await n8n.createWorkflow({
			nodes: [
				{ name: 'Known?', type: 'n8n-nodes-base.noOp' },
				{ name: 'Of ours', type: 'n8n-nodes-survey-ops.notThere' },
				{ name: "Of n8n's", type: 'n8n-nodes-base.notThere' },
			],
		});
		await editor.page.evaluate(goTo(id));
		await waitFor('the two', async () => (await unknown().count()) === 2);
		await n8n.deleteWorkflow(id);
	}, 60_000);
});
