import path from 'node:path';
import ts from 'typescript';

/** A name that stands at the top of a file, or that an index hands on. */
interface Declared {
	isExported: boolean;
	/** A type may be exported for the signatures of its own file alone. */
	isType: boolean;
	/** What it is made of: names of the file, imported ones among them. */
	mentions: Set<string>;
}

/** One name of one file; `*`: every name of it. */
interface Place {
	file: string;
	name: string;
}

interface Module {
	declared: Map<string, Declared>;
	imported: Map<string, Place>;
	/** `export { a } from`, by the name it has here. */
	handedOn: Map<string, Place>;
	/** `export * from`. */
	wholly: string[];
	/** Mentioned by what runs when the file is loaded. */
	running: Set<string>;
}

type Texts = ReadonlyMap<string, string>;

/** n8n finds these by the name of their file. */
const LOADED_BY_N8N = /([^/]+)\.(?:node|credentials)\.ts$/;

const key = ({ file, name }: Place): string => `${file}: ${name}`;

/**
 * What is wrong with the names of sources, one sentence each, sorted: code that nothing of what n8n loads leads to, and exports
 * that no other source takes. A type may be exported for a signature of its file, and a value that is in use for its own tests.
 * @param shipped sources by file, relative to the project
 * @param tests theirs likewise
 */
export function unusedIn(shipped: Texts, tests: Texts = new Map()): string[] {
	const modules = new Map(
		[...shipped].map(([file, text]) => [file, moduleOf(file, text, shipped)]),
	);
	const { reached, taken } = follow(modules);
	const all = new Map([...shipped, ...tests]);
	const tested = new Set(
		[...tests].flatMap(([file, text]) => [...moduleOf(file, text, all).imported.values()].map(key)),
	);
	const faults: string[] = [];
	for (const [file, { declared, handedOn }] of modules) {
		for (const [name, { isExported, isType }] of declared) {
			const place = key({ file, name });
			if (!reached.has(place)) faults.push(`${place} is not used`);
			else if (isExported && !isType && !taken.has(place) && !tested.has(place))
				faults.push(`${place} is exported without need`);
		}
		for (const name of handedOn.keys())
			if (!taken.has(key({ file, name })))
				faults.push(`${key({ file, name })} is handed on to nobody`);
	}
	return faults.sort();
}

/** What n8n's classes lead to, name by name, and which names a file takes of another. */
function follow(modules: ReadonlyMap<string, Module>) {
	const reached = new Set<string>();
	const taken = new Set<string>();
	const open: Place[] = [];
	const mention = (file: string, names: Iterable<string>): void => {
		const { declared, imported } = modules.get(file)!;
		for (const name of names) {
			if (declared.has(name)) open.push({ file, name });
			else if (imported.has(name)) take(imported.get(name)!);
		}
	};
	const take = (place: Place): void => {
		const module = modules.get(place.file);
		if (!module || taken.has(key(place))) return;
		taken.add(key(place));
		const { declared, handedOn, wholly } = module;
		if (place.name === '*')
			for (const name of [...declared.keys(), ...handedOn.keys()]) take({ ...place, name });
		if (declared.has(place.name)) open.push(place);
		else if (handedOn.has(place.name)) take(handedOn.get(place.name)!);
		else for (const file of wholly) take({ file, name: place.name });
	};
	for (const [file, { running }] of modules) {
		const [, entry] = LOADED_BY_N8N.exec(file) ?? [];
		if (entry) take({ file, name: entry });
		mention(file, running);
	}
	for (let place = open.pop(); place; place = open.pop()) {
		if (reached.has(key(place))) continue;
		reached.add(key(place));
		mention(place.file, modules.get(place.file)!.declared.get(place.name)!.mentions);
	}
	return { reached, taken };
}

function moduleOf(file: string, text: string, texts: Texts): Module {
	const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
	const module: Module = {
		declared: new Map(),
		imported: new Map(),
		handedOn: new Map(),
		wholly: [],
		running: new Set(),
	};
	const fileNamed = (name: ts.Expression | undefined): string | undefined => {
		if (!name || !ts.isStringLiteral(name) || !name.text.startsWith('.')) return undefined;
		const target = path.posix.join(path.posix.dirname(file), name.text);
		return [`${target}.ts`, `${target}/index.ts`].find((one) => texts.has(one));
	};
	for (const statement of source.statements) {
		if (ts.isImportDeclaration(statement)) {
			const from = fileNamed(statement.moduleSpecifier);
			if (from)
				for (const [local, name] of importedBy(statement))
					module.imported.set(local, { file: from, name });
		} else if (ts.isExportDeclaration(statement)) {
			readExport(statement, fileNamed(statement.moduleSpecifier), module);
		} else {
			readStatement(statement, module);
		}
	}
	return module;
}

/** Local names with those they have where they come from. */
function importedBy({ importClause }: ts.ImportDeclaration): Array<[local: string, name: string]> {
	const whole: Array<[string, string]> = importClause?.name
		? [[importClause.name.text, 'default']]
		: [];
	const bindings = importClause?.namedBindings;
	if (!bindings) return whole;
	if (ts.isNamespaceImport(bindings)) return [...whole, [bindings.name.text, '*']];
	return [
		...whole,
		...bindings.elements.map(({ name, propertyName }): [string, string] => [
			name.text,
			(propertyName ?? name).text,
		]),
	];
}

function readExport(node: ts.ExportDeclaration, from: string | undefined, module: Module): void {
	if (!node.exportClause) {
		if (from) module.wholly.push(from);
		return;
	}
	if (!ts.isNamedExports(node.exportClause)) return;
	for (const { name, propertyName } of node.exportClause.elements) {
		const own = (propertyName ?? name).text;
		const declared = module.declared.get(own);
		const origin = from ? { file: from, name: own } : module.imported.get(own);
		if (origin) module.handedOn.set(name.text, origin);
		else if (declared) declared.isExported = true;
	}
}

function readStatement(statement: ts.Statement, module: Module): void {
	const isExported =
		ts.canHaveModifiers(statement) &&
		(ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
	const isType = ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement);
	const names = declaredBy(statement);
	if (names.length === 0) for (const name of mentionsOf(statement)) module.running.add(name);
	for (const [name, node] of names) {
		const mentions = mentionsOf(node).filter((one) => one !== name);
		const known = module.declared.get(name)?.mentions ?? [];
		module.declared.set(name, { isExported, isType, mentions: new Set([...known, ...mentions]) });
	}
}

/** Names that a statement gives, each with the part that says what it is. */
function declaredBy(statement: ts.Statement): Array<[name: string, node: ts.Node]> {
	if (ts.isVariableStatement(statement))
		return statement.declarationList.declarations.flatMap((declaration) =>
			boundNames(declaration.name).map((name): [string, ts.Node] => [name, declaration]),
		);
	const named =
		ts.isFunctionDeclaration(statement) ||
		ts.isClassDeclaration(statement) ||
		ts.isInterfaceDeclaration(statement) ||
		ts.isTypeAliasDeclaration(statement) ||
		ts.isEnumDeclaration(statement);
	return named ? [[statement.name?.text ?? 'default', statement]] : [];
}

const boundNames = (name: ts.BindingName): string[] =>
	ts.isIdentifier(name)
		? [name.text]
		: name.elements.flatMap((one) => (ts.isBindingElement(one) ? boundNames(one.name) : []));

/** Identifiers below a node, but for names of members: those are looked up in what stands before the dot. */
function mentionsOf(top: ts.Node): string[] {
	const found: string[] = [];
	const visit = (node: ts.Node): void => {
		if (ts.isIdentifier(node) && !isMemberName(node)) found.push(node.text);
		ts.forEachChild(node, visit);
	};
	visit(top);
	return found;
}

function isMemberName(node: ts.Identifier): boolean {
	const { parent } = node;
	if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
	if (ts.isQualifiedName(parent)) return parent.right === node;
	return (
		(ts.isPropertyAssignment(parent) ||
			ts.isPropertySignature(parent) ||
			ts.isPropertyDeclaration(parent) ||
			ts.isMethodDeclaration(parent) ||
			ts.isMethodSignature(parent) ||
			ts.isGetAccessor(parent)) &&
		parent.name === node
	);
}

/**
 * Methods that are called nowhere, as `file: name`, sorted. They are looked for by name alone, so that one of many of the same name
 * is not found. What n8n calls itself is left out: methods of what it loads.
 */
export function uncalledMethodsIn(shipped: Texts): string[] {
	const offered: Place[] = [];
	const called = new Set<string>();
	for (const [file, text] of shipped) {
		const visit = (node: ts.Node): void => {
			const name = offeredBy(node);
			if (name !== undefined && !LOADED_BY_N8N.test(file)) offered.push({ file, name });
			if (ts.isPropertyAccessExpression(node)) called.add(node.name.text);
			if (ts.isBindingElement(node)) called.add((node.propertyName ?? node.name).getText());
			if (ts.isStringLiteralLike(node)) called.add(node.text);
			ts.forEachChild(node, visit);
		};
		visit(ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true));
	}
	return offered
		.filter(({ name }) => !called.has(name))
		.map(key)
		.sort();
}

/** The name of a method of a class or an interface. */
function offeredBy(node: ts.Node): string | undefined {
	const isMethod =
		ts.isMethodSignature(node) ||
		(ts.isPropertySignature(node) && node.type !== undefined && ts.isFunctionTypeNode(node.type)) ||
		(ts.isMethodDeclaration(node) && !ts.isObjectLiteralExpression(node.parent));
	return isMethod && ts.isIdentifier(node.name) ? node.name.text : undefined;
}
