import type { ILoadOptionsFunctions } from 'n8n-workflow';
import type { System } from '../systems/System';
import type { Connect } from './RecordConnection';

/**
 * A system that records can be written to. Everything that differs from one to the next stands behind this:
 * `connect()` gives the account, that gives each item's destination, and a destination is opened to be written to.
 */
export interface RecordProvider extends System {
	/** What the node's subtitle says of where records go, as code of an n8n expression. */
	subtitle: string;
	/** What the description of a tool says of it where the subtitle needs names that only the editor has. */
	toolSubject?: string;
	/** Values that the field of a row knows by itself, offered before {a}. */
	choicesFor?(context: ILoadOptionsFunctions, field: string): Promise<string[]>;
	connect: Connect;
}
