import type { INodeCredentialDescription, INodeProperties } from 'n8n-workflow';
import type { ListMethod } from '../listPage';

/** One of the systems that a node can be set to, with what it adds to the node's description. */
export interface System {
	/** Value of the parameter that chooses the system, in camel case. */
	id: string;
	/** As people call it. */
	label: string;
	description?: string;
	/** What the parameter offers, where one system has several names. Default: its own id, label and description. */
	choices?: readonly SystemChoice[];
	/** Shown only while the system is chosen, beside what their `displayOptions` say. */
	credentials: INodeCredentialDescription[];
	/** Its own parameters, shown only while it is chosen; two systems may share a name. */
	parameters: INodeProperties[];
	/** List methods behind its locators, by the name in `searchListMethod`. */
	lists: Readonly<Record<string, ListMethod>>;
}

export interface SystemChoice {
	id: string;
	label: string;
	description?: string;
}

export const choicesOf = ({ id, label, description, choices }: System): readonly SystemChoice[] =>
	choices ?? [{ id, label, ...(description !== undefined && { description }) }];
