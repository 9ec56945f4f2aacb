import { FAULTS } from '../faults';
import { describeItems } from './describeItems';
import { dynamicsBatches, dynamicsOneByOne, dynamicsParts } from './dynamicsItems';

// A look-up, a batch.
describeItems('Dynamics 365', dynamicsBatches, [3, 4]);

// A look-up, a contact changed, one created.
describeItems('Dynamics 365, one by one', dynamicsOneByOne, [8, 9, 11]);

// What Dynamics itself says of one operation of a batch.
const OF_A_PART = /^(429|404|error|5xx|done-but-5xx)/;
describeItems(
	'Dynamics 365, one record of a batch',
	dynamicsParts,
	[4, 5],
	FAULTS.filter(({ rules }) => rules.every(({ kind }) => OF_A_PART.test(kind))),
);
