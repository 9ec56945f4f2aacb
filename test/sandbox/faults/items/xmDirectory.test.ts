import { describeItems } from './describeItems';
import { xmDirectory } from './xmDirectoryItems';

// A contact posted, one looked at after that, one put into its second list, one opted out of its first list.
describeItems(
	'XM Directory, by chosen fields',
	xmDirectory({ statusLevel: 'list' }),
	[33, 37, 41, 46],
);
// A contact posted by the rules, one looked at after that.
describeItems('XM Directory, by its rules', xmDirectory({ operation: 'upsertByRules' }), [23, 26]);
// A contact posted that must not be posted twice, one opted out.
describeItems(
	'XM Directory, merging nobody',
	xmDirectory({ statusLevel: 'list' }, false),
	[27, 33],
);
