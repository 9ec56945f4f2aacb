import { describeItems } from './describeItems';
import { salesmanago } from './salesmanagoItems';

// A look before creating, a contact created, one updated.
describeItems('SALESmanago, one by one', salesmanago('single'), [8, 9, 10]);
// The job, what became of it, the contacts read after it.
describeItems('SALESmanago, in jobs', salesmanago('batch'), [7, 9, 11]);
