import type {
	ILoadOptionsFunctions,
	INodeCredentialDescription,
	INodeProperties,
} from 'n8n-workflow';
import type { ListMethod } from '../../shared/face/listPage';
import type { Connect } from '../../shared/face/records/RecordConnection';

/**
 * A CRM that the node can write to. Everything that differs from one CRM to the next stands behind this: a new one is a folder
 * here and a line in `registry.ts`.
 */
export interface CrmProvider {
	/** Value of the parameter 'CRM'. */
	value: string;
	/** As people call it. */
	name: string;
	credential: INodeCredentialDescription;
	/** Its own parameters, shown only while it is chosen. */
	parameters: INodeProperties[];
	/** List methods behind its locators. */
	lists: Record<string, ListMethod>;
	/** Values that the field of a row knows by itself, offered before {a}. */
	choicesFor?(context: ILoadOptionsFunctions, field: string): Promise<string[]>;
	connect: Connect;
}
