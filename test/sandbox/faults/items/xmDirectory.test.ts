import { describeItems } from './describeItems';
import { xmDirectory } from './xmDirectoryItems';

// A contact posted, one looked at after that, one put into its second list, one opted out of its first list.
describeItems(
	'XM Directory, by chosen fields',
	xmDirectory({ statusLevel: 'list' }),
	[29, 33, 36, 41],
);
// A contact posted by rules, one looked at after that.
describeItems('XM Directory, by its rules', xmDirectory({ operation: 'upsertByRules' }), [22, 25]);
// A look-up, a contact posted that must not be posted twice, and one opted out.
describeItems(
	'XM Directory, merging nobody',
	xmDirectory({ statusLevel: 'list' }, false),
	[20, 25, 31],
);
