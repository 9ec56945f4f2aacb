import type { INodeCredentialDescription, INodeProperties } from 'n8n-workflow';
import { ConnectorError } from '../../http/ConnectorError';
import type { ListMethod } from '../listPage';
import type { RecordProvider } from './RecordProvider';

interface Choice {
	/** The parameter that chooses the system. */
	parameter: string;
	displayName: string;
	default: string;
}

/** What the node has whatever the system. */
export interface OwnParts {
	credentials: INodeCredentialDescription[];
	parameters: INodeProperties[];
	lists: Readonly<Record<string, ListMethod>>;
}

/** Everything of a node's description that depends on the systems it offers. */
export interface ProviderRegistry {
	labels: string[];
	/** Code of an n8n expression. */
	subtitle: string;
	credentials: INodeCredentialDescription[];
	parameters: INodeProperties[];
	lists: Record<string, ListMethod>;
	/** Throws where the value belongs to no system. */
	providerOf(value: unknown): RecordProvider;
}

/** Throws where two systems, or a system and the node, have a name in common that only one can have. */
export function createProviderRegistry(
	{ parameter, displayName, default: chosen }: Choice,
	providers: readonly RecordProvider[],
	own: OwnParts,
): ProviderRegistry {
	const choice: INodeProperties = {
		displayName,
		name: parameter,
		type: 'options',
		noDataExpression: true,
		options: providers.map(({ id, label }) => ({ name: label, value: id })),
		default: chosen,
	};
	const parameters = [choice, ...own.parameters];
	refuseClashes(providers, { ...own, parameters });
	/** Beside what its display options say already. */
	const onlyFor = <T extends Pick<INodeProperties, 'displayOptions'>>(
		{ id }: RecordProvider,
		part: T,
	): T => ({
		...part,
		displayOptions: {
			...part.displayOptions,
			show: { [parameter]: [id], ...part.displayOptions?.show },
		},
	});
	return {
		labels: providers.map(({ label }) => label),
		subtitle: providers.reduceRight(
			(others, { id, subtitle }) =>
				`$parameter.${parameter} === "${id}" ? (${subtitle}) : ${others}`,
			'""',
		),
		credentials: [
			...providers.flatMap((one) => one.credentials.map((slot) => onlyFor(one, slot))),
			...own.credentials,
		],
		parameters: [
			...parameters,
			...providers.flatMap((one) => one.parameters.map((property) => onlyFor(one, property))),
		],
		lists: Object.assign({}, ...providers.map(({ lists }) => lists), own.lists) as Record<
			string,
			ListMethod
		>,
		providerOf(value) {
			const provider = providers.find(({ id }) => id === value);
			if (provider) return provider;
			throw new ConnectorError(
				'input',
				`This ${displayName} is not known to the installed version`,
				{ hint: `Choose another one under '${displayName}', or update the package.` },
			);
		},
	};
}

function refuseClashes(providers: readonly RecordProvider[], own: OwnParts): void {
	const ownNames = namesOf(own.parameters);
	const names: Array<[string, string[]]> = [
		['id', providers.map(({ id }) => id)],
		['label', providers.map(({ label }) => label)],
		['credential', [...providers, own].flatMap(({ credentials }) => namesOf(credentials))],
		['list method', [...providers, own].flatMap(({ lists }) => Object.keys(lists))],
		...providers.map(({ parameters }): [string, string[]] => [
			'parameter',
			[...ownNames, ...namesOf(parameters)].filter((name) => ownNames.includes(name)),
		]),
	];
	for (const [what, all] of names) {
		const twice = all.find((name, index) => all.indexOf(name) !== index);
		if (twice !== undefined)
			throw new ConnectorError('unexpected', `The ${what} "${twice}" stands for two things`);
	}
}

/** A system may have several parameters or slots of one name, each for other settings. */
const namesOf = (parts: Array<{ name: string }>): string[] => [
	...new Set(parts.map(({ name }) => name)),
];
