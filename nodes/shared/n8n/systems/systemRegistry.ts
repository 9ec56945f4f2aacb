import type { INodeCredentialDescription, INodeProperties } from 'n8n-workflow';
import { ConnectorError } from '../../http/ConnectorError';
import type { ListMethod } from '../listPage';
import { choicesOf, type System } from './System';

/** The parameter that chooses the system. */
interface ChoiceParameter {
	name: string;
	displayName: string;
	default: string;
	description?: string;
}

/** What the node has whatever the system. */
export interface OwnParts {
	credentials?: INodeCredentialDescription[];
	parameters?: INodeProperties[];
	lists?: Readonly<Record<string, ListMethod>>;
}

/** Everything of a node's description that depends on the systems it offers. */
export interface SystemRegistry<S extends System> {
	systems: readonly S[];
	/** The parameter that chooses the system. */
	choice: INodeProperties;
	/** The systems' parameters, each shown only for its own. */
	parameters: INodeProperties[];
	/** Whether a parameter decides which of a system's credentials is asked for: it stands before them. */
	isSignIn(parameter: INodeProperties): boolean;
	/** The systems' credentials and the node's. */
	credentials: INodeCredentialDescription[];
	/** The systems' list methods and the node's. */
	lists: Record<string, ListMethod>;
	/** Code of an n8n expression: what `codeOf` gives for the system that is chosen, `otherwise` for none of them. */
	expression(codeOf: (system: S) => string, otherwise?: string): string;
	/** Throws where the value belongs to no system. */
	systemOf(value: unknown): S;
}

/** Throws where two systems, or a system and the node, have a name in common that only one can have. */
export function createSystemRegistry<S extends System>(
	{ name, displayName, default: chosen, description }: ChoiceParameter,
	systems: readonly S[],
	{ credentials = [], parameters = [], lists = {} }: OwnParts = {},
): SystemRegistry<S> {
	const choices = systems.flatMap(choicesOf);
	const choice: INodeProperties = {
		displayName,
		name,
		type: 'options',
		noDataExpression: true,
		options: choices.map(({ id, label, description: more }) => ({
			name: label,
			value: id,
			...(more !== undefined && { description: more }),
		})),
		default: chosen,
		...(description !== undefined && { description }),
	};
	refuseClashes(systems, { credentials, lists, parameters: [choice, ...parameters] });
	const idsOf = (system: S) => choicesOf(system).map(({ id }) => id);
	const others = (system: S) =>
		choices.map(({ id }) => id).filter((id) => !idsOf(system).includes(id));
	const shownFor = <T extends Pick<INodeProperties, 'displayOptions'>>(system: S, part: T): T => ({
		...part,
		displayOptions: {
			...part.displayOptions,
			show: { [name]: idsOf(system), ...part.displayOptions?.show },
		},
	});
	const hiddenForOthers = (system: S, part: INodeProperties): INodeProperties => ({
		...part,
		displayOptions: {
			...part.displayOptions,
			hide: { [name]: others(system), ...part.displayOptions?.hide },
		},
	});
	return {
		systems,
		choice,
		isSignIn: ({ name: one }) => systems.some((system) => selectingCredentials(system).has(one)),
		parameters: systems.flatMap((system) => {
			const selecting = selectingCredentials(system);
			return system.parameters.map((parameter) =>
				selecting.has(parameter.name)
					? hiddenForOthers(system, parameter)
					: shownFor(system, parameter),
			);
		}),
		credentials: [
			...systems.flatMap((system) => system.credentials.map((slot) => shownFor(system, slot))),
			...credentials,
		],
		lists: Object.assign({}, ...systems.map((system) => system.lists), lists) as Record<
			string,
			ListMethod
		>,
		expression: (codeOf, otherwise = '""') =>
			systems.reduceRight(
				(rest, system) =>
					`${idsOf(system)
						.map((id) => `$parameter.${name} === "${id}"`)
						.join(' || ')} ? (${codeOf(system)}) : ${rest}`,
				otherwise,
			),
		systemOf(value) {
			const system = systems.find((one) => (idsOf(one) as unknown[]).includes(value));
			if (system) return system;
			throw new ConnectorError(
				'input',
				`This ${displayName} is not known to the installed version`,
				{ hint: `Choose another one under '${displayName}', or update the package.` },
			);
		},
	};
}

/**
 * Parameters that decide which of the credentials is asked for. n8n's panel hides whatever such a parameter is shown for, the
 * choice of the system in this case: they are hidden for the other systems instead.
 */
const selectingCredentials = ({ credentials }: System): ReadonlySet<string> =>
	new Set(credentials.flatMap(({ displayOptions }) => Object.keys(displayOptions?.show ?? {})));

function refuseClashes(systems: readonly System[], own: Required<OwnParts>): void {
	const ownNames = namesOf(own.parameters);
	const choices = systems.flatMap(choicesOf);
	const names: Array<[string, string[]]> = [
		['id', choices.map(({ id }) => id)],
		['label', choices.map(({ label }) => label)],
		['credential', [...systems, own].flatMap(({ credentials }) => namesOf(credentials))],
		['list method', [...systems, own].flatMap(({ lists }) => Object.keys(lists))],
		...systems.map(({ parameters }): [string, string[]] => [
			'parameter',
			[...ownNames, ...namesOf(parameters).filter((one) => ownNames.includes(one))],
		]),
	];
	for (const [what, all] of names) {
		const twice = all.find((one, index) => all.indexOf(one) !== index);
		if (twice !== undefined)
			throw new ConnectorError('unexpected', `The ${what} "${twice}" stands for two things`);
	}
}

/** A system may have several parameters or slots of one name, each for other settings. */
const namesOf = (parts: Array<{ name: string }>): string[] => [
	...new Set(parts.map(({ name }) => name)),
];
