import { FAULTS } from '../faults';
import { describeItems } from './describeItems';
import { dynamics, dynamicsParts } from './dynamicsItems';

describeItems('Dynamics 365', dynamics, [4, 5]);

// What Dynamics itself says of one operation of a batch.
const OF_A_PART = /^(429|404|error|5xx|done-but-5xx)/;
describeItems(
	'Dynamics 365, one record of a batch',
	dynamicsParts,
	[4, 5],
	FAULTS.filter(({ rules }) => rules.every(({ kind }) => OF_A_PART.test(kind))),
);
