import { describeSweep } from './describeSweep';
import { salesmanago } from './salesmanagoStage';

// The look before the job, the job, what became of it.
describeSweep('SALESmanago', salesmanago, [8, 9, 13]);
