import type { INodeProperties } from 'n8n-workflow';

const MARK = ' (Optional)';

/**
 * A field or block that may stay empty, outside of *Options* and *Filters*, where everything may. It says so in its label: n8n marks
 * what is required only, and shows the description of a block to those alone who point at it.
 */
export const optional = <P extends Pick<INodeProperties, 'displayName'>>(property: P): P => ({
	...property,
	displayName: `${property.displayName}${MARK}`,
});
