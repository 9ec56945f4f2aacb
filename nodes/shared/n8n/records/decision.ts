import type { INodeProperties } from 'n8n-workflow';
import { pipedTextField } from '../pipedTextField';

type DisplayOptions = INodeProperties['displayOptions'];

/** What the answers are that opt somebody in or out. `names`: of the two parameters. */
export const decisionValues = (
	[optIn, optOut]: readonly [string, string],
	displayOptions?: DisplayOptions,
): INodeProperties[] =>
	[
		{
			displayName: 'Opt-In Values',
			name: optIn,
			placeholder: 'e.g. Yes',
			description:
				'These values opt the contact in. Any other value changes nothing and adds a warning.',
		},
		{
			displayName: 'Opt-Out Values',
			name: optOut,
			placeholder: 'e.g. No',
			description: 'These values opt the contact out',
		},
	].map(({ description, ...property }) => ({
		...property,
		type: 'string',
		default: '',
		hint: 'Opt-in values, opt-out values or both are required. Separate values with semicolons (;). A comma is part of a value.',
		description,
		...(displayOptions && { displayOptions }),
	}));

interface Decision {
	/** The switch: `setConsent`, `Set Consent`. */
	name: string;
	displayName: string;
	description: string;
	source: { name: string; displayName: string };
}

/** Which answer decides about a person's consent or subscription. What that means in a system is the system's own. */
export const decisionProperties = ({
	source,
	name,
	displayName,
	description,
}: Decision): INodeProperties[] => {
	const displayOptions: DisplayOptions = { show: { [name]: [true] } };
	return [
		{
			displayName,
			name,
			type: 'boolean',
			noDataExpression: true,
			default: false,
			description,
		},
		pipedTextField({
			...source,
			required: true,
			description: 'The answer or field with the decision',
			displayOptions,
		}),
		...decisionValues(['optInValues', 'optOutValues'], displayOptions),
	];
};
