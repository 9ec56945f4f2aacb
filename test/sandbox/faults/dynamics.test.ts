import { describeSweep } from './describeSweep';
import { FAULTS } from './faults';
import { dynamics, dynamicsParts } from './dynamicsStage';

describeSweep('Dynamics 365', dynamics, [2, 3]);

// What Dynamics itself says of one operation of a batch.
const OF_A_PART = /^(429|404|error|5xx|done-but-5xx)/;
describeSweep(
	'Dynamics 365, one record of a batch',
	dynamicsParts,
	[4, 6],
	FAULTS.filter(({ rules }) => rules.every(({ kind }) => OF_A_PART.test(kind))),
);
