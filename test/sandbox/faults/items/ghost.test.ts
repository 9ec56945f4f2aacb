import { describeItems } from './describeItems';
import { ghost } from './ghostItems';

// A look-up, a member changed, one created.
describeItems('Ghost', ghost, [5, 6, 7]);
