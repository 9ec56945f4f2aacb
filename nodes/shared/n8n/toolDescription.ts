import type { INodeProperties } from 'n8n-workflow';

/**
 * What a model is told of the node as a tool. n8n itself would say the same of every node of a type, whatever it is set to; a
 * parameter of this name stands in for that. It is an n8n expression, so that it names what is chosen, and may be written over.
 */
export const toolDescription = (sentences: string): INodeProperties => ({
	displayName: 'Tool Description',
	name: 'toolDescription',
	type: 'string',
	typeOptions: { rows: 3 },
	default: sentences,
	description: 'What the model is told of this tool: what it is for, and of what',
	displayOptions: { show: { '@tool': [true] } },
});

/** Code of an n8n expression: the targets of mapping rows, by the names of the parameters that may hold them. */
const mappedFields = (parameters: string[]): string =>
	`[${parameters.map((name) => `...($parameter.${name}?.row ?? [])`).join(', ')}].map(({ target }) => target?.value ?? target).filter((target) => typeof target === "string" && target && !target.startsWith("=")).join(", ")`;

/** What a tool that writes records does beside that: where, what into, and what it asks for. `what`: code of an expression. */
export const writingToolDescription = (what: string, parameters: string[]): INodeProperties =>
	toolDescription(
		`={{ {create: "Creates", update: "Updates"}[$parameter.operation] ?? "Creates or updates" }} ${what}. Fields that it writes: {{ $parameter.mappingMode === "automatic" ? "those that are named like the values given" : ${mappedFields(parameters)} }}.{{ $parameter.options?.dryRun ? " Dry run: it writes nothing and says what it would do." : $parameter.options?.needsApproval ? " It first returns a plan and an approval token and writes nothing; only a call with the token of an approved plan writes." : "" }} Leave no identifying value empty, and never guess one.`,
	);
