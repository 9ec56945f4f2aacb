import type {
	ILoadOptionsFunctions,
	INodeCredentialDescription,
	INodeProperties,
} from 'n8n-workflow';
import type { ListMethod } from '../listPage';
import type { Connect } from './RecordConnection';

/**
 * A system that records can be written to. Everything that differs from one to the next stands behind this:
 * `connect()` gives the account, that gives each item's destination, and a destination is opened to be written to.
 */
export interface RecordProvider {
	/** Value of the parameter that chooses the system, in camel case. */
	id: string;
	/** As people call it. */
	label: string;
	/** What the node's subtitle says of where records go, as code of an n8n expression. */
	subtitle: string;
	/** Shown only while the system is chosen. */
	credentials: INodeCredentialDescription[];
	/** Its own parameters, shown only while it is chosen; two systems may share a name. */
	parameters: INodeProperties[];
	/** List methods behind its locators, by the name in `searchListMethod`. */
	lists: Readonly<Record<string, ListMethod>>;
	/** Values that the field of a row knows by itself, offered before {a}. */
	choicesFor?(context: ILoadOptionsFunctions, field: string): Promise<string[]>;
	connect: Connect;
}
