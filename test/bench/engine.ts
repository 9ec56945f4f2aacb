import '../engine/harness/environment.cjs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { Expression, type INodeExecutionData, type INodeType } from 'n8n-workflow';
import { n8nHome } from '../e2e/harness/paths';
import { chain, runWorkflow } from '../engine/harness';
import type { TestNode } from '../engine/harness/additionalData';

export type Engine = 'vm' | 'legacy';

/** n8n's own settings of its default engine. */
const VM = { bridgeTimeout: 5000, bridgeMemoryLimit: 128, poolSize: 1, maxCodeCacheSize: 1024 };

/** Which of n8n's expression engines evaluates from here on; `vm` is the default of n8n 2.41. */
export async function useEngine(engine: Engine): Promise<void> {
	if (engine === 'vm') await Expression.initExpressionEngine({ engine, ...VM });
	Expression.setExpressionEngine(engine);
}

export const stopEngines = async (): Promise<void> => await Expression.disposeExpressionEngine();

/** n8n's own If node, out of an installed n8n. */
export function ifNode(): INodeType {
	const load = createRequire(path.join(n8nHome(), 'package.json'));
	const { If } = load('n8n-nodes-base/dist/nodes/If/If.node.js') as {
		If: new () => { nodeVersions: Record<string, INodeType> };
	};
	return new If().nodeVersions[2.3];
}

/** One of the package's nodes, by its full name: beside it lies a file of the same name that ends in json. */
export function ownNode(
	name: 'Condition' | 'CrmUpsert' | 'Survey' | 'SurveyTrigger' | 'UpdateDirectoryContact',
): INodeType {
	const load = createRequire(__filename);
	const classes = load(`../../nodes/${name}/${name}.node.ts`) as Record<
		string,
		new () => INodeType
	>;
	return new classes[name]();
}

export interface Timed {
	/** Milliseconds inside of the node's `execute`. */
	ms: number;
	/** Of processor time there. */
	cpuMs: number;
	outputs: INodeExecutionData[][];
}

/** Runs one node in n8n's engine over ready items, as a production run, and takes the time of its `execute` alone. */
export async function timed(
	node: TestNode,
	type: INodeType,
	items: INodeExecutionData[],
): Promise<Timed> {
	const taken: Timed = { ms: 0, cpuMs: 0, outputs: [] };
	const measured: INodeType = {
		description: type.description,
		async execute() {
			const start = performance.now();
			const cpu = process.cpuUsage();
			const outputs = (await type.execute!.call(this)) as INodeExecutionData[][];
			const { user, system } = process.cpuUsage(cpu);
			taken.ms = performance.now() - start;
			taken.cpuMs = (user + system) / 1000;
			taken.outputs = outputs;
			return outputs;
		},
	};
	const result = await runWorkflow({
		nodes: [
			{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
			{ ...node, type: 'bench.node' },
		],
		connections: chain('Start', node.name),
		nodeTypes: { 'bench.node': measured },
		input: items,
		mode: 'trigger',
	});
	if (result.error) throw result.error;
	return taken;
}
