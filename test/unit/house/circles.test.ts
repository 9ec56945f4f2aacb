import path from 'node:path';
import { importsOf, isShippedSource, projectFiles } from './sourceFiles';

const sources = new Set(projectFiles().filter(isShippedSource));

/** The source file that an import names; undefined for what is not ours. */
function fileOf(from: string, name: string): string | undefined {
	if (!name.startsWith('.')) return undefined;
	const target = path.posix.join(path.posix.dirname(from), name);
	return [`${target}.ts`, `${target}/index.ts`].find((file) => sources.has(file));
}

/** Groups of files each of which leads to all others of its group (Tarjan's strongly connected components). */
function circlesIn(graph: ReadonlyMap<string, readonly string[]>): string[][] {
	const order = new Map<string, number>();
	const low = new Map<string, number>();
	const open: string[] = [];
	const circles: string[][] = [];
	const visit = (file: string): void => {
		order.set(file, order.size);
		low.set(file, order.get(file)!);
		open.push(file);
		for (const next of graph.get(file) ?? []) {
			if (!order.has(next)) visit(next);
			if (open.includes(next)) low.set(file, Math.min(low.get(file)!, low.get(next)!));
		}
		if (low.get(file) !== order.get(file)) return;
		const circle = open.splice(open.indexOf(file));
		if (circle.length > 1) circles.push(circle.sort());
	};
	for (const file of graph.keys()) if (!order.has(file)) visit(file);
	return circles;
}

describe('imports go in no circle', () => {
	it('finds a circle where there is one', () => {
		const graph = new Map([
			['a', ['b']],
			['b', ['c']],
			['c', ['b']],
		]);
		expect(circlesIn(graph)).toEqual([['b', 'c']]);
	});

	it('holds for every source file, imports of types included', () => {
		const graph = new Map(
			[...sources].map((file) => [
				file,
				importsOf(file).flatMap((name) => fileOf(file, name) ?? []),
			]),
		);
		expect(graph.size).toBeGreaterThan(300);
		expect(circlesIn(graph)).toEqual([]);
	});
});
