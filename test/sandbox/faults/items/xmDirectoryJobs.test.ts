import { describeItems } from './describeItems';
import { transactions } from './transactionItems';
import { xmDirectory } from './xmDirectoryItems';

// A job of the first list, what became of it, its report; a job of the second list, and its report.
describeItems(
	'XM Directory, by import jobs',
	xmDirectory({ operation: 'upsertByRules', importAbove: 5, lookUp: false }),
	[10, 12, 14, 15, 19],
);
// Transactions that are looked for, recorded, and looked at again.
describeItems('XM Directory, transactions', transactions, [30, 36, 38]);
